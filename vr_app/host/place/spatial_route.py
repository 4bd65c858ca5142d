"""The way on foot from one spot of a floor to another: straight where one may, else round the corners of the floor."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

Spot = tuple[float, float]
"""(x, z) on the floor plan, metres."""
Polygon = Sequence[Spot]

_CELL_M = 0.5
_REACH_M = 2.5
"""Who comes so near to a thing has got to it."""
_MOST_CELLS = 60_000


def walk(floors: Sequence[Polygon], start: Spot, goal: Spot) -> tuple[list[Spot], bool]:
    """The corners of a way, the start left out, and whether it really gets there.

    Args:
        floors: where one may walk; none means everywhere.
    """
    if not floors or _open_line(floors, start, goal):
        return [goal], True
    cells = _cells(floors)
    if not cells:
        return [goal], False
    begin = min(cells, key=lambda cell: math.dist(_middle(cell), start))
    end = min(cells, key=lambda cell: math.dist(_middle(cell), goal))
    reached = math.dist(_middle(end), goal) <= _REACH_M
    path = _shortest(cells, begin, end)
    if not path:
        return [goal], False
    corners: list[Spot] = []
    here, spots = start, [_middle(cell) for cell in path]
    while spots:
        far = next((i for i in range(len(spots) - 1, 0, -1) if _open_line(floors, here, spots[i], reach_m=0.1)), 0)
        here = spots[far]
        corners.append(here)
        spots = spots[far + 1 :]
    return _without_steps(start, corners), reached


def inside(floors: Sequence[Polygon], spot: Spot) -> bool:
    """Whether a spot lies on one of the floors."""
    return any(_in_polygon(polygon, spot) for polygon in floors)


def _open_line(floors: Sequence[Polygon], start: Spot, goal: Spot, reach_m: float = _REACH_M) -> bool:
    length_m = math.dist(start, goal)
    steps = max(int((length_m - reach_m) / 0.25), 0)
    for step in range(1, steps + 1):
        share = step * 0.25 / length_m
        if not inside(floors, (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)):
            return False
    return length_m < 40.0 or steps > 0


def _in_polygon(polygon: Polygon, spot: Spot) -> bool:
    x, z = spot
    odd = False
    for (x1, z1), (x2, z2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (z1 > z) != (z2 > z) and x < (x2 - x1) * (z - z1) / (z2 - z1) + x1:
            odd = not odd
    return odd


def _cells(floors: Sequence[Polygon]) -> set[tuple[int, int]]:
    xs, zs = [x for polygon in floors for x, _ in polygon], [z for polygon in floors for _, z in polygon]
    left, right = math.floor(min(xs) / _CELL_M), math.ceil(max(xs) / _CELL_M)
    near, far = math.floor(min(zs) / _CELL_M), math.ceil(max(zs) / _CELL_M)
    if (right - left) * (far - near) > _MOST_CELLS:
        return set()
    cells = ((i, j) for i in range(left, right) for j in range(near, far))
    return {cell for cell in cells if inside(floors, _middle(cell))}


def _middle(cell: tuple[int, int]) -> Spot:
    return ((cell[0] + 0.5) * _CELL_M, (cell[1] + 0.5) * _CELL_M)


def _shortest(cells: set[tuple[int, int]], begin: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """A* over the eight neighbours of each cell."""
    came: dict[tuple[int, int], tuple[int, int]] = {}
    cost = {begin: 0.0}
    waiting = [(math.dist(begin, end), begin)]
    while waiting:
        _, cell = heapq.heappop(waiting)
        if cell == end:
            path = [cell]
            while cell in came:
                cell = came[cell]
                path.append(cell)
            return path[::-1]
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                beside = (cell[0] + i, cell[1] + j)
                new = cost[cell] + math.hypot(i, j)
                if beside in cells and new < cost.get(beside, math.inf):
                    cost[beside], came[beside] = new, cell
                    heapq.heappush(waiting, (new + math.dist(beside, end), beside))
    return []


def _without_steps(start: Spot, corners: list[Spot]) -> list[Spot]:
    """Corners less than a metre from the last are left out."""
    kept: list[Spot] = []
    for corner in corners:
        if math.dist(kept[-1] if kept else start, corner) >= 1.0:
            kept.append(corner)
    return kept or corners[-1:]
