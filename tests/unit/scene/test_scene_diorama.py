"""A scene on a table, in the wearer's hands."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vr_app.scene.diorama import LARGEST, SMALLEST, Diorama, Stand, first_stand
from vr_app.scene.locomotion.place import upright
from vr_app.scene.transform import translation

MIDDLE = (2.0, 0.0, -3.0)


def hand(x: float, y: float, z: float, yaw: float = 0.0) -> np.ndarray:
    return upright((x, y, z), yaw)


def room(diorama: Diorama, x: float, y: float, z: float) -> np.ndarray:
    """Where a point of the scene is in the room."""
    assert diorama.stand is not None
    return (diorama.stand.room_from_scene(MIDDLE) @ np.array([x, y, z, 1.0]))[:3]


@pytest.fixture
def diorama() -> Diorama:
    return Diorama(Stand((0.0, 0.8, -0.7), 0.0, 0.05))


def test_the_middle_stands_on_the_table_and_the_rest_around_it(diorama: Diorama) -> None:
    np.testing.assert_allclose(room(diorama, *MIDDLE), (0.0, 0.8, -0.7), atol=1e-6)
    np.testing.assert_allclose(room(diorama, 4.0, 1.0, -3.0), (0.1, 0.85, -0.7), atol=1e-6)
    assert diorama.stand is not None
    both = diorama.stand.scene_from_room(MIDDLE) @ diorama.stand.room_from_scene(MIDDLE)
    np.testing.assert_allclose(both, np.eye(4), atol=1e-4)


def test_the_first_stand_is_within_sight_and_reach() -> None:
    stand = first_stand(hand(1.0, 1.6, 2.0, math.pi / 2), 19.0)
    assert stand.at == pytest.approx((0.25, 0.78, 2.0), abs=1e-5) and stand.scale == pytest.approx(0.05)
    assert first_stand(translation((0, 1.0, 0)), 10.0).at[1] == pytest.approx(0.55), "lower for those who sit"


def test_one_hand_moves_and_turns_it(diorama: Diorama) -> None:
    diorama.step({"right": hand(0.1, 0.9, -0.6)})
    diorama.step({"right": hand(0.3, 1.0, -0.6)})
    np.testing.assert_allclose(room(diorama, *MIDDLE), (0.2, 0.9, -0.7), atol=1e-6)
    held = np.array([0.3, 1.0, -0.6])
    point = np.linalg.inv(diorama.stand.room_from_scene(MIDDLE)) @ np.append(held, 1.0)  # type: ignore[union-attr]
    diorama.step({"right": hand(0.3, 1.0, -0.6, 0.5)})
    assert diorama.stand is not None and diorama.stand.yaw_rad == pytest.approx(0.5)
    np.testing.assert_allclose(room(diorama, *point[:3]), held, atol=1e-5)


def test_two_hands_scale_and_turn_it_about_what_is_between_them(diorama: Diorama) -> None:
    diorama.step({"left": hand(-0.2, 0.9, -0.7), "right": hand(0.2, 0.9, -0.7)})
    diorama.step({"left": hand(-0.4, 0.9, -0.7), "right": hand(0.4, 0.9, -0.7)})
    assert diorama.stand is not None and diorama.stand.scale == pytest.approx(0.1)
    np.testing.assert_allclose(diorama.stand.at, (0.0, 0.7, -0.7), atol=1e-6)
    diorama.step({"left": hand(0.0, 0.9, -0.3), "right": hand(0.0, 0.9, -1.1)})
    assert diorama.stand.yaw_rad == pytest.approx(math.pi / 2)
    assert diorama.stand.scale == pytest.approx(0.1)


def test_scales_have_bounds(diorama: Diorama) -> None:
    diorama.step({"left": hand(-0.01, 0.9, -0.7), "right": hand(0.01, 0.9, -0.7)})
    diorama.step({"left": hand(-1.0, 0.9, -0.7), "right": hand(1.0, 0.9, -0.7)})
    assert diorama.stand is not None and diorama.stand.scale == LARGEST
    diorama.step({})
    diorama.step({"left": hand(-1.0, 0.9, -0.7), "right": hand(1.0, 0.9, -0.7)})
    diorama.step({"left": hand(-0.001, 0.9, -0.7), "right": hand(0.001, 0.9, -0.7)})
    assert diorama.stand.scale == pytest.approx(SMALLEST)


def test_a_second_hand_does_not_make_it_jump(diorama: Diorama) -> None:
    diorama.step({"right": hand(0.1, 0.9, -0.6)})
    before = diorama.stand
    diorama.step({"right": hand(0.1, 0.9, -0.6), "left": hand(-0.3, 0.9, -0.6)})
    assert diorama.stand == before
    diorama.step({"left": hand(-0.3, 0.9, -0.6)})
    assert diorama.stand == before


def test_it_is_remembered_when_it_is_let_go_somewhere_else(diorama: Diorama) -> None:
    diorama.step({"right": hand(0.1, 0.9, -0.6)})
    diorama.step({})
    assert diorama.changed == 0
    diorama.step({"right": hand(0.1, 0.9, -0.6)})
    diorama.step({"right": hand(0.2, 0.9, -0.6)})
    diorama.step({})
    diorama.step({})
    assert diorama.changed == 1
