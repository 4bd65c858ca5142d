"""Walking with mouse and keyboard: keys and drags in, a smooth camera pose out. Knows no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Position = tuple[float, float, float]
WalkArea = Callable[[Position, Position], Position]
"""From where one stands and where one wants to stand to where one may stand (metres, scene space)."""

Direction = Literal["forward", "back", "left", "right", "up", "down", "turn_left", "turn_right", "fast"]

WALK_M_S = 1.5
RUN_M_S = 3.6
TURN_RAD_S = 1.6
LOOK_RAD_PER_PX = 0.0042
PITCH_LIMIT_RAD = math.radians(85.0)
_SETTLE_S = 0.09


@dataclass(frozen=True)
class CameraPose:
    """Where the desktop visitor's eyes are.

    Attributes:
        position: metres in the scene.
        yaw_rad: 0 looks along -Z, positive turns left (counter-clockwise seen from above).
        pitch_rad: positive looks up.
    """

    position: Position = (0.0, 1.6, 0.0)
    yaw_rad: float = 0.0
    pitch_rad: float = 0.0


class Walker:
    """Integrates held keys over time.

    Args:
        pose: where to begin.
        area: keeps the visitor where one may stand; None lets them go anywhere.
        flying: lets up and down move the eyes.
    """

    def __init__(self, pose: CameraPose | None = None, area: WalkArea | None = None, *, flying: bool = False) -> None:
        self.pose = pose or CameraPose()
        self.area = area
        self.flying = flying
        self._held: set[Direction] = set()
        self._velocity = (0.0, 0.0, 0.0)

    @property
    def moving(self) -> bool:
        """True while a step would change the pose."""
        return bool(self._held - {"fast"}) or any(abs(v) > 1e-3 for v in self._velocity)

    def press(self, direction: Direction) -> None:
        self._held.add(direction)

    def release(self, direction: Direction) -> None:
        self._held.discard(direction)

    def release_all(self) -> None:
        """For when the window loses the keyboard: no key stays stuck."""
        self._held.clear()

    def look(self, right_px: float, down_px: float) -> None:
        """Turns with a drag: the scene follows the pointer."""
        self._turn(right_px * LOOK_RAD_PER_PX, down_px * LOOK_RAD_PER_PX)

    def step(self, dt_s: float) -> CameraPose:
        """Moves on by `dt_s` seconds (at most 0.1, so that a stall is no leap) and returns the new pose."""
        dt_s = min(max(dt_s, 0.0), 0.1)
        self._turn((self._axis("turn_left") - self._axis("turn_right")) * TURN_RAD_S * dt_s, 0.0)
        blend = 1.0 - math.exp(-dt_s / _SETTLE_S)
        wanted = self._wanted_velocity()
        vx, vy, vz = (v + (w - v) * blend for v, w in zip(self._velocity, wanted, strict=True))
        self._velocity = (vx, vy, vz)
        if not any(wanted) and math.hypot(vx, vy, vz) < 0.01:
            self._velocity = (0.0, 0.0, 0.0)
            return self.pose
        here = self.pose.position
        there = (here[0] + vx * dt_s, here[1] + vy * dt_s, here[2] + vz * dt_s)
        self.pose = CameraPose(self.area(here, there) if self.area else there, self.pose.yaw_rad, self.pose.pitch_rad)
        return self.pose

    def _axis(self, direction: Direction) -> float:
        return 1.0 if direction in self._held else 0.0

    def _turn(self, left_rad: float, up_rad: float) -> None:
        yaw = math.remainder(self.pose.yaw_rad + left_rad, math.tau)
        pitch = min(max(self.pose.pitch_rad + up_rad, -PITCH_LIMIT_RAD), PITCH_LIMIT_RAD)
        self.pose = CameraPose(self.pose.position, yaw, pitch)

    def _wanted_velocity(self) -> Position:
        ahead = self._axis("forward") - self._axis("back")
        aside = self._axis("right") - self._axis("left")
        rise = (self._axis("up") - self._axis("down")) if self.flying else 0.0
        length = math.hypot(ahead, aside, rise)
        if length == 0.0:
            return (0.0, 0.0, 0.0)
        speed = (RUN_M_S if "fast" in self._held else WALK_M_S) / length
        sin, cos = math.sin(self.pose.yaw_rad), math.cos(self.pose.yaw_rad)
        return ((-sin * ahead + cos * aside) * speed, rise * speed, (-cos * ahead - sin * aside) * speed)
