"""Rigs read from our own figure, from hand-made documents and from every shared VRM fixture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.scene.avatar.bones import BONES, REQUIRED, ROW, mirrored, quaternions, t_pose
from vr_app.scene.avatar.first_person import for_others, for_wearer
from vr_app.scene.avatar.meta import licence_summary
from vr_app.scene.avatar.rig_reader import rig_of_asset, rig_of_scene_host
from vr_app.scene.avatar.secondary import SecondaryMotion
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, WorldMatrices, world_matrices
from vr_app.scene.scene import LoadedAsset, Placement
from vr_app.scene.transform import rotation_matrices

REPOSITORY = Path(__file__).resolve().parents[3]
HOST = REPOSITORY / "assets" / "avatar" / "host.vrm"
FIXTURES = sorted((REPOSITORY.parent / "shared" / "data" / "vrm").rglob("*.vrm"))


def small_figure(extensions: dict[str, Any], tilt: float = 0.0) -> LoadedAsset:
    """hips - spine - head - with one arm; the hips' parent may be tilted about x."""
    turn = [np.sin(tilt / 2), 0.0, 0.0, np.cos(tilt / 2)]
    nodes = build_nodes(
        ["armature", "hips", "spine", "head", "arm", "face"],
        [-1, 0, 1, 2, 2, -1],
        translation=[(0, 0, 0), (0, 1, 0), (0, 0.2, 0), (0, 0.4, 0), (0.2, 0.3, 0), (0, 0, 0)],
        rotation=[turn, (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1)],
        mesh=[-1, -1, -1, -1, -1, 0],
        weight_count=[0, 0, 0, 0, 0, 3],
        weights=np.zeros(3),
    )
    document = {
        "extensions": extensions,
        "meshes": [{}],
        "nodes": [{}, {}, {}, {}, {}, {"mesh": 0}],
    }
    return LoadedAsset("small.vrm", nodes, document=document, node_of_file=(0, 1, 2, 3, 4, 5))


def vrm1(**changes: Any) -> dict[str, Any]:
    bones = {"hips": {"node": 1}, "spine": {"node": 2}, "head": {"node": 3}, "leftUpperArm": {"node": 4}}
    bind = {"node": 5, "index": 2, "weight": 0.5}
    vrm = {
        "specVersion": "1.0",
        "humanoid": {"humanBones": bones},
        "expressions": {"preset": {"aa": {"morphTargetBinds": [bind], "overrideBlink": "block"}}},
        "meta": {"name": "Small", "authors": ["A"], "licenseUrl": "https://vrm.dev/licenses/1.0/"},
    }
    vrm.update(changes)
    return {"VRMC_vrm": vrm}


def test_reads_bones_expressions_and_meta() -> None:
    rig = rig_of_asset(small_figure(vrm1()))
    assert rig.vrm == "1.0"
    assert rig.bones["head"] == 3
    aa = rig.expressions["aa"]
    assert aa.targets.tolist() == [2]
    assert aa.amounts.tolist() == [0.5]
    assert aa.override_blink == "block"
    assert rig.meta.name == "Small"
    assert "leftHand" in rig.notes[0]


def test_reads_the_words_of_vrm_0() -> None:
    vrm = {
        "humanoid": {
            "humanBones": [
                {"bone": "hips", "node": 1},
                {"bone": "head", "node": 3},
                {"bone": "leftThumbIntermediate", "node": 4},
            ]
        },
        "blendShapeMaster": {
            "blendShapeGroups": [
                {"name": "A", "presetName": "a", "binds": [{"mesh": 0, "index": 1, "weight": 80}]},
                {"name": "Joy", "presetName": "joy", "binds": []},
                {"name": "Surprised", "presetName": "unknown", "binds": []},
            ]
        },
        "meta": {"title": "Old", "author": "B", "licenseName": "CC0"},
    }
    rig = rig_of_asset(small_figure({"VRM": vrm}))
    assert rig.vrm == "0.x"
    assert rig.ahead == -1.0
    assert rig.bones["leftThumbProximal"] == 4
    assert rig.expressions["aa"].targets.tolist() == [1]
    assert rig.expressions["aa"].amounts[0] == pytest.approx(0.8)
    assert {"happy", "surprised"} <= set(rig.expressions)


