"""Geometry on the floor plan: turned rectangles, polygons and segments, many at once. Points are (x, z)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]


def turned(points: Floats, yaw: Floats) -> Floats:
    """Points (..., 2) turned counter-clockwise seen from above by angles in radians that broadcast with them."""
    cos, sin = np.cos(yaw), np.sin(yaw)
    x, z = points[..., 0], points[..., 1]
    along = x * cos + z * sin
    out = np.empty((*along.shape, 2))
    out[..., 0], out[..., 1] = along, z * cos - x * sin
    return out


@dataclass(frozen=True)
class Rectangles:
    """R turned rectangles.

    Attributes:
        middle: float (R, 2).
        half: float (R, 2); half of width (along x where it is not turned) and depth.
        yaw: float (R), radians.
    """

    middle: Floats
    half: Floats
    yaw: Floats

    def corners(self) -> Floats:
        """(R, 4, 2)."""
        return self._corners

    @cached_property
    def _corners(self) -> Floats:
        signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float64)
        return self.middle[:, None] + turned(self.half[:, None] * signs, self.yaw[:, None])

    def axes(self) -> Floats:
        """(R, 2, 2): unit vectors along width and depth."""
        unit = np.eye(2)
        return turned(unit[None], self.yaw[:, None])


def gaps(a: Rectangles, b: Rectangles) -> Floats:
    """Distance between rectangles, (A, B); below 0 how deep they overlap. Near corners it is too small."""
    best = np.full((len(a.yaw), len(b.yaw)), -np.inf)
    corners_a, corners_b = a.corners(), b.corners()
    for axes, own in ((a.axes(), "a"), (b.axes(), "b")):
        for number in range(2):
            axis = axes[:, number]
            if own == "a":
                pa = np.einsum("rcx,rx->rc", corners_a, axis)
                pb = np.einsum("bcx,ax->abc", corners_b, axis)
                low_a, high_a = pa.min(axis=1)[:, None], pa.max(axis=1)[:, None]
                low_b, high_b = pb.min(axis=2), pb.max(axis=2)
            else:
                pb = np.einsum("rcx,rx->rc", corners_b, axis)
                pa = np.einsum("acx,bx->abc", corners_a, axis)
                low_b, high_b = pb.min(axis=1)[None], pb.max(axis=1)[None]
                low_a, high_a = pa.min(axis=2), pa.max(axis=2)
            best = np.maximum(best, np.maximum(low_b - high_a, low_a - high_b))
    return best


def inside_polygon(polygon: Sequence[Sequence[float]] | Floats, points: Floats) -> npt.NDArray[np.bool_]:
    """Even-odd rule for points (..., 2)."""
    corners = np.asarray(polygon, np.float64)
    x, z = points[..., 0, None], points[..., 1, None]
    x0, z0 = corners[:, 0], corners[:, 1]
    x1, z1 = np.roll(x0, -1), np.roll(z0, -1)
    crosses = (z0 > z) != (z1 > z)
    rise = np.where(z1 == z0, 1.0, z1 - z0)
    return (np.sum(crosses & (x < (x1 - x0) * (z - z0) / rise + x0), axis=-1) % 2).astype(bool)


def edge_distance(polygon: Sequence[Sequence[float]] | Floats, points: Floats) -> Floats:
    """Distance of points (..., 2) from the nearest edge."""
    corners = np.asarray(polygon, np.float64)
    start, along = corners, np.roll(corners, -1, axis=0) - corners
    offset = points[..., None, :] - start
    share = np.sum(offset * along, axis=-1) / np.maximum(np.sum(along**2, axis=-1), 1e-12)
    nearest = start + np.clip(share, 0, 1)[..., None] * along
    return np.linalg.norm(points[..., None, :] - nearest, axis=-1).min(axis=-1)


def segment_rectangle(a: Floats, b: Floats, half_width_m: float) -> Rectangles:
    """The rectangle round one segment."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    along = b - a
    yaw = np.arctan2(along[0], along[1])
    half = np.array([[half_width_m, np.linalg.norm(along) / 2]])
    return Rectangles(((a + b) / 2)[None], half, np.array([yaw]))
