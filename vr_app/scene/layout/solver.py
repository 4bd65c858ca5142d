"""Furnishes a stage: every thing without coordinates is given a place that fits its relations, one after another.

The same stage and seed give the same places; a thing's places depend on its own id, so that an edit elsewhere moves
little. What cannot be met is reported, and the rest still stands. Pure: shapes and collider come from outside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.arrangement import Arrangement, GroundHeight
from vr_app.scene.layout.bodies import PERSON, Body, BoxCollider, Collider, Pose, rectangles_of
from vr_app.scene.layout.candidates import candidates, slots, slots_extent
from vr_app.scene.layout.order import LATER, in_order
from vr_app.scene.layout.plan import Rectangles, gaps, inside_polygon, segment_rectangle, turned
from vr_app.scene.layout.reach import Reach
from vr_app.scene.layout.relations import violation
from vr_app.scene.layout.shape import Shape, scaled
from vr_app.scene.layout.sight import sees
from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]
ShapeOf = Callable[[Thing], Shape]
"""The body of a thing at scale 1; a stand-in's where its asset cannot be read."""

ROUNDS = (24, 72, 160)
"""How many places are tried for a thing, round by round."""
MET = 1e-6
CORRIDOR_M = 0.4
"""Half the width that stays free from the visitor to the host."""
DOOR_M = 0.9
"""How deep the ground before and behind a door stays free."""


@dataclass(frozen=True)
class Placed:
    """One thing has its place.

    Attributes:
        id: of the thing, with a number behind it where there are several ("lamp-3").
        of: id of the thing in the file.
        stands_on: id of what it stands on or in, "" for the floor.
        scale: against its file.
    """

    id: str
    of: str
    at: tuple[float, float, float]
    yaw_deg: float
    scale: float = 1.0
    stands_on: str = ""