@pytest.mark.parametrize(
    ("extensions", "pointer"),
    [
        ({}, "/extensions"),
        (vrm1(humanoid={"humanBones": {"hips": {"node": 1}}}), "/extensions/VRMC_vrm/humanoid/humanBones"),
        (
            vrm1(humanoid={"humanBones": {"hips": {"node": 99}}}),
            "/extensions/VRMC_vrm/humanoid/humanBones/hips/node",
        ),
        (vrm1(humanoid=[]), "/extensions/VRMC_vrm/humanoid"),
        (
            vrm1(expressions={"preset": {"aa": {"morphTargetBinds": [{"node": 5, "index": 7}]}}}),
            "/extensions/VRMC_vrm/expressions/preset/aa/morphTargetBinds/0/index",
        ),
        (vrm1(lookAt={"offsetFromHeadBone": [0, "x"]}), "/extensions/VRMC_vrm/lookAt/offsetFromHeadBone"),
        ({"VRM": {"humanoid": {"humanBones": {}}}}, "/extensions/VRM/humanoid/humanBones"),
    ],
)
def test_broken_figures_name_the_place(extensions: dict[str, Any], pointer: str) -> None:
    with pytest.raises(UserError) as caught:
        rig_of_asset(small_figure(extensions))
    assert caught.value.message.startswith(pointer + ":")
    assert caught.value.where is not None
    assert caught.value.where.path.name == "small.vrm"


@pytest.mark.parametrize("tilt", [0.0, 1.1])
@pytest.mark.parametrize("version", ["1.0", "0.x"])
def test_a_nod_is_a_nod_whatever_the_rest_rotations(tilt: float, version: str) -> None:
    bones = {"hips": 1, "spine": 2, "head": 3}
    if version == "1.0":
        extensions = vrm1(humanoid={"humanBones": {n: {"node": i} for n, i in bones.items()}})
    else:
        listed = [{"bone": n, "node": i} for n, i in bones.items()]
        extensions = {"VRM": {"humanoid": {"humanBones": listed}}}
    asset = small_figure(extensions, tilt)
    rig = rig_of_asset(asset)
    local = LocalPose.at_rest(asset.nodes)
    before = world_matrices(asset.nodes, local)[3]
    pose = t_pose()
    pose[ROW["head"], 0] = 0.4
    rig.write_bones(local, pose, np.zeros(3, np.float32))
    after = world_matrices(asset.nodes, local)[3]
    turn = after[:3, :3] @ before[:3, :3].T
    ahead = np.array([0.0, 0.0, rig.ahead])
    np.testing.assert_allclose(turn @ ahead, [0.0, -np.sin(0.4), rig.ahead * np.cos(0.4)], atol=1e-5)
    np.testing.assert_allclose(after[:3, 3], before[:3, 3], atol=1e-5)


def test_hips_move_in_model_space() -> None:
    asset = small_figure(vrm1(), 1.1)
    rig = rig_of_asset(asset)
    local = LocalPose.at_rest(asset.nodes)
    before = world_matrices(asset.nodes, local)[1][:3, 3]
    rig.write_bones(local, t_pose(), np.array([0.1, 0.0, 0.0], np.float32))
    moved = world_matrices(asset.nodes, local)[1][:3, 3] - before
    np.testing.assert_allclose(moved, [0.1 * rig.hips_height_m, 0.0, 0.0], atol=1e-5)


def test_scene_numbers_are_shifted() -> None:
    asset = small_figure(vrm1())
    nodes = build_nodes(
        ["root", *asset.nodes.names], [-1, *(np.where(asset.nodes.parent < 0, -1, asset.nodes.parent) + 1)]
    )
    rig = rig_of_scene_host(asset, nodes, Placement("host", root=0, node_offset=1, node_count=6, weight_offset=10))
    assert rig.root == 0
    assert rig.bones["head"] == 4
    assert rig.expressions["aa"].targets.tolist() == [12]


def test_mirroring_twice_is_the_same_pose() -> None:
    pose = np.random.default_rng(1).normal(size=(len(BONES), 3)).astype(np.float32)
    np.testing.assert_allclose(mirrored(mirrored(pose)), pose)
    assert not np.allclose(mirrored(pose), pose)


def test_quaternions_are_z_after_y_after_x() -> None:
    x, y, z = 0.3, -0.7, 1.1
    cx, sx, cy, sy, cz, sz = np.cos(x), np.sin(x), np.cos(y), np.sin(y), np.cos(z), np.sin(z)
    expected = (
        np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
        @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    )
    got = rotation_matrices(quaternions(np.array([[x, y, z]], np.float32)))[0]
    np.testing.assert_allclose(got, expected, atol=1e-6)


