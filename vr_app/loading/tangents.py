"""Tangents for normal maps where a file gives none, as MikkTSpace defines them (Mikkelsen 2008, `mikktspace.c`).

Every corner of a triangle takes part in the average at its vertex, weighted by its angle; corners at the same position,
normal and coordinates count as one vertex, and mirrored coordinates are kept apart (a vertex used by both is split).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
TINY = 1e-20


class Tangents(NamedTuple):
    """What `corner_tangents` finds.

    Attributes:
        source: (W), the old vertex that each new one copies.
        indices: uint32 (I), into the new vertices.
        tangents: float32 (W, 4); unit, along +u; w is the bitangent's sign, bitangent = cross(normal, tangent) * w.
    """

    source: npt.NDArray[np.int64]
    indices: npt.NDArray[np.uint32]
    tangents: Array


def corner_tangents(positions: Array, normals: Array, uv: Array, indices: npt.NDArray[np.uint32]) -> Tangents:
    """Tangents of a triangle list; vertices that need two are split."""
    corners = indices.astype(np.int64)
    triangles = corners.reshape(-1, 3)
    p, t = positions[triangles].astype(np.float64), uv[triangles].astype(np.float64)
    d1, d2 = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
    t1, t2 = t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]
    area = t1[:, 0] * t2[:, 1] - t1[:, 1] * t2[:, 0]
    mirrored = area > 0
    along = (d1 * t2[:, 1:] - d2 * t1[:, 1:]) * np.sign(area)[:, None]
    size = np.linalg.norm(along, axis=1, keepdims=True)
    flat = (np.abs(area) <= TINY) | (size[:, 0] <= TINY)
    along = np.where(flat[:, None], 0.0, along / np.maximum(size, TINY))

    n = _unit(normals[corners].astype(np.float64))
    weighted = _unit(_in_plane(np.repeat(along, 3, axis=0), n)) * _angles(p, n)[:, None]
    weld = _welded(positions, normals, uv)[corners]
    side = np.repeat(mirrored, 3).astype(np.int64)
    group = weld * 2 + side
    sums = [np.bincount(group, weighted[:, axis], int(weld.max()) * 2 + 2) for axis in range(3)]
    total = np.stack(sums, axis=1).astype(np.float64)
    has_tangent = np.bincount(group, ~np.repeat(flat, 3), len(total)) > 0
    loose = np.repeat(flat, 3) & ~has_tangent[group] & has_tangent[group ^ 1]
    group = np.where(loose, group ^ 1, group)

    key = corners * 2 + (group & 1)
    kept, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    normal = n[first]
    tangent = _in_plane(total[group[first]], normal)
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    out = np.empty((len(kept), 4), np.float32)
    out[:, :3] = np.where(length > TINY, tangent / np.maximum(length, TINY), _any_perpendicular(normal))
    out[:, 3] = np.where(kept & 1, -1.0, 1.0)
    return Tangents(kept >> 1, inverse.reshape(-1).astype(np.uint32), out)


def _welded(positions: Array, normals: Array, uv: Array) -> npt.NDArray[np.int64]:
    """A number per vertex, the same for vertices that are equal in all three."""
    rows = np.ascontiguousarray(np.concatenate([positions, normals, uv], axis=1, dtype=np.float32) + np.float32(0))
    keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).reshape(-1)
    return np.unique(keys, return_inverse=True)[1].reshape(-1)


def _angles(p: npt.NDArray[np.float64], n: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Angle at every corner (3T), measured in the plane of its normal."""
    ahead = _unit(_in_plane((np.roll(p, -1, axis=1) - p).reshape(-1, 3), n))
    behind = _unit(_in_plane((np.roll(p, 1, axis=1) - p).reshape(-1, 3), n))
    return np.arccos(np.clip(np.sum(ahead * behind, axis=1), -1.0, 1.0))


def _in_plane(vectors: npt.NDArray[np.float64], normals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return vectors - normals * np.sum(normals * vectors, axis=1, keepdims=True)


def _unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), TINY)


def _any_perpendicular(normals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    reference = np.where(np.abs(normals[:, :1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
    return _unit(_in_plane(reference, normals))