@dataclass(frozen=True)
class Unmet:
    """Something that the stage asks for and the place cannot give.

    Attributes:
        id: as in `Placed`.
        of: id of the thing in the file.
        key: the relation, or "" where there was no room at all.
        message: plain words without a final full stop.
        placed: whether it stands all the same.
        code: `relation.unmet`, `relation.circle` or `room.none`.
    """

    id: str
    of: str
    key: str
    message: str
    placed: bool = True
    code: str = "relation.unmet"


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
        self._walk = next((body for body in self._zones() if body.shape.area_m2 > 0), None)
        self._reach = Reach(stage)
        self._later: list[tuple[Thing, str, str]] = []

    def run(self) -> Iterator[Placed | Unmet]:
        """Places and complaints, as they come."""
        stage = self._stage
        for body in self._spots_of_stage():
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

    # ------------------------------------------------------------------ beginning

    def _zones(self) -> Iterator[Body]:
        for zone in self._stage.zones:
            corners = np.array(zone.polygon, np.float64)
            yield _zone_body(zone.id, corners, zone.height_m)

    def _spots_of_stage(self) -> Iterator[Body]:
        stage = self._stage
        yield from self._zones()
        for spot in (*stage.hotspots, *stage.marks):
            yield Body(spot.id, PERSON, (*spot.at, 0.0), solid=False)
        yield Body("spawn", PERSON, (*stage.spawn.at, np.radians(stage.spawn.yaw_deg) + np.pi), solid=False)
        if stage.host is not None:
            yield Body("host", PERSON, (*stage.host.at, np.radians(stage.host.yaw_deg)), solid=False)

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
        return scaled(self._shape_of(thing), thing.scale * _size_factor(thing, name))

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
        turn = _rng(self._stage.seed, thing.id).uniform(0, 2 * np.pi)
        for number, name in enumerate(names):
            angle = turn + 2 * np.pi * number / thing.count
            point = middle + radius * np.array([np.sin(angle), np.cos(angle)])
            yield from self._one(thing, name, number, left, slot=np.array([*point, angle + np.pi]))

    def _anchor(self, thing: Thing, extent: Floats, left: set[str]) -> Floats:
        """The middle of a row or grid: x, z, yaw."""
        if thing.is_fixed:
            return np.array([thing.at[0], thing.at[2], np.radians(thing.yaw_deg)])
        rng = _rng(self._stage.seed, thing.id)
        key, targets = self._first_relation(thing, 0, left)
        found = candidates(key, thing, extent, targets, 48, rng, within=self._walk)
        found[:, 2] = np.where(np.isnan(found[:, 2]), rng.integers(0, 4, len(found)) * np.pi / 2, found[:, 2])
        if "yaw_deg" in thing.given:
            found[:, 2] = np.radians(thing.yaw_deg)
        shape = self._own_shape(thing, thing.id)
        plan = Rectangles(found[:, :2], np.broadcast_to(extent, (len(found), 2)), found[:, 2])
        low = self._floor_m(found[0, :2])
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
        best = self._search(thing, name, number, shape, wanted, slot)
        if best is None and slot is not None:
            best = self._search(thing, name, number, shape, wanted, None)
        if best is None and wanted:
            aside = [("near", targets) for key, targets in wanted[:1]]
            best = self._search(thing, name, number, shape, aside, None, anywhere=True)
        if best is None:
            yield Unmet(name, thing.id, "", f'there is no room for "{name}"', placed=False, code="room.none")
            return
        pose, support = best
        self._stand(thing, name, shape, pose, support)
        body = self.arrangement.bodies[name]
        yield placed_of(body, thing, thing.scale * _size_factor(thing, name))
        for key, targets in wanted:
            if not self._holds(key, thing, body, targets):
                yield Unmet(name, thing.id, key, _no_room(name, key, '" and "'.join(target.id for target in targets)))

    def _search(
        self,
        thing: Thing,
        name: str,
        number: int,
        shape: Shape,
        wanted: Sequence[tuple[str, list[Body]]],
        slot: Floats | None,
        *,
        anywhere: bool = False,
    ) -> tuple[Pose, str] | None:
        """The best place found for a thing and what it stands on, or None."""
        rng = _rng(self._stage.seed, name)
        best: tuple[float, Pose, str] | None = None
        key, targets = wanted[0] if wanted else ("", [])
        half = shape.half
        rounds = (8,) if slot is not None else (240,) if anywhere else ROUNDS
        for count in rounds:
            if slot is not None:
                found = np.repeat(slot[None], count, axis=0)
                found[1:, :2] += rng.normal(0, 0.12, (count - 1, 2)) * np.linspace(0.5, 2.0, count - 1)[:, None]
            elif anywhere:
                centre = targets[0].rectangle.middle[0]
                found = candidates("near", thing, half, targets, count, rng, spread_m=8.0)
                found[:, :2] = centre + (found[:, :2] - centre) * np.linspace(1.0, 2.5, count)[:, None]
            else:
                spread = 2.5 + 1.4 * float(
                    np.sqrt(max(sum(b.shape.area_m2 for b in self.arrangement.solids if not b.shape.is_place), 1.0))
                )
                found = candidates(key, thing, half, targets, count, rng, within=self._walk, spread_m=spread)
                if not targets and self._walk is None:
                    start = self._stage.spawn
                    yaw = np.radians(start.yaw_deg)
                    ahead = np.array([start.at[0] - 4 * np.sin(yaw), start.at[2] - 4 * np.cos(yaw)])
                    found[:, :2] += ahead
            found = self._turn(thing, shape, found, wanted, rng)
            poses, supports = self._put_down(thing, shape, found, wanted, targets)
            standing = np.isfinite(poses[:, 1])
            poses, supports = poses[standing], [s for s, ok in zip(supports, standing, strict=True) if ok]
            if not len(poses):
                continue
            costs = np.zeros(len(poses))
            for relation, others in wanted:
                if relation != "seen_from":
                    costs += np.asarray(violation(relation, thing, shape, poses, others))
            costs = np.where(costs < MET, 0.0, costs + 1.0)
            floor = self._floor_m(poses[0, [0, 2]])
            free = self.arrangement.room(thing, shape, poses, floor)
            neighbours = self.arrangement.neighbours(shape, poses)
            order = np.argsort(costs + np.arange(len(costs)) * 1e-4, kind="stable")
            for index in order:
                cost = float(costs[index])
                if best is not None and cost >= best[0]:
                    break
                if not (free[index] or supports[index]) or not self._spaced(thing, name, poses[index]):
                    continue
                inside = targets[0].id if key == "in" and targets and targets[0].polygon is None else ""
                x, y, z, yaw = (float(value) for value in poses[index])
                pose = self._settle(shape, (x, y, z, yaw), neighbours[index], supports[index], inside)
                if pose is None:
                    continue
                plan = rectangles_of(shape, np.array([pose]))
                if not supports[index] and not self._reach.keeps(plan, shape, pose, floor):
                    continue
                blocked = sum(
                    not sees(self.arrangement.solids, others[0], Body(name, shape, pose, thing))
                    for relation, others in wanted
                    if relation == "seen_from"
                )
                if best is None or cost + blocked < best[0]:
                    best = (cost + blocked, pose, supports[index])
                if cost + blocked == 0.0:
                    return pose, supports[index]
        return (best[1], best[2]) if best is not None else None

    def _settle(
        self, shape: Shape, pose: Pose, neighbours: npt.NDArray[np.intp], support: str, inside: str
    ) -> Pose | None:
        """The pose, lifted by what the cells of the support have rounded off; None where something is in the way."""
        for _ in range(5):
            hit = self.arrangement.hits(shape, pose, neighbours, inside=inside or support)
            if not hit:
                return pose
            if hit != support and not (hit in self.arrangement.bodies and self.arrangement.bodies[hit].is_floor):
                return None
            pose = (pose[0], pose[1] + 0.005, pose[2], pose[3])
        return None

    def _turn(
        self,
        thing: Thing,
        shape: Shape,
        found: Floats,
        wanted: Sequence[tuple[str, list[Body]]],
        rng: np.random.Generator,
    ) -> Floats:
        """Fills in which way each candidate looks."""
        facing = next((targets[0] for key, targets in wanted if key == "facing"), None)
        if "yaw_deg" in thing.given:
            found[:, 2] = np.radians(thing.yaw_deg)
        elif facing is not None:
            way = facing.rectangle.middle[0] - found[:, :2]
            found[:, 2] = np.arctan2(way[:, 0], way[:, 1])
        else:
            loose = rng.uniform(0, 2 * np.pi, len(found))
            square = rng.integers(0, 4, len(found)) * np.pi / 2
            free = loose if thing.count > 1 and thing.layout == "scatter" else square
            found[:, 2] = np.where(np.isnan(found[:, 2]), free, found[:, 2])
        return found

    def _put_down(
        self,
        thing: Thing,
        shape: Shape,
        found: Floats,
        wanted: Sequence[tuple[str, list[Body]]],
        targets: Sequence[Body],
    ) -> tuple[Floats, list[str]]:
        """Heights for candidates (C, 3): poses (C, 4), and what each stands on."""
        on = next((others[0] for key, others in wanted if key == "on"), None)
        within = next((others[0] for key, others in wanted if key == "in" and others[0].polygon is None), None)
        # Candidates are where the middle of the plan should be.
        origin = found[:, :2] - turned(shape.middle[None], found[:, 2])
        places = np.concatenate([origin, found[:, 2:]], axis=1)
        support = np.full(len(found), "", dtype=object)
        below = on or (within if within is not None and not within.shape.is_place else None)
        if below is not None:
            heights = self.arrangement.stand_on_thing(shape, places, below, inside=on is None)
            support[:] = below.id
        else:
            near = self._floor_m(found[0, :2], targets)
            heights = self.arrangement.stand_on_floor(shape, places, near)
            table = self.arrangement.bodies.get(targets[0].stands_on) if targets and targets[0].stands_on else None
            if table is not None and shape.area_m2 < 0.6 * table.shape.area_m2:
                upper = self.arrangement.stand_on_thing(shape, places, table, inside=False)
                support = np.where(np.isfinite(upper), table.id, support)
                heights = np.where(np.isfinite(upper), upper, heights)
        if on is None and within is None and "at" in thing.given and thing.at[1]:
            heights = np.full(len(found), thing.at[1])
        return np.stack([places[:, 0], heights, places[:, 1], places[:, 2]], axis=1), list(support)

    # ------------------------------------------------------------------ small parts

    def _stand(self, thing: Thing, name: str, shape: Shape, pose: Pose, support: str) -> None:
        body = Body(name, shape, pose, thing, support)
        self.arrangement.add(body)
        self._members.setdefault(thing.id, []).append(name)
        plan = body.rectangle
        if not body.is_floor and not support:
            self._reach.add(plan, shape, pose, self._floor_m(plan.middle[0]))
        ahead = np.array([np.sin(pose[3]), np.cos(pose[3])])
        half = shape.half
        for depth, directions in ((DOOR_M if thing.door else 0.0, (1, -1)), (thing.clear_m, (1,))):
            for direction in directions if depth else ():
                middle = plan.middle[0] + direction * ahead * (half[1] + depth / 2)
                area = Rectangles(middle[None], np.array([[half[0], depth / 2]]), np.array([pose[3]]))
                self.arrangement.keep_free(area, thing.id)

    def _spread_m(self) -> float:
        """How far round to look for room: the more there is, the farther."""
        taken = self.arrangement.area_taken_m2
        return 2.5 + 1.4 * float(np.sqrt(max(taken, 1.0)))

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

    def _floor_m(self, point: Floats, targets: Sequence[Body] = ()) -> float:
        """The storey one is on."""
        if targets:
            first = targets[0]
            if first.polygon is not None or not first.stands_on:
                return first.pose[1] if first.thing is None else first.low_m
            return self._floor_m(point)
        return float(self._stage.spawn.at[1])

    def _spaced(self, thing: Thing, name: str, pose: Floats) -> bool:
        if thing.count == 1 or thing.layout != "scatter" or thing.spacing_m <= 0:
            return True
        others = [self.arrangement.bodies[other].pose for other in self._members.get(thing.id, ())]
        return all(np.hypot(pose[0] - p[0], pose[2] - p[2]) >= thing.spacing_m for p in others)

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
                    yield placed_of(body, thing, thing.scale * _size_factor(thing, name))
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


