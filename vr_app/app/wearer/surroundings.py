"""What a scene is to somebody who stands in it: floor, solid things, what can be pointed at. Worked out aside."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vr_app.kernel.latest import Latest
from vr_app.scene.grabbing import Graspable
from vr_app.scene.locomotion.ground import GroundMap, ground_bounds, walkable_ground, zone_ground
from vr_app.scene.pointing import Target, targets_of
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.solids import HIGH_M, LOW_M, SolidGrid, Surfaces, cell_size, solid_grid, surfaces_of
from vr_app.scene.stage import Stage
from vr_app.scene.transform import local_matrices

log = logging.getLogger(__name__)

ROUND_M = 8.0
"""How far around the walkable floor things are looked at."""
SPACING_M = 0.12

Box = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Surroundings:
    """For one stage.

    Attributes:
        ground: where one may stand.
        grid: what is solid; None until the scene itself is there.
        targets: what can be pointed at.
        boxes: lower and upper corner of each placed thing.
        graspable: what may be taken in the hand.
        scenery: things so large that they are all round rather than something to look at.
    """

    stage: Stage
    ground: GroundMap
    grid: SolidGrid | None = None
    targets: tuple[Target, ...] = ()
    boxes: dict[str, Box] | None = None
    graspable: tuple[Graspable, ...] = ()
    scenery: frozenset[str] = frozenset()

    def target(self, id_: str) -> Target | None:
        return self._targets_by_id.get(id_)

    @cached_property
    def _targets_by_id(self) -> dict[str, Target]:
        return {target.id: target for target in reversed(self.targets)}

    def around(self, at: npt.NDArray[np.float32]) -> frozenset[str]:
        """Things that are all round a point (the hall one stands in)."""
        names, low, high = self._corners
        within = ((at > low) & (at < high)).all(axis=1)
        return frozenset(names[number] for number in np.flatnonzero(within))

    @cached_property
    def _corners(self) -> tuple[tuple[str, ...], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Of all boxes, a little larger than they are."""
        boxes = self.boxes or {}
        low, high = (np.array([box[i] for box in boxes.values()], np.float32).reshape(-1, 3) for i in (0, 1))
        return tuple(boxes), low - np.float32(0.3), high + np.float32(0.3)


def first_look(stage: Stage) -> Surroundings:
    """What the stage alone tells."""
    return Surroundings(stage, zone_ground(stage), None, targets_of(stage, {}))


def scouted(stage: Stage, scene: Scene) -> Surroundings:
    """All of it; about a second for a large scene."""
    x0, z0, x1, z1 = ground_bounds(stage)
    floor = [zone.height_m for zone in stage.zones if zone.walkable] or [stage.spawn.at[1]]
    low = np.array([x0 - ROUND_M, min(floor) + LOW_M, z0 - ROUND_M])
    high = np.array([x1 + ROUND_M, max(floor) + HIGH_M, z1 + ROUND_M])
    surfaces = surfaces_of(scene, low, high, SPACING_M)
    boxes = boxes_of(surfaces)
    grid = solid_grid(surfaces, low, high, cell_size(low, high))
    ground, targets = walkable_ground(stage, surfaces), targets_of(stage, boxes)
    return Surroundings(
        stage, ground, grid, targets, boxes, graspable_of(stage, scene, boxes), scenery_of(stage, scene)
    )


def scenery_of(stage: Stage, scene: Scene) -> frozenset[str]:
    """Things that reach far beyond the floor one walks on."""
    x0, z0, x1, z1 = ground_bounds(stage)
    most_m = max(x1 - x0, z1 - z0) + 4 * ROUND_M
    nodes, world = scene.nodes, world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))
    found = set()
    for name, placement in scene.placements.items():
        for node in range(placement.node_offset, placement.node_offset + placement.node_count):
            primitives = scene.meshes[nodes.mesh[node]].primitives if nodes.mesh[node] >= 0 else ()
            for primitive in primitives:
                extent = np.abs(world[node, :3, :3]) @ (primitive.bounds_max - primitive.bounds_min)
                if max(float(extent[0]), float(extent[2])) > most_m:
                    found.add(name)
    return frozenset(found)


def graspable_of(stage: Stage, scene: Scene, boxes: dict[str, Box]) -> tuple[Graspable, ...]:
    """The things that may be taken, where they belong."""
    rest, found = LocalPose.at_rest(scene.nodes), []
    for thing in stage.things:
        if thing.grabbable and thing.id in boxes and thing.id in scene.placements:
            root = slice(scene.placements[thing.id].root, scene.placements[thing.id].root + 1)
            home = local_matrices(rest.translation[root], rest.rotation[root], rest.scale[root])[0]
            found.append(Graspable(thing.id, home, boxes[thing.id]))
    return tuple(found)


def boxes_of(surfaces: Surfaces) -> dict[str, Box]:
    """Lower and upper corner of each named owner's points."""
    out: dict[str, Box] = {}
    for number, name in enumerate(surfaces.owners):
        points = surfaces.points[surfaces.owner == number]
        if name and len(points):
            out[name] = points.min(axis=0), points.max(axis=0)
    return out


class Scout:
    """Looks round in a thread of its own.

    Attributes:
        found: the newest surroundings; None before the first.
    """

    def __init__(self) -> None:
        self.found: Latest[Surroundings | None] = Latest(None)

    def enter(self, stage: Stage) -> None:
        """Another stage, of which nothing is loaded yet."""
        self.found.set(first_look(stage))

    def look(self, stage: Stage, scene: Scene) -> None:
        """The scene is there: looks at all of it, aside."""
        now = self.found.get()
        if now is None or now.stage is not stage:
            self.enter(stage)
        threading.Thread(target=self._look, args=(stage, scene), name="scout", daemon=True).start()

    def _look(self, stage: Stage, scene: Scene) -> None:
        found = scouted(stage, scene)
        now = self.found.get()
        if now is None or now.stage.folder == stage.folder:
            self.found.set(found)
