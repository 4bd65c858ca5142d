"""Where one may stand: a map of the floor from the stage's zones and the scene's own surfaces.

Within the walkable zones the floor follows steps and slopes; what stands on it, and what hangs too low, is in the way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.solids import Surfaces
from vr_app.scene.stage import Stage, Zone

Vec3 = tuple[float, float, float]

CELL_M = 0.15
STEP_M = 0.35
"""The highest step that feet take."""
STEEPEST_UP = math.cos(math.radians(42.0))
"""y of the normal of the steepest slope one may stand on."""
HEADROOM_M = 1.7
BODY_M = 0.2
"""How far the middle of a body keeps from what is in the way."""
HOST_M = 0.55
"""How far it keeps from the host."""
ABOVE_ZONE_M, BELOW_ZONE_M = 1.2, 1.5
"""How far the floor may rise over a zone's height and fall below it."""
LEVEL_M = 0.1
"""What lies no farther from its zone's height is floor; from there feet go on by steps and slopes."""
OPEN_M = 40.0
"""How far one may walk from the arrival point where the stage has no walkable zone."""

Map = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class GroundMap:
    """A floor plan in cells.

    Attributes:
        x0: x of the first cell's corner; z0 likewise.
        cell_m: side of a cell.
        height: float32 (X, Z), metres; NaN where one may not stand.
    """

    x0: float
    z0: float
    height: Map
    cell_m: float = CELL_M

    def height_at(self, x: float, z: float) -> float:
        """Height of the floor; NaN where one may not stand."""
        i, j = self._cell(x, z)
        inside = 0 <= i < self.height.shape[0] and 0 <= j < self.height.shape[1]
        return float(self.height[i, j]) if inside else math.nan

    def may_stand(self, x: float, z: float) -> bool:
        return not math.isnan(self.height_at(x, z))

    def heights_at(self, x: npt.NDArray, z: npt.NDArray) -> Map:
        """`height_at` for many places."""
        i = np.floor((x - self.x0) / self.cell_m).astype(np.intp)
        j = np.floor((z - self.z0) / self.cell_m).astype(np.intp)
        inside = (i >= 0) & (i < self.height.shape[0]) & (j >= 0) & (j < self.height.shape[1])
        out = np.full(np.shape(x), np.nan, np.float32)
        out[inside] = self.height[i[inside], j[inside]]
        return out

    def nearest(self, x: float, z: float, within_m: float) -> Vec3 | None:
        """The nearest place where one may stand, no farther than `within_m`; None where there is none."""
        if self.may_stand(x, z):
            return (x, self.height_at(x, z), z)
        free_i, free_j = np.nonzero(~np.isnan(self.height))
        if not len(free_i):
            return None
        px, pz = self.x0 + (free_i + 0.5) * self.cell_m, self.z0 + (free_j + 0.5) * self.cell_m
        away = (px - x) ** 2 + (pz - z) ** 2
        best = int(np.argmin(away))
        if away[best] > within_m**2:
            return None
        return (float(px[best]), float(self.height[free_i[best], free_j[best]]), float(pz[best]))

    def step(self, old: Vec3, new: Vec3) -> Vec3:
        """Where feet that want to go from `old` to `new` get: along the edge of what is in the way."""
        here = self.height_at(old[0], old[2])
        for x, z in ((new[0], new[2]), (new[0], old[2]), (old[0], new[2])):
            there = self.height_at(x, z)
            if not math.isnan(there) and (math.isnan(here) or abs(there - here) <= STEP_M):
                return (x, there, z)
        return old if math.isnan(here) else (old[0], here, old[2])

    def _cell(self, x: float, z: float) -> tuple[int, int]:
        return math.floor((x - self.x0) / self.cell_m), math.floor((z - self.z0) / self.cell_m)


def zone_ground(stage: Stage) -> GroundMap:
    """The floor as the stage alone tells it: before the scene's own surfaces are known."""
    x0, z0, base = _zone_heights(stage)
    return GroundMap(x0, z0, _without_host(stage, x0, z0, base))


