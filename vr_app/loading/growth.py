"""A scene while it is being furnished: what has its place by now can be shown, and the rest follows."""

from __future__ import annotations

import time
from collections.abc import Callable

from vr_app.scene.layout.placement import Placed, Unmet
from vr_app.scene.layout.settle import settled
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage

EVERY_S = 0.4
SHARE = 0.2
"""So much of the time at most goes into showing what is there so far."""


class Growth:
    """Takes places as the solver finds them, and shows the scene as far as it is, now and then.

    Args:
        stage: with things that have no coordinates yet.
        build: makes a scene of a stage in which everything has some.
        show: takes it.
        clock: seconds.
    """

    def __init__(
        self,
        stage: Stage,
        build: Callable[[Stage], Scene],
        show: Callable[[Scene], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage = stage
        self._build = build
        self._show = show
        self._clock = clock
        self._found: list[Placed | Unmet] = []
        self._next_s = clock() + EVERY_S

    def __call__(self, entry: Placed | Unmet) -> None:
        """One more place, or complaint."""
        self._found.append(entry)
        begun_s = self._clock()
        if begun_s >= self._next_s:
            self._show(self._build(settled(self._stage, self._found)))
            ended_s = self._clock()
            self._next_s = ended_s + max(EVERY_S, (ended_s - begun_s) / SHARE)
