"""The body of a thing for placing it: its triangles, and what they are seen from above: tops, undersides, floors.

In its own space (metres, +Y up, front +Z), scale already applied. Heights are kept in a grid of cells on the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

CELLS = 64
"""Cells along the longer side of a thing's plan."""
FLOORS = 6
"""Floors above each other that are told apart."""
_BIN_M = 0.03
_FOOT_M = 0.02
MOST_FEET = 24
MOST_UNDERSIDES = 96


@dataclass(frozen=True)
class Shape:
    """A body.

    Attributes:
        key: equal for equal bodies.
        triangles: float32 (T, 3, 3).
        low: float32 (3), of its bounds.
        high: float32 (3).
        cell_m: side of a cell.
        tops: float32 (X, Z); the highest surface in each cell, NaN where there is none.
        lows: float32 (X, Z); the lowest one.
        floors: float32 (X, Z, FLOORS); surfaces one can stand something on, from below, NaN where there are no more.
        headroom: float32 (X, Z, FLOORS); free height over each of them.
        feet: float64 (F, 2); where it touches what it stands on, x and z.
        undersides: float64 (U, 3); points of its underside all over its plan: x, z and height.
    """

    key: str
    triangles: Floats
    low: Floats
    high: Floats
    cell_m: float
    tops: Floats
    lows: Floats
    floors: Floats
    headroom: Floats
    feet: Floats
    undersides: Floats

    @cached_property
    def half(self) -> Floats:
        """Half its width and depth on the plan."""
        return (self.high - self.low)[[0, 2]].astype(np.float64) / 2

    @cached_property
    def middle(self) -> Floats:
        """Middle of its plan, from its origin."""
        return (self.high + self.low)[[0, 2]].astype(np.float64) / 2

    @cached_property
    def height_m(self) -> float:
        return float(self.high[1] - self.low[1])

    @cached_property
    def area_m2(self) -> float:
        return float(4 * self.half[0] * self.half[1])

    @property
    def is_place(self) -> bool:
        """Large enough to be walked on or in: a hall, a terrace, a landscape."""
        return self.area_m2 > 16.0

    def cells(self, points: npt.NDArray[np.floating]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray]:
        """Cells of points on the plan (..., 2): x and z indices, clipped, and which points are inside."""
        at = np.floor((points - self.low[[0, 2]]) / self.cell_m).astype(np.intp)
        size = np.array(self.tops.shape)
        inside = np.asarray(((at >= 0) & (at < size)).all(axis=-1))
        at = np.clip(at, 0, size - 1)
        return at[..., 0], at[..., 1], inside

    def tops_at(self, points: npt.NDArray[np.floating]) -> Floats:
        """Highest surface at points of the plan (..., 2); NaN beside it."""
        x, z, inside = self.cells(points)
        return np.where(inside, self.tops[x, z], np.nan).astype(np.float32)

    def floors_at(self, points: npt.NDArray[np.floating]) -> tuple[Floats, Floats]:
        """Floors and their headroom at points of the plan: (..., FLOORS) each; NaN beside it."""
        x, z, inside = self.cells(points)
        floors = np.where(inside[..., None], self.floors[x, z], np.nan).astype(np.float32)
        return floors, self.headroom[x, z]


def shape_of_triangles(key: str, triangles: npt.NDArray[np.floating]) -> Shape:
    """Works a body out of its triangles, (T, 3, 3); a small box where there are none."""
    corners = np.asarray(triangles, np.float32).reshape(-1, 3, 3)
    if not len(corners):
        corners = box_triangles((0.1, 0.1, 0.1))
    low, high = corners.reshape(-1, 3).min(axis=0), corners.reshape(-1, 3).max(axis=0)
    cell_m = max(float((high - low)[[0, 2]].max()) / CELLS, 0.01)
    size = np.maximum(np.ceil((high - low)[[0, 2]] / cell_m - 1e-4).astype(int), 1)
    points, level = _surface_points(corners, cell_m * 0.6)
    at = np.clip(((points[:, [0, 2]] - low[[0, 2]]) / cell_m).astype(np.int64), 0, size - 1)
    cell = at[:, 0] * size[1] + at[:, 1]
    tops = np.full(size[0] * size[1], -np.inf, np.float32)
    np.maximum.at(tops, cell, points[:, 1])
    lows = np.full(size[0] * size[1], np.inf, np.float32)
    np.minimum.at(lows, cell, points[:, 1])
    floors, headroom = _floors(cell, points[:, 1], level, len(tops))
    filled = np.flatnonzero(np.isfinite(lows))
    middles = low[[0, 2]] + (np.stack(np.divmod(filled, size[1]), axis=1) + 0.5) * cell_m
    rise = lows[filled] - low[1]
    feet = _thinned(middles[rise < _FOOT_M + 0.01 * (high[1] - low[1])], MOST_FEET)
    undersides = _thinned(np.concatenate([middles, lows[filled, None]], axis=1), MOST_UNDERSIDES)
    grid = (int(size[0]), int(size[1]))
    return Shape(
        key=key,
        triangles=corners,
        low=low,
        high=high,
        cell_m=cell_m,
        tops=np.where(np.isfinite(tops), tops, np.nan).astype(np.float32).reshape(grid),
        lows=np.where(np.isfinite(lows), lows, np.nan).astype(np.float32).reshape(grid),
        floors=floors.reshape(*grid, FLOORS),
        headroom=headroom.reshape(*grid, FLOORS),
        feet=feet.astype(np.float64),
        undersides=undersides.astype(np.float64),
    )


