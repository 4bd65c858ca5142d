"""XrTime on the scale of `time.monotonic()`."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable

from vr_app.openxr.features import PERFORMANCE_COUNTER_TIME, TIMESPEC_TIME
from vr_app.openxr.instance import Instance
from vr_app.openxr.library import xr
from vr_app.openxr.results import check

DRIFT_S_PER_FRAME = 2e-6
"""How fast the estimate may move later again (0.2 ms a second at 90 Hz), so that a clock's drift is followed."""


class DisplayClock:
    """Converts predicted display times.

    Args:
        convert: exact conversion, XrTime in ns -> `time.monotonic()` seconds; None where the runtime offers none.
    """

    def __init__(self, convert: Callable[[int], float] | None) -> None:
        self._convert = convert
        self._offset_s: float | None = None

    @property
    def exact(self) -> bool:
        return self._convert is not None

    def to_monotonic_s(self, time_ns: int, period_ns: int, woke_s: float) -> float:
        """A frame's display time in seconds.

        Args:
            time_ns: predicted display time (XrTime).
            period_ns: predicted display period.
            woke_s: `time.monotonic()` when xrWaitFrame returned. Used only without the exact conversion: a wait ends
                about one period before the display time or later, so the earliest wake-ups tell the offset best.
        """
        if self._convert is not None:
            return self._convert(time_ns)
        candidate_s = woke_s + (period_ns - time_ns) / 1e9
        if self._offset_s is None:
            self._offset_s = candidate_s
        else:
            self._offset_s = min(self._offset_s + DRIFT_S_PER_FRAME, candidate_s)
        return time_ns / 1e9 + self._offset_s


def display_clock(instance: Instance) -> DisplayClock:
    """The best clock that the runtime's extensions allow."""
    if TIMESPEC_TIME in instance.extensions:
        return DisplayClock(_timespec_conversion(instance))
    if PERFORMANCE_COUNTER_TIME in instance.extensions:
        return DisplayClock(_performance_counter_conversion(instance))
    return DisplayClock(None)


class _Timespec(ctypes.Structure):
    """struct timespec of 64-bit Linux, on CLOCK_MONOTONIC: the clock of `time.monotonic()` there."""

    _fields_ = (("seconds", ctypes.c_int64), ("nanoseconds", ctypes.c_int64))


def _timespec_conversion(instance: Instance) -> Callable[[int], float] | None:
    types = [xr.Instance, xr.Time, ctypes.POINTER(_Timespec)]
    function = instance.functions.extension(instance.handle, "xrConvertTimeToTimespecTimeKHR", types)
    if function is None:
        return None
    moment = _Timespec()
    moment_ref = ctypes.byref(moment)

    def convert(time_ns: int) -> float:
        check(function(instance.handle, time_ns, moment_ref), "converting a time")
        return moment.seconds + moment.nanoseconds * 1e-9

    return convert


def _performance_counter_conversion(instance: Instance) -> Callable[[int], float] | None:
    types = [xr.Instance, xr.Time, ctypes.POINTER(ctypes.c_int64)]
    function = instance.functions.extension(instance.handle, "xrConvertTimeToWin32PerformanceCounterKHR", types)
    if function is None or sys.platform != "win32":
        return None
    kernel = ctypes.WinDLL("kernel32")
    ticks, frequency = ctypes.c_int64(0), ctypes.c_int64(1)
    kernel.QueryPerformanceFrequency(ctypes.byref(frequency))
    counter = ctypes.c_int64(0)
    counter_ref = ctypes.byref(counter)

    def counter_s() -> float:
        kernel.QueryPerformanceCounter(counter_ref)
        return counter.value / frequency.value

    offset_s = offset_between(counter_s, time.monotonic)
    ticks_ref = ctypes.byref(ticks)

    def convert(time_ns: int) -> float:
        check(function(instance.handle, time_ns, ticks_ref), "converting a time")
        return ticks.value / frequency.value + offset_s

    return convert


def offset_between(fine_s: Callable[[], float], coarse_s: Callable[[], float], limit_s: float = 0.05) -> float:
    """What to add to a fine clock to get a coarse one's scale.

    The coarse clock lags behind by up to one of its steps (15.6 ms for `time.monotonic()` on Windows before Python
    3.13): right after it stepped it is exact. Waits for one step, at most `limit_s`.
    """
    first_s, end_s = coarse_s(), fine_s() + limit_s
    while coarse_s() == first_s and fine_s() < end_s:
        pass
    return coarse_s() - fine_s()
