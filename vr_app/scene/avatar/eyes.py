"""Where the two eyes turn, given how the head really is: they hold their target while body and head sway under them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.bones import ROW, Angles, quaternions
from vr_app.scene.avatar.gaze import EYE_DOWN_LIMIT_DEG, EYE_UP_LIMIT_DEG, EYE_YAW_LIMIT_DEG, GazeState
from vr_app.scene.avatar.rig import AvatarRig, LookAt, RangeMap

_TO_HEAD = [ROW[bone] for bone in ("hips", "spine", "chest", "upperChest", "neck", "head")]
_NEAREST_M = 0.3
_CONVERGENCE = 0.65
"""Share of the true angle: large drawn eyes look crossed before real ones do."""


def eye_direction(pose: Angles, gaze: GazeState) -> tuple[float, float]:
    """Yaw and pitch in degrees, in the posed head's frame, that keep the eyes on what the gaze state looks at."""
    yaw = math.radians(gaze.chest_yaw.value + gaze.head_yaw.value + gaze.eye_yaw.value)
    pitch = math.radians(gaze.head_pitch.value + gaze.eye_pitch.value)
    x, y, z = math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch)
    for qx, qy, qz, qw in quaternions(pose[_TO_HEAD]).tolist():  # back through each turn: v + 2w(v x q) + 2(v x q) x q
        tx, ty, tz = 2 * (y * qz - z * qy), 2 * (z * qx - x * qz), 2 * (x * qy - y * qx)
        x, y, z = (
            x + qw * tx + ty * qz - tz * qy,
            y + qw * ty + tz * qx - tx * qz,
            z + qw * tz + tx * qy - ty * qx,
        )
    seen_yaw, seen_pitch = math.degrees(math.atan2(x, z)), math.degrees(math.asin(min(max(y, -1.0), 1.0)))
    return (
        min(max(seen_yaw, -EYE_YAW_LIMIT_DEG), EYE_YAW_LIMIT_DEG),
        min(max(seen_pitch, -EYE_DOWN_LIMIT_DEG), EYE_UP_LIMIT_DEG),
    )


def turn_eye_bones(rig: AvatarRig, pose: Angles, gaze: GazeState, distance_m: float, free: float = 1.0) -> None:
    """Puts the eye bones' angles into a pose; the eyes converge on what is near.

    Args:
        free: how much of it the shown expressions leave (`expression.freedom`).
    """
    yaw, pitch = (free * angle for angle in eye_direction(pose, gaze))
    inward = free * _CONVERGENCE * math.degrees(math.atan2(rig.eye_half_gap_m, max(distance_m, _NEAREST_M)))
    pose[[ROW["leftEye"], ROW["rightEye"]]] = eye_angles(rig.look_at, yaw, pitch, inward)


def look_by_expressions(rig: AvatarRig, pose: Angles, gaze: GazeState) -> dict[str, float]:
    """The same for a figure whose eyes are steered by expressions: their weights."""
    return look_weights(rig, *eye_direction(pose, gaze))


def eye_angles(look: LookAt, yaw: float, pitch: float, inward: float = 0.0) -> Angles:
    """Angles (2, 3) of the left and the right eye bone, each by its range map.

    Args:
        yaw: degrees to the figure's left; `pitch` up.
        inward: how far each eye turns towards the nose to converge.
    """
    vertical = -look.up.apply(pitch) if pitch > 0 else look.down.apply(-pitch)
    left = _mapped(yaw - inward, look.outer, look.inner)
    right = _mapped(yaw + inward, look.inner, look.outer)
    return np.radians([(vertical, left, 0.0), (vertical, right, 0.0)]).astype(np.float32)


def look_turns(rig: AvatarRig, yaw: float, pitch: float) -> npt.NDArray[np.float32]:
    """Quaternions (2, 4) of both eye bones for a direction in the head's frame."""
    return quaternions(eye_angles(rig.look_at, yaw, pitch))


def look_weights(rig: AvatarRig, yaw: float, pitch: float) -> dict[str, float]:
    """Weights of the look expressions for a direction in the head's frame."""
    look = rig.look_at
    return {
        "lookLeft" if yaw > 0 else "lookRight": min(look.outer.apply(abs(yaw)), 1.0),
        "lookUp" if pitch > 0 else "lookDown": min((look.up if pitch > 0 else look.down).apply(abs(pitch)), 1.0),
    }


def _mapped(yaw: float, to_left: RangeMap, to_right: RangeMap) -> float:
    return to_left.apply(yaw) if yaw > 0 else -to_right.apply(-yaw)
