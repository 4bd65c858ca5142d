"""Stick gestures and press counts."""

from __future__ import annotations

import pytest

from vr_app.openxr.controls import Presses, RawInput, without_dead_zone

REST = (0.0, 0.0)


def right(x: float, y: float, press: bool | None = None) -> RawInput:
    return RawInput(stick=(REST, (x, y)), stick_press=(None, press))


def counts(*frames: RawInput) -> Presses:
    presses = Presses()
    for frame in frames:
        presses.update(frame)
    return presses


def test_a_held_button_counts_once() -> None:
    held = RawInput(select=(False, True), menu=True)
    presses = counts(held, held, RawInput(), held)
    assert presses.select_counts == [0, 2] and presses.menu_count == 2
    assert presses.selecting(1) and not presses.selecting(0)


def test_one_flick_is_one_turn() -> None:
    assert counts(right(0.5, 0), right(0.9, 0), right(1, 0), right(0.8, 0)).turn_count == 1
    assert counts(right(-1, 0)).turn_count == -1


def test_the_stick_must_come_back_before_the_next_turn() -> None:
    assert counts(right(1, 0), right(0.5, 0), right(1, 0)).turn_count == 1
    assert counts(right(1, 0), right(0.3, 0), right(1, 0)).turn_count == 2


def test_forward_aims_and_letting_go_jumps() -> None:
    aiming = counts(right(0, 0.9), right(0.3, 0.5))
    assert aiming.aiming and aiming.teleport_count == 0
    aiming.update(right(0, 0.1))
    assert not aiming.aiming and aiming.teleport_count == 1 and aiming.turn_count == 0


def test_turning_while_aiming_does_not_turn() -> None:
    assert counts(right(0, 1), right(1, 0.5)).turn_count == 0


def test_a_turn_that_slips_forward_is_no_teleport() -> None:
    assert counts(right(1, 0), right(0.6, 0.8), REST_FRAME).teleport_count == 0


REST_FRAME = RawInput()


def test_the_teleport_button_jumps_on_release() -> None:
    presses = counts(RawInput(teleport=True))
    assert presses.aiming and presses.teleport_count == 0
    presses.update(REST_FRAME)
    assert presses.teleport_count == 1


def test_lost_focus_calls_an_aimed_teleport_off() -> None:
    presses = counts(right(0, 1))
    presses.cancel()
    presses.update(right(0, 1))
    assert not presses.aiming and presses.teleport_count == 0


def test_a_touchpad_counts_only_while_pressed() -> None:
    assert counts(right(1, 0, press=False)).turn_count == 0
    assert counts(right(1, 0, press=True)).turn_count == 1


@pytest.mark.parametrize(
    ("stick", "expected"),
    [((0.1, 0.1), (0, 0)), ((0.0, 1.0), (0, 1)), ((0.0, -0.575), (0, -0.5)), ((0.8, 0.8), (0.7071, 0.7071))],
)
def test_dead_zone(stick: tuple[float, float], expected: tuple[float, float]) -> None:
    assert without_dead_zone(stick) == pytest.approx(expected, abs=1e-3)
