"""Bakes ambient occlusion into vertex colours: rays marched through a grid of filled cells, no further than a reach."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tools.build_assets.glb import Node
from tools.build_assets.mesh import Array, Mesh


def surface_points(mesh: Mesh, spacing: float) -> Array:
    """Points on all triangles, no further apart than about `spacing`."""
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    longest = np.max([np.linalg.norm(b - a, axis=1), np.linalg.norm(c - b, axis=1), np.linalg.norm(a - c, axis=1)], 0)
    steps = np.clip(np.ceil(longest / spacing).astype(int), 1, 400)
    points = []
    for count in np.unique(steps):
        chosen = steps == count
        i, j = np.meshgrid(np.arange(count + 1), np.arange(count + 1), indexing="ij")
        keep = (i + j) <= count
        u, v = (i[keep] / count)[None, :, None], (j[keep] / count)[None, :, None]
        first = a[chosen][:, None]
        grid = first + (b[chosen][:, None] - first) * u + (c[chosen][:, None] - first) * v
        points.append(grid.reshape(-1, 3))
    return np.concatenate(points)


def directions(count: int) -> Array:
    """Evenly spread unit vectors (Fibonacci)."""
    index = np.arange(count) + 0.5
    height = 1.0 - 2.0 * index / count
    radius = np.sqrt(1.0 - height**2)
    angle = np.pi * (1.0 + 5.0**0.5) * index
    return np.stack([radius * np.cos(angle), height, radius * np.sin(angle)], axis=1)


class Occluders:
    """A grid of cells that some surface passes through."""

    def __init__(self, meshes: list[Mesh], cell: float, floor: float | None = None) -> None:
        points = np.concatenate([surface_points(mesh, cell * 0.7) for mesh in meshes])
        self.cell = cell
        self.origin = points.min(axis=0) - 2.0 * cell
        shape = np.ceil((points.max(axis=0) - self.origin) / cell).astype(int) + 3
        self.filled = np.zeros(tuple(shape), dtype=bool)
        index = ((points - self.origin) / cell).astype(int)
        self.filled[index[:, 0], index[:, 1], index[:, 2]] = True
        self.floor = floor

    def hit(self, points: Array) -> npt.NDArray[np.bool_]:
        """Whether each point lies in a filled cell (or below the floor)."""
        index = np.floor((points - self.origin) / self.cell).astype(np.int32)
        inside = np.all((index >= 0) & (index < self.filled.shape), axis=-1)
        index = np.where(inside[..., None], index, 0)
        found = self.filled[index[..., 0], index[..., 1], index[..., 2]] & inside
        return found if self.floor is None else found | (points[..., 1] < self.floor)

    def openness(self, mesh: Mesh, reach: float, rays: int = 48) -> Array:
        """How open each vertex is, from 0 to 1: near hits count more, none beyond `reach`."""
        spread = directions(rays * 2)
        start = mesh.positions + mesh.normals * self.cell * 1.3
        steps = np.arange(0.0, reach, self.cell * 0.9) + self.cell * 0.9
        total, weight_sum = np.zeros(len(start)), np.zeros(len(start))
        for direction in spread:
            facing = mesh.normals @ direction
            used = np.nonzero(facing > 0.05)[0]
            if not len(used):
                continue
            origin = start[used]
            reached = np.full(len(used), reach)
            alive = np.arange(len(used))
            for step in steps:
                struck = self.hit(origin[alive] + direction * step)
                reached[alive[struck]] = step
                alive = alive[~struck]
                if not len(alive):
                    break
            total[used] += facing[used] * np.minimum(reached / reach, 1.0) ** 0.7
            weight_sum[used] += facing[used]
        return np.where(weight_sum > 0, total / np.maximum(weight_sum, 1e-9), 1.0)


def bake(
    nodes: list[Node],
    cell: float,
    reach: float,
    *,
    darkest: float = 0.25,
    strength: float = 1.0,
    floor: float | None = None,
    others: list[Mesh] | None = None,
    rays: int = 40,
) -> None:
    """Multiplies baked occlusion into the vertex colours of untransformed nodes.

    Args:
        cell: size of a grid cell in metres.
        reach: how far something can be and still darken.
        darkest: the least factor.
        floor: height of a floor that is not part of the nodes.
        others: what else stands there and casts occlusion.
    """
    meshes = [mesh for node in nodes for mesh, _ in node.parts]
    grid = Occluders(meshes + (others or []), cell, floor)
    for node in nodes:
        for position, (mesh, material) in enumerate(node.parts):
            openness = 1.0 - strength * (1.0 - grid.openness(mesh, reach, rays))
            factor = np.clip(darkest + (1.0 - darkest) * openness * 1.12, darkest, 1.0)
            node.parts[position] = (mesh.tinted(factor[:, None]), material)
