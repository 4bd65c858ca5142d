"""What is found in a view is never one too few: against asking every box, and against points in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vr_app.scene.box_tree import BLOCK, BoxTree
from vr_app.scene.camera import boxes_in_frustum, projection
from vr_app.scene.transform import look_at, rigid_inverse
from vr_app.scene.view_volume import MARGIN_M, Eyes, eyes_of, holds, view_volume

FOV = (-0.9, 0.75, 0.8, -0.85)


def boxes(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    centre = rng.uniform(-30, 30, (count, 3)).astype(np.float32)
    return centre, (10.0 ** rng.uniform(-3, 1, (count, 3))).astype(np.float32)


def pair(seed: int, apart_m: float = 0.064, canted_rad: float = 0.0) -> tuple[np.ndarray, Eyes]:
    rng = np.random.default_rng(seed)
    head = look_at(rng.uniform(-10, 10, 3), rng.uniform(-10, 10, 3)).astype(np.float32)
    poses = []
    for side in (-0.5, 0.5):
        pose = head.copy()
        pose[:3, 3] += head[:3, 0] * (apart_m * side)
        turn = np.eye(3)
        angle = -canted_rad * side
        turn[0, 0] = turn[2, 2] = np.cos(angle)
        turn[0, 2], turn[2, 0] = np.sin(angle), -np.sin(angle)
        pose[:3, :3] = pose[:3, :3] @ turn
        poses.append(pose)
    mirrored = (-FOV[1], -FOV[0], FOV[2], FOV[3])
    return head, eyes_of(poses, [FOV, mirrored])


@given(st.integers(0, 10_000), st.integers(0, 5 * BLOCK + 3))
@settings(max_examples=60, deadline=None)
def test_the_tree_finds_what_asking_every_box_finds(seed: int, count: int) -> None:
    centre, half = boxes(seed, count)
    head, eyes = pair(seed)
    planes = view_volume(eyes, head)
    found = BoxTree(centre, half).inside(planes)
    assert len(np.unique(found)) == len(found)
    asked = set(np.flatnonzero(boxes_in_frustum(centre, half, planes.astype(np.float32))).tolist())
    assert asked <= set(found.tolist())
    # What is found beyond that touches the volume within the slack that rounding is given.
    wider = planes + np.array([0, 0, 0, 0.01])
    assert set(found.tolist()) <= set(np.flatnonzero(boxes_in_frustum(centre, half, wider)).tolist())


@given(st.integers(0, 10_000), st.floats(0.0, 0.2), st.floats(0.0, 0.6))
@settings(max_examples=80, deadline=None)
def test_all_that_either_eye_sees_is_in_the_volume(seed: int, apart_m: float, canted_rad: float) -> None:
    head, eyes = pair(seed, apart_m, canted_rad)
    planes = view_volume(eyes, head, 0.0, 0.0)
    rng = np.random.default_rng(seed)
    for place, corners in zip(eyes.places, eyes.corners.reshape(2, 4, 3), strict=True):
        shares = rng.dirichlet(np.ones(4), 50)
        points = place + (shares @ corners) * rng.uniform(0.05, 100, (50, 1))
        assert (points @ planes[:, :3].T + planes[:, 3] >= -1e-6).all()


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_corners_are_those_of_the_projection(seed: int) -> None:
    head, _ = pair(seed)
    eyes = eyes_of([head], [FOV])
    clip = projection(FOV) @ rigid_inverse(head)
    ends = np.concatenate([eyes.places[0] + eyes.corners * 3.0, np.ones((4, 1))], axis=1) @ clip.T
    np.testing.assert_allclose(np.abs(ends[:, :2] / ends[:, 3:]), 1.0, atol=1e-3)


@given(st.integers(0, 10_000), st.floats(-0.3, 0.3), st.floats(-0.6, 0.6), st.floats(-0.3, 0.3))
@settings(max_examples=120, deadline=None)
def test_a_kept_volume_is_only_kept_while_it_holds_everything(
    seed: int, yaw: float, aside_m: float, pitch: float
) -> None:
    """Turn and move the head at random: where the old volume is said to hold the new view, no box may be missing."""
    head, eyes = pair(seed)
    kept = view_volume(eyes, head)
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    now = head.copy()
    now[:3, :3] = head[:3, :3] @ (turn @ nod)
    now[:3, 3] += head[:3, 0] * aside_m
    moved = eyes_of([now], [FOV])
    if not holds(kept, moved):
        return
    centre, half = boxes(seed, 300)
    exact = view_volume(moved, now, 0.0, 0.0)
    # Boxes with a point surely in the view: asking each plane alone also finds some beside a corner of it.
    spots = np.array(np.meshgrid(*[(-1.0, -0.5, 0.0, 0.5, 1.0)] * 3)).reshape(3, -1).T
    points = centre[:, None, :] + half[:, None, :] * spots
    seen = (points @ exact[:, :3].T + exact[:, 3] > 1e-3).all(axis=-1).any(axis=-1)
    assert set(np.flatnonzero(seen).tolist()) <= set(BoxTree(centre, half).inside(kept).tolist())


def test_small_movements_keep_the_volume_and_large_ones_do_not() -> None:
    head, eyes = pair(3)
    planes = view_volume(eyes, head)
    near = Eyes(eyes.places + MARGIN_M * 0.5, eyes.corners)
    assert holds(planes, near)
    assert not holds(planes, Eyes(eyes.places, -eyes.corners))
    assert not holds(planes, Eyes(eyes.places + 5.0 * planes[:, :3].sum(axis=0) - 20.0 * planes[0, :3], eyes.corners))


def test_an_eye_that_sees_half_the_world_keeps_everything_in_that_direction() -> None:
    wide = eyes_of([np.eye(4)], [(-1.5, 1.5, 0.7, -0.7)])
    assert len(view_volume(wide, np.eye(4), margin_rad=0.2)) == 2


def test_no_boxes_are_no_trouble() -> None:
    nothing = BoxTree(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32))
    assert len(nothing.inside(np.array([[0, 0, 1, 0.0]]))) == 0


@pytest.mark.parametrize("count", [1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_a_volume_that_holds_all_finds_each_once(count: int) -> None:
    centre, half = boxes(7, count)
    everything = np.array([[0, 1, 0, 1000.0]])
    assert sorted(BoxTree(centre, half).inside(everything).tolist()) == list(range(count))
