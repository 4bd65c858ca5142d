"""Where the solid things of a scene are, as a grid of small cells: for rays, feet and hands. Made once per scene."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene

CELL_M = 0.12
"""Side of a cell where the scene is small enough."""
MOST_CELLS = 6_000_000
LARGEST_CELL_M = 0.6
SAMPLES_PER_TRIANGLE = 40_000
"""At most; a larger triangle is sampled more thinly."""
STEP = 0.5
"""How far a ray goes from sample to sample, in cells."""
FIRST_STRETCH = 96
"""Samples that are looked at first; each further stretch has four times as many."""
LOW_M, HIGH_M = -3.0, 9.0
"""Heights over the floor that matter to somebody who stands on it."""

Points = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Surfaces:
    """Points spread over the triangles of what stands still.

    Attributes:
        points: float32 (P, 3), metres in the scene.
        upward: float32 (P), y of the unit normal there.
        owner: int16 (P), number of the thing in `owners`; 0 is what has no name.
        owners: ids by number; the first is "".
    """

    points: Points
    upward: npt.NDArray[np.float32]
    owner: npt.NDArray[np.int16]
    owners: tuple[str, ...]


@dataclass(frozen=True)
class SolidGrid:
    """Which cells are solid, and whose they are.

    Attributes:
        low: float32 (3), the corner of cell (0, 0, 0).
        cell_m: side of a cell.
        cells: int16 (X, Y, Z); 0 is empty, else the owner's number plus one.
        owners: ids by number; the first is "".
    """

    low: Points
    cell_m: float
    cells: npt.NDArray[np.int16]
    owners: tuple[str, ...]

    def hit(self, origin: npt.ArrayLike, direction: npt.ArrayLike, reach_m: float = 60.0) -> tuple[float, str] | None:
        """Distance to the first solid cell along a ray and whose it is ("" for nobody's); None where nothing is hit.

        Args:
            direction: of unit length.
        """
        return self.hits(origin, np.asarray(direction, np.float32)[None], reach_m)[0]

    def hits(
        self, origin: npt.ArrayLike, directions: npt.ArrayLike, reach_m: float = 60.0
    ) -> list[tuple[float, str] | None]:
        """The same for several rays from one place at once: hardly slower than one."""
        step_m, most = STEP * self.cell_m, int(reach_m / (STEP * self.cell_m))
        start = (np.asarray(origin, np.float32) - self.low) / np.float32(self.cell_m)
        ways = np.asarray(directions, np.float32) * np.float32(STEP)
        counts = [min(most, self._steps_within(start.tolist(), way)) for way in ways.tolist()]
        met: list[tuple[float, str] | None] = [None] * len(ways)
        first, stretch = 1, FIRST_STRETCH
        under_way = [number for number, count in enumerate(counts) if count >= first]
        while under_way:  # most rays end near by: the first stretch is short
            end = min(first + stretch, max(counts[number] for number in under_way) + 1)
            steps = np.arange(first, end, dtype=np.float32)
            index = np.floor(start + steps[:, None, None] * ways[under_way]).astype(np.intp)
            inside = ((index >= 0) & (index < self.cells.shape)).all(axis=2)
            found = np.zeros(inside.shape, np.int16)
            found[inside] = self.cells[tuple(index[inside].T)]
            nearest = (found != 0).argmax(axis=0)
            for place, number in enumerate(under_way):
                owner = int(found[nearest[place], place])
                if owner:
                    met[number] = float(steps[nearest[place]]) * step_m, self.owners[owner - 1]
            first, stretch = end, stretch * 4
            under_way = [number for number in under_way if met[number] is None and counts[number] >= first]
        return met

    def _steps_within(self, start: list[float], way: list[float]) -> int:
        """Samples until a ray leaves the grid: beyond the last cell nothing is met."""
        within = [
            int(max((size - at if by > 0 else at) / abs(by), 0.0)) + 1
            for at, by, size in zip(start, way, self.cells.shape, strict=True)
            if by
        ]
        return min(within, default=0)


def surfaces_of(
    scene: Scene, low: npt.ArrayLike, high: npt.ArrayLike, spacing_m: float, skip: Collection[str] = ("host",)
) -> Surfaces:
    """Points on all that a scene shows within a box, at rest.

    Args:
        spacing_m: about how far the points are apart.
        skip: placements that are left out (who walks about by itself).
    """
    low, high = np.asarray(low, np.float32), np.asarray(high, np.float32)
    nodes = scene.nodes
    world = world_matrices(nodes, LocalPose.at_rest(nodes))
    owners, owner_of_node = _owners(scene, skip)
    parts: list[tuple[Points, npt.NDArray[np.float32], int]] = []
    for node in np.flatnonzero((nodes.mesh >= 0) & nodes.visible & (owner_of_node >= 0)).tolist():
        for primitive in scene.meshes[nodes.mesh[node]].primitives:
            if primitive.skinned or not primitive.triangle_count:
                continue
            positions = primitive.positions @ world[node, :3, :3].T + world[node, :3, 3]
            corners = positions[primitive.indices.reshape(-1, 3)]
            near = (corners.max(axis=1) >= low).all(axis=1) & (corners.min(axis=1) <= high).all(axis=1)
            points, upward = _spread(corners[near], spacing_m)
            inside = ((points >= low) & (points <= high)).all(axis=1)
            parts.append((points[inside], upward[inside], int(owner_of_node[node])))
    if not parts:
        return Surfaces(np.zeros((0, 3), np.float32), np.zeros(0, np.float32), np.zeros(0, np.int16), tuple(owners))
    owner = np.concatenate([np.full(len(points), number, np.int16) for points, _, number in parts])
    return Surfaces(np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts]), owner, tuple(owners))


def solid_grid(surfaces: Surfaces, low: npt.ArrayLike, high: npt.ArrayLike, cell_m: float) -> SolidGrid:
    """The cells that have a point in them; where several things share one, it is the thing's that has a name."""
    low = np.asarray(low, np.float32)
    shape = np.maximum(np.ceil((np.asarray(high, np.float32) - low) / cell_m).astype(int), 1)
    cells = np.zeros(tuple(shape), np.int16)
    index = np.floor((surfaces.points - low) / cell_m).astype(np.intp)
    inside = ((index >= 0) & (index < shape)).all(axis=1)
    flat = np.ravel_multi_index(tuple(index[inside].T), tuple(shape))
    np.maximum.at(cells.reshape(-1), flat, surfaces.owner[inside] + 1)
    return SolidGrid(low, cell_m, cells, surfaces.owners)


def cell_size(low: npt.ArrayLike, high: npt.ArrayLike) -> float:
    """The finest cell, from `CELL_M` on, of which a box has no more than `MOST_CELLS`."""
    volume = float(np.prod(np.maximum(np.asarray(high, float) - np.asarray(low, float), 0.1)))
    return min(max(CELL_M, (volume / MOST_CELLS) ** (1 / 3)), LARGEST_CELL_M)


def _owners(scene: Scene, skip: Collection[str]) -> tuple[list[str], npt.NDArray[np.int16]]:
    """Ids by number, and the number of each node; -1 for what is left out."""
    owners, of_node = [""], np.zeros(len(scene.nodes), np.int16)
    placements: Mapping[str, object] = scene.placements
    for name in placements:
        placement = scene.placements[name]
        nodes = slice(placement.node_offset, placement.node_offset + placement.node_count)
        if name in skip:
            of_node[nodes] = of_node[placement.root] = -1
        else:
            of_node[nodes] = of_node[placement.root] = len(owners)
            owners.append(name)
    return owners, of_node


def _spread(corners: Points, spacing_m: float) -> tuple[Points, npt.NDArray[np.float32]]:
    """Points over triangles (T, 3, 3), evenly and always the same; and y of the unit normal at each."""
    if not len(corners):
        return np.zeros((0, 3), np.float32), np.zeros(0, np.float32)
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normal = np.cross(b - a, c - a)
    length = np.linalg.norm(normal, axis=1)
    upward = normal[:, 1] / np.maximum(length, 1e-12)
    counts = np.clip(np.ceil(length / 2 / spacing_m**2 * 2.0), 1, SAMPLES_PER_TRIANGLE).astype(np.intp)
    which = np.repeat(np.arange(len(corners)), counts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    # The R2 sequence (Roberts 2018), folded into the triangle.
    u = (0.5 + number * 0.7548776662466927) % 1.0
    v = (0.5 + number * 0.5698402909980532) % 1.0
    over = u + v > 1.0
    u, v = np.where(over, 1.0 - u, u)[:, None], np.where(over, 1.0 - v, v)[:, None]
    points = a[which] + u * (b - a)[which] + v * (c - a)[which]
    return points.astype(np.float32), upward[which].astype(np.float32)