def test_our_host_has_every_bone_and_expression() -> None:
    rig = rig_of_asset(load_asset(HOST))
    assert not rig.notes
    assert set(REQUIRED) <= set(rig.bones)
    assert {"leftEye", "rightEye", "leftIndexProximal", "rightThumbMetacarpal", "upperChest"} <= set(rig.bones)
    assert {
        "aa", "ih", "ou", "ee", "oh", "happy", "angry", "sad", "relaxed", "surprised", "neutral",
        "blink", "blinkLeft", "blinkRight", "lookUp", "lookDown", "lookLeft", "lookRight", "pp",
    } <= set(rig.expressions)  # fmt: skip
    assert rig.meta.authors == ("Virgil project",)
    assert "publicdomain" in rig.meta.licence


@pytest.mark.skipif(not FIXTURES, reason="the shared VRM fixtures are not beside this checkout")
def test_every_fixture_gives_a_rig_or_says_why_not() -> None:
    rigs = 0
    for path in FIXTURES:
        try:
            asset = load_asset(path)
            rig = rig_of_asset(asset)
        except UserError as error:
            assert path.name in str(error)
            continue
        rigs += 1
        local = LocalPose.at_rest(asset.nodes)
        before = world_matrices(asset.nodes, local)
        rig.write_bones(local, t_pose(), np.zeros(3, np.float32))
        np.testing.assert_allclose(world_matrices(asset.nodes, local), before, atol=2e-4, err_msg=path.name)
        shown = rig.write_face(local, dict.fromkeys(rig.expressions, 0.7))
        rig.materials(shown, asset.materials)
        secondary, matrices = SecondaryMotion([rig.follower], asset.nodes), WorldMatrices(asset.nodes)
        for frame in range(3):
            secondary.apply(frame / 30, local, matrices)
        assert np.isfinite(matrices.update(local)).all(), path.name
        assert licence_summary(rig.meta).lines
        assert len(for_wearer(for_others(asset), rig.bones).nodes) == len(asset.nodes)
    assert rigs >= 0.8 * len(FIXTURES)


def test_missing_bones_hand_their_turns_on() -> None:
    rig = rig_of_asset(small_figure(vrm1()))
    assert (ROW["neck"], ROW["head"]) in rig.stand_ins
    assert (ROW["chest"], ROW["spine"]) in rig.stand_ins


def test_eyes_are_in_the_heads_own_space() -> None:
    asset = small_figure(vrm1(lookAt={"offsetFromHeadBone": [0.0, 0.1, 0.2]}))
    turned = asset.nodes.rotation.copy()
    turned[3] = (0.0, 0.0, np.sin(np.pi / 4), np.cos(np.pi / 4))  # the head's own up is the model's -x
    rig = rig_of_asset(replace(asset, nodes=replace(asset.nodes, rotation=turned)))
    head = world_matrices(asset.nodes, LocalPose.at_rest(asset.nodes))[3][:3, 3]
    np.testing.assert_allclose(rig.eyes, head + np.array([-0.1, 0.0, 0.2]), atol=1e-5)


def test_eyes_of_vrm_0_are_told_left_handed() -> None:
    bones = [{"bone": name, "node": node} for name, node in (("hips", 1), ("head", 3))]
    first = {"firstPersonBoneOffset": {"x": 0.0, "y": 0.1, "z": 0.2}}
    asset = small_figure({"VRM": {"humanoid": {"humanBones": bones}, "firstPerson": first}})
    head = world_matrices(asset.nodes, LocalPose.at_rest(asset.nodes))[3][:3, 3]
    eyes = rig_of_asset(asset).eyes  # in the frame in which the figure looks along +Z
    np.testing.assert_allclose(eyes, head * [-1, 1, -1] + [0.0, 0.1, 0.2], atol=1e-5)


def test_a_figure_out_of_reach_is_refused() -> None:
    asset = small_figure(vrm1())
    far = asset.nodes.translation.copy()
    far[1] = (1e30, 0.0, 0.0)
    with pytest.raises(UserError, match="/nodes: puts parts"):
        rig_of_asset(replace(asset, nodes=replace(asset.nodes, translation=far)))
