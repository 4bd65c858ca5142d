"""Outlines made solid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tools.build_assets.mesh import Array, Mesh, merged
from tools.build_assets.shapes import moulding


def triangulate(polygon: Array) -> npt.NDArray[np.int64]:
    """Ear clipping of a simple polygon given counter-clockwise."""
    left = list(range(len(polygon)))
    faces = []
    while len(left) > 3:
        for position in range(len(left)):
            i, j, k = left[position - 1], left[position], left[(position + 1) % len(left)]
            a, b, c = polygon[i], polygon[j], polygon[k]
            if _cross(a, b, c) <= 1e-12:
                continue
            others = [polygon[n] for n in left if n not in (i, j, k)]
            if any(_cross(a, b, p) >= 0 and _cross(b, c, p) >= 0 and _cross(c, a, p) >= 0 for p in others):
                continue
            faces.append((i, j, k))
            left.pop(position)
            break
        else:
            left.pop(0)
    faces.append(tuple(left))
    return np.array(faces, dtype=np.int64)


def _cross(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def extrude(outline: npt.ArrayLike, depth: float, bevel: float = 0.01, crease_deg: float = 35.0) -> Mesh:
    """A counter-clockwise outline in X and Y made `depth` thick (Z from -depth/2 to +depth/2), edges bevelled."""
    points = np.asarray(outline, dtype=np.float64)
    path = np.stack([points[:, 0], points[:, 1], np.zeros(len(points))], axis=1)
    half = depth / 2.0
    bevel = min(bevel, half * 0.9)
    profile = [(-bevel, -half), (0.0, -half + bevel), (0.0, half - bevel), (-bevel, half)]
    rim = moulding(path, profile, closed=True, crease_deg=crease_deg, up=(0, 0, 1))
    inner = _inset(points, bevel)
    faces = triangulate(inner)
    front = np.stack([inner[:, 0], inner[:, 1], np.full(len(inner), half)], axis=1)
    uvs = inner * (1.0, -1.0)
    normal = np.tile((0.0, 0.0, 1.0), (len(inner), 1))
    back = front * (1.0, 1.0, -1.0)
    return merged([rim, Mesh(front, normal, uvs, faces), Mesh(back, -normal, uvs, faces[:, ::-1])])


def _inset(points: Array, distance: float) -> Array:
    ahead = np.roll(points, -1, axis=0) - points
    behind = points - np.roll(points, 1, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-12)
    behind /= np.maximum(np.linalg.norm(behind, axis=1, keepdims=True), 1e-12)
    out_ahead = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    out_behind = np.stack([behind[:, 1], -behind[:, 0]], axis=1)
    out = out_ahead + out_behind
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    stretch = 1.0 / np.clip((out * out_ahead).sum(axis=1, keepdims=True), 0.3, 1.0)
    return points - out * stretch * distance
