"""How long each stage of a turn took, from the events that passed by. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vr_app.kernel import events as ev


@dataclass
class TurnTiming:
    """Seconds from the visitor's line to each stage, where that stage was reached."""

    first_sign_s: float | None = None
    """The host's body showed that it heard (a `BodyCue`)."""
    first_token_s: float | None = None
    first_sentence_s: float | None = None
    first_speech_s: float | None = None
    """The first clause was synthesised."""
    first_audio_s: float | None = None
    """Its first sample left the speaker."""
    gaps_s: list[float] = field(default_factory=list)
    """Silences between the sentences of the reply."""
    prompt_tokens: int = 0
    cached_tokens: int = 0
    reply_tokens: int = 0
    outcome: str = ""


class LatencyLog:
    """Collects `TurnTiming` for every turn."""

    def __init__(self) -> None:
        self.turns: dict[int, TurnTiming] = {}
        self._opened_s: dict[int, float] = {}
        self._ended_s: dict[int, float] = {}
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
        turn = event.utterance.turn if isinstance(event, ev.SpeechSynthesized) else getattr(event, "turn", None)
        timing = self.turns.get(turn) if turn is not None else None
        if timing is None or turn is None:
            return
        since_s = now_s - self._opened_s[turn]
        match event:
            case ev.BodyCue() if timing.first_sign_s is None:
                timing.first_sign_s = since_s
            case ev.TokensGenerated() if timing.first_token_s is None:
                timing.first_token_s = since_s
            case ev.SentenceReady() if timing.first_sentence_s is None:
                timing.first_sentence_s = since_s
            case ev.SpeechSynthesized() if timing.first_speech_s is None:
                timing.first_speech_s = since_s
            case ev.PlaybackStarted():
                if timing.first_audio_s is None:
                    timing.first_audio_s = event.monotonic_s - self._opened_s[turn]
                elif turn in self._ended_s:
                    timing.gaps_s.append(max(0.0, event.start_s - self._ended_s[turn]))
            case ev.PlaybackFinished():
                self._ended_s[turn] = event.end_s
            case ev.GenerationFinished():
                timing.prompt_tokens = event.prompt_tokens
                timing.cached_tokens = event.cached_tokens
                timing.reply_tokens = event.reply_tokens
            case ev.TurnClosed():
                timing.outcome = event.outcome
            case _:
                pass
