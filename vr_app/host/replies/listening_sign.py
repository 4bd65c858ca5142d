"""What the host's body does while somebody speaks to it: it turns to them and shows at every pause that it hears. Pure.

A sign at the pause is also the first answer to the whole sentence: it is there long before the words are understood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vr_app.kernel import hearing_events as he
from vr_app.kernel.events import BodyCue

SIGNS = ("nod", "breath", "tilt")


class ListeningSigns:
    """Call `after` with every event, from one thread. Nothing is shown while the host itself speaks or thinks."""

    def __init__(self) -> None:
        self._shown = ""
        self._attentive = False

    def fresh(self, cue: BodyCue) -> BodyCue:
        """The cue that somebody thinks, with another sign where the last one shown was the same."""
        if cue.activity != "thinking" or cue.gesture not in SIGNS:
            return cue
        if cue.gesture == self._shown:
            cue = replace(cue, gesture=self._next())
        self._shown = cue.gesture
        return cue

    def _next(self) -> str:
        return SIGNS[(SIGNS.index(self._shown) + 1) % len(SIGNS)] if self._shown else SIGNS[0]

    def after(self, event: Any, *, busy: bool) -> list[BodyCue]:
        """What follows from an event.

        Args:
            busy: a turn of the host's is under way.
        """
        if busy:
            self._attentive = False
            return []
        match event:
            case he.VoiceBegan():
                self._attentive = True
                return [BodyCue(None, activity="listening")]
            case he.VoicePaused() if self._attentive:
                self._shown = self._next()
                return [BodyCue(None, gesture=self._shown, activity="listening")]
            case he.VoiceDropped() | he.LineUnanswered() | he.CommandGiven() if self._attentive:
                self._attentive = False
                return [BodyCue(None)]
        return []
