"""Where the tracking space lies in the scene, and how jumps and turns move it. Pure matrices."""

from __future__ import annotations

import math

import numpy as np

from vr_app.scene.locomotion.ground import Vec3
from vr_app.scene.transform import Array, identity


def upright(at: Vec3, yaw_rad: float) -> Array:
    """A place on the floor with a heading: 0 looks along -Z, positive turns left."""
    out = identity()
    out[0, 0] = out[2, 2] = math.cos(yaw_rad)
    out[0, 2], out[2, 0] = math.sin(yaw_rad), -math.sin(yaw_rad)
    out[:3, 3] = at
    return out


def heading(pose: Array) -> float:
    """Which way a pose looks on the floor plan, radians: 0 is -Z, positive to the left."""
    ahead = -pose[:3, 2]
    if math.hypot(float(ahead[0]), float(ahead[2])) < 0.2:  # looking straight up or down: its top tells
        ahead = pose[:3, 1] * math.copysign(1.0, -float(ahead[1]) if ahead[1] else 1.0)
    return math.atan2(-float(ahead[0]), -float(ahead[2]))


def turned(world_from_tracking: Array, tracking_from_head: Array, left_rad: float) -> Array:
    """The tracking space after a turn about the head: the head stays where it is."""
    head = (world_from_tracking @ tracking_from_head)[:3, 3]
    spin = upright((0.0, 0.0, 0.0), left_rad)
    out = (spin @ world_from_tracking).astype(np.float32)
    offset = head - (out @ tracking_from_head)[:3, 3]
    out[:3, 3] += (float(offset[0]), 0.0, float(offset[2]))
    out[1, 3] = world_from_tracking[1, 3]
    return out


def standing_at(world_from_tracking: Array, tracking_from_head: Array, at: Vec3) -> Array:
    """The tracking space after a jump: the head over the point, its floor at the point's height."""
    out = world_from_tracking.copy()
    head = (world_from_tracking @ tracking_from_head)[:3, 3]
    out[0, 3] += at[0] - float(head[0])
    out[2, 3] += at[2] - float(head[2])
    out[1, 3] = at[1]
    return out


def arriving_at(tracking_from_head: Array, at: Vec3, yaw_rad: float) -> Array:
    """The tracking space that puts the head over a point, looking that way."""
    straight = upright(at, yaw_rad - heading(tracking_from_head))
    return standing_at(straight, tracking_from_head, at)


def feet(world_from_tracking: Array, tracking_from_head: Array) -> Vec3:
    """The point of the tracking space's floor under the head."""
    head = (world_from_tracking @ tracking_from_head)[:3, 3]
    return (float(head[0]), float(world_from_tracking[1, 3]), float(head[2]))
