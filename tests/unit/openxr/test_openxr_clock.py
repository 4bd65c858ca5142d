"""Display times on the monotonic scale, without asking any real clock."""

from __future__ import annotations

import itertools
import random

import pytest

from vr_app.openxr.clock import DisplayClock, offset_between

PERIOD_NS = 11_111_111


def test_exact_conversion_is_used_where_there_is_one() -> None:
    assert DisplayClock(lambda time_ns: time_ns * 1e-9 + 5).to_monotonic_s(2_000_000_000, PERIOD_NS, 0.0) == 7.0


def test_estimate_follows_the_earliest_wakeups() -> None:
    clock, jitter = DisplayClock(None), random.Random(1)
    true_offset_s, errors_s = 1234.5, []
    for frame in range(500):
        display_ns = 10**15 + frame * PERIOD_NS
        woke_s = display_ns / 1e9 + true_offset_s - PERIOD_NS / 1e9 + jitter.uniform(0, 0.004)
        errors_s.append(clock.to_monotonic_s(display_ns, PERIOD_NS, woke_s) - (display_ns / 1e9 + true_offset_s))
    assert max(abs(error_s) for error_s in errors_s[50:]) < 0.001


def test_estimate_grows_evenly() -> None:
    clock, jitter = DisplayClock(None), random.Random(2)
    times_s = [
        clock.to_monotonic_s(frame * PERIOD_NS, PERIOD_NS, frame * PERIOD_NS / 1e9 + jitter.uniform(0, 0.01))
        for frame in range(300)
    ]
    steps_s = [b - a for a, b in itertools.pairwise(times_s[100:])]
    assert steps_s == pytest.approx([PERIOD_NS / 1e9] * len(steps_s), abs=0.0005)


def test_offset_of_a_coarse_clock_is_taken_at_its_step() -> None:
    now_s = [0.0]

    def fine() -> float:
        now_s[0] += 1e-4
        return now_s[0]

    def coarse() -> float:
        return 100.0 + (now_s[0] // 0.0156) * 0.0156

    now_s[0] = 0.0100
    assert offset_between(fine, coarse) == pytest.approx(100.0, abs=4e-4)


def test_offset_of_a_stopped_clock_is_given_after_the_limit() -> None:
    now_s = [0.0]

    def fine() -> float:
        now_s[0] += 1e-3
        return now_s[0]

    assert offset_between(fine, lambda: 7.0, limit_s=0.02) == pytest.approx(7.0 - now_s[0])
