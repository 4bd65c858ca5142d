"""Motions for any humanoid: the same look on figures of other rest rotations, sizes and versions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vr_app.kernel.errors import UserError
from vr_app.scene.animation import Animation, Track
from vr_app.scene.avatar.humanoid_clip import play_clip, read_clip, sample_clip
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.transform import quaternion_from_matrix, quaternion_multiply, rotation_matrices

BONES = {"hips": 1, "spine": 2, "head": 3, "leftUpperArm": 4, "leftEye": 5, "rightEye": 6}


def tilted(angle: float, axis: int = 0) -> np.ndarray:
    q = np.zeros(4, np.float32)
    q[axis], q[3] = np.sin(angle / 2), np.cos(angle / 2)
    return q


def skeleton(size: float, tilt: float) -> Any:
    """hips - spine - head, an arm and two eyes; every bone rests tilted by its own angle, in T-pose all the same."""
    turn = [tilted(0.0), tilted(tilt), tilted(-tilt, 1), tilted(0.5 * tilt, 2), tilted(tilt, 2)] + [tilted(0.0)] * 2
    at = np.array(
        [(0, 0, 0), (0, 1, 0), (0, 1.2, 0), (0, 1.6, 0), (0.2, 1.5, 0), (0.03, 1.7, 0.05), (-0.03, 1.7, 0.05)]
    )
    parent = [-1, 0, 1, 2, 2, 3, 3]
    # Local transforms that put the joints where they belong in spite of the tilts.
    world: list[np.ndarray] = []
    translation = []
    for node, above in enumerate(parent):
        frame = world[above] if above >= 0 else tilted(0.0)
        away = size * (at[node] - (at[above] if above >= 0 else 0.0))
        translation.append(rotation_matrices(frame).T @ away)
        world.append(quaternion_multiply(frame, turn[node]))
    names = ["root", *BONES]
    return names, parent, translation, turn


def figure(size: float, tilt: float, version: str = "1.0") -> tuple[LoadedAsset, AvatarRig]:
    names, parent, translation, turn = skeleton(size, tilt)
    if version == "0.x":  # the same figure looking the other way
        translation = [v * np.array([-1.0, 1.0, -1.0]) for v in translation]
        turn = [q * np.array([-1.0, 1.0, -1.0, 1.0]) for q in turn]
    nodes = build_nodes(
        [*names, "face"],
        [*parent, -1],
        translation=[*translation, (0, 0, 0)],
        rotation=[*turn, tilted(0)],
        weight_count=[0] * 7 + [1],
        weights=np.zeros(1),
    )
    happy = {"morphTargetBinds": [{"node": 7, "index": 0, "weight": 1.0}]}
    if version == "1.0":
        vrm: dict[str, Any] = {
            "VRMC_vrm": {
                "humanoid": {"humanBones": {name: {"node": node} for name, node in BONES.items()}},
                "expressions": {"preset": {"happy": happy}},
                "lookAt": {key: {"inputMaxValue": 90, "outputScale": 90} for key in (
                    "rangeMapHorizontalInner", "rangeMapHorizontalOuter", "rangeMapVerticalDown", "rangeMapVerticalUp",
                )} | {"offsetFromHeadBone": [0.0, 0.1, 0.05]},
            }
        }  # fmt: skip
    else:
        listed = [{"bone": name, "node": node} for name, node in BONES.items()]
        vrm = {"VRM": {"humanoid": {"humanBones": listed}}}
    asset = LoadedAsset("figure.vrm", nodes, document={"extensions": vrm}, node_of_file=tuple(range(8)))
    return asset, rig_of_asset(asset)


def motion(tilt: float = 0.7, **changes: Any) -> LoadedAsset:
    """A clip in which spine and arm turn, the hips rise, the face brightens and the eyes look aside."""
    names, parent, translation, turn = skeleton(0.5, tilt)
    nodes = build_nodes(
        [*names, "joy", "target"], [*parent, -1, -1],
        translation=[*translation, (0, 0, 0), (0, 0, 1)], rotation=[*turn, tilted(0), tilted(0)],
    )  # fmt: skip
    world = world_matrices(nodes, LocalPose.at_rest(nodes))

    def local(node: int, wanted: np.ndarray) -> np.ndarray:
        """The local rotation that looks like a normalised one."""
        frame = world[parent[node]][:3, :3]
        around = frame.T @ rotation_matrices(wanted) @ frame
        return quaternion_multiply(quaternion_from_matrix(around), turn[node])

    times = np.array([0.0, 1.0], np.float32)
    rotations = np.stack([[turn[2], turn[4]], [local(2, tilted(0.4, 1)), local(4, tilted(-0.9, 2))]]).astype(np.float32)
    moves = np.array(
        [[translation[1], (0, 0, 0), (0, 0, 1)], [translation[1] + (0, 0.1, 0), (0.8, 0, 0), (0.9, 0.85, 0.0)]]
    )
    tracks = (
        Track("rotation", "LINEAR", times, np.array([2, 4], np.int32), rotations),
        Track("translation", "LINEAR", times, np.array([1, 7, 8], np.int32), moves.astype(np.float32)),
    )
    extension = {
        "specVersion": "1.0",
        "humanoid": {"humanBones": {name: {"node": node} for name, node in BONES.items() if "Eye" not in name}},
        "expressions": {"preset": {"happy": {"node": 7}}},
    } | changes
    document = {"extensions": {"VRMC_vrm_animation": extension}}
    return LoadedAsset(
        "wave.vrma", nodes, animations=(Animation("wave", tracks),), document=document, node_of_file=tuple(range(9))
    )


@pytest.mark.parametrize(("size", "tilt", "version"), [(1.0, 0.0, "1.0"), (1.7, 1.1, "1.0"), (0.6, 0.0, "0.x")])
def test_a_clip_looks_the_same_on_every_figure(size: float, tilt: float, version: str) -> None:
    asset, rig = figure(size, tilt, version)
    clip = read_clip(motion())
    assert clip.duration_s == 1.0
    local = LocalPose.at_rest(asset.nodes)
    before = world_matrices(asset.nodes, local)
    play_clip(rig, local, sample_clip(clip, 1.0))
    after = world_matrices(asset.nodes, local)
    way = np.diag([rig.ahead, 1.0, rig.ahead])
    spine = way @ rotation_matrices(tilted(0.4, 1)) @ way
    arm = way @ rotation_matrices(tilted(0.4, 1)) @ rotation_matrices(tilted(-0.9, 2)) @ way
    np.testing.assert_allclose(after[2][:3, :3] @ before[2][:3, :3].T, spine, atol=1e-4)
    np.testing.assert_allclose(after[4][:3, :3] @ before[4][:3, :3].T, arm, atol=1e-4)
    # The hips rise by a tenth of half a metre: a fifth of their height.
    rise = after[1][1, 3] - before[1][1, 3]
    assert rise == pytest.approx(0.2 * rig.hips_height_m, rel=1e-3)
    if version == "1.0":
        assert local.weights[0] == pytest.approx(0.8)


def test_half_a_share_mixes_with_what_is_there() -> None:
    asset, rig = figure(1.0, 0.3)
    local = LocalPose.at_rest(asset.nodes)
    before = world_matrices(asset.nodes, local)
    play_clip(rig, local, sample_clip(read_clip(motion()), 1.0), 0.5)
    after = world_matrices(asset.nodes, local)
    np.testing.assert_allclose(after[2][:3, :3] @ before[2][:3, :3].T, rotation_matrices(tilted(0.2, 1)), atol=1e-3)
    assert local.weights[0] == pytest.approx(0.4)


def test_the_eyes_look_where_the_clip_says() -> None:
    asset, rig = figure(1.0, 0.4)
    clip = read_clip(motion(lookAt={"node": 8}))
    local = LocalPose.at_rest(asset.nodes)
    before = world_matrices(asset.nodes, local)[5]
    play_clip(rig, local, sample_clip(clip, 1.0))
    after = world_matrices(asset.nodes, local)[5]
    ahead = (after[:3, :3] @ before[:3, :3].T) @ np.array([0.0, 0.0, 1.0])
    eyes = np.array([0.0, 1.7 + 0.2, 0.05])
    target = np.array([0.9, 0.85, 0.0]) / 0.5
    wanted = (target - eyes) / np.linalg.norm(target - eyes)
    np.testing.assert_allclose(ahead, wanted, atol=0.03)


def test_before_and_after_the_clip_its_ends_hold() -> None:
    clip = read_clip(motion())
    np.testing.assert_allclose(sample_clip(clip, 9.0).turns, sample_clip(clip, 1.0).turns)
    np.testing.assert_allclose(sample_clip(clip, -1.0).turns[:, :3], 0.0, atol=1e-6)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"humanoid": {}}, "/extensions/VRMC_vrm_animation/humanoid/humanBones"),
        ({"humanoid": {"humanBones": {"hips": {"node": 99}}}}, "/humanoid/humanBones/hips/node"),
        ({"expressions": {"preset": {"happy": 3}}}, "/expressions/preset/happy"),
        ({"lookAt": {"node": "x"}}, "/extensions/VRMC_vrm_animation/lookAt/node"),
    ],
)
def test_broken_clips_name_the_place(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(UserError) as caught:
        read_clip(motion(**changes))
    assert pointer in caught.value.message


def test_a_file_without_a_motion_is_refused() -> None:
    asset, _ = figure(1.0, 0.0)
    with pytest.raises(UserError, match="no VRM motion"):
        read_clip(asset)
