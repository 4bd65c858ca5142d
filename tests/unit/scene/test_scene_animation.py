"""Keyframes between, at and beyond their times, for every interpolation."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.animation import Animation, Track, apply_animation, sample_track, slerp
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose
from vr_app.scene.transform import yaw_quaternion


def track(interpolation: str, values: np.ndarray, path: str = "translation") -> Track:
    times = np.array([1.0, 2.0, 4.0], np.float32)
    return Track(path, interpolation, times, np.array([0], np.int32), values.astype(np.float32))  # type: ignore[arg-type]


RAMP = np.array([[[0, 0, 0]], [[1, 2, 3]], [[3, 0, 3]]])


@pytest.mark.parametrize(
    ("time_s", "expected"),
    [(0.0, (0, 0, 0)), (1.0, (0, 0, 0)), (1.5, (0.5, 1, 1.5)), (2.0, (1, 2, 3)), (3.0, (2, 1, 3)), (9.0, (3, 0, 3))],
)
def test_linear(time_s: float, expected: tuple[float, ...]) -> None:
    np.testing.assert_allclose(sample_track(track("LINEAR", RAMP), time_s)[0], expected, atol=1e-6)


@pytest.mark.parametrize(("time_s", "expected"), [(1.99, (0, 0, 0)), (2.0, (1, 2, 3)), (3.99, (1, 2, 3))])
def test_step_holds_until_the_next_key(time_s: float, expected: tuple[float, ...]) -> None:
    np.testing.assert_allclose(sample_track(track("STEP", RAMP), time_s)[0], expected)


def test_cubic_meets_its_keys_and_follows_its_tangents() -> None:
    values = np.zeros((3, 3, 1, 3))
    values[:, 1] = RAMP
    values[0, 2] = (5, 0, 0)
    cubic = track("CUBICSPLINE", values)
    np.testing.assert_allclose(sample_track(cubic, 2.0)[0], (1, 2, 3), atol=1e-6)
    slope = (sample_track(cubic, 1.001)[0] - sample_track(cubic, 1.0)[0]) / 0.001
    np.testing.assert_allclose(slope, (5, 0, 0), atol=0.03)


def test_rotations_take_the_short_way_at_constant_speed() -> None:
    a, b = yaw_quaternion(0.0), -yaw_quaternion(np.radians(90))
    middle = slerp(a, b, 1 / 3)
    np.testing.assert_allclose(np.abs(middle @ yaw_quaternion(np.radians(30))), 1.0, atol=1e-6)
    assert np.linalg.norm(slerp(a, a, 0.5)) == pytest.approx(1.0)


def test_a_clip_writes_only_its_targets() -> None:
    nodes = build_nodes(["a", "b"], [-1, -1], weight_count=[2, 1], weights=[0.1, 0.2, 0.3])
    local = LocalPose.at_rest(nodes)
    weights = Track(
        "weights", "LINEAR", np.array([0, 1], np.float32), np.array([0, 1], np.int32),
        np.array([[[0], [0]], [[1], [0.5]]], np.float32),
    )  # fmt: skip
    apply_animation(Animation("clip", (track("LINEAR", RAMP), weights)), 2.0, local)
    np.testing.assert_allclose(local.translation, [[1, 2, 3], [0, 0, 0]])
    np.testing.assert_allclose(local.weights, [1, 0.5, 0.3])
    assert Animation("clip", (track("LINEAR", RAMP), weights)).duration_s == 4.0
