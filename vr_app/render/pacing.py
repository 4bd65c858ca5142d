"""Keeps a display without a display's clock at an even rate."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class Pacer:
    """Waits for the moments of a fixed raster; a moment that has passed is skipped, not made up for.

    Args:
        rate_hz: frames a second.
        clock: seconds, as `time.monotonic`.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        rate_hz: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.period_s = 1.0 / rate_hz
        self._clock, self._sleep = clock, sleep
        self._start_s = clock()
        self._slot = 0
        self._rest_until_s = 0.0

    def rest(self, begun_s: float, busy_share: float) -> None:
        """The frame begun at `begun_s` (on the clock) is done: idle so long that work fills only that share of time."""
        now_s = self._clock()
        self._rest_until_s = begun_s + (now_s - begun_s) / busy_share

    def next_frame(self) -> float:
        """Waits, then returns the moment the frame will be seen (one period after it begins)."""
        passed = (max(self._clock(), self._rest_until_s) - self._start_s) / self.period_s
        self._slot = max(self._slot + 1, math.ceil(passed))
        begin_s = self._start_s + self._slot * self.period_s
        while (left_s := begin_s - self._clock()) > 0:
            self._sleep(left_s)
        return begin_s + self.period_s
