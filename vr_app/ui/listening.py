"""What the listening orb shows, from events: is the visitor heard, does the host think or speak, is the ear shut?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from vr_app.kernel.events import BodyCue, DisplayChanged, TurnOpened, VisitorSpoke
from vr_app.kernel.hearing_events import (
    CommandGiven,
    HearingChanged,
    LineHeard,
    LineUnanswered,
    SoundLevel,
    VisitorSpeaking,
    VoiceBegan,
    VoiceDropped,
    WordsHeard,
)
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr

Phase = Literal["idle", "hearing", "thinking", "speaking", "muted"]
QUIET_DB, LOUD_DB = -55.0, -15.0
LAST_WORDS = 60
PHASE_OF: dict[str, Phase] = {"idle": "idle", "listening": "hearing", "thinking": "thinking", "speaking": "speaking"}
"""From what the host's body does."""


@dataclass(frozen=True)
class Listening:
    """The orb's state.

    Attributes:
        phase: what goes on.
        level: 0 to 1, how loud the visitor is.
        words: the last words that were heard, "" for none yet.
        open: the microphone is.
    """

    phase: Phase = "muted"
    level: float = 0.0
    words: str = ""
    open: bool = False

    @property
    def spoken(self) -> str:
        """The phase in words, for those who do not tell colours apart."""
        return {
            "idle": tr("Listening"),
            "hearing": tr("I hear you"),
            "thinking": tr("Thinking"),
            "speaking": tr("Speaking"),
            "muted": tr("Microphone off"),
        }[self.phase]


def after(state: Listening, event: Any) -> Listening:
    """The state after any kernel event."""
    if isinstance(event, BodyCue):
        return replace(state, phase=_at_rest(state) if event.activity == "idle" else PHASE_OF[event.activity])
    if isinstance(event, VisitorSpoke) and event.text.strip():
        return replace(state, words=_last(event.text), phase="thinking")
    if isinstance(event, TurnOpened) and event.said:
        return replace(state, words=_last(event.said))
    if isinstance(event, DisplayChanged):
        return replace(state, level=0.0)
    return _after_hearing(state, event)


def _after_hearing(state: Listening, event: Any) -> Listening:
    if isinstance(event, HearingChanged):
        state = replace(state, open=event.listening, level=0.0)
        return replace(state, phase=_at_rest(state) if state.phase in ("idle", "hearing", "muted") else state.phase)
    if isinstance(event, SoundLevel):
        level = min(max((event.level_db - QUIET_DB) / (LOUD_DB - QUIET_DB), 0.0), 1.0)
        return replace(state, level=round(level, 2) if event.voice >= 0.5 and state.open else 0.0)
    if isinstance(event, VoiceBegan) and state.open and state.phase in ("idle", "speaking"):
        return replace(state, phase="hearing")
    if isinstance(event, VoiceDropped | LineUnanswered | CommandGiven) and state.phase == "hearing":
        return replace(state, phase=_at_rest(state), level=0.0)
    if isinstance(event, WordsHeard | VisitorSpeaking | LineHeard) and event.text.strip():
        return replace(state, words=_last(event.text), phase="hearing" if state.phase == "idle" else state.phase)
    return state


def _at_rest(state: Listening) -> Phase:
    return "idle" if state.open else "muted"


def _last(text: str) -> str:
    """The end of what was heard."""
    plain = harmless(text).strip()
    if len(plain) <= LAST_WORDS:
        return plain
    tail = plain[-LAST_WORDS:]
    return "… " + shortened(tail.partition(" ")[2] or tail, LAST_WORDS)
