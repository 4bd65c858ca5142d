"""Counts frames: how long each kept the processor, and how many moments of the display went by without one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vr_app.kernel.events import FrameStatistics

KEPT = 20_000


@dataclass(frozen=True)
class FrameSummary:
    """Of a whole run. Times are processor time of the frame thread, in milliseconds."""

    frames: int
    missed: int
    cpu_p50_ms: float
    cpu_p95_ms: float
    cpu_p99_ms: float


class FrameCounter:
    """Owned by the frame thread; `summary` may be read from any thread."""

    def __init__(self, period_s: float = 0.0) -> None:
        self._period_s = period_s
        self._known_period = period_s > 0
        self._last_s: float | None = None
        self._all_ms: list[float] = []
        self._recent_ms: list[float] = []
        self._missed = 0
        self._recent_missed = 0
        self._frames = 0
        self._reported_s = 0.0

    def add(self, display_time_s: float, cpu_ms: float) -> None:
        """One frame for `display_time_s` that took `cpu_ms` of processor time."""
        if self._last_s is not None:
            gap_s = display_time_s - self._last_s
            if gap_s > 1e-4 and not self._known_period:
                self._period_s = min(self._period_s or gap_s, gap_s)
            if self._period_s > 0 and gap_s < 1.0:
                missed = max(round(gap_s / self._period_s) - 1, 0)
                self._missed += missed
                self._recent_missed += missed
        self._last_s = display_time_s
        self._frames += 1
        self._recent_ms.append(cpu_ms)
        if len(self._all_ms) < KEPT:
            self._all_ms.append(cpu_ms)
        else:
            self._all_ms[self._frames % KEPT] = cpu_ms

    def take_recent(self, now_s: float, every_s: float = 1.0) -> FrameStatistics | None:
        """What came since the last one of these, about once a second; None in between."""
        if now_s - self._reported_s < every_s or not self._recent_ms:
            return None
        p50, p99 = np.percentile(self._recent_ms, (50, 99))
        recent = FrameStatistics(len(self._recent_ms), self._recent_missed, float(p50), float(p99))
        self._recent_ms, self._recent_missed, self._reported_s = [], 0, now_s
        return recent

    def summary(self) -> FrameSummary:
        if not self._all_ms:
            return FrameSummary(0, 0, 0.0, 0.0, 0.0)
        p50, p95, p99 = (float(value) for value in np.percentile(list(self._all_ms), (50, 95, 99)))
        return FrameSummary(self._frames, self._missed, p50, p95, p99)
