"""The humanoid skeleton in T-pose: VRM bone names, parents, joints (metres; the model faces +Z, its left is +X)."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.sdf import Array

HEAD_CENTRE = np.array([0.0, 1.452, 0.014])
HEAD_SCALE = 1.07
"""The head is sculpted at 1 and placed at this size."""
EYE = np.array([0.0420, 0.004, 0.0545])
"""Centre of the left eyeball, relative to `HEAD_CENTRE`."""
EYE_RADIUS = 0.031

_MIDDLE: dict[str, tuple[str, tuple[float, float, float]]] = {
    "hips": ("", (0.0, 0.87, 0.0)),
    "spine": ("hips", (0.0, 0.955, 0.0)),
    "chest": ("spine", (0.0, 1.055, -0.004)),
    "upperChest": ("chest", (0.0, 1.15, -0.006)),
    "neck": ("upperChest", (0.0, 1.272, -0.004)),
    "head": ("neck", (0.0, 1.345, 0.006)),
}

_LEFT: dict[str, tuple[str, tuple[float, float, float]]] = {
    "Eye": ("head", tuple(HEAD_CENTRE + HEAD_SCALE * EYE)),
    "Shoulder": ("upperChest", (0.03, 1.232, -0.004)),
    "UpperArm": ("Shoulder", (0.135, 1.222, -0.006)),
    "LowerArm": ("UpperArm", (0.365, 1.222, -0.008)),
    "Hand": ("LowerArm", (0.575, 1.222, -0.004)),
    "UpperLeg": ("hips", (0.078, 0.84, 0.0)),
    "LowerLeg": ("UpperLeg", (0.082, 0.46, 0.006)),
    "Foot": ("LowerLeg", (0.084, 0.085, -0.014)),
    "Toes": ("Foot", (0.086, 0.025, 0.085)),
}

FINGERS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float, float]]] = {
    # base joint relative to the wrist, direction, lengths of the three parts and radius at the base
    "Thumb": ((0.022, -0.010, 0.026), (0.62, -0.28, 0.74), (0.034, 0.030, 0.024, 0.0118)),
    "Index": ((0.088, 0.000, 0.0295), (1.0, -0.02, 0.115), (0.036, 0.025, 0.021, 0.0092)),
    "Middle": ((0.091, 0.002, 0.0095), (1.0, -0.02, 0.030), (0.040, 0.028, 0.022, 0.0094)),
    "Ring": ((0.087, 0.000, -0.0105), (1.0, -0.02, -0.050), (0.037, 0.026, 0.021, 0.0090)),
    "Little": ((0.079, -0.004, -0.0285), (1.0, -0.03, -0.135), (0.029, 0.020, 0.018, 0.0080)),
}
_PARTS = {"Thumb": ("Metacarpal", "Proximal", "Distal")}


def finger_joints(finger: str) -> Array:
    """`[4, 3]`: the three joints of a left-hand finger and its tip, in model space."""
    base, direction, lengths = FINGERS[finger]
    axis = np.asarray(direction) / np.linalg.norm(direction)
    wrist = np.asarray(_LEFT["Hand"][1])
    return wrist + np.asarray(base) + np.outer([0.0, *np.cumsum(lengths[:3])], axis)


def build() -> tuple[list[str], list[int], Array]:
    """Names (as in VRMC_vrm.humanoid.humanBones), parent indices (-1 for the hips) and positions `[B, 3]`."""
    table = dict(_MIDDLE)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        own = set(_LEFT)
        for bone, (parent, at) in _LEFT.items():
            above = side + parent if parent in own else parent
            table[side + bone] = (above, (sign * at[0], at[1], at[2]))
        for finger in FINGERS:
            joints = finger_joints(finger)
            above = side + "Hand"
            for part, at in zip(_PARTS.get(finger, ("Proximal", "Intermediate", "Distal")), joints, strict=False):
                table[side + finger + part] = (above, (sign * float(at[0]), float(at[1]), float(at[2])))
                above = side + finger + part
    names = list(table)
    parents = [names.index(table[n][0]) if table[n][0] else -1 for n in names]
    return names, parents, np.array([table[n][1] for n in names])
