"""Signed-distance shapes: what the sculptor has instead of clay.

A field is a function from points `[..., 3]` (metres) to distances `[...]` (metres, negative inside). Distances are
exact near the surface for spheres and round cones and close to it for ellipsoids, which is all that meshing needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Field = Callable[[Array], Array]
Point = Sequence[float] | Array


def sphere(p: Array, centre: Point, radius: float) -> Array:
    """Ball."""
    return np.linalg.norm(p - np.asarray(centre), axis=-1) - radius


def ellipsoid(p: Array, centre: Point, radii: Point) -> Array:
    """Ellipsoid; the distance is first-order correct at the surface."""
    q = (p - np.asarray(centre)) / np.asarray(radii)
    k0 = np.linalg.norm(q, axis=-1)
    k1 = np.linalg.norm(q / np.asarray(radii), axis=-1)
    return k0 * (k0 - 1.0) / np.maximum(k1, 1e-9)


def box(p: Array, centre: Point, half: Point, rounding: float = 0.0) -> Array:
    """Box with rounded edges; `half` includes the rounding."""
    q = np.abs(p - np.asarray(centre)) - (np.asarray(half) - rounding)
    outside = np.linalg.norm(np.maximum(q, 0.0), axis=-1)
    return outside + np.minimum(q.max(axis=-1), 0.0) - rounding


def round_cone(p: Array, a: Point, b: Point, ra: float, rb: float) -> Array:
    """Capsule from `a` to `b` whose radius goes linearly from `ra` to `rb`."""
    start = np.asarray(a, float)
    axis = np.asarray(b, float) - start
    t = np.clip(((p - start) @ axis) / max(float(axis @ axis), 1e-12), 0.0, 1.0)
    return np.linalg.norm(p - start - t[..., None] * axis, axis=-1) - (ra + (rb - ra) * t)


def torus(p: Array, centre: Point, radius: float, thickness: float) -> Array:
    """Ring lying flat (its axis is Y)."""
    q = p - np.asarray(centre)
    ring = np.hypot(q[..., 0], q[..., 2]) - radius
    return np.hypot(ring, q[..., 1]) - thickness


def union(a: Array, b: Array, k: float = 0.0) -> Array:
    """Union; `k` (metres) is the width over which the two melt together."""
    if k <= 0.0:
        return np.minimum(a, b)
    h = np.maximum(k - np.abs(a - b), 0.0) / k
    return np.minimum(a, b) - h * h * h * k / 6.0


def intersect(a: Array, b: Array, k: float = 0.0) -> Array:
    """Intersection with a rounded edge of width `k`."""
    return -union(-a, -b, k)


def subtract(a: Array, b: Array, k: float = 0.0) -> Array:
    """`a` without `b`, with a rounded edge of width `k`."""
    return intersect(a, -b, k)


def smoothstep(low: float, high: float, x: Array) -> Array:
    """0 below `low`, 1 above `high` (or the other way round), smooth in between."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def bezier(points: Sequence[Point], count: int) -> Array:
    """`count` points along the quadratic curve with three control points."""
    p0, p1, p2 = (np.asarray(p, float) for p in points)
    t = np.linspace(0.0, 1.0, count)[:, None]
    return (1 - t) ** 2 * p0 + 2 * t * (1 - t) * p1 + t**2 * p2


def tube(p: Array, path: Array, radii: Sequence[float] | Array) -> Array:
    """Round cones along a polyline."""
    radius = np.asarray(radii, float)
    d = round_cone(p, path[0], path[1], radius[0], radius[1])
    for i in range(1, len(path) - 1):
        d = np.minimum(d, round_cone(p, path[i], path[i + 1], radius[i], radius[i + 1]))
    return d


def gradient(field: Field, p: Array, step: float = 3e-4) -> Array:
    """Unit gradient by central differences."""
    out = np.empty_like(p)
    for axis in range(3):
        offset = np.zeros(3)
        offset[axis] = step
        out[..., axis] = field(p + offset) - field(p - offset)
    return out / np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-12)


def cast(field: Field, origin: Array, direction: Array, reach: float) -> Array:
    """Distance along each ray at which it leaves the shape (rays start inside), by bisection.

    Args:
        origin: `[N, 3]` or `[3]`.
        direction: unit vectors `[N, 3]`.
        reach: metres, certainly outside.
    """
    low = np.zeros(direction.shape[0])
    high = np.full(direction.shape[0], reach)
    for _ in range(34):
        middle = 0.5 * (low + high)
        inside = field(origin + direction * middle[:, None]) < 0.0
        low = np.where(inside, middle, low)
        high = np.where(inside, high, middle)
    return 0.5 * (low + high)
