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
    assert presses.select_counts == [0, 2] and presses.menu_count == 1
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


def pressed(*spells: tuple[float, bool]) -> Presses:
    """The menu button down or up from a second on, looked at every 20 ms."""
    presses, now_s = Presses(), 0.0
    for until_s, down in spells:
        while now_s < until_s:
            presses.update(RawInput(menu=down), now_s)
            now_s += 0.02
    return presses


def test_a_short_press_of_the_menu_is_counted_as_it_is_let_go() -> None:
    assert pressed((1.0, False), (1.2, True)).menu_count == 0
    presses = pressed((1.0, False), (1.2, True), (2.0, False))
    assert (presses.menu_count, presses.safe_count, presses.start_count) == (1, 0, 0)


def test_the_menu_held_asks_for_the_safe_place_once_and_opens_no_menu() -> None:
    presses = pressed((1.0, False), (4.0, True), (5.0, False))
    assert (presses.menu_count, presses.safe_count, presses.start_count) == (0, 1, 0)


def test_the_menu_twice_asks_for_the_start() -> None:
    presses = pressed((1.0, False), (1.1, True), (1.25, False), (1.35, True), (3.0, False))
    assert presses.start_count == 1 and presses.safe_count == 0
    assert pressed((1.0, False), (1.1, True), (2.5, False), (2.6, True), (3.0, False)).start_count == 0


def test_the_other_hand_walks_for_the_left_handed() -> None:
    presses = Presses(main=0)
    presses.update(RawInput(stick=((1.0, 0.0), (0.0, 1.0))))
    assert presses.turn_count == 1 and presses.turn == pytest.approx(1.0) and presses.move == pytest.approx((0.0, 1.0))


# ---------------------------------------------------------------------- bare hands


def pinch(down: bool, *, bare: bool = True, grab: bool = False, may_aim: bool = True) -> RawInput:
    """The right hand is bare, and pinches or not."""
    return RawInput(select=(False, down), grab=(False, grab), bare=(False, bare), may_aim=may_aim)


def bare_frames(presses: Presses, raw: RawInput, from_s: float, seconds: float) -> float:
    for number in range(round(seconds * 90)):
        presses.update(raw, from_s + number / 90)
    return from_s + seconds


def test_a_short_pinch_selects_as_it_is_let_go_and_aims_nothing() -> None:
    presses = Presses()
    now_s = bare_frames(presses, pinch(True), 1.0, 0.3)
    assert presses.selecting(1) and presses.select_counts == [0, 0] and not presses.aiming
    bare_frames(presses, pinch(False), now_s, 0.1)
    assert presses.select_counts == [0, 1] and presses.teleport_count == 0


def test_a_held_pinch_aims_and_jumps_when_it_is_let_go() -> None:
    presses = Presses(main=0)
    now_s = bare_frames(presses, pinch(True), 1.0, 0.7)
    assert presses.aiming and presses.aiming_hand == 1, "either hand may"
    bare_frames(presses, pinch(False), now_s, 0.1)
    assert (presses.teleport_count, presses.select_counts, presses.aiming) == (1, [0, 0], False)
    assert presses.aiming_hand == 0


@pytest.mark.parametrize("end", [pinch(False, bare=False), pinch(False, grab=True)], ids=["out of sight", "a fist"])
def test_a_held_pinch_that_is_lost_jumps_nowhere(end: RawInput) -> None:
    presses = Presses()
    now_s = bare_frames(presses, pinch(True), 1.0, 0.7)
    assert presses.aiming
    bare_frames(presses, end, now_s, 0.2)
    assert (presses.teleport_count, presses.select_counts[1], presses.aiming) == (0, 0, False)


def test_a_pinch_held_at_a_panel_drags_and_does_not_aim() -> None:
    presses = Presses()
    now_s = bare_frames(presses, pinch(True, may_aim=False), 1.0, 1.0)
    assert presses.selecting(1) and not presses.aiming
    bare_frames(presses, pinch(False, may_aim=False), now_s, 0.1)
    assert presses.teleport_count == 0
