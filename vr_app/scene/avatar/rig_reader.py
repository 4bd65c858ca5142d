"""Reads the rig out of a loaded VRM file (1.0 `VRMC_vrm` or 0.x `VRM`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from vr_app.kernel.errors import Location, UserError
from vr_app.scene.avatar.bones import REQUIRED, ROW
from vr_app.scene.avatar.expression import Expression
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.rig import AvatarRig, face_table
from vr_app.scene.avatar.secondary import follower_of
from vr_app.scene.avatar.vrm0 import read_vrm0
from vr_app.scene.avatar.vrm1 import Declared, read_vrm1
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset, Placement
from vr_app.scene.transform import quaternion_from_matrix, quaternion_multiply

_USUAL_EYE_HALF_GAP_M = 0.032
_FARTHEST_M = 1e5
_STAND_INS = (
    ("upperChest", "chest"),
    ("chest", "spine"),
    ("neck", "head"),
    ("leftShoulder", "leftUpperArm"),
    ("rightShoulder", "rightUpperArm"),
)


def rig_of_scene_host(asset: LoadedAsset, nodes: NodeTable, placement: Placement) -> AvatarRig:
    """The rig of the figure that `compose` placed.

    Args:
        asset: the VRM file as loaded.
        nodes: the scene's nodes.
        placement: where the figure is in them (`scene.placements["host"]`).

    Raises: UserError (with the JSON pointer) for a file without a usable humanoid.
    """
    rig = rig_of_asset(asset)
    shift = placement.node_offset
    return replace(
        rig,
        bones={name: node + shift for name, node in rig.bones.items()},
        nodes=rig.nodes + shift,
        root=placement.root,
        root_rotation=nodes.rotation[placement.root].copy(),
        expressions={name: _placed(e, placement) for name, e in rig.expressions.items()},
        face_targets=rig.face_targets + placement.weight_offset,
        follower=replace(rig.follower, shift=shift, root=placement.root),
    )


def _placed(expression: Expression, placement: Placement) -> Expression:
    first = placement.material_offset
    return replace(
        expression,
        targets=expression.targets + placement.weight_offset,
        colours=tuple(replace(bind, material=bind.material + first) for bind in expression.colours),
        textures=tuple(replace(bind, material=bind.material + first) for bind in expression.textures),
    )


def rig_of_asset(asset: LoadedAsset) -> AvatarRig:
    """The rig with the file's own node and weight numbers; `root` is -1.

    Raises: UserError (with the JSON pointer) for a file without a usable humanoid.
    """
    reader = JsonReader(asset.name)
    extensions = reader.object(asset.document, "extensions", "")
    version: Literal["1.0", "0.x"]
    if "VRMC_vrm" in extensions:
        version = "1.0"
        declared = read_vrm1(reader, reader.object(extensions, "VRMC_vrm", "/extensions"), asset)
    elif "VRM" in extensions:
        version = "0.x"
        declared = read_vrm0(reader, reader.object(extensions, "VRM", "/extensions"), asset)
    else:
        raise UserError(
            "/extensions: neither VRMC_vrm nor VRM is there, so this is no VRM figure",
            where=Location(reader.path),
            remedy="Export it as VRM 1.0 or 0.x.",
        )
    return _measure(version, declared, asset, reader)


def _measure(version: Literal["1.0", "0.x"], declared: Declared, asset: LoadedAsset, reader: JsonReader) -> AvatarRig:
    nodes = asset.nodes
    bones = declared.bones
    for essential in ("hips", "head"):
        if essential not in bones:
            raise reader.error(declared.humanoid_pointer, f"has no bone '{essential}'")
    missing = [name for name in REQUIRED if name not in bones]
    notes = [f"the figure has no {', '.join(missing)}: those parts stay still"] if missing else []
    with np.errstate(all="ignore"):
        world = world_matrices(nodes, LocalPose.at_rest(nodes))
    if not np.all(np.abs(world) < _FARTHEST_M):
        raise reader.error("/nodes", "puts parts of the figure out of all reach")
    names = [name for name in bones if name in ROW]
    index = np.array([bones[name] for name in names], np.int32)
    above = nodes.parent[index]
    frames = np.array([_rotation(world[p]) if p >= 0 else [0.0, 0.0, 0.0, 1.0] for p in above], np.float32)
    hips_above = int(nodes.parent[bones["hips"]])
    hips_frame = world[hips_above][:3, :3] if hips_above >= 0 else np.eye(3, dtype=np.float32)
    ahead = 1.0 if version == "1.0" else -1.0
    turn = np.array([ahead, 1.0, ahead], np.float32)
    head = world[bones["head"]][:3, 3]
    sides = []
    for side in ("left", "right"):
        joint = bones.get(side + "UpperArm")
        sides.append(world[joint][:3, 3] * turn if joint is not None else head * turn)
    face_targets, face_rows, face_amounts = face_table(declared.expressions)
    follower = follower_of(asset, root=bones["hips"])
    return AvatarRig(
        vrm=version,
        meta=declared.meta,
        bones=bones,
        rows=np.array([ROW[name] for name in names], np.int32),
        nodes=index,
        local_from_turn=_local_from_turn(frames, nodes.rotation[index], turn),
        ahead=ahead,
        root=-1,
        root_rotation=np.array([0.0, 0.0, 0.0, 1.0], np.float32),
        hips_rest=nodes.translation[bones["hips"]].copy(),
        hips_from_model=_inverse(hips_frame),
        eyes=((head + _turn_of(world[bones["head"]]) @ np.array(declared.look_at.offset, np.float32)) * turn).astype(
            np.float32
        ),
        shoulders=np.array(sides, np.float32),
        eye_half_gap_m=_eye_half_gap(bones, world),
        stand_ins=tuple((ROW[lacking], ROW[instead]) for lacking, instead in _STAND_INS if lacking not in bones),
        hips_height_m=float(np.clip(world[bones["hips"]][1, 3], 0.1, 10.0)),
        look_at=declared.look_at,
        expressions=declared.expressions,
        face_targets=face_targets,
        face_rows=face_rows,
        face_amounts=face_amounts,
        follower=follower,
        notes=(*notes, *declared.notes, *follower.constraints.notes, *follower.springs.notes),
    )


def _eye_half_gap(bones: Mapping[str, int], world: np.ndarray) -> float:
    if "leftEye" not in bones or "rightEye" not in bones:
        return _USUAL_EYE_HALF_GAP_M
    gap = world[bones["leftEye"]][:3, 3] - world[bones["rightEye"]][:3, 3]
    return min(0.5 * float(np.linalg.norm(gap)), 2.0 * _USUAL_EYE_HALF_GAP_M)


def _local_from_turn(frames: np.ndarray, rest: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """For each bone the 4 x 4 of `q -> inverse(frame) * q * frame * rest`, with x and z flipped for who faces -Z."""
    flip = np.append(turn, np.float32(1.0))
    back = frames * np.array([-1.0, -1.0, -1.0, 1.0], np.float32)
    columns = [
        quaternion_multiply(quaternion_multiply(back, flip * unit), quaternion_multiply(frames, rest))
        for unit in np.eye(4, dtype=np.float32)
    ]
    return np.stack(columns, axis=-1)


def _turn_of(matrix: np.ndarray) -> np.ndarray:
    return matrix[:3, :3] / np.maximum(np.linalg.norm(matrix[:3, :3], axis=0), 1e-9)


def _rotation(matrix: np.ndarray) -> np.ndarray:
    return quaternion_from_matrix(_turn_of(matrix))


def _inverse(matrix: np.ndarray) -> np.ndarray:
    if abs(float(np.linalg.det(matrix))) < 1e-9:
        return np.eye(3, dtype=np.float32)
    return np.linalg.inv(matrix).astype(np.float32)
