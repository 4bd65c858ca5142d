"""Where the eyes go when nobody steers them: at the arrival point while talking, and on a short walk. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4
from vr_app.scene.stage import Stage
from vr_app.scene.transform import look_at

EYE_HEIGHT_M = 1.6
WALK_M_S = 0.9
_TURN_S = 1.6
_STAND_OFF_M = 2.6
_NEAR_HOST_M = 1.2

Point = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stop:
    """A place to stand and a point to look at, metres in the scene."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]


def arrival(stage: Stage) -> Stop:
    """The visitor's eyes at the spawn, looking where the stage says, else at the host's face, else straight ahead."""
    x, y, z = stage.spawn.at
    eye = (x, y + EYE_HEIGHT_M, z)
    yaw = math.radians(stage.spawn.yaw_deg)
    ahead = (x - 4.0 * math.sin(yaw), y + EYE_HEIGHT_M - 0.2, z - 4.0 * math.cos(yaw))
    if "look_at" in stage.spawn.given:
        return Stop(eye, stage.spawn.look_at)
    if stage.host is None:
        return Stop(eye, ahead)
    hx, hy, hz = stage.host.at
    side = abs(math.remainder(math.atan2(-(hx - x), -(hz - z)) - yaw, 2 * math.pi))
    return Stop(eye, (hx, hy + 1.4, hz)) if side < math.radians(45) else Stop(eye, ahead)


def walk(stage: Stage, most: int = 2) -> list[Stop]:
    """Stops before the notable things that a visitor can walk to, nearest first, ending at the arrival point."""
    start = arrival(stage)
    stops = []
    for thing in sorted(stage.things, key=lambda thing: math.dist(thing.at, stage.spawn.at)):
        focus = _focus(thing.at, thing.focus, thing.yaw_deg)
        away = np.array([start.eye[0] - focus[0], start.eye[2] - focus[2]])
        distance = float(np.hypot(*away))
        if not thing.name or distance < _STAND_OFF_M + 1.5:
            continue
        x, z = np.array([focus[0], focus[2]]) + away / distance * _STAND_OFF_M
        if walkable(stage, float(x), float(z)) and _clear_of_host(stage, start.eye, (float(x), 0.0, float(z))):
            stops.append(Stop((float(x), start.eye[1], float(z)), focus))
        if len(stops) == most:
            break
    return [*stops, start]


class CameraPath:
    """Goes from stop to stop at walking pace, turning on the way; then stays.

    Args:
        start: where the eyes are.
        stops: where they go.
    """

    def __init__(self, start: Stop, stops: Sequence[Stop] = (), pause_s: float = 2.0) -> None:
        self._stops = [start, *stops]
        self._arrive_s = [0.0]
        for here, there in zip(self._stops, self._stops[1:], strict=False):
            leg_s = max(math.dist(here.eye, there.eye) / WALK_M_S, _TURN_S)
            self._arrive_s.append(self._arrive_s[-1] + pause_s + leg_s)
        self._pause_s = pause_s

    @property
    def duration_s(self) -> float:
        """Until the last stop is reached."""
        return self._arrive_s[-1]

    def pose(self, time_s: float) -> Mat4:
        """`world_from_view` at a time since the beginning."""
        leg = int(np.searchsorted(self._arrive_s, time_s, side="right")) - 1
        here = self._stops[max(leg, 0)]
        if leg + 1 >= len(self._stops):
            return look_at(here.eye, here.target).astype(np.float32)
        there = self._stops[leg + 1]
        begin_s = self._arrive_s[leg] + self._pause_s
        share = min(max((time_s - begin_s) / (self._arrive_s[leg + 1] - begin_s), 0.0), 1.0)
        smooth = share * share * (3.0 - 2.0 * share)
        eye = _between(here.eye, there.eye, smooth)
        target = _between(here.target, there.target, smooth)
        return look_at(eye, target).astype(np.float32)


def _between(a: Sequence[float], b: Sequence[float], share: float) -> Point:
    return np.asarray(a) * (1.0 - share) + np.asarray(b) * share


def _focus(at: Sequence[float], offset: Sequence[float], yaw_deg: float) -> tuple[float, float, float]:
    yaw = math.radians(yaw_deg)
    x, y, z = offset
    return (
        at[0] + x * math.cos(yaw) + z * math.sin(yaw),
        at[1] + y,
        at[2] - x * math.sin(yaw) + z * math.cos(yaw),
    )


def _clear_of_host(stage: Stage, a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether the straight way keeps out of the host's arms."""
    if stage.host is None:
        return True
    start, end, host = (np.array([p[0], p[2]]) for p in (a, b, stage.host.at))
    along = end - start
    share = float(np.clip(np.dot(host - start, along) / max(float(np.dot(along, along)), 1e-9), 0.0, 1.0))
    return float(np.linalg.norm(start + along * share - host)) > _NEAR_HOST_M


def walkable(stage: Stage, x: float, z: float) -> bool:
    """Whether one may stand there; everywhere where the stage has no walkable zone."""
    zones = [zone for zone in stage.zones if zone.walkable and zone.polygon]
    return not zones or any(_inside(zone.polygon, x, z) for zone in zones)


def _inside(polygon: Sequence[Sequence[float]], x: float, z: float) -> bool:
    """Even-odd rule."""
    inside = False
    for (x0, z0), (x1, z1) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (z0 > z) != (z1 > z) and x < (x1 - x0) * (z - z0) / (z1 - z0) + x0:
            inside = not inside
    return inside
