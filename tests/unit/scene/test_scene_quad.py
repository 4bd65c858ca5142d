"""Rays and fingertips on panels."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vr_app.scene.quad import Quad, facing, fingertip, heading_rad, point_at, ray_hit
from vr_app.scene.transform import identity


def pose(x: float, y: float, z: float) -> np.ndarray:
    matrix = identity()
    matrix[:3, 3] = (x, y, z)
    return matrix


PANEL = Quad(pose(0, 1.5, -2), 1.0, 0.5)


def test_a_ray_straight_ahead_meets_the_middle() -> None:
    hit = ray_hit(PANEL, pose(0, 1.5, 0))
    assert hit is not None and hit.inside
    assert (hit.x, hit.y, hit.distance_m) == pytest.approx((0.5, 0.5, 2.0))


def test_right_and_up_are_as_the_reader_sees_them() -> None:
    hit = ray_hit(PANEL, pose(0.25, 1.6, 0))
    assert hit is not None
    assert (hit.x, hit.y) == pytest.approx((0.75, 0.3))
    np.testing.assert_allclose(point_at(PANEL, hit.x, hit.y), (0.25, 1.6, -2), atol=1e-6)


def test_beside_the_panel_is_told_as_outside() -> None:
    hit = ray_hit(PANEL, pose(0.8, 1.5, 0))
    assert hit is not None and not hit.inside and hit.x == pytest.approx(1.3)


def test_from_behind_or_pointing_away_meets_nothing() -> None:
    assert ray_hit(PANEL, pose(0, 1.5, -3)) is None
    away = pose(0, 1.5, 0)
    away[0, 0] = away[2, 2] = -1
    assert ray_hit(PANEL, away) is None


def test_a_fingertip_has_a_height_over_the_panel() -> None:
    hit = fingertip(PANEL, np.array([-0.5, 1.75, -1.97]))
    assert (hit.x, hit.y, hit.distance_m) == pytest.approx((0.0, 0.0, 0.03))


@pytest.mark.parametrize("at", [(0.0, 1.0, -2.0), (1.0, 2.5, 1.0), (0.0, 3.0, 0.0)])
def test_a_facing_panel_looks_at_the_eye_and_is_level(at: tuple[float, float, float]) -> None:
    eye = np.array([0.0, 1.6, 0.0])
    made = facing(np.array(at), eye)
    ahead = (eye - at) / np.linalg.norm(eye - np.array(at))
    np.testing.assert_allclose(made[:3, 2], ahead, atol=1e-5)
    assert made[1, 0] == pytest.approx(0.0, abs=1e-6)
    np.testing.assert_allclose(made[:3, :3] @ made[:3, :3].T, np.eye(3), atol=1e-5)
    assert np.linalg.det(made[:3, :3]) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("pitch_deg", [-89, -70, 0, 70, 89])
def test_heading_does_not_jump_when_one_looks_up_or_down(pitch_deg: float) -> None:
    yaw, pitch = 0.7, math.radians(pitch_deg)
    turn = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    head = identity()
    head[:3, :3] = turn @ nod
    assert heading_rad(head) == pytest.approx(0.7, abs=1e-4)
