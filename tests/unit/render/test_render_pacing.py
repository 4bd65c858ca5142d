"""The raster of frames, and the counting of those that were missed."""

from __future__ import annotations

import pytest

from vr_app.render.frame_statistics import FrameCounter
from vr_app.render.pacing import Pacer
from vr_app.render.software import ScaleChoice


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def test_frames_come_at_the_rate_asked_for() -> None:
    clock = Clock()
    pacer = Pacer(50.0, clock, clock.sleep)
    times = [pacer.next_frame() for _ in range(4)]
    assert times == pytest.approx([100.04, 100.06, 100.08, 100.1])


def test_a_moment_that_has_passed_is_skipped() -> None:
    clock = Clock()
    pacer = Pacer(50.0, clock, clock.sleep)
    first = pacer.next_frame()
    clock.now_s += 0.05
    second = pacer.next_frame()
    assert (second - first) / 0.02 == pytest.approx(3)
    assert second > clock.now_s


def test_a_rest_leaves_the_share_of_time_it_was_asked_for() -> None:
    clock = Clock()
    pacer = Pacer(50.0, clock, clock.sleep)
    begun_s = pacer.next_frame() - 0.02
    clock.now_s = begun_s + 0.1
    pacer.rest(begun_s, 0.5)
    assert pacer.next_frame() - 0.02 == pytest.approx(begun_s + 0.2)


def test_slow_pictures_become_smaller_and_quick_ones_larger_again() -> None:
    choice = ScaleChoice()
    sizes = []
    for cost_s in [0.3] * 8 + [0.05] * 8 + [0.01] * 8:
        choice.add(cost_s)
        sizes.append(choice.scale)
    assert sizes[2] == 1.0 and sizes[3] == 0.75
    assert sizes[7] == sizes[15] == 0.6
    assert sizes[-1] == 1.0


def test_one_slow_frame_changes_nothing() -> None:
    choice = ScaleChoice()
    for cost_s in (2.0, 0.05, 0.05, 0.05):
        choice.add(cost_s)
    assert choice.scale == 1.0


def test_missed_moments_are_counted_by_the_gaps() -> None:
    counter = FrameCounter()
    for slot in (0, 1, 2, 5, 6):
        counter.add(slot / 90, 2.0 + slot)
    summary = counter.summary()
    assert (summary.frames, summary.missed) == (5, 2)
    assert summary.cpu_p50_ms == pytest.approx(4.0)
    assert summary.cpu_p99_ms <= 8.0


def test_recent_figures_come_about_once_a_second() -> None:
    counter = FrameCounter(1 / 10)
    reports = []
    for slot in range(31):
        counter.add(slot / 10, 1.0)
        recent = counter.take_recent(10.0 + slot / 10)
        if recent is not None:
            reports.append(recent.frames)
    assert reports == [1, 10, 10, 10]
