"""From a signed-distance field to a clean triangle mesh: surface nets, decimation, projection, exact normals."""

from __future__ import annotations

from dataclasses import dataclass, field

import fast_simplification
import numpy as np
import numpy.typing as npt

from tools.build_assets.avatar.sdf import Array, Field, gradient

Faces = npt.NDArray[np.int64]

_CORNERS = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if np.abs(_CORNERS[a] - _CORNERS[b]).sum() == 1]


@dataclass
class Mesh:
    """Triangles with what one material needs.

    Attributes:
        positions: `[N, 3]`, model space, metres.
        normals: `[N, 3]`, unit.
        faces: `[T, 3]`, counter-clockwise from outside.
        colours: `[N, 3]`, linear.
        uvs: `[N, 2]`.
        joints: `[N, 4]` bone indices.
        weights: `[N, 4]`, summing to 1.
        morphs: name -> (position deltas, normal deltas).
    """

    positions: Array
    normals: Array
    faces: Faces
    colours: Array
    uvs: Array
    joints: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 4), np.int64))
    weights: Array = field(default_factory=lambda: np.zeros((0, 4)))
    morphs: dict[str, tuple[Array, Array]] = field(default_factory=dict)


def _sample(shape: Field, axes: list[Array], cell: float, stride: int = 3) -> Array:
    """Field values on the lattice: exact near the surface, from a coarser lattice elsewhere (only the sign counts)."""

    def lattice(x: Array, y: Array, z: Array) -> Array:
        return np.stack(np.meshgrid(x, y, z, indexing="ij"), axis=-1)

    coarse = shape(lattice(*(a[::stride] for a in axes)))
    values = coarse
    for axis, a in enumerate(axes):
        values = np.repeat(values, stride, axis=axis).take(np.arange(len(a)), axis=axis)
    near = np.abs(values) < 2.6 * stride * cell
    points = lattice(*axes)[near]
    values[near] = np.concatenate([shape(chunk) for chunk in np.array_split(points, max(1, len(points) // 60000))])
    return values


def surface_nets(shape: Field, low: Array, high: Array, cell: float) -> tuple[Array, Faces]:
    """Quad-dominant isosurface of `shape` in a box, as triangles."""
    counts = np.ceil((np.asarray(high) - np.asarray(low)) / cell).astype(int) + 1
    axes = [low[i] + cell * np.arange(counts[i]) for i in range(3)]
    values = _sample(shape, axes, cell)
    corners = np.stack([values[tuple(slice(o, counts[i] - 1 + o) for i, o in enumerate(c))] for c in _CORNERS])
    inside = corners < 0.0
    active = inside.any(axis=0) & ~inside.all(axis=0)
    index = np.full(active.shape, -1)
    index[active] = np.arange(active.sum())
    f = corners[:, active]
    total = np.zeros((f.shape[1], 3))
    hits = np.zeros(f.shape[1])
    for a, b in _EDGES:
        crossing = (f[a] < 0.0) != (f[b] < 0.0)
        t = np.where(crossing, f[a] / np.where(crossing, f[a] - f[b], 1.0), 0.0)
        point = _CORNERS[a] + t[:, None] * (_CORNERS[b] - _CORNERS[a])
        total += np.where(crossing[:, None], point, 0.0)
        hits += crossing
    vertices = np.asarray(low) + cell * (np.argwhere(active) + total / hits[:, None])
    quads = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        head = [slice(None)] * 3
        tail = [slice(None)] * 3
        head[axis], tail[axis] = slice(0, counts[axis] - 1), slice(1, counts[axis])
        near, far = values[tuple(head)] < 0.0, values[tuple(tail)] < 0.0
        where = np.argwhere(near != far)
        where = where[
            (where[:, u] > 0) & (where[:, v] > 0) & (where[:, u] < counts[u] - 1) & (where[:, v] < counts[v] - 1)
        ]
        step_u, step_v = np.eye(3, dtype=int)[u], np.eye(3, dtype=int)[v]
        ring = [where - step_u - step_v, where - step_v, where, where - step_u]
        quad = np.stack([index[tuple(r.T)] for r in ring], axis=1)
        flip = ~near[tuple(where.T)]
        quad[flip] = quad[flip][:, ::-1]
        quads.append(quad)
    quad = np.concatenate(quads)
    return vertices, np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])


def project(shape: Field, points: Array, steps: int = 4, limit: float = 0.004) -> Array:
    """Moves points onto the surface along the gradient."""
    for _ in range(steps):
        points = points - np.clip(shape(points), -limit, limit)[:, None] * gradient(shape, points)
    return points


def carve(shape: Field, low: Array, high: Array, cell: float, triangles: int) -> tuple[Array, Array, Faces]:
    """Meshes a field: positions on the surface, gradient normals, at most about `triangles` faces."""
    points, faces = surface_nets(shape, np.asarray(low, float), np.asarray(high, float), cell)
    points = project(shape, points)
    if len(faces) > triangles:
        reduced = fast_simplification.simplify(
            np.ascontiguousarray(points), faces.astype(np.int32), target_count=triangles, agg=5
        )
        points, faces = np.asarray(reduced[0], float), np.asarray(reduced[1], np.int64)
        used = np.unique(faces)
        remap = np.full(len(points), -1)
        remap[used] = np.arange(len(used))
        points, faces = project(shape, points[used]), remap[faces]
    corner = points[faces]
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)
    faces = faces[area > 1e-10]
    return points, gradient(shape, points), faces


def vertex_normals(positions: Array, faces: Faces) -> Array:
    """Area-weighted vertex normals."""
    corner = positions[faces]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    out = np.zeros_like(positions)
    for i in range(3):
        for axis in range(3):
            out[:, axis] += np.bincount(faces[:, i], normal[:, axis], minlength=len(positions))
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def occlusion(scene: Field, points: Array, normals: Array, strength: float = 1.0) -> Array:
    """How much of the surroundings each point sees, 0 to 1, from the distance field along its normal."""
    dark = np.zeros(len(points))
    for reach, share in ((0.006, 0.25), (0.015, 0.3), (0.035, 0.3), (0.08, 0.25)):
        free = scene(points + normals * reach) / reach
        dark += share * np.clip(1.0 - free, 0.0, 1.0)
    return np.clip(1.0 - strength * dark, 0.0, 1.0)
