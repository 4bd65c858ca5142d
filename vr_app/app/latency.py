"""Where the time of a turn goes, stage by stage, from the events that passed by. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vr_app.kernel import events as ev
from vr_app.speech.joins import sounding


@dataclass
class TurnTiming:
    """Seconds from the visitor's line to each stage, where that stage was reached, and what each stage had to do."""

    first_sign_s: float | None = None
    """The host's body showed that it heard (a `BodyCue`)."""
    asked_s: float | None = None
    """The model was asked."""
    first_token_s: float | None = None
    first_sentence_s: float | None = None
    """The first clause that can be spoken was complete."""
    first_speech_s: float | None = None
    """It was synthesised."""
    first_audio_s: float | None = None
    """Its first sample left the speaker."""
    gaps_s: list[float] = field(default_factory=list)
    """The speaker had nothing to play between two pieces of the reply."""
    silences_s: list[float] = field(default_factory=list)
    """What a listener hears between two pieces: the gap with the voice's own silence before and after it."""
    prompt_tokens: int = 0
    cached_tokens: int = 0
    clause_tokens: int = 0
    """Of the reply, until the first clause was complete."""
    reply_tokens: int = 0
    ahead_tokens: int = 0
    """Of the reply, written before it was asked for."""
    attempts: int = 0
    """How often the model was asked."""
    tokens_per_s: float = 0.0
    """After the first token."""
    outcome: str = ""

    @property
    def new_tokens(self) -> int:
        """Of the prompt: those that were not in the cache."""
        return self.prompt_tokens - self.cached_tokens

    def stages(self) -> dict[str, float]:
        """Seconds of each stage on the way to the first sound; empty where that was never reached."""
        ends = {
            "asking": self.asked_s,
            "first_token": self.first_token_s,
            "first_clause": self.first_sentence_s,
            "synthesis": self.first_speech_s,
            "playout": self.first_audio_s,
        }
        if any(end is None for end in ends.values()):
            return {}
        begin, found = 0.0, {}
        for name, end in ends.items():
            assert end is not None
            found[name], begin = end - begin, end
        return found


class LatencyLog:
    """Collects `TurnTiming` for every turn."""

    def __init__(self) -> None:
        self.turns: dict[int, TurnTiming] = {}
        self._opened_s: dict[int, float] = {}
        self._ended_s: dict[int, float] = {}
        self._tail_s: dict[int, float] = {}
        self._edges_s: dict[tuple[int, int], tuple[float, float]] = {}
        self._posted_s: float | None = None

    def note(self, event: Any, now_s: float) -> None:
        """Takes any event with the monotonic second at which it passed."""
        if isinstance(event, ev.VisitorSpoke):
            self._posted_s = event.posted_s or now_s
            return
        if isinstance(event, ev.TurnOpened):
            self.turns[event.turn] = TurnTiming()
            self._opened_s[event.turn] = self._posted_s if event.said and self._posted_s is not None else now_s
            self._posted_s = None
            return
        turn = event.utterance.turn if hasattr(event, "utterance") else getattr(event, "turn", None)
        timing = self.turns.get(turn) if turn is not None else None
        if timing is None or turn is None:
            return
        since_s = now_s - self._opened_s[turn]
        match event:
            case ev.BodyCue() if timing.first_sign_s is None:
                timing.first_sign_s = since_s
            case ev.Generate():
                timing.attempts += 1
                timing.asked_s = since_s if timing.asked_s is None else timing.asked_s
            case ev.TokensGenerated():
                timing.first_token_s = since_s if timing.first_token_s is None else timing.first_token_s
                timing.clause_tokens += timing.first_sentence_s is None
            case ev.SentenceReady() if timing.first_sentence_s is None:
                timing.first_sentence_s = since_s
            case ev.SpeechSynthesized() if timing.first_speech_s is None:
                timing.first_speech_s = since_s
            case ev.PlayUtterance():
                self._edges_s[turn, event.utterance.index] = _edges_s(event.utterance)
            case ev.PlaybackStarted():
                self._playback_started(timing, event)
            case ev.PlaybackFinished():
                self._ended_s[turn] = event.end_s
                self._tail_s[turn] = self._edges_s.pop((turn, event.index), (0.0, 0.0))[1]
            case ev.GenerationFinished():
                timing.prompt_tokens = timing.prompt_tokens or event.prompt_tokens
                timing.cached_tokens = timing.cached_tokens or event.cached_tokens
                timing.reply_tokens += event.reply_tokens
                timing.ahead_tokens += event.ahead_tokens
                timing.tokens_per_s = event.tokens_per_s or timing.tokens_per_s
            case ev.TurnClosed():
                timing.outcome = event.outcome
            case _:
                pass

    def _playback_started(self, timing: TurnTiming, event: ev.PlaybackStarted) -> None:
        if timing.first_audio_s is None:
            timing.first_audio_s = event.monotonic_s - self._opened_s[event.turn]
        elif event.turn in self._ended_s:
            gap_s = max(0.0, event.start_s - self._ended_s[event.turn])
            lead_s = self._edges_s.get((event.turn, event.index), (0.0, 0.0))[0]
            timing.gaps_s.append(gap_s)
            timing.silences_s.append(gap_s + self._tail_s.get(event.turn, 0.0) + lead_s)


def _edges_s(utterance: ev.Utterance) -> tuple[float, float]:
    """Silence before and after the sound of an utterance."""
    begin, end = sounding(np.frombuffer(utterance.pcm[: 2 * utterance.sample_count], "<i2"), utterance.sample_rate_hz)
    if begin >= end:
        return 0.0, 0.0
    return begin / utterance.sample_rate_hz, (utterance.sample_count - end) / utterance.sample_rate_hz
