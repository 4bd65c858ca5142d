"""Projection, culling and picking."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.camera import (
    boxes_in_frustum,
    frustum_planes,
    pixel_ray,
    projection,
    symmetric_fov,
    world_boxes,
)
from vr_app.scene.transform import look_at, rigid_inverse

FOV = (-0.7, 0.5, 0.6, -0.4)


def project(point: tuple[float, float, float], near_m: float = 0.05) -> np.ndarray:
    clip = projection(FOV, near_m) @ np.array([*point, 1.0], np.float32)
    return clip[:3] / clip[3]


def test_the_edges_of_an_asymmetric_view_meet_the_edges_of_the_picture() -> None:
    left, right, up, down = np.tan(FOV)
    np.testing.assert_allclose(project((left, down, -1.0))[:2], (-1, -1), atol=1e-5)
    np.testing.assert_allclose(project((right, up, -1.0))[:2], (1, 1), atol=1e-5)


def test_depth_is_reversed_one_at_the_near_plane_towards_zero_far_away() -> None:
    assert project((0, 0, -0.05))[2] == pytest.approx(1.0)
    assert project((0, 0, -1000.0))[2] == pytest.approx(5e-5, rel=1e-3)


def test_culling_never_drops_a_box_with_a_visible_corner() -> None:
    random = np.random.default_rng(3)
    pose = look_at((1, 2, 3), (4, 1, -6))
    clip = projection(FOV) @ rigid_inverse(pose)
    centres = random.uniform(-20, 20, (3000, 3)).astype(np.float32)
    half = random.uniform(0.1, 2, (3000, 3)).astype(np.float32)
    kept = boxes_in_frustum(centres, half, frustum_planes(clip))
    signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
    corners = centres[:, None] + half[:, None] * signs
    homogeneous = np.concatenate([corners, np.ones((*corners.shape[:2], 1))], axis=2) @ clip.T
    w = homogeneous[..., 3]
    inside = (np.abs(homogeneous[..., 0]) <= w) & (np.abs(homogeneous[..., 1]) <= w) & (w > 0.05)
    seen = inside.any(axis=1)
    assert seen.sum() > 100
    assert not (seen & ~kept).any()
    assert kept.mean() < 0.6


def test_world_boxes_hold_the_turned_corners() -> None:
    pose = look_at((1, 0, 0), (3, 2, 1))
    low, high = np.array([[-1, -2, -3]], np.float32), np.array([[1, 0, 3]], np.float32)
    centre, half = world_boxes(low, high, pose[None])
    corners = np.array(np.meshgrid([-1, 1], [-2, 0], [-3, 3])).reshape(3, -1).T @ pose[:3, :3].T + pose[:3, 3]
    np.testing.assert_allclose(centre[0] - half[0], corners.min(axis=0), atol=1e-5)
    np.testing.assert_allclose(centre[0] + half[0], corners.max(axis=0), atol=1e-5)


def test_a_ray_through_the_middle_of_a_plain_camera_goes_straight_ahead() -> None:
    pose = look_at((0, 1, 0), (0, 1, -5))
    origin, direction = pixel_ray(320, 240, 640, 480, pose, symmetric_fov(1.0, 640, 480))
    np.testing.assert_allclose(origin, (0, 1, 0))
    np.testing.assert_allclose(direction, (0, 0, -1), atol=1e-6)
    _, upper_left = pixel_ray(0, 0, 640, 480, pose, symmetric_fov(1.0, 640, 480))
    assert upper_left[0] < 0 < upper_left[1]
