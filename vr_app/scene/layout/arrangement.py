"""The place as furnished so far: what stands where, which ground must stay free, and whether one more thing fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.bodies import Body, Collider, Pose, rectangles_of, rectangles_together
from vr_app.scene.layout.plan import Rectangles, gaps, inside_polygon, turned
from vr_app.scene.layout.shape import Shape
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]
GroundHeight = Callable[[Floats], Floats]
"""Heights of the ground at points (..., 2) of the plan; NaN where there is none."""

LIFT_M = 0.002
"""Air left under a thing, so that faces that lie on each other do not count as interpenetrating."""
STEP_M = 0.7
"""Floors that are higher or lower than so much are another storey."""
LEVEL_M = 0.06
PERSON_M = 2.0
"""What is higher over the floor is in nobody's way."""


class Arrangement:
    """Bodies that have their places.

    Args:
        ground: height of the ground.
        collider: compares real shapes.
        is_level: whether the ground is one plane (on hills things may sink in a little).
    """

    def __init__(self, ground: GroundHeight, collider: Collider, *, is_level: bool) -> None:
        self.bodies: dict[str, Body] = {}
        self.area_taken_m2 = 0.0
        self._ground = ground
        self._collider = collider
        self._is_level = is_level
        self._floors: list[Body] = []
        self._solids: list[Body] = []
        self._bounds = np.zeros((64, 6))
        self.kept_free: list[tuple[Rectangles, str]] = []
        self._free_zones: list[Floats] = []

    # ------------------------------------------------------------------ what is there

    def add(self, body: Body) -> None:
        """Something has its place."""
        self.bodies[body.id] = body
        if body.is_floor:
            self._floors.append(body)
        if not body.solid:
            return
        if len(self._solids) == len(self._bounds):
            self._bounds = np.concatenate([self._bounds, np.zeros_like(self._bounds)])
        corners = body.rectangle.corners()[0]
        low, high = corners.min(axis=0), corners.max(axis=0)
        self._bounds[len(self._solids)] = (low[0], body.low_m, low[1], high[0], body.high_m, high[1])
        self._solids.append(body)
        if not body.shape.is_place:
            self.area_taken_m2 += body.shape.area_m2

    def move(self, body: Body) -> None:
        """A body that is there has turned a little."""
        number = next(n for n, other in enumerate(self._solids) if other.id == body.id)
        corners = body.rectangle.corners()[0]
        low, high = corners.min(axis=0), corners.max(axis=0)
        self._bounds[number] = (low[0], body.low_m, low[1], high[0], body.high_m, high[1])
        self._solids[number] = self.bodies[body.id] = body

    def keep_free(self, area: Rectangles, owner: str) -> None:
        """Ground where nothing may stand but its owner."""
        self.kept_free.append((area, owner))

    def keep_zone_free(self, polygon: Floats) -> None:
        """A way."""
        self._free_zones.append(polygon)

    @property
    def solids(self) -> Sequence[Body]:
        return self._solids

    # ------------------------------------------------------------------ standing

    def floor_heights(self, points: Floats, near_m: float, headroom_m: float) -> Floats:
        """Height of the floor at points (..., 2): the highest within a step of `near_m`; NaN where there is none."""
        found = self._ground(points)
        found = np.where(np.abs(found - near_m) <= STEP_M, found, np.nan) if self._is_level else found
        for body in self._floors:
            local = body.local(points)
            around = np.abs(local - body.shape.middle)
            if not (around <= body.shape.half + 0.01).all(axis=-1).any():
                continue
            levels, room = body.shape.floors_at(local)
            levels = levels + body.pose[1]
            reference = near_m if self._is_level else np.where(np.isfinite(found), found, near_m)[..., None]
            good = (np.abs(levels - reference) <= STEP_M) & (room >= min(headroom_m, 1.0))
            best = np.where(good, levels, -np.inf).max(axis=-1)
            found = np.fmax(found, np.where(np.isfinite(best), best, np.nan))
        return found

    def stand_on_floor(self, shape: Shape, places: Floats, near_m: float) -> Floats:
        """Height of the origin of a thing at places (C, 3) on the floor, (C); NaN where it cannot stand."""
        feet = places[:, None, :2] + turned(shape.feet[None], places[:, 2, None])
        heights = self.floor_heights(feet, near_m, shape.height_m)
        with np.errstate(invalid="ignore"):
            low, high = np.fmin.reduce(heights, axis=1), np.fmax.reduce(heights, axis=1)
        missing = np.isnan(heights).mean(axis=1)
        slack = LEVEL_M if self._is_level else max(0.3 * shape.height_m, 0.12)
        good = (missing < 0.05) & (high - low <= slack)
        base = high if self._is_level else low - 0.01
        return np.where(good, base + (LIFT_M if self._is_level else 0.0) - float(shape.low[1]), np.nan)

    def stand_on_thing(self, shape: Shape, places: Floats, below: Body, *, inside: bool) -> Floats:
        """The same on (or in) a thing; NaN where less than a half of its feet would stand."""
        feet = below.local(places[:, None, :2] + turned(shape.feet[None], places[:, 2, None]))
        if inside:
            levels, _ = below.shape.floors_at(feet)
            centre, space = below.shape.floors_at(below.local(places[:, :2] + turned(shape.middle[None], places[:, 2])))
            fits = np.isfinite(centre) & (space >= shape.height_m + 0.01)
            lowest = np.where(fits, centre, np.inf).min(axis=1)
            good = np.abs(levels - lowest[:, None, None]) < 0.25
            heights = np.where(good, levels, -np.inf).max(axis=-1)
            heights = np.where(np.isfinite(heights), heights, np.nan)
        else:
            heights = below.shape.tops_at(feet)
        with np.errstate(invalid="ignore"):
            top = np.fmax.reduce(heights, axis=1)
            holds = np.nansum(np.abs(heights - top[:, None]) <= 0.015, axis=1) / heights.shape[1]
        least = 0.2 if inside else 0.5
        spots = places[:, None, :2] + turned(shape.undersides[:, :2][None], places[:, 2, None])
        if not inside:
            rise = below.shape.tops_at(below.local(spots)) - (shape.undersides[:, 2] - shape.low[1])
            with np.errstate(invalid="ignore"):
                top = np.fmax(top, np.fmax.reduce(rise, axis=1))
                holds = np.nansum(np.abs(heights - top[:, None]) <= 0.015, axis=1) / heights.shape[1]
        height = below.pose[1] + top + LIFT_M - float(shape.low[1])
        return np.where((holds >= least) & np.isfinite(top), height, np.nan)

    # ------------------------------------------------------------------ room

    def room(self, thing: Thing, shape: Shape, poses: Floats, floor_m: float) -> npt.NDArray[np.bool_]:
        """Which poses (C, 4) leave ways and doors free."""
        bottom = poses[:, 1] + float(shape.low[1])
        in_way = (bottom - floor_m < PERSON_M) & (bottom + shape.height_m - floor_m > 0.06)
        if shape.height_m <= 0.06 or not in_way.any():
            return np.ones(len(poses), bool)
        plans = rectangles_of(shape, poses)
        free = np.ones(len(poses), bool)
        for area, owner in self.kept_free:
            if owner != thing.id:
                free &= (gaps(plans, area) >= 0).all(axis=1)
        if self._free_zones:
            sides = np.linspace(-1, 1, 5)
            grid = np.stack(np.meshgrid(sides, sides), axis=-1).reshape(-1, 2)
            spots = plans.middle[:, None] + turned(plans.half[:, None] * grid, plans.yaw[:, None])
            for polygon in self._free_zones:
                free &= ~inside_polygon(polygon, spots).any(axis=1)
        return free | ~in_way

    def neighbours(self, shape: Shape, poses: Floats) -> list[npt.NDArray[np.intp]]:
        """For each pose, the solids whose boxes it meets."""
        plans = rectangles_of(shape, poses)
        corners = plans.corners()
        low, high = corners.min(axis=1), corners.max(axis=1)
        bottom = poses[:, 1] + float(shape.low[1])
        bounds = self._bounds[: len(self._solids)]
        meets = (
            (low[:, None, 0] < bounds[:, 3])
            & (high[:, None, 0] > bounds[:, 0])
            & (low[:, None, 1] < bounds[:, 5])
            & (high[:, None, 1] > bounds[:, 2])
            & (bottom[:, None] < bounds[:, 4])
            & ((bottom + shape.height_m)[:, None] > bounds[:, 1])
        )
        near = np.flatnonzero(meets.any(axis=0))
        if len(near):
            together = rectangles_together([self._solids[n] for n in near])
            meets[:, near] &= gaps(plans, together) < 0
        return [np.flatnonzero(row) for row in meets]

    def hits(self, shape: Shape, pose: Pose, neighbours: npt.NDArray[np.intp], *, inside: str = "") -> str:
        """Id of a solid that a thing would interpenetrate at a pose, "" for none.

        Args:
            inside: id of a body it is meant to stand in.
        """
        for number in neighbours:
            other = self._solids[int(number)]
            if self._collider.touches(shape, pose, other.shape, other.pose):
                return other.id
            if other.id != inside and not other.shape.is_place and self._swallows(other, shape, pose):
                return other.id
        return ""

    def _swallows(self, other: Body, shape: Shape, pose: Pose) -> bool:
        """Whether a thing would vanish inside another one (or the other in it) without touching its surface."""
        for outer, outer_pose, inner, inner_pose in (
            (other.shape, other.pose, shape, pose),
            (shape, pose, other.shape, other.pose),
        ):
            spot = np.array([[inner_pose[0], inner_pose[2]]]) + turned(inner.middle[None], np.array([inner_pose[3]]))
            body = Body("", outer, outer_pose)
            top = float(outer.tops_at(body.local(spot))[0]) + outer_pose[1]
            bottom = inner_pose[1] + float(inner.low[1])
            if not outer_pose[1] + outer.low[1] - 1e-3 <= bottom or not bottom + inner.height_m <= top:
                continue
            x, z, _ = outer.cells(body.local(spot))
            if not outer.lows[x[0], z[0]] + outer_pose[1] <= bottom + 0.02:
                continue
            levels = outer.floors_at(body.local(spot))[0][0] + outer_pose[1]
            stands = np.isfinite(levels) & (np.abs(levels - bottom) < 0.06) & (levels < top - 0.02)
            if not stands.any():
                return True
        return False
