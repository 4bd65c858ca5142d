"""The first sign that somebody has heard and thinks: shown at once, before any word is there."""

from __future__ import annotations

from vr_app.kernel.events import BodyCue
from vr_app.kernel.ids import TurnId

SIGNS = ("tilt", "breath", "nod")


def thinking_cue(turn: TurnId) -> BodyCue:
    """A glance aside with a tilt of the head, a breath or a nod; never the same for two turns running."""
    return BodyCue(turn, gesture=SIGNS[turn % len(SIGNS)], activity="thinking")
