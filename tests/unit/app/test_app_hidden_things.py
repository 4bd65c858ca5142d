"""Hiding placed things in a frame's matrices."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from vr_app.app.hidden_things import HiddenThings
from vr_app.scene.node import build_nodes


@pytest.fixture
def scene() -> Any:
    place = SimpleNamespace
    return cast(
        Any,
        place(
            nodes=build_nodes(["ground", "", "", "", "", ""], [-1] * 6),
            placements={
                "jug": place(root=1, node_offset=2, node_count=2),
                "lamp": place(root=4, node_offset=5, node_count=1),
            },
        ),
    )


def matrices() -> np.ndarray:
    world = np.tile(np.eye(4, dtype=np.float32), (6, 1, 1))
    world[:, :3, 3] = np.arange(6)[:, None]
    return world


def test_a_hidden_thing_shrinks_with_all_its_nodes_and_comes_back(scene: Any) -> None:
    hiding, world = HiddenThings(scene), matrices()
    assert hiding.apply(world, frozenset({"jug"}))
    assert np.abs(world[[1, 2, 3], :3, :3]).max() < 1e-5
    assert np.array_equal(world[[0, 4, 5]], matrices()[[0, 4, 5]])
    assert not hiding.apply(world, frozenset({"jug"}))  # what stands still was left as it is
    assert np.linalg.det(world).all()
    assert hiding.apply(world, frozenset())
    assert np.array_equal(world, matrices())


def test_what_is_hidden_stays_so_when_it_moves(scene: Any) -> None:
    hiding, world = HiddenThings(scene), matrices()
    hiding.apply(world, frozenset({"lamp"}))
    world[5] = matrices()[5]
    assert not hiding.apply(world, frozenset({"lamp"}))
    assert np.abs(world[5, :3, :3]).max() < 1e-5


def test_names_nothing_has_are_passed_over(scene: Any) -> None:
    world = matrices()
    assert not HiddenThings(scene).apply(world, frozenset({"unicorn"}))
    assert np.array_equal(world, matrices())


def test_the_endless_floor_can_make_way(scene: Any) -> None:
    hiding, world = HiddenThings(scene), matrices()
    assert hiding.apply(world, frozenset({"ground", "water"}))
    assert np.abs(world[0, :3, :3]).max() < 1e-5 and np.array_equal(world[1:], matrices()[1:])
    assert hiding.apply(world, frozenset()) and np.array_equal(world, matrices())
