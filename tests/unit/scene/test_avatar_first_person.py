"""Nobody sees the inside of their own head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.scene.avatar.first_person import for_others, for_wearer, mesh_annotations
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.skin import Skin

HOST = Path(__file__).resolve().parents[3] / "assets" / "avatar" / "host.vrm"
BONES = {"hips": 0, "spine": 1, "head": 2}


def figure(version: str = "1.0", words: dict[int, str] | None = None) -> LoadedAsset:
    """Node 4 carries a skinned strip from the hips to a bone of the hair, 5 a hat on the head, 6 a belt on the hips."""
    nodes = build_nodes(
        ["hips", "spine", "head", "hair", "body", "hat", "belt"],
        [-1, 0, 1, 2, -1, 2, 0],
        mesh=[-1, -1, -1, -1, 0, 1, 1],
        skin=[-1, -1, -1, -1, 0, -1, -1],
    )
    points = [(x, y, 0) for y in range(4) for x in range(2)]
    quads = [(0, 1, 3), (0, 3, 2), (2, 3, 5), (2, 5, 4), (4, 5, 7), (4, 7, 6)]
    joints = np.zeros((8, 4), int)
    joints[:, 0] = [0, 0, 1, 1, 1, 1, 3, 3]
    weights = np.zeros((8, 4))
    weights[:, 0] = 1.0
    strip = build_primitive(points, np.array(quads), joints=joints, weights=weights)
    plain = build_primitive(points[:3], [0, 1, 2])
    if version == "1.0":
        listed: list[dict[str, Any]] = [{"node": node, "type": word} for node, word in (words or {}).items()]
        extensions: dict[str, Any] = {"VRMC_vrm": {"firstPerson": {"meshAnnotations": listed}}}
    else:
        listed = [{"mesh": mesh, "firstPersonFlag": word} for mesh, word in (words or {}).items()]
        extensions = {"VRM": {"firstPerson": {"meshAnnotations": listed}}}
    return LoadedAsset(
        "worn.vrm",
        nodes,
        meshes=(Mesh("strip", (strip,)), Mesh("plain", (plain,))),
        skins=(Skin("skin", np.arange(4, dtype=np.int32), np.tile(np.eye(4, dtype=np.float32), (4, 1, 1))),),
        document={"extensions": extensions},
        node_of_file=tuple(range(7)),
    )


def test_auto_takes_away_what_the_head_moves() -> None:
    asset = figure()
    worn = for_wearer(asset, BONES)
    (left,) = worn.meshes[worn.nodes.mesh[4]].primitives
    assert left.indices.reshape(-1, 3).tolist() == [[0, 1, 3], [0, 3, 2], [2, 3, 5], [2, 5, 4]]
    assert worn.nodes.visible.tolist() == [True, True, True, True, True, False, True]
    assert len(asset.meshes[0].primitives[0].indices) == 18  # others still see all of it


@pytest.mark.parametrize("version", ["1.0", "0.x"])
def test_words_say_who_sees_what(version: str) -> None:
    strip, plain = (4, 5) if version == "1.0" else (0, 1)
    both = figure(version, {strip: "both" if version == "1.0" else "Both", plain: "thirdPersonOnly"})
    worn = for_wearer(both, BONES)
    assert worn.nodes.mesh[4] == 0
    assert not worn.nodes.visible[5]
    assert for_others(both) is both
    own = figure(version, {plain: "firstPersonOnly" if version == "1.0" else "FirstPersonOnly"})
    assert not for_others(own).nodes.visible[5]
    assert for_wearer(own, BONES).nodes.visible[5]


def test_a_mesh_that_is_all_head_is_hidden() -> None:
    worn = for_wearer(figure(), {"hips": 0, "spine": 0, "head": 0})
    assert not worn.nodes.visible[4]


def test_wrong_nodes_name_the_place() -> None:
    with pytest.raises(UserError, match="/extensions/VRMC_vrm/firstPerson/meshAnnotations/0/node"):
        mesh_annotations(figure("1.0", {99: "both"}))


def test_our_host_has_no_head_for_its_wearer() -> None:
    asset = load_asset(HOST)
    rig = rig_of_asset(asset)
    worn = for_wearer(asset, rig.bones)
    top = max(
        float(p.positions[np.unique(p.indices)][:, 1].max())
        for node in np.flatnonzero(worn.nodes.visible & (worn.nodes.mesh >= 0))
        for p in worn.meshes[worn.nodes.mesh[node]].primitives
    )
    assert top < rig.eyes[1] - 0.08
    assert for_others(asset) is asset
