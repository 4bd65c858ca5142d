"""What the host's body does while somebody speaks to it: it turns to them and shows at every pause that it hears. Pure.

A sign at the pause is also the first answer to the whole sentence: it is there long before the words are understood.
"""

from __future__ import annotations

from typing import Any

from vr_app.kernel import hearing_events as he
from vr_app.kernel.events import BodyCue

SIGNS = ("nod", "breath", "tilt")


class ListeningSigns:
    """Call `after` with every event, from one thread. Nothing is shown while the host itself speaks or thinks."""

    def __init__(self) -> None:
        self._shown = -1
        self._attentive = False

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
                self._shown = (self._shown + 1) % len(SIGNS)
                return [BodyCue(None, gesture=SIGNS[self._shown], activity="listening")]
            case he.VoiceDropped() | he.LineUnanswered() | he.CommandGiven() if self._attentive:
                self._attentive = False
                return [BodyCue(None)]
        return []
