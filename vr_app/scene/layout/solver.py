"""Furnishes a stage: every thing without coordinates is given a place that fits its relations, one after another.

The same stage and seed give the same places; a thing's places depend on its own id, so that an edit elsewhere moves
little. What cannot be met is reported, and the rest still stands. Pure: shapes and collider come from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.arrangement import Arrangement, GroundHeight
from vr_app.scene.layout.bodies import Body, BoxCollider, Collider, Pose
from vr_app.scene.layout.candidates import candidates, slots, slots_extent
from vr_app.scene.layout.order import LATER, in_order
from vr_app.scene.layout.placement import Placed, Unmet, fixed_pose, placed_of, rng_of, size_factor
from vr_app.scene.layout.plan import Rectangles, gaps, inside_polygon, segment_rectangle, turned
from vr_app.scene.layout.reach import Reach
from vr_app.scene.layout.relations import violation
from vr_app.scene.layout.search import MET, PlaceSearch
from vr_app.scene.layout.shape import Shape, scaled
from vr_app.scene.layout.sight import sees
from vr_app.scene.layout.spots import spots_of, zone_bodies
from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]
ShapeOf = Callable[[Thing], Shape]
"""The body of a thing at scale 1; a stand-in's where its asset cannot be read."""

CORRIDOR_M = 0.4
"""Half the width that stays free from the visitor to the host."""
DOOR_M = 0.9
"""How deep the ground before and behind a door stays free."""