def fixed_pose(thing: Thing) -> Pose:
    return (*thing.at, float(np.radians(thing.yaw_deg)))


def placed_of(body: Body, thing: Thing, scale: float | None = None) -> Placed:
    """What is told of a body."""
    x, y, z, yaw = body.pose
    at = (round(x, 4), round(y, 4), round(z, 4))
    yaw_deg = round(float(np.degrees(yaw) + 180.0) % 360.0 - 180.0, 3)
    return Placed(body.id, thing.id, at, yaw_deg, round(scale or thing.scale, 4), body.stands_on)


def placements_by_thing(placed: Sequence[Placed]) -> Mapping[str, list[Placed]]:
    """Places by the id in the file; a later one of the same id replaces an earlier one."""
    newest = {place.id: place for place in placed}
    found: dict[str, list[Placed]] = {}
    for place in newest.values():
        found.setdefault(place.of, []).append(place)
    return found


def _zone_body(name: str, corners: Floats, height_m: float) -> Body:
    low, high = corners.min(axis=0), corners.max(axis=0)
    middle = (low + high) / 2
    size = np.maximum(high - low, 0.1)
    flat = np.array([[-size[0] / 2, 0, -size[1] / 2], [size[0] / 2, 0.01, size[1] / 2]], np.float32)
    shape = replace(PERSON, key=f"zone {name}", triangles=np.zeros((0, 3, 3), np.float32), low=flat[0], high=flat[1])
    return Body(name, shape, (float(middle[0]), height_m, float(middle[1]), 0.0), polygon=corners, solid=False)


def _size_factor(thing: Thing, name: str) -> float:
    """How much one of several differs in size."""
    if thing.count == 1 or not thing.vary:
        return 1.0
    return float(2.0 ** (_rng(7, name).uniform(-1, 1) * thing.vary * 0.585))


def _rng(seed: int, name: str) -> np.random.Generator:
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest, "little"))
