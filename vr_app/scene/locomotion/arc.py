"""The arc of a teleport: thrown along the pointing ray, it lands where one may stand, or says that it does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.locomotion.ground import GroundMap, Vec3

SPEED_M_S = 7.5
GRAVITY_M_S2 = 9.81
STEEPEST_THROW = 0.85
"""The ray's rise is taken as no more than this (of 1), so that the arc never goes up into the sky."""
LONGEST_S = 1.8
POINTS = 40
NEAR_BY_M = 0.45
"""A landing so close to where one may stand is drawn there."""

Points = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Arc:
    """A thrown arc.

    Attributes:
        points: float32 (N, 3), from the hand to where it ends.
        landing: the floor point one would stand on; None where one may not stand there.
    """

    points: Points
    landing: Vec3 | None


def throw_arc(origin: npt.ArrayLike, direction: npt.ArrayLike, ground: GroundMap, floor_m: float) -> Arc:
    """Where a teleport goes.

    Args:
        origin: of the pointing ray, metres in the scene.
        direction: of the ray, unit length.
        floor_m: height of the floor where the map has none (under the thrower's feet).
    """
    start = np.asarray(origin, np.float64)
    way = np.asarray(direction, np.float64).copy()
    way[1] = min(way[1], STEEPEST_THROW)
    way /= max(float(np.linalg.norm(way)), 1e-6)
    times = np.linspace(0.0, LONGEST_S, POINTS)[:, None]
    points = start + way * (SPEED_M_S * times)
    points[:, 1] -= 0.5 * GRAVITY_M_S2 * times[:, 0] ** 2
    height = ground.heights_at(points[:, 0], points[:, 2]).astype(np.float64)
    floor = np.where(np.isnan(height), floor_m, height)
    under = np.flatnonzero(points[1:, 1] <= floor[1:])
    if not len(under):
        return Arc(points.astype(np.float32), None)
    last = int(under[0]) + 1
    before, after = points[last - 1], points[last]
    fall = max(before[1] - after[1], 1e-6)
    end = before + (after - before) * min(max((before[1] - floor[last]) / fall, 0.0), 1.0)
    landing = ground.nearest(float(end[0]), float(end[2]), NEAR_BY_M)
    if landing is not None:
        end = np.array(landing)
    return Arc(np.vstack([points[:last], end]).astype(np.float32), landing)
