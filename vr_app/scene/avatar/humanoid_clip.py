"""Motion made for any humanoid (VRMC_vrm_animation, .vrma): read once, played on whatever figure is there.

A clip is kept as normalised turns: what each bone adds to the T-pose, in the model's axes. So the rest rotations and
the proportions of the figure it was made on play no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError
from vr_app.scene.animation import Animation, apply_animation
from vr_app.scene.avatar.bones import BONES, ROW
from vr_app.scene.avatar.eyes import look_turns, look_weights
from vr_app.scene.avatar.gaze import direction_to
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.transform import quaternion_from_matrix, quaternion_multiply, rotation_matrices

Floats = npt.NDArray[np.float32]
_HERE = "/extensions/VRMC_vrm_animation"
_CONJUGATE = np.array([-1.0, -1.0, -1.0, 1.0], np.float32)
_TO_HEAD = tuple(ROW[bone] for bone in ("hips", "spine", "chest", "upperChest", "neck", "head"))
_EYES = (ROW["leftEye"], ROW["rightEye"])


@dataclass(frozen=True)
class HumanoidClip:
    """A motion.

    Attributes:
        rows: int32 (R), rows of a pose that it turns; `nodes` (R) their nodes in the file.
        turn_from_local: float32 (R, 4, 4), a node's local rotation to the normalised one (linear in the quaternion).
        hips: the hips' node, -1 where they do not move; `model_from_hips` (3, 4) its parent's matrix at rest.
        hips_rest: float32 (3) in model space; its height scales the moves.
        expressions: name -> node whose x is the weight.
        look_at: node that is looked at, -1 for none.
    """

    name: str
    nodes_table: NodeTable
    animation: Animation
    rows: npt.NDArray[np.int32]
    nodes: npt.NDArray[np.int32]
    turn_from_local: Floats
    hips: int
    model_from_hips: Floats
    hips_rest: Floats
    expressions: Mapping[str, int]
    look_at: int = -1

    @property
    def duration_s(self) -> float:
        return self.animation.duration_s


@dataclass(frozen=True)
class ClipMoment:
    """A clip at one time, for any figure.

    Attributes:
        turns: float32 (BONES, 4), normalised; `turned` (BONES) says which the clip has.
        hips_offset_m: float32 (3), for a figure whose hips are one metre up.
        expressions: their weights, 0 to 1.
        look_at: (3) point in model space, likewise for hips one metre up; None for none.
    """

    turns: Floats
    turned: npt.NDArray[np.bool_]
    hips_offset_m: Floats
    expressions: Mapping[str, float]
    look_at: Floats | None = None


def read_clip(asset: LoadedAsset) -> HumanoidClip:
    """The motion of a .vrma file: its first animation.

    Raises: UserError (with the JSON pointer) for a file without one.
    """
    reader = JsonReader(asset.name)
    extensions = reader.object(asset.document, "extensions", "")
    if "VRMC_vrm_animation" not in extensions:
        raise UserError(
            "/extensions: VRMC_vrm_animation is not there, so this is no VRM motion",
            where=Location(reader.path),
            remedy="Export it as VRM animation (.vrma).",
        )
    extension = reader.object(extensions, "VRMC_vrm_animation", "/extensions")
    if not asset.animations:
        raise reader.error("/animations", "has no animation that can be played")
    humanoid = reader.object(reader.object(extension, "humanoid", _HERE), "humanBones", f"{_HERE}/humanoid")
    bones = _nodes(reader, humanoid, f"{_HERE}/humanoid/humanBones", asset)
    if "hips" not in bones:
        raise reader.error(f"{_HERE}/humanoid/humanBones", "has no bone 'hips'")
    declared = reader.object(extension, "expressions", _HERE)
    expressions: dict[str, int] = {}
    for group in ("custom", "preset"):
        listed = reader.object(declared, group, f"{_HERE}/expressions")
        expressions |= _nodes(reader, listed, f"{_HERE}/expressions/{group}", asset)
    look_at = reader.index(
        reader.object(extension, "lookAt", _HERE), "node", f"{_HERE}/lookAt", len(asset.node_of_file)
    )
    return _clip(asset, bones, expressions, -1 if look_at is None else asset.node_of_file[look_at])


def _nodes(reader: JsonReader, entries: Mapping[str, object], pointer: str, asset: LoadedAsset) -> dict[str, int]:
    out = {}
    for name in entries:
        entry = reader.object(entries, name, pointer)
        number = reader.index(entry, "node", f"{pointer}/{name}", len(asset.node_of_file))
        if number is not None and asset.node_of_file[number] >= 0:
            out[str(name)] = asset.node_of_file[number]
    return out


def _clip(asset: LoadedAsset, bones: Mapping[str, int], expressions: Mapping[str, int], look_at: int) -> HumanoidClip:
    nodes, animation = asset.nodes, asset.animations[0]
    world = world_matrices(nodes, LocalPose.at_rest(nodes))
    moved = {path: _targets(animation, path) for path in ("rotation", "translation")}
    names = [name for name in bones if name in ROW and bones[name] in moved["rotation"] and ROW[name] not in _EYES]
    index = np.array([bones[name] for name in names], np.int32)
    frames = np.array([_rotation(world[node]) for node in index], np.float32).reshape(-1, 4)
    before = quaternion_multiply(frames, nodes.rotation[index] * _CONJUGATE)
    columns = [
        quaternion_multiply(quaternion_multiply(before, np.broadcast_to(unit, before.shape)), frames * _CONJUGATE)
        for unit in np.eye(4, dtype=np.float32)
    ]
    hips = bones["hips"]
    above = int(nodes.parent[hips])
    return HumanoidClip(
        animation.name or asset.name,
        nodes,
        animation,
        np.array([ROW[name] for name in names], np.int32),
        index,
        np.stack(columns, axis=-1) if len(index) else np.zeros((0, 4, 4), np.float32),
        hips if hips in moved["translation"] else -1,
        world[above][:3] if above >= 0 else np.eye(3, 4, dtype=np.float32),
        world[hips][:3, 3].copy(),
        {name: node for name, node in expressions.items() if node in moved["translation"]},
        look_at,
    )


def sample_clip(clip: HumanoidClip, time_s: float) -> ClipMoment:
    """The clip at a time from its start; before and after it its first and last moment hold."""
    pose = LocalPose.at_rest(clip.nodes_table)
    apply_animation(clip.animation, time_s, pose)
    turns = np.zeros((len(BONES), 4), np.float32)
    turns[:, 3] = 1.0
    turned = np.zeros(len(BONES), np.bool_)
    turns[clip.rows] = (clip.turn_from_local @ pose.rotation[clip.nodes][:, :, None])[:, :, 0]
    turned[clip.rows] = True
    height = max(float(clip.hips_rest[1]), 0.1)
    offset = np.zeros(3, np.float32)
    if clip.hips >= 0:
        at = clip.model_from_hips[:, :3] @ pose.translation[clip.hips] + clip.model_from_hips[:, 3]
        offset = ((at - clip.hips_rest) / height).astype(np.float32)
    weights = {name: min(max(float(pose.translation[node, 0]), 0.0), 1.0) for name, node in clip.expressions.items()}
    look_at = None
    if clip.look_at >= 0:
        look_at = world_matrices(clip.nodes_table, pose)[clip.look_at, :3, 3] / height
    return ClipMoment(turns, turned, offset, weights, look_at)


def play_clip(rig: AvatarRig, local: LocalPose, moment: ClipMoment, share: float = 1.0) -> None:
    """Lays a moment of a clip over a pose: bones that the clip turns, hips and face.

    Args:
        share: 1 replaces what is there, less mixes with it.
    """
    turns, turned = moment.turns.copy(), moment.turned.copy()
    for lacking, instead in rig.stand_ins:
        if turned[lacking]:
            below = lacking in _TO_HEAD and instead in _TO_HEAD and _TO_HEAD.index(lacking) > _TO_HEAD.index(instead)
            first, then = (instead, lacking) if below else (lacking, instead)
            turns[instead] = quaternion_multiply(turns[first], turns[then])
            turned[instead] = True
    weights = dict(moment.expressions)
    if moment.look_at is not None:
        yaw, pitch = _look(rig, moment, turns)
        if rig.look_at.kind == "bone":
            turns[list(_EYES)] = look_turns(rig, yaw, pitch)
            turned[list(_EYES)] = True
        else:
            weights |= look_weights(rig, yaw, pitch)
    before = LocalPose(local.translation.copy(), local.rotation.copy(), local.scale, local.weights)
    rig.write_turns(local, turns, moment.hips_offset_m)
    own = rig.nodes
    part = np.where(turned[rig.rows], np.float32(share), np.float32(0.0))[:, None]
    mixed = _nearer(before.rotation[own], local.rotation[own], part)
    local.rotation[own] = mixed
    hips = rig.bones["hips"]
    local.translation[hips] = before.translation[hips] + share * (local.translation[hips] - before.translation[hips])
    if weights:
        rig.write_face(local, {name: share * weight for name, weight in weights.items()})


def _look(rig: AvatarRig, moment: ClipMoment, turns: Floats) -> tuple[float, float]:
    """Yaw and pitch in degrees in the posed head's frame."""
    assert moment.look_at is not None
    eyes = rig.eyes + moment.hips_offset_m * rig.hips_height_m
    head = turns[_TO_HEAD[0]]
    for row in _TO_HEAD[1:]:
        head = quaternion_multiply(head, turns[row])
    away = rotation_matrices(head).T @ (moment.look_at * rig.hips_height_m - eyes)
    return direction_to(away, np.zeros(3, np.float32))


def _nearer(before: Floats, after: Floats, share: Floats) -> Floats:
    """Normalised mix along the shorter way."""
    after = np.where((before * after).sum(axis=1, keepdims=True) < 0.0, -after, after)
    out = before + share * (after - before)
    return (out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)).astype(np.float32)


def _targets(animation: Animation, path: str) -> set[int]:
    return {int(node) for track in animation.tracks if track.path == path for node in track.targets}


def _rotation(matrix: Floats) -> Floats:
    return quaternion_from_matrix(matrix[:3, :3] / np.maximum(np.linalg.norm(matrix[:3, :3], axis=0), 1e-9))
