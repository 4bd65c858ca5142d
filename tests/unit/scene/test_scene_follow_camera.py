"""The camera for those who watch."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vr_app.scene.follow_camera import ABOVE_M, BEHIND_M, FollowCamera, camera_pose, glide
from vr_app.scene.transform import identity


def head(yaw_deg: float = 0.0, at: tuple[float, float, float] = (0.0, 1.6, 0.0)) -> np.ndarray:
    yaw, pose = math.radians(yaw_deg), identity()
    pose[0, 0] = pose[2, 2] = math.cos(yaw)
    pose[0, 2], pose[2, 0] = math.sin(yaw), -math.sin(yaw)
    pose[:3, 3] = at
    return pose


def after(camera: FollowCamera, pose: np.ndarray, seconds: float, rate_hz: int = 90) -> FollowCamera:
    for _ in range(round(seconds * rate_hz)):
        camera = glide(camera, pose, camera.time_s + 1 / rate_hz)
    return camera


def test_it_stands_behind_and_above_and_looks_ahead() -> None:
    pose = camera_pose(glide(None, head(90, (1.0, 1.6, 2.0)), 0.0))
    assert pose[0, 3] == pytest.approx(1.0 + BEHIND_M, abs=1e-4), "one who looks along -X is seen from +X"
    assert pose[1, 3] == pytest.approx(1.6 + ABOVE_M, abs=1e-4)
    assert -pose[0, 2] < -0.9


def test_a_shaking_head_hardly_shakes_it() -> None:
    camera, headings = glide(None, head(), 0.0), []
    for frame in range(180):
        shaken = head(6 * math.sin(frame / 90 * 2 * math.pi * 8))
        camera = glide(camera, shaken, camera.time_s + 1 / 90)
        headings.append(math.degrees(camera.heading_rad))
    assert max(np.abs(headings)) < 0.5


def test_it_comes_after_whatever_the_frame_rate() -> None:
    ends = [after(glide(None, head(), 0.0), head(40, (0.5, 1.6, 0.0)), 1.0, rate) for rate in (20, 90)]
    assert ends[0].eye[0] == pytest.approx(ends[1].eye[0], abs=0.01)
    assert 20 < math.degrees(ends[1].heading_rad) < 40
    assert after(ends[1], head(40, (0.5, 1.6, 0.0)), 5.0).eye[0] == pytest.approx(0.5, abs=0.01)


def test_a_jump_is_a_cut() -> None:
    assert glide(glide(None, head(), 0.0), head(10, (5.0, 1.6, 0.0)), 0.1).eye[0] == pytest.approx(5.0)
