"""World matrices, depth levels and transforms against the plain, slow way."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.node import build_nodes, depth_levels
from vr_app.scene.pose import LocalPose, WorldMatrices, world_matrices
from vr_app.scene.transform import (
    decompose,
    local_matrices,
    look_at,
    quaternion_from_matrix,
    quaternion_multiply,
    rigid_inverse,
    rotation_matrices,
    yaw_quaternion,
)


def random_tree(count: int, seed: int) -> tuple[LocalPose, object]:
    random = np.random.default_rng(seed)
    parent = [-1] + [int(random.integers(-1, index)) for index in range(1, count)]
    rotation = random.normal(size=(count, 4))
    rotation /= np.linalg.norm(rotation, axis=1, keepdims=True)
    nodes = build_nodes(
        [f"n{index}" for index in range(count)],
        parent,
        translation=random.normal(size=(count, 3)),
        rotation=rotation,
        scale=random.uniform(0.5, 2.0, (count, 3)),
    )
    return LocalPose.at_rest(nodes), nodes


@pytest.mark.parametrize("seed", range(5))
def test_world_matrices_equal_the_product_along_each_path(seed: int) -> None:
    local, nodes = random_tree(40, seed)
    own = local_matrices(local.translation, local.rotation, local.scale)
    world = world_matrices(nodes, local)
    for index in range(40):
        expected, at = np.eye(4), index
        while at >= 0:
            expected = own[at] @ expected
            at = int(nodes.parent[at])
        np.testing.assert_allclose(world[index], expected, rtol=1e-4, atol=1e-4)


def test_levels_hold_every_node_once_and_parents_first() -> None:
    parent = np.array([-1, 0, 1, -1, 3, 1], np.int32)
    levels = depth_levels(parent)
    assert [level.tolist() for level in levels] == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize("seed", range(3))
def test_only_the_live_nodes_and_what_hangs_on_them_are_worked_on(seed: int) -> None:
    local, nodes = random_tree(60, seed)
    random = np.random.default_rng(seed + 10)
    live = random.choice(60, 5, replace=False)
    kept = WorldMatrices(nodes, live)
    before = kept.update(local).copy()
    assert kept.take_moved() is None, "at first all is new"
    for node in live[:2]:
        local.translation[node] += 1.0
        kept.update(local)
    now = kept.update(local)
    np.testing.assert_allclose(now, world_matrices(nodes, local), rtol=1e-5, atol=1e-5)
    moved = kept.take_moved()
    assert moved is not None
    assert set(moved.tolist()) == set(np.flatnonzero((now != before).any(axis=(1, 2))).tolist())
    kept.update(local)
    again = kept.take_moved()
    assert again is not None and not len(again)


@pytest.mark.parametrize("seed", range(3))
def test_updating_what_moved_gives_the_same_as_working_out_all(seed: int) -> None:
    local, nodes = random_tree(60, seed)
    kept = WorldMatrices(nodes)
    random = np.random.default_rng(seed)
    for _ in range(8):
        moved = random.integers(0, 60, 4)
        local.translation[moved] += 1.0
        local.scale[random.integers(0, 60, 1)] *= 1.1
        np.testing.assert_allclose(kept.update(local), world_matrices(nodes, local), rtol=1e-4, atol=1e-4)


def test_a_child_before_its_parent_is_refused() -> None:
    with pytest.raises(ValueError, match="parent"):
        build_nodes(["child", "parent"], [1, -1])


def test_reset_brings_a_changed_pose_back() -> None:
    local, nodes = random_tree(5, 1)
    local.translation[:] = 9
    local.reset(nodes)
    np.testing.assert_array_equal(local.translation, nodes.translation)


@pytest.mark.parametrize("seed", range(20))
def test_matrix_to_quaternion_and_back(seed: int) -> None:
    q = np.random.default_rng(seed).normal(size=4)
    q /= np.linalg.norm(q)
    matrix = rotation_matrices(q.astype(np.float32))
    again = rotation_matrices(quaternion_from_matrix(matrix))
    np.testing.assert_allclose(matrix, again, atol=1e-5)


def test_half_turns_have_a_quaternion() -> None:
    for axis in range(3):
        matrix = -np.eye(3)
        matrix[axis, axis] = 1
        np.testing.assert_allclose(rotation_matrices(quaternion_from_matrix(matrix)), matrix, atol=1e-6)


def test_quaternion_product_turns_one_after_another() -> None:
    a, b = yaw_quaternion(0.3), np.array([0.6, 0.0, 0.0, 0.8], np.float32)
    expected = rotation_matrices(a) @ rotation_matrices(b)
    np.testing.assert_allclose(rotation_matrices(quaternion_multiply(a, b)), expected, atol=1e-6)


def test_a_mirroring_matrix_becomes_a_negative_scale() -> None:
    matrix = np.diag([-2.0, 3.0, 4.0, 1.0])
    translation, rotation, scale = decompose(matrix)
    rebuilt = local_matrices(translation[None], rotation[None], scale[None])[0]
    np.testing.assert_allclose(rebuilt, matrix, atol=1e-5)
    assert np.prod(scale) < 0


def test_camera_looks_along_its_minus_z() -> None:
    pose = look_at((1, 2, 3), (1, 2, -5))
    np.testing.assert_allclose(pose[:3, :3] @ [0, 0, -1], [0, 0, -1], atol=1e-6)
    np.testing.assert_allclose(rigid_inverse(pose) @ pose, np.eye(4), atol=1e-6)


def test_camera_can_look_straight_down() -> None:
    pose = look_at((0, 5, 0), (0, 0, 0))
    np.testing.assert_allclose(pose[:3, :3] @ [0, 0, -1], [0, -1, 0], atol=1e-6)
    assert np.linalg.det(pose[:3, :3]) == pytest.approx(1.0)