def scaled(shape: Shape, factor: float) -> Shape:
    """The same body in another size."""
    if factor == 1.0:
        return shape
    f = np.float32(factor)
    return replace(
        shape,
        key=f"{shape.key}*{factor:.4f}",
        triangles=shape.triangles * f,
        low=shape.low * f,
        high=shape.high * f,
        cell_m=shape.cell_m * factor,
        tops=shape.tops * f,
        lows=shape.lows * f,
        floors=shape.floors * f,
        headroom=shape.headroom * f,
        feet=shape.feet * factor,
        undersides=shape.undersides * factor,
    )


def box_triangles(size: tuple[float, float, float]) -> Floats:
    """The twelve triangles of a box that stands on the origin."""
    w, h, d = size[0] / 2, size[1], size[2] / 2
    corner = np.array([[x, y, z] for x in (-w, w) for y in (0, h) for z in (-d, d)], np.float32)
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    return np.array([corner[[a, b, c]] for q in sides for a, b, c in (q[:3], (q[0], q[2], q[3]))], np.float32)


def _surface_points(corners: Floats, step_m: float) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Points all over the triangles, and which of them lie on surfaces that face up."""
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    counts = np.clip(np.ceil(sides / step_m), 1, 96).astype(int)
    counts = 2 ** np.ceil(np.log2(counts)).astype(int)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    up = normal[:, 1] > 0.5 * np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
    points, level = [], []
    for count in np.unique(counts):
        chosen = counts == count
        u, v = (axis.ravel() / count for axis in np.mgrid[0 : count + 1, 0 : count + 1])
        keep = u + v <= 1 + 1e-6
        shares = np.stack([1 - u - v, u, v], axis=1)[keep].astype(np.float32)
        points.append(np.einsum("ps,tsx->tpx", shares, corners[chosen]).reshape(-1, 3))
        level.append(np.repeat(up[chosen], len(shares)))
    return np.concatenate(points).astype(np.float32), np.concatenate(level)


def _floors(
    cell: npt.NDArray[np.int64], heights: Floats, level: npt.NDArray[np.bool_], cells: int
) -> tuple[Floats, Floats]:
    """For each cell the surfaces that face up, from below, and the free height over each."""
    base = float(heights.min())
    bins = np.floor((heights - base) / _BIN_M).astype(np.int64)
    wide = int(bins.max()) + 8
    every = np.unique(cell * wide + bins)
    chosen, where = np.unique((cell * wide + bins)[level], return_inverse=True)
    real = np.full(len(chosen), -np.inf, np.float32)
    np.maximum.at(real, where, heights[level])
    above = np.searchsorted(every, chosen + 2)
    next_up = every[np.minimum(above, len(every) - 1)]
    same = (above < len(every)) & (next_up // wide == chosen // wide)
    room = np.where(same, base + (next_up % wide) * _BIN_M - real, 1e4).astype(np.float32)
    # One floor may fill two neighbouring bins: the upper one counts.
    own = chosen // wide
    last = np.ones(len(chosen), bool)
    last[:-1] = (chosen[1:] != chosen[:-1] + 1) | (own[1:] != own[:-1])
    last &= room > 0.04
    own, real, room = own[last], real[last], room[last]
    start = np.searchsorted(own, own)
    rank = np.arange(len(own)) - start
    floors, headroom = np.full((cells, FLOORS), np.nan, np.float32), np.zeros((cells, FLOORS), np.float32)
    few = rank < FLOORS
    floors[own[few], rank[few]], headroom[own[few], rank[few]] = real[few], room[few]
    return floors, headroom


def _thinned(rows: npt.NDArray, most: int) -> npt.NDArray:
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).astype(int)]
