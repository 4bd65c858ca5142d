"""Story choices in the visitor's own words: what is sure at once, and what the whole path makes of it.

The whole path asks the language model where the matching is in doubt. It is asked about some of those lines, evenly
spread, and the shares are carried over to all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.host.choice_cases import OfferedCase
from vr_app.host.choice_matching import form, question, read_answer
from vr_app.host.choice_meaning import Judgement, doubtful, sure
from vr_app.host.sense import Sense
from vr_app.kernel.errors import DeviceError

_ASKED = 24
"""Doubtful lines of each kind that the language model is asked about: each takes a second or more."""


@dataclass(frozen=True)
class _Judged:
    """One line at one moment; `wanted` is None for talk that means none of the choices."""

    case: OfferedCase
    line: str
    wanted: int | None
    judged: Judgement

    @property
    def first(self) -> int:
        return self.judged.ranked[0][0]

    @property
    def in_doubt(self) -> bool:
        return not sure(self.judged) and bool(doubtful(self.judged))


def bench_choices(
    sense: Sense, cases: Sequence[OfferedCase], unrelated: Sequence[str], ask: Callable[[str, str], str] | None = None
) -> dict[str, Any]:
    """Paraphrases matched at once, those left to the language model's second look, and false matches.

    Args:
        unrelated: talk that means none of any story's choices; every story is held against it.
        ask: asks the language model a question with a JSON Schema; None where there is none.
    Raises: DeviceError where the embedder went away.
    """
    took_ms: list[float] = []
    meant = [_judge(sense, case, line, wanted, took_ms) for case in cases for line, wanted in case.said]
    near = [one for one in meant if one.wanted is None]
    meant = [one for one in meant if one.wanted is not None]
    other = [*near, *(_judge(sense, case, line, None, []) for case in cases for line in unrelated)]
    right = [sure(one.judged) and one.first == one.wanted for one in meant]
    taken = [sure(one.judged) for one in other]
    result: dict[str, Any] = {
        "choice_paraphrases": len(meant),
        "choice_first_right": _share([one.first == one.wanted for one in meant]),
        "choice_right": _share(right),
        "choice_wrong": _share([sure(one.judged) and one.first != one.wanted for one in meant]),
        "choice_left_to_the_model": _share([one.in_doubt for one in meant]),
        "choice_unrelated": len(other),
        "choice_false": _share(taken),
        "choice_unrelated_left_to_the_model": _share([one.in_doubt for one in other]),
        "choice_ms": figures(took_ms),
    }
    return result | (_in_the_end(meant, other, sum(right), sum(taken), ask) if ask is not None else {})


def _in_the_end(
    meant: Sequence[_Judged],
    other: Sequence[_Judged],
    right: int,
    taken: int,
    ask: Callable[[str, str], str],
) -> dict[str, Any]:
    doubted, doubted_other = ([one for one in kind if one.in_doubt] for kind in (meant, other))
    believed = [_asked(one, ask) == one.wanted for one in _some(doubted)]
    misled = [_asked(one, ask) is not None for one in _some(doubted_other)]
    return {
        "choice_asked": len(believed) + len(misled),
        "choice_right_when_asked": _share(believed),
        "choice_false_when_asked": _share(misled),
        "choice_right_in_the_end": round((right + _share(believed) * len(doubted)) / max(1, len(meant)), 3),
        "choice_false_in_the_end": round((taken + _share(misled) * len(doubted_other)) / max(1, len(other)), 3),
    }


def _asked(one: _Judged, ask: Callable[[str, str], str]) -> int | None:
    """The choice that is picked after the model was asked, as the storyteller does it; None for none."""
    texts = [offer.text for offer in one.case.offers]
    named = read_answer(ask(question(one.line, texts), form(len(texts))), len(texts))
    return named if named in doubtful(one.judged) else None


def _judge(sense: Sense, case: OfferedCase, line: str, wanted: int | None, took_ms: list[float]) -> _Judged:
    began_s = time.perf_counter()
    judged = sense.choice(line, case.offers)
    took_ms.append((time.perf_counter() - began_s) * 1e3)
    if judged is None:
        raise DeviceError("The model that understands sentences went away.", recoverable=True)
    return _Judged(case, line, wanted, judged)


def _some(lines: Sequence[_Judged]) -> Sequence[_Judged]:
    return lines[:: -(-len(lines) // _ASKED)] if lines else ()


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0