def walkable_ground(stage: Stage, surfaces: Surfaces) -> GroundMap:
    """The floor with steps and slopes, and without what is in the way."""
    x0, z0, base = _zone_heights(stage)
    shape, points = base.shape, surfaces.points
    i = np.floor((points[:, 0] - x0) / CELL_M).astype(np.intp)
    j = np.floor((points[:, 2] - z0) / CELL_M).astype(np.intp)
    inside = (i >= 0) & (i < shape[0]) & (j >= 0) & (j < shape[1])
    points, upward = points[inside], surfaces.upward[inside]
    flat = np.ravel_multi_index((i[inside], j[inside]), shape)
    over = points[:, 1] - base.reshape(-1)[flat]
    is_floor = (upward >= STEEPEST_UP) & (over <= ABOVE_ZONE_M) & (over >= -BELOW_ZONE_M)
    floor = np.full(base.size, -np.inf, np.float32)
    np.maximum.at(floor, flat[is_floor], points[is_floor, 1])
    floor = np.where(np.isfinite(floor), floor, base.reshape(-1))
    rise = points[:, 1] - floor[flat]
    in_the_way = np.zeros(base.size, np.bool_)
    in_the_way[flat[(rise > STEP_M) & (rise < HEADROOM_M)]] = True
    floor, blocked = floor.reshape(shape), _widened(in_the_way.reshape(shape), BODY_M)
    arrival = _cells_near(stage.spawn.at, x0, z0, shape, 0.3)
    free = ~np.isnan(base) & (~blocked | arrival)
    reached = _reachable(floor, free, free & (np.abs(floor - base) <= LEVEL_M))
    return GroundMap(x0, z0, _without_host(stage, x0, z0, np.where(reached, floor, np.nan).astype(np.float32)))


def ground_bounds(stage: Stage) -> tuple[float, float, float, float]:
    """x0, z0, x1, z1 of all that may be walkable."""
    zones = walkable_zones(stage)
    if not zones:
        x, _, z = stage.spawn.at
        return (x - OPEN_M, z - OPEN_M, x + OPEN_M, z + OPEN_M)
    corners = np.array([corner for zone in zones for corner in zone.polygon], float)
    (x0, z0), (x1, z1) = corners.min(axis=0), corners.max(axis=0)
    return (float(x0), float(z0), float(x1), float(z1))


def walkable_zones(stage: Stage) -> list[Zone]:
    return [zone for zone in stage.zones if zone.walkable and zone.polygon]


def _zone_heights(stage: Stage) -> tuple[float, float, Map]:
    """Corner and height of the zone that each cell's middle lies in; NaN outside."""
    x0, z0, x1, z1 = ground_bounds(stage)
    columns, rows = max(math.ceil((x1 - x0) / CELL_M), 1), max(math.ceil((z1 - z0) / CELL_M), 1)
    zones = walkable_zones(stage)
    if not zones:
        return x0, z0, np.full((columns, rows), stage.spawn.at[1], np.float32)
    x = (x0 + (np.arange(columns) + 0.5) * CELL_M)[:, None]
    z = (z0 + (np.arange(rows) + 0.5) * CELL_M)[None, :]
    height = np.full((columns, rows), np.nan, np.float32)
    for zone in zones:
        height[_inside(zone.polygon, x, z)] = zone.height_m
    return x0, z0, height


def _inside(polygon: Sequence[Sequence[float]], x: npt.NDArray, z: npt.NDArray) -> Mask:
    """Even-odd rule over a grid of places."""
    inside = np.zeros(np.broadcast_shapes(x.shape, z.shape), np.bool_)
    for (ax, az), (bx, bz) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if az != bz:
            inside ^= ((az > z) != (bz > z)) & (x < (bx - ax) * (z - az) / (bz - az) + ax)
    return inside


def _widened(mask: Mask, by_m: float) -> Mask:
    """The mask grown by a distance on all sides."""
    reach = round(by_m / CELL_M)
    out = mask.copy()
    for i in range(-reach, reach + 1):
        for j in range(-reach, reach + 1):
            if i * i + j * j <= reach * reach:
                out |= _shifted(mask, i, j)
    return out


def _shifted(values: npt.NDArray, i: int, j: int, outside: float = 0) -> npt.NDArray:
    """out[a, b] = values[a - i, b - j], `outside` beyond the edge."""
    out = np.full_like(values, outside)
    x, z = values.shape
    out[max(i, 0) : x + min(i, 0), max(j, 0) : z + min(j, 0)] = values[
        max(-i, 0) : x + min(-i, 0), max(-j, 0) : z + min(-j, 0)
    ]
    return out


def _cells_near(at: Vec3, x0: float, z0: float, shape: tuple[int, ...], radius_m: float) -> Mask:
    x = (x0 + (np.arange(shape[0]) + 0.5) * CELL_M)[:, None]
    z = (z0 + (np.arange(shape[1]) + 0.5) * CELL_M)[None, :]
    return (x - at[0]) ** 2 + (z - at[2]) ** 2 <= radius_m**2


def _reachable(floor: Map, free: Mask, start: Mask) -> Mask:
    """What feet get to from `start`, step by step."""
    reached = start
    while True:
        more = reached.copy()
        for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            before, height = _shifted(reached, i, j), _shifted(floor, i, j)
            more |= before & free & (np.abs(floor - height) <= STEP_M)
        if (more == reached).all():
            return reached
        reached = more


def _without_host(stage: Stage, x0: float, z0: float, height: Map) -> Map:
    if stage.host is not None:
        height[_cells_near(stage.host.at, x0, z0, height.shape, HOST_M)] = np.nan
    return height
