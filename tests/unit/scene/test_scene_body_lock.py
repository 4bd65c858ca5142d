"""What stays in front of a person without being nailed to the head."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vr_app.scene.body_lock import BodyLock, bearing_rad, follow, in_front
from vr_app.scene.quad import heading_rad
from vr_app.scene.transform import identity

RATE_HZ = 90


def head(yaw_deg: float = 0.0, at: tuple[float, float, float] = (0.0, 1.6, 0.0)) -> np.ndarray:
    yaw = math.radians(yaw_deg)
    pose = identity()
    pose[0, 0] = pose[2, 2] = math.cos(yaw)
    pose[0, 2], pose[2, 0] = math.sin(yaw), -math.sin(yaw)
    pose[:3, 3] = at
    return pose


def after(lock: BodyLock, pose: np.ndarray, seconds: float, rate_hz: float = RATE_HZ) -> BodyLock:
    for _ in range(round(seconds * rate_hz)):
        lock = follow(lock, pose, lock.time_s + 1 / rate_hz)
    return lock


def test_begins_where_the_head_looks() -> None:
    lock = follow(None, head(30), 5.0)
    assert lock.heading_rad == pytest.approx(math.radians(30), abs=1e-5) and lock.eye == pytest.approx((0, 1.6, 0))


def test_small_movements_leave_it_where_it_is() -> None:
    start = follow(None, head(), 0.0)
    lock = after(start, head(12, (0.05, 1.62, 0.03)), 2.0)
    assert (lock.heading_rad, lock.eye) == (start.heading_rad, start.eye)


def test_a_turn_is_followed_smoothly_and_without_going_beyond() -> None:
    lock, angles = follow(None, head(), 0.0), []
    for _ in range(2 * RATE_HZ):
        lock = follow(lock, head(60), lock.time_s + 1 / RATE_HZ)
        angles.append(math.degrees(lock.heading_rad))
    steps = np.diff([0.0, *angles])
    assert steps.min() >= 0.0 and angles[-1] == pytest.approx(60, abs=2.0) and max(angles) <= 60.001
    assert steps[0] < 1.0 and steps.max() < 3.0, "it sets off gently"
    assert angles[RATE_HZ // 5] < 40, "it lags behind the head"


def test_it_takes_the_short_way_round() -> None:
    lock = after(follow(None, head(170), 0.0), head(-150), 2.0)
    assert math.degrees(lock.heading_rad) % 360 == pytest.approx(210, abs=2.0)


def test_the_frame_rate_does_not_matter() -> None:
    slow = after(follow(None, head(), 0.0), head(60), 0.5, rate_hz=30)
    quick = after(follow(None, head(), 0.0), head(60), 0.5, rate_hz=120)
    assert slow.heading_rad == pytest.approx(quick.heading_rad, abs=math.radians(1.5))


def test_a_recentred_head_takes_it_along_at_once() -> None:
    lock = follow(follow(None, head(), 0.0), head(90, (4.0, 1.6, 0.0)), 0.01)
    assert lock.eye[0] == pytest.approx(4.0) and not lock.gliding


@pytest.mark.parametrize("below_deg", [10, 15, 20])
def test_in_front_lies_below_the_eye_line_and_faces_the_eye(below_deg: float) -> None:
    lock = follow(None, head(40, (1.0, 1.5, 2.0)), 0.0)
    pose = in_front(lock, 1.6, math.radians(below_deg))
    away = pose[:3, 3] - np.array(lock.eye)
    assert np.linalg.norm(away) == pytest.approx(1.6, abs=1e-4)
    assert math.degrees(math.asin(-away[1] / 1.6)) == pytest.approx(below_deg, abs=0.01)
    np.testing.assert_allclose(pose[:3, 2], -away / 1.6, atol=1e-4)
    np.testing.assert_allclose(pose[:3, :3] @ pose[:3, :3].T, np.eye(3), atol=1e-5)
    assert math.degrees(math.atan2(-away[0], -away[2])) == pytest.approx(40, abs=0.01)


def test_bearing_is_positive_to_the_left() -> None:
    assert math.degrees(bearing_rad(head(), np.array([-2.0, 0.0, -2.0]))) == pytest.approx(45)
    assert math.degrees(bearing_rad(head(90), np.array([0.0, 0.0, -3.0]))) == pytest.approx(-90, abs=1e-3)
    assert heading_rad(head(90)) == pytest.approx(math.pi / 2, abs=1e-6)
