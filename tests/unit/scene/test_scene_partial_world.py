"""Matrices of a few nodes are those of the whole tree."""

from __future__ import annotations

import numpy as np

from vr_app.scene.node import build_nodes
from vr_app.scene.partial_world import PartialWorld
from vr_app.scene.pose import LocalPose, world_matrices


def test_some_nodes_are_where_the_whole_tree_puts_them() -> None:
    random = np.random.default_rng(3)
    count = 60
    parent = [-1, *(int(random.integers(-1, n)) for n in range(1, count))]
    turn = random.normal(size=(count, 4))
    nodes = build_nodes(
        ["n"] * count,
        parent,
        translation=random.normal(size=(count, 3)),
        rotation=turn / np.linalg.norm(turn, axis=1, keepdims=True),
        scale=random.uniform(0.8, 1.2, (count, 3)),
    )
    wanted = np.array([59, 3, -1, 40, 3])
    partial, local = PartialWorld(nodes, wanted), LocalPose.at_rest(nodes)
    local.translation[5] += 1.0
    some = partial.update(local)
    assert len(some) < count
    assert partial.places[2] == -1
    shown = wanted >= 0
    np.testing.assert_allclose(
        some[partial.places[shown]], world_matrices(nodes, local)[wanted[shown]], rtol=1e-5, atol=1e-6
    )


def test_nothing_is_asked_for() -> None:
    nodes = build_nodes(["a"], [-1])
    assert len(PartialWorld(nodes, np.zeros(0, np.intp)).update(LocalPose.at_rest(nodes))) == 0
