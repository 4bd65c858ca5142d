"""Where the time of the turns of a bench went: the share of each stage on the way to the first sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.latency import TurnTiming


def traced(turns: Sequence[TurnTiming]) -> dict[str, Any]:
    """Seconds and share of each stage over all turns that were heard, and how much each had to do."""
    stages = [stages for turn in turns if (stages := turn.stages())]
    whole_s = sum(sum(found.values()) for found in stages)
    names = list(stages[0]) if stages else []
    seconds = {name: figures([found[name] for found in stages]) for name in names}
    share = {name: round(sum(found[name] for found in stages) / whole_s, 3) for name in names} if whole_s else {}
    return {
        "stage_s": seconds,
        "stage_share": share,
        "prompt_tokens_not_cached": figures([turn.new_tokens for turn in turns if turn.prompt_tokens]),
        "tokens_until_first_clause": figures(
            [turn.clause_tokens for turn in turns if turn.first_sentence_s is not None]
        ),
        "asked_more_than_once": sum(turn.attempts > 1 for turn in turns),
    }


def turn_trace(turn: TurnTiming) -> dict[str, Any]:
    """One turn, for a table of all of them."""
    return {
        "first_audio_s": _rounded(turn.first_audio_s),
        "stage_s": {name: round(seconds, 3) for name, seconds in turn.stages().items()},
        "new_tokens": turn.new_tokens,
        "clause_tokens": turn.clause_tokens,
        "reply_tokens": turn.reply_tokens,
        "ahead_tokens": turn.ahead_tokens,
        "tokens_per_s": round(turn.tokens_per_s, 1),
        "asked": turn.attempts,
        "gaps_s": [round(gap, 3) for gap in turn.gaps_s],
        "silences_s": [round(silence, 3) for silence in turn.silences_s],
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
