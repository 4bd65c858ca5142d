"""The eyes of a visit that nobody steers: they stay at the arrival point, or take a walk."""

from __future__ import annotations

import time
from collections.abc import Sequence

from vr_app.app.wearer.tour import CameraPath, Stop, arrival
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4
from vr_app.scene.stage import Stage


class Eyes:
    """`pose` is read by the frame thread, the others are called by another."""

    def __init__(self, stage: Stage) -> None:
        self._start = arrival(stage)
        self._path: Latest[tuple[CameraPath, float]] = Latest((CameraPath(self._start), time.monotonic()))

    def enter(self, stage: Stage) -> None:
        """Another place: they stand where one arrives there."""
        self._start = arrival(stage)
        self._path.set((CameraPath(self._start), time.monotonic()))

    def pose(self, display_time_s: float) -> Mat4:
        """`world_from_view` at a monotonic second."""
        path, begun_s = self._path.get()
        return path.pose(display_time_s - begun_s)

    def walk(self, stops: Sequence[Stop]) -> float:
        """Sets out from the arrival point now; returns how many seconds it takes."""
        path = CameraPath(self._start, stops, pause_s=1.5)
        self._path.set((path, time.monotonic()))
        return path.duration_s
