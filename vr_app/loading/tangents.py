"""Tangents for normal maps where a file gives none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


def vertex_tangents(positions: Array, normals: Array, uv: Array, indices: npt.NDArray[np.uint32]) -> Array:
    """(V, 4): unit tangents along +u, orthogonal to the normals; w is the bitangent's sign (as MikkTSpace has it)."""
    triangles = indices.reshape(-1, 3)
    p, t = positions[triangles], uv[triangles]
    edge1, edge2 = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
    duv1, duv2 = t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]
    area = duv1[:, 0] * duv2[:, 1] - duv2[:, 0] * duv1[:, 1]
    sign = np.where(area < 0, -1.0, 1.0).astype(np.float32)
    along = (edge1 * duv2[:, 1:] - edge2 * duv1[:, 1:]) * sign[:, None]
    length = np.linalg.norm(along, axis=1, keepdims=True)
    doubled = np.linalg.norm(np.cross(edge1, edge2), axis=1, keepdims=True)
    along = along / np.maximum(length, 1e-20) * doubled
    total = np.zeros((len(positions), 3))
    signs = np.zeros(len(positions))
    for corner in range(3):
        vertex = indices[corner::3]
        signs += np.bincount(vertex, sign * doubled[:, 0], len(positions))
        for axis in range(3):
            total[:, axis] += np.bincount(vertex, along[:, axis], len(positions))
    total -= normals * np.sum(normals * total, axis=1, keepdims=True)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    reference = np.where(np.abs(normals[:, :1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
    fallback = np.cross(normals, reference)
    fallback /= np.maximum(np.linalg.norm(fallback, axis=1, keepdims=True), 1e-20)
    out = np.empty((len(positions), 4), np.float32)
    out[:, :3] = np.where(length > 1e-12, total / np.maximum(length, 1e-20), fallback)
    out[:, 3] = np.where(signs < 0, -1.0, 1.0)
    return out
