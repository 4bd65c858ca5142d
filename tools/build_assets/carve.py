"""Turns a distance field into a smooth mesh (surface nets): what cannot be turned, swept or extruded is carved."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tools.build_assets.mesh import Array, Mesh

Field = Callable[[Array], Array]
"""Points [N, 3] to signed distances [N], negative inside."""

_CORNERS = np.array([(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)])
_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if int(np.abs(_CORNERS[a] - _CORNERS[b]).sum()) == 1]


def carve(field: Field, low: tuple[float, float, float], high: tuple[float, float, float], cell: float) -> Mesh:
    """The surface of a field within a box, in cells of `cell` metres; uvs from above and the front."""
    start = np.asarray(low, dtype=np.float64)
    shape = np.ceil((np.asarray(high) - start) / cell).astype(int) + 1
    index = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), axis=-1)
    values = field((start + index * cell).reshape(-1, 3)).reshape(tuple(shape))
    inside = values < 0.0
    corner_values = np.stack([_shifted(values, corner) for corner in _CORNERS], axis=-1)
    corner_inside = corner_values < 0.0
    mixed = corner_inside.any(axis=-1) & ~corner_inside.all(axis=-1)
    total = np.zeros((*mixed.shape, 3))
    count = np.zeros(mixed.shape)
    for a, b in _EDGES:
        va, vb = corner_values[..., a], corner_values[..., b]
        crossing = (va < 0.0) != (vb < 0.0)
        t = np.where(crossing, va / np.where(crossing, va - vb, 1.0), 0.0)[..., None]
        point = _CORNERS[a] + (_CORNERS[b] - _CORNERS[a]) * t
        total += np.where(crossing[..., None], point, 0.0)
        count += crossing
    cells = np.argwhere(mixed)
    number = np.full(mixed.shape, -1)
    number[mixed] = np.arange(len(cells))
    positions = start + (cells + total[mixed] / count[mixed][:, None]) * cell
    quads = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        step = np.eye(3, dtype=int)
        before = inside[tuple(slice(0, -1) if k == axis else slice(None) for k in range(3))]
        after = inside[tuple(slice(1, None) if k == axis else slice(None) for k in range(3))]
        places = np.argwhere(before != after)
        keep = (places[:, u] > 0) & (places[:, v] > 0)
        keep &= (places[:, u] < mixed.shape[u]) & (places[:, v] < mixed.shape[v])
        places = places[keep]
        outward = before[tuple(places.T)]
        ring = [places - step[u] - step[v], places - step[v], places, places - step[u]]
        corners = np.stack([number[tuple(place.T)] for place in ring], axis=1)
        quads.append(np.where(outward[:, None], corners, corners[:, ::-1]))
    quad = np.concatenate(quads)
    faces = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
    normals = gradient(field, positions, cell * 0.5)
    uvs = np.stack([positions[:, 0] + 0.7 * positions[:, 2], -positions[:, 1]], axis=1)
    return Mesh(positions, normals, uvs, faces)


def _shifted(values: Array, corner: Array) -> Array:
    i, j, k = (int(c) for c in corner)
    n = values.shape
    return values[i : n[0] - 1 + i, j : n[1] - 1 + j, k : n[2] - 1 + k]


def gradient(field: Field, points: Array, step: float) -> Array:
    """Unit normals of the field at points."""
    out = np.zeros_like(points)
    for axis in range(3):
        shift = np.eye(3)[axis] * step
        out[:, axis] = field(points + shift) - field(points - shift)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def ellipsoid(p: Array, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> Array:
    """Near-exact distance to an ellipsoid."""
    r = np.asarray(radii)
    q = p - centre
    k0 = np.linalg.norm(q / r, axis=-1)
    k1 = np.linalg.norm(q / (r * r), axis=-1)
    return np.where(k1 > 1e-9, k0 * (k0 - 1.0) / np.maximum(k1, 1e-9), -r.min())


def capsule(p: Array, a: tuple[float, float, float], b: tuple[float, float, float], ra: float, rb: float) -> Array:
    """A round bar from a to b, its radius going from ra to rb."""
    start, end = np.asarray(a), np.asarray(b)
    along = end - start
    t = np.clip(((p - start) @ along) / (along @ along), 0.0, 1.0)
    return np.linalg.norm(p - (start + t[..., None] * along), axis=-1) - (ra + (rb - ra) * t)


def melt(a: Array, b: Array, k: float) -> Array:
    """Smooth union."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0.0, 1.0)
    return b + (a - b) * h - k * h * (1.0 - h)


def dent(a: Array, b: Array, k: float) -> Array:
    """Smoothly takes b out of a."""
    return -melt(-a, b, k)
