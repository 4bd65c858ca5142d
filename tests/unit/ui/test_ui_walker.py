"""Walking and looking."""

from __future__ import annotations

import math

import pytest

from vr_app.ui.walker import PITCH_LIMIT_RAD, RUN_M_S, WALK_M_S, CameraPose, Position, Walker


def walk(walker: Walker, seconds: float, step_s: float = 1 / 60) -> CameraPose:
    for _ in range(round(seconds / step_s)):
        walker.step(step_s)
    return walker.pose


def test_forward_goes_along_minus_z_at_walking_speed() -> None:
    walker = Walker()
    walker.press("forward")
    walk(walker, 1.0)
    start = walker.pose.position
    x, y, z = walk(walker, 1.0).position
    assert (x, y) == (pytest.approx(0.0), 1.6)
    assert z - start[2] == pytest.approx(-WALK_M_S, rel=0.01)


def test_forward_follows_the_gaze() -> None:
    walker = Walker(CameraPose((0.0, 1.6, 0.0), math.pi / 2))
    walker.press("forward")
    x, _, z = walk(walker, 1.0).position
    assert x < -1.0
    assert z == pytest.approx(0.0, abs=1e-6)


def test_right_is_to_the_right() -> None:
    walker = Walker()
    walker.press("right")
    assert walk(walker, 1.0).position[0] > 1.0


def test_diagonals_are_no_faster_and_shift_runs() -> None:
    walker = Walker()
    for direction in ("forward", "right", "fast"):
        walker.press(direction)  # type: ignore[arg-type]
    walk(walker, 1.0)
    a = walker.pose.position
    b = walk(walker, 1.0).position
    assert math.dist(a, b) == pytest.approx(RUN_M_S, rel=0.01)


def test_releasing_comes_to_rest() -> None:
    walker = Walker()
    walker.press("forward")
    walk(walker, 0.5)
    walker.release_all()
    walk(walker, 1.0)
    assert not walker.moving
    still = walker.pose
    assert walk(walker, 0.5) == still


def test_a_stall_is_no_leap() -> None:
    walker = Walker()
    walker.press("forward")
    walk(walker, 1.0)
    before = walker.pose.position
    assert math.dist(before, walker.step(30.0).position) < 0.3


def test_the_head_never_turns_over() -> None:
    walker = Walker()
    walker.look(0.0, 1e5)
    assert walker.pose.pitch_rad == PITCH_LIMIT_RAD
    walker.look(0.0, -1e6)
    assert walker.pose.pitch_rad == -PITCH_LIMIT_RAD


def test_dragging_right_turns_the_view_left() -> None:
    walker = Walker()
    walker.look(100.0, 0.0)
    assert walker.pose.yaw_rad > 0.3


def test_up_and_down_need_flying() -> None:
    grounded, flying = Walker(), Walker(flying=True)
    for walker in (grounded, flying):
        walker.press("up")
    assert walk(grounded, 1.0).position[1] == 1.6
    assert walk(flying, 1.0).position[1] > 2.5


def test_the_area_has_the_last_word() -> None:
    def hall(here: Position, there: Position) -> Position:
        return (there[0], there[1], max(there[2], -1.0))

    walker = Walker(area=hall)
    walker.press("forward")
    assert walk(walker, 3.0).position[2] == -1.0
