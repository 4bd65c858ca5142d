"""A camera behind somebody's shoulder that glides: for those who watch, or stream, what the wearer does."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vr_app.scene.quad import Mat4, heading_rad
from vr_app.scene.transform import look_at

BEHIND_M, ABOVE_M, ASIDE_M = 1.5, 0.35, 0.35
AHEAD_M = 2.5
"""It looks at a point so far before the wearer."""
SETTLE_S = 0.55
"""Time constant of its movement."""
TURN_SETTLE_S = 0.8
JUMP_M = 1.5


@dataclass(frozen=True)
class FollowCamera:
    """Where it takes the wearer to be.

    Attributes:
        eye: metres, tracking space.
        heading_rad: see `quad.heading_rad`.
        time_s: of this state.
    """

    eye: tuple[float, float, float]
    heading_rad: float
    time_s: float


def glide(before: FollowCamera | None, tracking_from_head: Mat4, time_s: float) -> FollowCamera:
    """The next state. `before` None, or a head that was moved far away at once, begins anew."""
    eye = np.asarray(tracking_from_head[:3, 3], np.float64)
    heading = heading_rad(tracking_from_head)
    if before is None or float(np.linalg.norm(eye - before.eye)) > JUMP_M:
        return FollowCamera(_triple(eye), heading, time_s)
    step_s = max(time_s - before.time_s, 0.0)
    move, turn = 1.0 - math.exp(-step_s / SETTLE_S), 1.0 - math.exp(-step_s / TURN_SETTLE_S)
    away = (heading - before.heading_rad + math.pi) % (2 * math.pi) - math.pi
    reached = np.asarray(before.eye) + move * (eye - before.eye)
    return FollowCamera(_triple(reached), before.heading_rad + turn * away, time_s)


def camera_pose(camera: FollowCamera) -> Mat4:
    """`tracking_from_view`."""
    ahead = np.array([-math.sin(camera.heading_rad), 0.0, -math.cos(camera.heading_rad)])
    right = np.array([-ahead[2], 0.0, ahead[0]])
    eye = np.asarray(camera.eye)
    at = eye - BEHIND_M * ahead + ASIDE_M * right + np.array([0.0, ABOVE_M, 0.0])
    return look_at(at, eye + AHEAD_M * ahead - np.array([0.0, 0.2, 0.0]))


def _triple(values: np.ndarray) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