class Solver:
    """One furnishing. Iterate `run` once.

    Args:
        shape_of: bodies of the things.
        collider: compares bodies by their real shapes.
        ground: height of the ground; a plane at the stage's height where left out.
    """

    def __init__(
        self,
        stage: Stage,
        shape_of: ShapeOf,
        collider: Collider | None = None,
        ground: GroundHeight | None = None,
        *,
        is_level: bool = True,
    ) -> None:
        self._stage = stage
        self._shape_of = shape_of
        self.arrangement = Arrangement(ground or level_ground(stage), collider or BoxCollider(), is_level=is_level)
        self._spots: dict[str, Body] = {}
        self._members: dict[str, list[str]] = {}
        self._walk = next((body for body in zone_bodies(stage) if body.shape.area_m2 > 0), None)
        self._reach = Reach(stage)
        self._places = PlaceSearch(stage, self.arrangement, self._walk, self._reach, self._members)
        self._later: list[tuple[Thing, str, str]] = []

    def run(self) -> Iterator[Placed | Unmet]:
        """Places and complaints, as they come."""
        stage = self._stage
        for body in spots_of(stage):
            self._spots[body.id] = body
        for thing in stage.things:
            if thing.is_fixed and thing.count == 1:
                self._stand(thing, thing.id, self._own_shape(thing, thing.id), fixed_pose(thing), "")
                yield placed_of(self.arrangement.bodies[thing.id], thing)
        self._keep_ways_free()
        for thing in stage.things:
            if thing.is_fixed and thing.count > 1:
                yield from self._several(thing)
        ordered, circles = in_order(stage.things, lambda thing: self._own_shape(thing, thing.id).area_m2)
        dropped = {(name, key) for name, key, _ in circles}
        for name, key, circle in circles:
            if key in LATER:
                continue
            round_ = " -> ".join([*circle, circle[0]])
            message = f"`{key}` leads in a circle ({round_}), so it is left out"
            yield Unmet(name, name, key, message, code="relation.circle")
        for thing in ordered:
            left = {key for name, key in dropped if name == thing.id}
            yield from self._several(thing, left) if thing.count > 1 else self._one(thing, thing.id, 0, left)
        yield from self._look_back()

    def _keep_ways_free(self) -> None:
        stage, arrangement = self._stage, self.arrangement
        start = np.array(stage.spawn.at)[[0, 2]]
        arrangement.keep_free(Rectangles(start[None], np.full((1, 2), 0.6), np.zeros(1)), "spawn")
        if stage.host is not None:
            end = np.array(stage.host.at)[[0, 2]]
            arrangement.keep_free(Rectangles(end[None], np.full((1, 2), 0.5), np.zeros(1)), "host")
            if float(np.linalg.norm(end - start)) > 0.1:
                arrangement.keep_free(segment_rectangle(start, end, CORRIDOR_M), "host")
        for mark in stage.marks:
            spot = np.array(mark.at)[[0, 2]]
            arrangement.keep_free(Rectangles(spot[None], np.full((1, 2), 0.45), np.zeros(1)), mark.id)
        for zone in stage.zones:
            if zone.keep_free:
                arrangement.keep_zone_free(np.array(zone.polygon, np.float64))

    def _own_shape(self, thing: Thing, name: str) -> Shape:
        return scaled(self._shape_of(thing), thing.scale * size_factor(thing, name))

    # ------------------------------------------------------------------ several of one

    def _several(self, thing: Thing, left: set[str] | None = None) -> Iterator[Placed | Unmet]:
        """Rows, grids, rings and scatters."""
        left, names = left or set(), [f"{thing.id}-{number + 1}" for number in range(thing.count)]
        around = "around" in dict(thing.relations) and thing.layout in ("scatter", "ring")
        if around:
            yield from self._ring_round(thing, names, left)
            return
        if thing.layout == "scatter":
            for number, name in enumerate(names):
                yield from self._one(thing, name, number, left)
            return
        size = self._own_shape(thing, names[0]).half
        anchor = self._anchor(thing, slots_extent(thing, thing.count, size), left)
        for number, (name, slot) in enumerate(zip(names, slots(thing, thing.count, size, anchor), strict=True)):
            yield from self._one(thing, name, number, left, slot=slot)

    def _ring_round(self, thing: Thing, names: list[str], left: set[str]) -> Iterator[Placed | Unmet]:
        target = self._target(dict(thing.relations)["around"][0], 0)
        if target is None:
            return
        size = self._own_shape(thing, names[0]).half
        middle = target.rectangle.middle[0]
        reach = float(np.hypot(*target.shape.half)) if target.polygon is None else 1.0
        gap = thing.gap_m if thing.gap_m >= 0 else 0.25
        radius = max(
            reach * 0.9 + size[1] + gap,
            thing.spacing_m * thing.count / (2 * np.pi),
            2.1 * size[0] * thing.count / (2 * np.pi),
        )
        turn = rng_of(self._stage.seed, thing.id).uniform(0, 2 * np.pi)
        for number, name in enumerate(names):
            angle = turn + 2 * np.pi * number / thing.count
            point = middle + radius * np.array([np.sin(angle), np.cos(angle)])
            yield from self._one(thing, name, number, left, slot=np.array([*point, angle + np.pi]))

    def _anchor(self, thing: Thing, extent: Floats, left: set[str]) -> Floats:
        """The middle of a row or grid: x, z, yaw."""
        if thing.is_fixed:
            return np.array([thing.at[0], thing.at[2], np.radians(thing.yaw_deg)])
        rng = rng_of(self._stage.seed, thing.id)
        key, targets = self._first_relation(thing, 0, left)
        found = candidates(key, thing, extent, targets, 48, rng, within=self._walk)
        found[:, 2] = np.where(np.isnan(found[:, 2]), rng.integers(0, 4, len(found)) * np.pi / 2, found[:, 2])
        if "yaw_deg" in thing.given:
            found[:, 2] = np.radians(thing.yaw_deg)
        shape = self._own_shape(thing, thing.id)
        plan = Rectangles(found[:, :2], np.broadcast_to(extent, (len(found), 2)), found[:, 2])
        low = self._places.floor_m(found[0, :2])
        crowd = np.zeros(len(found))
        for zone in [target for target in targets if target.polygon is not None] or [self._walk]:
            if zone is not None and zone.polygon is not None:
                crowd += 9.0 * (~inside_polygon(zone.polygon, plan.corners())).sum(axis=1)
        for area, _ in self.arrangement.kept_free:
            crowd += np.maximum(-gaps(plan, area)[:, 0], 0.0)
        for body in self.arrangement.solids:
            if not body.is_floor and body.low_m < low + shape.height_m and body.high_m > low + 0.05:
                crowd += np.maximum(-gaps(plan, body.rectangle)[:, 0], 0.0)
        return found[int(np.argmin(crowd + np.arange(len(found)) * 1e-3))]

    # ------------------------------------------------------------------ one

    def _one(
        self, thing: Thing, name: str, number: int, left: set[str], slot: Floats | None = None
    ) -> Iterator[Placed | Unmet]:
        shape = self._own_shape(thing, name)
        relations = [(key, names) for key, names in thing.relations if key not in left]
        wanted: list[tuple[str, list[Body]]] = []
        for key, names in relations:
            bodies = [self._target(other, number) for other in names]
            if any(body is None for body in bodies):
                if key in LATER:
                    self._later.append((thing, name, key))
                    continue
                missing = next(other for other, body in zip(names, bodies, strict=True) if body is None)
                yield Unmet(name, thing.id, key, f'"{name}" cannot stand `{key}` "{missing}": that has no place itself')
                continue
            wanted.append((key, [body for body in bodies if body is not None]))
        best = self._places.find(thing, name, number, shape, wanted, slot)
        if best is None and slot is not None:
            best = self._places.find(thing, name, number, shape, wanted, None)
        if best is None and wanted:
            aside = [("near", targets) for key, targets in wanted[:1]]
            best = self._places.find(thing, name, number, shape, aside, None, anywhere=True)
        if best is None:
            yield Unmet(name, thing.id, "", f'there is no room for "{name}"', placed=False, code="room.none")
            return
        pose, support = best
        self._stand(thing, name, shape, pose, support)
        body = self.arrangement.bodies[name]
        yield placed_of(body, thing, thing.scale * size_factor(thing, name))
        for key, targets in wanted:
            if not self._holds(key, thing, body, targets):
                yield Unmet(name, thing.id, key, _no_room(name, key, '" and "'.join(target.id for target in targets)))

    # ------------------------------------------------------------------ small parts

    def _stand(self, thing: Thing, name: str, shape: Shape, pose: Pose, support: str) -> None:
        body = Body(name, shape, pose, thing, support)
        self.arrangement.add(body)
        self._members.setdefault(thing.id, []).append(name)
        plan = body.rectangle
        if not body.is_floor and not support:
            self._reach.add(plan, shape, pose, self._places.floor_m(plan.middle[0]))
        ahead = np.array([np.sin(pose[3]), np.cos(pose[3])])
        half = shape.half
        for depth, directions in ((DOOR_M if thing.door else 0.0, (1, -1)), (thing.clear_m, (1,))):
            for direction in directions if depth else ():
                middle = plan.middle[0] + direction * ahead * (half[1] + depth / 2)
                area = Rectangles(middle[None], np.array([[half[0], depth / 2]]), np.array([pose[3]]))
                self.arrangement.keep_free(area, thing.id)

    def _target(self, name: str, number: int) -> Body | None:
        """The body behind an id; of several things, the one of the same number."""
        members = self._members.get(name)
        if members:
            return self.arrangement.bodies[members[number % len(members)]]
        return self._spots.get(name)

    def _first_relation(self, thing: Thing, number: int, left: set[str]) -> tuple[str, list[Body]]:
        for key, names in thing.relations:
            targets = [self._target(name, number) for name in names]
            if key not in left and all(targets):
                return key, [target for target in targets if target is not None]
        return "", []

    def _holds(self, key: str, thing: Thing, body: Body, targets: Sequence[Body]) -> bool:
        if key == "seen_from":
            return sees(self.arrangement.solids, targets[0], body)
        return float(violation(key, thing, body.shape, np.array([body.pose]), targets)[0]) < MET

    def _look_back(self) -> Iterator[Placed | Unmet]:
        """Turns those that look at what got its place after them."""
        for thing, name, key in self._later:
            body = self.arrangement.bodies.get(name)
            target = self._target(dict(thing.relations)[key][0], 0)
            if body is None or target is None:
                continue
            if key == "facing" and "yaw_deg" not in thing.given:
                way = target.rectangle.middle[0] - body.rectangle.middle[0]
                yaw = float(np.arctan2(way[0], way[1]))
                middle = body.rectangle.middle[0] - turned(body.shape.middle, np.asarray(yaw))
                pose = (float(middle[0]), body.pose[1], float(middle[1]), yaw)
                near = self.arrangement.neighbours(body.shape, np.array([pose]))[0]
                others = np.array([n for n in near if self.arrangement.solids[int(n)].id != name], np.intp)
                if not self.arrangement.hits(body.shape, pose, others, inside=body.stands_on):
                    body = replace(body, pose=pose)
                    self.arrangement.move(body)
                    yield placed_of(body, thing, thing.scale * size_factor(thing, name))
            if not self._holds(key, thing, body, [target]):
                yield Unmet(
                    name, thing.id, key, f'"{name}" could not be placed `{key}` "{target.id}": there is no room'
                )


def _no_room(name: str, key: str, others: str) -> str:
    return f'"{name}" could not be placed `{key}` "{others}": there is no room'


def level_ground(stage: Stage) -> GroundHeight:
    """The plane of a stage's ground; none where it has none."""
    ground = stage.ground
    height = ground.height_m if ground is not None and ground.kind != "none" else np.nan
    return lambda points: np.full(points.shape[:-1], height)
