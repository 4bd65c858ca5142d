"""The scene as a model on a table: grabbed, moved and turned with a hand, made larger and smaller with two. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.locomotion.ground import Vec3
from vr_app.scene.locomotion.place import heading, upright
from vr_app.scene.transform import Array, identity

TABLE_M = 0.78
"""Height of the table that is not there, where the wearer stands."""
AHEAD_M = 0.75
WIDE_M = 0.95
"""How wide the walkable part of the scene is made at first."""
SMALLEST, LARGEST = 0.004, 0.6
"""Metres of room per metre of scene."""


@dataclass(frozen=True)
class Stand:
    """Where the model stands in the room.

    Attributes:
        at: where its middle is, in tracking space.
        yaw_rad: how it is turned.
        scale: metres of room per metre of scene.
    """

    at: Vec3
    yaw_rad: float
    scale: float

    def room_from_scene(self, middle: Vec3) -> Array:
        """4 x 4 with scale, for a scene whose point `middle` is the model's."""
        shrink = np.diag([self.scale, self.scale, self.scale, 1.0]).astype(np.float32)
        away = identity()
        away[:3, 3] = -np.asarray(middle, np.float32)
        return (upright(self.at, self.yaw_rad) @ shrink @ away).astype(np.float32)

    def scene_from_room(self, middle: Vec3) -> Array:
        """The other way: what takes the place of `world_from_tracking`."""
        return np.linalg.inv(self.room_from_scene(middle).astype(np.float64)).astype(np.float32)


def first_stand(tracking_from_head: Array, extent_m: float) -> Stand:
    """Before the wearer, at table height, seen from where the scene is entered.

    Args:
        extent_m: how wide the part of the scene is that matters.
    """
    yaw = heading(tracking_from_head)
    x, y, z = (float(v) for v in tracking_from_head[:3, 3])
    table = min(TABLE_M, y - 0.45)
    at = (x - math.sin(yaw) * AHEAD_M, table, z - math.cos(yaw) * AHEAD_M)
    return Stand(at, yaw, min(max(WIDE_M / max(extent_m, 0.1), SMALLEST), LARGEST))


@dataclass(frozen=True)
class _Hold:
    """How the hands were when they closed: their middle, which way they point, how far they are apart."""

    sides: frozenset[str]
    middle: npt.NDArray[np.float64]
    angle: float
    apart: float
    stand: Stand


class Diorama:
    """Follows the hands.

    Attributes:
        stand: now; None before the first head was seen.
        changed: how often hands have let it go somewhere else (to be remembered).
    """

    def __init__(self, stand: Stand | None = None) -> None:
        self.stand = stand
        self.changed = 0
        self._hold: _Hold | None = None

    def step(self, hands: Mapping[str, Array]) -> None:
        """Takes a frame's closed hands, `tracking_from_hand` by side."""
        if self.stand is None:
            return
        hold = self._hold
        if not hands:
            self.changed += hold is not None and hold.stand != self.stand
            self._hold = None
            return
        middle, angle, apart = _grip_of(hands)
        if hold is None or hold.sides != frozenset(hands):
            self._hold = _Hold(frozenset(hands), middle, angle, apart, self.stand)
            return
        before = hold.stand
        factor = apart / hold.apart if hold.apart > 1e-3 else 1.0
        scale = min(max(before.scale * factor, SMALLEST), LARGEST)
        turn = math.remainder(angle - hold.angle, 2 * math.pi)
        # What was between the hands stays between them.
        offset = (np.asarray(before.at) - hold.middle) * (scale / before.scale)
        sin, cos = math.sin(turn), math.cos(turn)
        x, y, z = (float(v) for v in offset)
        at = middle + np.array([cos * x + sin * z, y, -sin * x + cos * z])
        self.stand = Stand((float(at[0]), float(at[1]), float(at[2])), before.yaw_rad + turn, scale)


def _grip_of(hands: Mapping[str, Array]) -> tuple[npt.NDArray[np.float64], float, float]:
    places = [np.asarray(hands[side][:3, 3], np.float64) for side in sorted(hands)]
    if len(places) == 1:
        return places[0], heading(next(iter(hands.values()))), 0.0
    across = places[1] - places[0]
    return (places[0] + places[1]) / 2, math.atan2(-across[2], across[0]), float(np.linalg.norm(across))
