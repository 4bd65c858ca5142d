"""Which copy of a thing is drawn at which distance."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.detail_levels import BEGINS_AT, detail_levels, level_of
from vr_app.scene.node import build_nodes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tree", ("tree", 0)),
        ("tree_lod0", ("tree", 0)),
        ("tree_lod2", ("tree", 2)),
        ("_lod1", ("_lod1", 0)),
        ("tree_lodge", ("tree_lodge", 0)),
        ("", ("", 0)),
    ],
)
def test_names_tell_thing_and_level(name: str, expected: tuple[str, int]) -> None:
    assert level_of(name) == expected


def test_at_every_distance_exactly_one_level_is_drawn() -> None:
    levels = detail_levels(build_nodes(["tree", "tree_lod1", "tree_lod2", "rock"], [-1] * 4))
    assert levels.family.tolist()[:3] == [0, 0, 0] and levels.family[3] == -1
    for distance in np.linspace(0, 300, 50):
        drawn = (levels.near[:3] <= distance) & (distance < levels.far[:3])
        assert drawn.sum() == 1
    assert levels.near[1] == BEGINS_AT[1] and np.isinf(levels.far[2]) and levels.near[3] == 0


def test_copies_under_other_parents_are_other_things() -> None:
    nodes = build_nodes(["a", "b", "tree", "tree_lod1", "tree", "tree_lod1"], [-1, -1, 0, 0, 1, 1])
    family = detail_levels(nodes).family
    assert family[2] == family[3] != family[4] == family[5]


def test_a_coarse_copy_without_a_fine_one_is_always_drawn() -> None:
    levels = detail_levels(build_nodes(["tree_lod1", "tree_lod3"], [-1, -1]))
    assert levels.near[0] == 0 and levels.far[0] == levels.near[1]


def test_nothing_has_levels_where_no_name_says_so() -> None:
    assert detail_levels(build_nodes(["a", "b"], [-1, 0])).families == 0


def test_copies_of_one_of_many_things_of_the_same_name_are_not_drawn() -> None:
    levels = detail_levels(build_nodes(["tree", "tree", "tree_lod1"], [-1, -1, -1]))
    assert levels.family.tolist() == [-1, -1, -1]
    assert levels.near.tolist() == [0.0, 0.0, np.inf]
