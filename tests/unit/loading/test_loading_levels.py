"""MSFT_lod: stand-ins become levels beside their thing; lists that are none are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.gltf import load_asset
from vr_app.scene.detail_levels import detail_levels


def written(folder: Path, nodes: list[dict[str, Any]], roots: list[int]) -> Path:
    document = {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": roots}], "nodes": nodes}
    file = folder / "thing.gltf"
    file.write_text(json.dumps(document))
    return file


def lod(*ids: Any) -> dict[str, Any]:
    return {"MSFT_lod": {"ids": list(ids)}}


def test_stand_ins_hang_beside_their_thing_whatever_they_are_called(tmp_path: Path) -> None:
    nodes = [
        {"name": "yard", "children": [1]},
        {"name": "tree", "extensions": lod(2, 3)},
        {"name": "Coarse", "children": [4]},
        {"name": "coarser"},
        {"name": "leaves"},
    ]
    asset = load_asset(written(tmp_path, nodes, [0]))
    table = asset.nodes
    assert sorted(table.names) == ["leaves", "tree", "tree_lod1", "tree_lod2", "yard"] and table.visible.all()
    tree, first = table.names.index("tree"), table.names.index("tree_lod1")
    assert table.parent[tree] == table.parent[first] and table.parent[table.names.index("leaves")] == first
    found = detail_levels(table)
    assert found.families == 1 and found.far[tree] == found.near[first] > 0


def test_of_a_hidden_thing_or_a_node_in_use_nothing_is_taken(tmp_path: Path) -> None:
    nodes = [
        {"name": "tree", "extensions": lod(1)},
        {"name": "shown too"},
        {"name": "outside", "extensions": lod(3)},
        {"name": "its coarse one"},
    ]
    table = load_asset(written(tmp_path, nodes, [0, 1])).nodes
    assert table.names == ("tree", "shown too", "outside", "its coarse one")
    assert table.visible.tolist() == [True, True, False, False]


@pytest.mark.parametrize("ids", [3, [7], [-1], ["1"], None])
def test_a_list_that_is_none_is_refused(tmp_path: Path, ids: Any) -> None:
    file = written(tmp_path, [{"name": "tree", "extensions": {"MSFT_lod": {"ids": ids}}}], [0])
    with pytest.raises(UserError, match="/nodes/0/extensions/MSFT_lod"):
        load_asset(file)


def test_our_own_things_have_levels_that_are_seen() -> None:
    table = load_asset(resource_path("assets") / "pack" / "crate.glb").nodes
    found = detail_levels(table)
    assert found.families == 1 and np.isfinite(found.far[found.family >= 0]).any() and table.visible.all()
