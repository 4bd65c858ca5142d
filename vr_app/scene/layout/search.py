"""Looks for the best place for one thing: candidates by its first relation, judged by all of them and by the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.arrangement import Arrangement
from vr_app.scene.layout.bodies import Body, Pose, rectangles_of
from vr_app.scene.layout.candidates import candidates
from vr_app.scene.layout.placement import rng_of
from vr_app.scene.layout.plan import turned
from vr_app.scene.layout.reach import Reach
from vr_app.scene.layout.relations import violation
from vr_app.scene.layout.shape import Shape
from vr_app.scene.layout.sight import sees
from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]

ROUNDS = (24, 72, 160)
"""How many places are tried for a thing, round by round."""
MET = 1e-6


class PlaceSearch:
    """In one place as furnished so far.

    Args:
        arrangement: what stands there.
        walk: the area one walks in; None where the stage names none.
        reach: keeps the floor in one piece.
        members: names of those of a thing that stand already, by its id.
    """

    def __init__(
        self,
        stage: Stage,
        arrangement: Arrangement,
        walk: Body | None,
        reach: Reach,
        members: Mapping[str, Sequence[str]],
    ) -> None:
        self._stage = stage
        self._arrangement = arrangement
        self._walk = walk
        self._reach = reach
        self._members = members

    def find(
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
        rng = rng_of(self._stage.seed, name)
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
                spread = self._spread_m()
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
            floor = self.floor_m(poses[0, [0, 2]])
            free = self._arrangement.room(thing, shape, poses, floor)
            neighbours = self._arrangement.neighbours(shape, poses)
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
                    not sees(self._arrangement.solids, others[0], Body(name, shape, pose, thing))
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
            hit = self._arrangement.hits(shape, pose, neighbours, inside=inside or support)
            if not hit:
                return pose
            if hit != support and not (hit in self._arrangement.bodies and self._arrangement.bodies[hit].is_floor):
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
            heights = self._arrangement.stand_on_thing(shape, places, below, inside=on is None)
            support[:] = below.id
        else:
            near = self.floor_m(found[0, :2], targets)
            heights = self._arrangement.stand_on_floor(shape, places, near)
            table = self._arrangement.bodies.get(targets[0].stands_on) if targets and targets[0].stands_on else None
            if table is not None and shape.area_m2 < 0.6 * table.shape.area_m2:
                upper = self._arrangement.stand_on_thing(shape, places, table, inside=False)
                support = np.where(np.isfinite(upper), table.id, support)
                heights = np.where(np.isfinite(upper), upper, heights)
        if on is None and within is None and "at" in thing.given and thing.at[1]:
            heights = np.full(len(found), thing.at[1])
        return np.stack([places[:, 0], heights, places[:, 1], places[:, 2]], axis=1), list(support)

    def _spread_m(self) -> float:
        """How far round to look for room: the more there is, the farther."""
        taken = self._arrangement.area_taken_m2
        return 2.5 + 1.4 * float(np.sqrt(max(taken, 1.0)))

    def floor_m(self, point: Floats, targets: Sequence[Body] = ()) -> float:
        """The storey one is on."""
        if targets:
            first = targets[0]
            if first.polygon is not None or not first.stands_on:
                return first.pose[1] if first.thing is None else first.low_m
            return self.floor_m(point)
        return float(self._stage.spawn.at[1])

    def _spaced(self, thing: Thing, name: str, pose: Floats) -> bool:
        if thing.count == 1 or thing.layout != "scatter" or thing.spacing_m <= 0:
            return True
        others = [self._arrangement.bodies[other].pose for other in self._members.get(thing.id, ())]
        return all(np.hypot(pose[0] - p[0], pose[2] - p[2]) >= thing.spacing_m for p in others)
