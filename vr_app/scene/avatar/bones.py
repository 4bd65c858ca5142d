"""The humanoid bones of VRM 1.0, in a fixed order, and poses written as angles of those bones.

A pose is an array `[BONES, 3]` of radians about x, y and z in *normalised* humanoid space: every bone's axes lie along
the model's (+X the figure's left, +Y up, +Z ahead), and no rotation is the T-pose. The three turn a bone as
Rz @ Ry @ Rx.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Angles = npt.NDArray[np.float32]

_MIDDLE = ("hips", "spine", "chest", "upperChest", "neck", "head", "jaw", "leftEye", "rightEye")
_SIDED = ("UpperLeg", "LowerLeg", "Foot", "Toes", "Shoulder", "UpperArm", "LowerArm", "Hand")
_PARTS = ("Proximal", "Intermediate", "Distal")
_FINGERS = (
    "ThumbMetacarpal",
    "ThumbProximal",
    "ThumbDistal",
    *(finger + part for finger in ("Index", "Middle", "Ring", "Little") for part in _PARTS),
)
BONES: tuple[str, ...] = _MIDDLE + tuple(side + bone for side in ("left", "right") for bone in _SIDED + _FINGERS)
ROW: dict[str, int] = {name: row for row, name in enumerate(BONES)}

REQUIRED: tuple[str, ...] = (
    "hips",
    "spine",
    "head",
    *(side + bone for side in ("left", "right") for bone in _SIDED if bone not in ("Toes", "Shoulder")),
)
"""What VRM 1.0 asks every figure to have."""

_LEFT = np.array([ROW["left" + bone] for bone in _SIDED + _FINGERS])
_RIGHT = np.array([ROW["right" + bone] for bone in _SIDED + _FINGERS])
_FLIP = np.array([1.0, -1.0, -1.0], np.float32)


def t_pose() -> Angles:
    """No rotation anywhere."""
    return np.zeros((len(BONES), 3), np.float32)


def mirrored(angles: Angles) -> Angles:
    """The same pose with left and right exchanged."""
    out = angles * _FLIP
    out[_LEFT], out[_RIGHT] = angles[_RIGHT] * _FLIP, angles[_LEFT] * _FLIP
    return out


def quaternions(angles: Angles) -> npt.NDArray[np.float32]:
    """Unit quaternions xyzw `[N, 4]` of Rz @ Ry @ Rx."""
    half = 0.5 * angles
    (sx, sy, sz), (cx, cy, cz) = np.sin(half).T, np.cos(half).T
    out = np.empty((len(angles), 4), np.float32)
    out[:, 0] = cz * cy * sx - sz * sy * cx
    out[:, 1] = cz * sy * cx + sz * cy * sx
    out[:, 2] = sz * cy * cx - cz * sy * sx
    out[:, 3] = cz * cy * cx + sz * sy * sx
    return out
