"""What is pointed at or looked at: rays against the scene's things and spots, with dwell, name and memory. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.shapes import facing_frame
from vr_app.scene.solids import SolidGrid
from vr_app.scene.stage import Stage

NAME_AFTER_S = 0.4
"""Pointed at for so long, a thing says its name."""
DWELL_S = 1.1
"""Looked at for so long without any hand, it counts as pointed at."""
REMEMBERED_S = 8.0
"""For so long after, "that" still means it."""
STICKY = 1.35
"""A target that is lit keeps its light until the ray is so much farther off than it would need to be to light it."""
REACH_M = 60.0
LEAST_SPREAD = math.radians(1.6)
"""Half angle within which a ray meets even the smallest spot."""
BROADEST = math.radians(12.0)
"""Half angle beyond which even the largest spot is not met."""

Point = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Target:
    """Something that can be pointed at.

    Attributes:
        id: the thing's or spot's.
        name: what people call it.
        at: float32 (3), its middle: where its name stands.
        radius_m: size of a spot; 0 where its own surface counts.
        top_m: height of its upper end.
    """

    id: str
    name: str
    at: tuple[float, float, float]
    radius_m: float = 0.0
    top_m: float = 0.0


@dataclass(frozen=True)
class Pointed:
    """What the wearer points at now.

    Attributes:
        id: "" for nothing.
        named: it has been pointed at long enough to say its name.
        dwell: 0 to 1, how far a look has come to count (1 for a hand's ray).
        distance_m: along the ray; where it ends.
    """

    id: str = ""
    named: bool = False
    dwell: float = 0.0
    distance_m: float = REACH_M


NOTHING = Pointed()


def targets_of(stage: Stage, boxes: dict[str, tuple[Point, Point]]) -> tuple[Target, ...]:
    """The named things and the spots of a stage.

    Args:
        boxes: lower and upper corner of each placed thing, metres in the scene.
    """
    targets = []
    for thing in stage.things:
        if thing.name and thing.id in boxes:
            low, high = boxes[thing.id]
            middle = (low + high) / 2
            at = (float(middle[0]), float(middle[1]), float(middle[2]))
            targets.append(Target(thing.id, thing.name, at, 0.0, float(high[1])))
    for spot in stage.hotspots:
        targets.append(Target(spot.id, spot.name, spot.at, spot.radius_m, spot.at[1]))
    return tuple(targets)


def met_by(
    origin: npt.ArrayLike,
    direction: npt.ArrayLike,
    targets: Sequence[Target],
    grid: SolidGrid | None,
    *,
    lit: str = "",
    around: frozenset[str] = frozenset(),
) -> tuple[str, float]:
    """The target that a ray means, and how far the ray goes; "" where it means none.

    A thing is met by its surface, a spot within its size. A spot wins over the thing it is on. What hides a target
    keeps it from being met.

    Args:
        lit: the target met last: it is let go a little later.
        around: things that are all round the visitor (the hall one stands in): not meant.
    """
    start, way = np.asarray(origin, np.float64), np.asarray(direction, np.float64)
    hit = grid.hit(start, way, REACH_M) if grid is not None else None
    reach_m, owner = hit if hit is not None else (REACH_M, "")
    best, best_rank = "", math.inf
    for target in targets:
        if target.radius_m <= 0:
            continue
        away = np.asarray(target.at) - start
        distance = float(np.linalg.norm(away))
        if distance < 1e-3 or (distance - target.radius_m > reach_m + 0.5 and owner != target.id and hit is not None):
            continue
        angle = math.acos(min(max(float(away @ way) / distance, -1.0), 1.0))
        half = min(max(math.atan2(target.radius_m, distance), LEAST_SPREAD), BROADEST)
        if angle <= half * (STICKY if target.id == lit else 1.0) and angle / half < best_rank:
            best, best_rank = target.id, angle / half
    if not best:
        best, reach_m = _thing_met(start, way, reach_m, owner, grid, frozenset(t.id for t in targets) - around)
    return best, reach_m


def _thing_met(
    start: npt.NDArray, way: npt.NDArray, reach_m: float, owner: str, grid: SolidGrid | None, known: frozenset[str]
) -> tuple[str, float]:
    """The thing whose surface the ray meets, or passes close by (a post is hard to hit), and the distance."""
    if owner in known or grid is None:
        return (owner if owner in known else ""), reach_m
    spread = facing_frame(way)[:, :2].T * math.tan(LEAST_SPREAD)
    near = way + np.concatenate([spread, -spread])
    for hit in grid.hits(start, near / np.linalg.norm(near, axis=1, keepdims=True), reach_m):
        if hit is not None and hit[1] in known:
            return hit[1], hit[0]
    return "", reach_m


class Pointing:
    """Follows one ray over time.

    Attributes:
        now: what is pointed at.
    """

    def __init__(self) -> None:
        self.now = NOTHING
        self._since_s = 0.0
        self._last = ("", -math.inf)

    def step(self, now_s: float, met: str, distance_m: float, *, by_look: bool) -> Pointed:
        """Takes a frame's ray.

        Args:
            met: the target that the ray means, "" for none.
            by_look: the ray is the head's: it counts only after a dwell.
        """
        if met != self.now.id:
            self._since_s = now_s
            self.now = replace(NOTHING, id=met)
        for_s = now_s - self._since_s
        dwell = 1.0 if not by_look else min(for_s / DWELL_S, 1.0)
        named = bool(met) and dwell >= 1.0 and for_s >= NAME_AFTER_S
        self.now = Pointed(met, named, dwell if met else 0.0, distance_m)
        if met and dwell >= 1.0:
            self._last = (met, now_s)
        return self.now

    def hold(self, id_: str, now_s: float) -> None:
        """Something is in the hand: it is meant, whatever the ray meets."""
        self._last = (id_, now_s)

    def meant(self, now_s: float) -> str:
        """What "that" means at a moment: pointed at now or a little before; "" for nothing."""
        id_, at_s = self._last
        return id_ if now_s - at_s <= REMEMBERED_S else ""

    def forget(self) -> None:
        """Another scene."""
        self.now, self._last = NOTHING, ("", -math.inf)
