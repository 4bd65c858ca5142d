"""Where the desktop visitor's steps lead: the same floor as the wearer's, with the eyes above it."""

from __future__ import annotations

from collections.abc import Callable

from vr_app.app.wearer.surroundings import Surroundings, first_look
from vr_app.app.wearer.tour import EYE_HEIGHT_M
from vr_app.scene.stage import Stage
from vr_app.ui.walker import Position

CLIMB = 0.25
"""Share of a step's height that the eyes take at once: stairs feel like a ramp."""


class Feet:
    """For one stage.

    Args:
        found: what is known of the scene by now; of another stage it does not count.
    """

    def __init__(self, stage: Stage, found: Callable[[], Surroundings | None]) -> None:
        self._stage = stage
        self._found = found
        self._first = first_look(stage).ground

    def step(self, old: Position, new: Position) -> Position:
        """Eyes that want to go from `old` to `new` get there, or along the edge of what is in the way."""
        found = self._found()
        ours = found is not None and found.stage.folder == self._stage.folder
        ground = found.ground if found is not None and ours else self._first
        floor_m = old[1] - EYE_HEIGHT_M
        x, y, z = ground.step((old[0], floor_m, old[2]), (new[0], floor_m, new[2]))
        return (x, old[1] + (y + EYE_HEIGHT_M - old[1]) * CLIMB, z)
