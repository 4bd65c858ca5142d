"""What the body functions need to know of a VRM figure: bones, expressions, look-at, and how to turn them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.bones import Angles, quaternions
from vr_app.scene.avatar.expression import Expression, changed_materials, resolved
from vr_app.scene.avatar.meta import AvatarMeta
from vr_app.scene.avatar.secondary import Follower
from vr_app.scene.material import Material
from vr_app.scene.pose import LocalPose
from vr_app.scene.transform import rotation_matrices

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class RangeMap:
    """Degrees of gaze to degrees of an eye bone (or share of an expression)."""

    input_max: float = 90.0
    output_scale: float = 10.0

    def apply(self, angle_deg: float) -> float:
        """Maps a non-negative angle."""
        return min(angle_deg, self.input_max) / max(self.input_max, 1e-6) * self.output_scale


@dataclass(frozen=True)
class LookAt:
    """How the figure's eyes are steered.

    Attributes:
        kind: by eye bones or by the expressions lookUp, lookDown, lookLeft, lookRight.
        offset: point between the eyes, in the head bone's own space, metres.
    """

    kind: Literal["bone", "expression"] = "bone"
    offset: tuple[float, float, float] = (0.0, 0.06, 0.0)
    inner: RangeMap = RangeMap()
    outer: RangeMap = RangeMap()
    down: RangeMap = RangeMap()
    up: RangeMap = RangeMap()


@dataclass(frozen=True)
class AvatarRig:
    """A figure placed in a scene.

    Attributes:
        vrm: "1.0" or "0.x".
        bones: humanoid bone name -> node index in the scene.
        rows: int32 (R), rows of a pose (`bones.BONES`) that the figure has.
        nodes: int32 (R), their scene nodes.
        local_from_turn: float32 (R, 4, 4), takes a normalised rotation (quaternion) to the node's local one: turning by
            the parent's rest frame before and after, and by the rest rotation, is linear in the quaternion.
        ahead: +1 where the file's figure faces +Z, -1 where it faces -Z (VRM 0.x).
        root: the node that places the figure; its rotation at rest is `root_rotation`.
        hips_rest: float32 (3), the hips node's translation at rest.
        hips_from_model: float32 (3, 3), model-space offsets to the hips' parent's space.
        eyes: float32 (3), between the eyes at rest, in model space, metres.
        shoulders: float32 (2, 3), left and right upper arm's joint at rest in model space.
        eye_half_gap_m: from the middle of the face to an eye.
        stand_ins: pairs of pose rows: a bone the figure lacks and the one that takes over its turns.
        hips_height_m: of the hips at rest; offsets scale with it.
        face_targets: int32 (T), all morph weights that any expression moves.
        face_rows: name -> row of `face_amounts` (E, T), which says how much of each.
        follower: what follows the pose by itself: constraints and spring bones.
    """

    vrm: Literal["1.0", "0.x"]
    meta: AvatarMeta
    bones: Mapping[str, int]
    rows: npt.NDArray[np.int32]
    nodes: npt.NDArray[np.int32]
    local_from_turn: Floats
    ahead: float
    root: int
    root_rotation: Floats
    hips_rest: Floats
    hips_from_model: Floats
    eyes: Floats
    shoulders: Floats
    eye_half_gap_m: float
    hips_height_m: float
    stand_ins: tuple[tuple[int, int], ...]
    look_at: LookAt
    expressions: Mapping[str, Expression]
    face_targets: npt.NDArray[np.int32]
    face_rows: Mapping[str, int]
    face_amounts: Floats
    follower: Follower
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def root_turn(self) -> Floats:
        """`root_rotation` as a matrix (3, 3)."""
        return rotation_matrices(self.root_rotation)

    def write_root(self, local: LocalPose, yaw_rad: float) -> None:
        """Turns the figure as a whole, from how the scene placed it."""
        x, y, z, w = self.root_rotation.tolist()
        s, c = math.sin(0.5 * yaw_rad), math.cos(0.5 * yaw_rad)
        local.rotation[self.root] = (x * c - z * s, y * c + w * s, z * c + x * s, w * c - y * s)

    def write_bones(self, local: LocalPose, angles: Angles, hips_offset_m: Floats) -> None:
        """Turns the figure's bones as a pose says.

        Args:
            hips_offset_m: (3) how far the hips move from rest, for a figure whose hips are one metre up.
        """
        self.write_turns(local, quaternions(angles), hips_offset_m)

    def write_turns(self, local: LocalPose, turns: Floats, hips_offset_m: Floats) -> None:
        """The same with normalised rotations: quaternions (BONES, 4) in the order of `bones.BONES`."""
        turn = turns[self.rows]
        local.rotation[self.nodes] = (self.local_from_turn @ turn[:, :, None])[:, :, 0]
        hips = self.bones["hips"]
        offset = hips_offset_m * np.array([self.ahead, 1.0, self.ahead], np.float32) * self.hips_height_m
        local.translation[hips] = self.hips_rest + self.hips_from_model @ offset

    def eyes_in(self, world_from_node: Floats) -> Floats:
        """The point between the eyes of the posed figure, (3) metres in the scene."""
        return (world_from_node[self.bones["head"]] @ np.array([*self.look_at.offset, 1.0], np.float32))[:3]

    def write_face(self, local: LocalPose, weights: Mapping[str, float]) -> dict[str, float]:
        """Sets the morph weights of a mix of expressions, overrides applied; names the figure lacks are passed over.

        Returns: the mix as it is shown.
        """
        shown = resolved(self.expressions, weights)
        mix = np.zeros(len(self.face_amounts), np.float32)
        for name, weight in shown.items():
            mix[self.face_rows[name]] = weight
        local.weights[self.face_targets] = mix @ self.face_amounts
        return shown

    def materials(self, shown: Mapping[str, float], materials: Sequence[Material]) -> dict[int, Material]:
        """The scene's materials that a shown mix of expressions changes, by number, as they are now."""
        return changed_materials(self.expressions, shown, materials)


def face_table(
    expressions: Mapping[str, Expression],
) -> tuple[npt.NDArray[np.int32], dict[str, int], Floats]:
    """`face_targets`, `face_rows` and `face_amounts` of a rig."""
    every = [e.targets for e in expressions.values()]
    targets = np.unique(np.concatenate([*every, np.zeros(0, np.int32)])).astype(np.int32)
    amounts = np.zeros((len(expressions), len(targets)), np.float32)
    rows = {name: row for row, name in enumerate(expressions)}
    for name, expression in expressions.items():
        np.add.at(amounts[rows[name]], np.searchsorted(targets, expression.targets), expression.amounts)
    return targets, rows, amounts
