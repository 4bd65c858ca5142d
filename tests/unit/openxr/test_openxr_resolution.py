"""Sizes and rates of pictures follow the card's time, and never flutter."""

from __future__ import annotations

import pytest

from vr_app.openxr.resolution import (
    GIVE_UP_FRAMES,
    PATIENT_FRAMES,
    QUICK_FRAMES,
    SCALES,
    ScaleGovernor,
    best_rate,
    lower_rate,
)

PERIOD_MS = 11.1


def after(governor: ScaleGovernor, card_ms: float, frames: int) -> float:
    """The scale after so many frames whose full size would take so long."""
    for _ in range(frames):
        governor.add(card_ms * governor.scale**2, PERIOD_MS)
    return governor.scale


def test_a_card_with_room_draws_all() -> None:
    assert after(ScaleGovernor(), 7.0, 1000) == 1.0


def test_too_much_makes_it_smaller_within_a_moment_and_no_more_than_needed() -> None:
    assert after(ScaleGovernor(), 10.5, QUICK_FRAMES) == 0.9
    assert after(ScaleGovernor(), 10.5, 2000) == 0.9
    assert after(ScaleGovernor(), 14.0, 2000) == 0.8
    assert after(ScaleGovernor(), 50.0, 4 * QUICK_FRAMES) == SCALES[-1]


def test_it_gets_larger_again_only_after_a_while_of_calm() -> None:
    governor = ScaleGovernor()
    after(governor, 50.0, 4 * QUICK_FRAMES)
    assert after(governor, 7.0, PATIENT_FRAMES - 1) == 0.7
    assert after(governor, 7.0, 4 * PATIENT_FRAMES) == 1.0


@pytest.mark.parametrize("card_ms", [8.0, 9.0, 9.5, 10.0, 11.0, 12.5, 15.0, 18.0])
def test_it_never_flutters_at_a_steady_load(card_ms: float) -> None:
    governor = ScaleGovernor()
    after(governor, card_ms, 2000)
    scales = {after(governor, card_ms, 1) for _ in range(4000)}
    assert len(scales) == 1


def test_single_slow_frames_change_nothing() -> None:
    governor = ScaleGovernor()
    for number in range(1000):
        governor.add(40.0 if number % 10 == 0 else 6.0, PERIOD_MS)
    assert governor.scale == 1.0


def test_fewer_pictures_are_asked_for_only_when_the_smallest_are_too_much_for_seconds() -> None:
    governor = ScaleGovernor()
    after(governor, 60.0, GIVE_UP_FRAMES // 2)
    assert not governor.overburdened
    after(governor, 60.0, GIVE_UP_FRAMES)
    assert governor.overburdened
    governor.start_over()
    assert not governor.overburdened


def test_rates() -> None:
    offered = (60.0, 72.0, 80.0, 90.0, 120.0)
    assert best_rate(offered) == 120.0 and best_rate(()) == 0.0
    assert lower_rate(offered, 120.0) == 90.0 and lower_rate(offered, 72.0) == 72.0
