"""What stays in front of a person without being nailed to the head: it rests while they look round, then glides after.

A critically damped spring that wakes when the head has turned or moved beyond a dead zone, and rests once it caught up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vr_app.scene.quad import Mat4, heading_rad

Triple = tuple[float, float, float]
LONGEST_STEP_S = 0.05
JUMP_M = 1.5
"""A head that is so far away from one frame to the next was recentred: nothing glides then."""


@dataclass(frozen=True)
class Following:
    """How it follows.

    Attributes:
        dead_zone_rad: the head may turn so far without anything moving.
        dead_zone_m: likewise for its movement.
        rate_per_s: how quickly the spring catches up (its angular frequency).
    """

    dead_zone_rad: float = math.radians(18)
    dead_zone_m: float = 0.12
    rate_per_s: float = 5.0


FOLLOWING = Following()


@dataclass(frozen=True)
class BodyLock:
    """Where the body is taken to be.

    Attributes:
        heading_rad: see `quad.heading_rad`; it may go beyond a full turn.
        eye: metres.
        heading_speed: radians a second.
        eye_speed: metres a second.
        gliding: on its way to where the head looks.
        time_s: of this state.
    """

    heading_rad: float
    eye: tuple[float, float, float]
    heading_speed: float = 0.0
    eye_speed: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gliding: bool = False
    time_s: float = 0.0


def follow(lock: BodyLock | None, tracking_from_head: Mat4, time_s: float, how: Following = FOLLOWING) -> BodyLock:
    """The next state for a head seen at a moment. `lock` None begins there."""
    heading = heading_rad(tracking_from_head)
    # Plain numbers: nearly always it rests, and vectors of three cost numpy fifty times as much.
    eye: Triple = tuple(tracking_from_head[:3, 3].tolist())
    distance_m = 0.0 if lock is None else math.dist(eye, lock.eye)
    if lock is None or distance_m > JUMP_M:
        return BodyLock(heading, eye, time_s=time_s)
    step_s = min(max(time_s - lock.time_s, 0.0), LONGEST_STEP_S)
    turn = _wrapped(heading - lock.heading_rad)
    beyond = abs(turn) > how.dead_zone_rad or distance_m > how.dead_zone_m
    gliding = beyond or (lock.gliding and (abs(turn) > how.dead_zone_rad / 10 or distance_m > how.dead_zone_m / 10))
    if not gliding:
        return BodyLock(lock.heading_rad, lock.eye, time_s=time_s)
    decay = math.exp(-how.rate_per_s * step_s)

    def eased(offset: float, speed: float) -> tuple[float, float]:
        """A critically damped spring's offset from its goal, and its speed, a step later; exact for any step."""
        pull = speed + how.rate_per_s * offset
        return (offset + pull * step_s) * decay, (speed - how.rate_per_s * pull * step_s) * decay

    left, turn_speed = eased(-turn, lock.heading_speed)
    (x, y, z), (ox, oy, oz), (sx, sy, sz) = eye, lock.eye, lock.eye_speed
    (dx, sx), (dy, sy), (dz, sz) = eased(ox - x, sx), eased(oy - y, sy), eased(oz - z, sz)
    reached = lock.heading_rad + turn + left
    return BodyLock(reached, (x + dx, y + dy, z + dz), turn_speed, (sx, sy, sz), True, time_s)


def in_front(lock: BodyLock, distance_m: float, below_rad: float, aside_rad: float = 0.0) -> Mat4:
    """Pose of a quad at a distance, below the eye line, tilted to face the eye; `aside_rad` to the left."""
    heading = lock.heading_rad + aside_rad
    cy, sy = math.cos(heading), math.sin(heading)
    cp, sp = math.cos(below_rad), math.sin(below_rad)
    x, y, z = lock.eye
    return np.array(
        [
            [cy, -sy * sp, sy * cp, x - distance_m * sy * cp],
            [0.0, cp, sp, y - distance_m * sp],
            [-sy, -cy * sp, cy * cp, z - distance_m * cy * cp],
            [0.0, 0.0, 0.0, 1.0],
        ],
        np.float32,
    )


def bearing_rad(world_from_head: Mat4, point: np.ndarray) -> float:
    """How far to the left of where a head looks a point is, -pi to pi."""
    away = np.asarray(point, np.float64) - world_from_head[:3, 3]
    return _wrapped(math.atan2(-float(away[0]), -float(away[2])) - heading_rad(world_from_head))


def _wrapped(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi
