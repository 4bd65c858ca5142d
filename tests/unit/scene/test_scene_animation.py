"""Keyframes between, at and beyond their times, for every interpolation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import CubicHermiteSpline
from scipy.spatial.transform import Rotation, Slerp

from vr_app.scene.animation import Animation, Track, apply_animation, blend_animations
from vr_app.scene.key_batch import Arcs, KeyBatch
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose
from vr_app.scene.transform import yaw_quaternion


def sample_track(track: Track, time_s: float) -> np.ndarray:
    return KeyBatch.of([track]).sample(time_s)


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
    middle = Arcs.between(a[None], b[None]).at(1 / 3)[0]
    np.testing.assert_allclose(np.abs(middle @ yaw_quaternion(np.radians(30))), 1.0, atol=1e-6)
    assert np.linalg.norm(Arcs.between(a[None], a[None]).at(0.5)) == pytest.approx(1.0)


def test_a_moment_does_not_depend_on_those_sampled_before() -> None:
    turns = np.stack([yaw_quaternion(angle) for angle in (0.0, 0.5, 1.4)])[:, None]
    ramps = [
        Track("rotation", "LINEAR", np.array(times, np.float32), np.array([number], np.int32), turns)
        for number, times in enumerate(((0.0, 1.0, 2.0), (0.3, 0.9, 2.5)))
    ]
    batch = KeyBatch.of(ramps)
    for time_s in (0.1, 0.2, 0.95, 0.4, 1.7, 3.0, 0.0):
        np.testing.assert_array_equal(batch.sample(time_s), KeyBatch.of(ramps).sample(time_s))


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


def tracks_of(interpolation: str, path: str, width: int) -> list[Track]:
    """Six tracks with keys of their own, one of a single key."""
    random = np.random.default_rng(11)
    out = []
    for number, keys in enumerate([1, 2, 3, 7, 20, 5]):
        channels = number % 3 + 1
        shape = (keys, 3, channels, width) if interpolation == "CUBICSPLINE" else (keys, channels, width)
        values = random.normal(size=shape).astype(np.float32)
        if path == "rotation":
            values /= np.linalg.norm(values, axis=-1, keepdims=True)
        times = (np.cumsum(random.uniform(0.05, 2.0, keys)) - number).astype(np.float32)
        targets = (number * 4 + np.arange(channels)).astype(np.int32)
        out.append(Track(path, interpolation, times, targets, values))  # type: ignore[arg-type]
    return out


def independent(track: Track, time_s: float) -> np.ndarray:
    """One track by other means (scipy)."""
    times = track.times_s.astype(np.float64)
    at = float(np.clip(time_s, times[0], times[-1]))
    keys = track.values[:, 1] if track.interpolation == "CUBICSPLINE" else track.values
    if len(times) == 1:
        return keys[0]
    if track.interpolation == "STEP":
        return keys[np.flatnonzero(times <= at)[-1]]
    if track.interpolation == "CUBICSPLINE":
        place = min(int(np.flatnonzero(times <= at)[-1]), len(times) - 2)
        ends = times[place : place + 2]
        slopes = np.stack([track.values[place, 2], track.values[place + 1, 0]])
        out = CubicHermiteSpline(ends, keys[place : place + 2].astype(np.float64), slopes.astype(np.float64))(at)
        return out / np.linalg.norm(out, axis=-1, keepdims=True) if track.path == "rotation" else out
    if track.path == "rotation":
        return np.stack([Slerp(times, Rotation.from_quat(keys[:, c]))(at).as_quat() for c in range(keys.shape[1])])
    return np.stack([[np.interp(at, times, keys[:, c, d]) for d in range(3)] for c in range(keys.shape[1])])


@pytest.mark.parametrize("interpolation", ["LINEAR", "STEP", "CUBICSPLINE"])
@pytest.mark.parametrize("path", ["translation", "rotation"])
def test_many_tracks_at_once_agree_with_an_independent_evaluation(interpolation: str, path: str) -> None:
    tracks = tracks_of(interpolation, path, 4 if path == "rotation" else 3)
    batch = KeyBatch.of(tracks)
    for time_s in [-10.0, *np.linspace(-5, 12, 57), 99.0]:
        found = batch.sample(float(time_s))
        expected = np.concatenate([independent(track, float(time_s)) for track in tracks])
        if path == "rotation":
            np.testing.assert_allclose(np.abs(np.sum(found * expected, axis=1)), 1.0, atol=2e-5)
        else:
            np.testing.assert_allclose(found, expected, atol=2e-4)
    np.testing.assert_array_equal(batch.targets, np.concatenate([track.targets for track in tracks]))


def test_clips_are_blended_by_their_shares() -> None:
    nodes = build_nodes(["a", "b"], [-1, -1], translation=[[1, 0, 0], [7, 7, 7]])
    here = Animation("here", (track("LINEAR", RAMP),))
    turn = np.stack([yaw_quaternion(0.0), yaw_quaternion(np.radians(80)), -yaw_quaternion(np.radians(80))])[:, None]
    turned = Animation("turned", (track("LINEAR", turn, "rotation"),))
    local = LocalPose.at_rest(nodes)
    blend_animations([(here, 2.0, 1.0), (turned, 4.0, 3.0)], nodes, local)
    np.testing.assert_allclose(local.translation, [[1, 0.5, 0.75], [7, 7, 7]], atol=1e-6)
    angle = 2 * np.degrees(np.arctan2(local.rotation[0, 1], local.rotation[0, 3]))
    assert 55 < angle < 65
    blend_animations([(here, 2.0, 0.0)], nodes, local)
    np.testing.assert_allclose(local.translation[0], [1, 0.5, 0.75])
