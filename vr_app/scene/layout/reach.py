"""Whether one can still walk everywhere: free cells of the floor, and what would cut them in two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.bodies import Pose
from vr_app.scene.layout.plan import Rectangles, inside_polygon, turned
from vr_app.scene.layout.shape import Shape
from vr_app.scene.stage import Stage

Floats = npt.NDArray[np.floating]
Cells = npt.NDArray[np.bool_]
CELL_M = 0.3
BODY_M = 0.22
"""Half of what a walking person takes."""
AROUND_M = 14.0
FAR_M = 60.0
"""Nobody expects to walk farther."""
MOST_CELLS = 200


class Reach:
    """Free floor round the visitor, in cells.

    Args:
        points: what the floor should reach to where the stage has no walkable zone, (N, 2).
    """

    def __init__(self, stage: Stage, points: Floats | None = None) -> None:
        self._spawn = np.array(stage.spawn.at, np.float64)[[0, 2]]
        walkable = [np.array(zone.polygon) for zone in stage.zones if zone.walkable]
        if walkable:
            corners = np.concatenate(walkable)
            low, high = corners.min(axis=0), corners.max(axis=0)
        else:
            low, high = self._spawn - AROUND_M, self._spawn + AROUND_M
            near = None if points is None else points[(np.abs(points - self._spawn) < FAR_M).all(axis=-1)]
            if near is not None and len(near):
                low, high = np.minimum(low, near.min(axis=0) - 3), np.maximum(high, near.max(axis=0) + 3)
        if stage.host is not None:
            host = np.array(stage.host.at, np.float64)[[0, 2]]
            low, high = np.minimum(low, host - 2), np.maximum(high, host + 2)
        low, high = np.minimum(low, self._spawn - 1), np.maximum(high, self._spawn + 1)
        self._cell_m = max(CELL_M, float((high - low).max()) / MOST_CELLS)
        self._low = low
        size = np.ceil((high - low) / self._cell_m).astype(int) + 1
        axes = [low[axis] + (np.arange(size[axis]) + 0.5) * self._cell_m for axis in (0, 1)]
        self._points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        free = np.ones(tuple(size), bool)
        if walkable:
            free[:] = False
            for polygon in walkable:
                free |= inside_polygon(polygon, self._points)
        self._free = free

    def keeps(self, plan: Rectangles, shape: Shape, pose: Pose, floor_m: float) -> bool:
        """Whether a thing would leave the floor in one piece."""
        covered = self._covered(plan, shape, pose, floor_m)
        if covered is None or not (covered & self._free).any():
            return True
        start = self._cell(self._spawn)
        if covered[start]:
            return False
        before = self._free
        after = before & ~covered
        if not self._may_cut(before, covered):
            return True
        # The floor was in one piece before as far as it could be reached; small corners may be lost.
        reached_before = flood(before, start)
        reached_after = flood(after, start)
        lost = reached_before & ~covered & ~reached_after
        return int(lost.sum()) * self._cell_m**2 <= 0.5

    def add(self, plan: Rectangles, shape: Shape, pose: Pose, floor_m: float) -> None:
        """A thing stands there."""
        if self._in_way(shape, pose, floor_m):
            window = self._window(plan, BODY_M)
            self._free[window] &= ~(self._away(plan, window) <= BODY_M)

    def reached(self) -> Cells:
        """Cells that can be walked to."""
        return flood(self._free, self._cell(self._spawn))

    def can_come_near(self, reached: Cells, plan: Rectangles, within_m: float) -> bool:
        """Whether one can walk to within so far of a plan."""
        window = self._window(plan, within_m)
        return bool((reached[window] & (self._away(plan, window) <= within_m)).any())

    def _cell(self, point: Floats) -> tuple[int, int]:
        at = np.clip(((point - self._low) / self._cell_m).astype(int), 0, np.array(self._free.shape) - 1)
        return int(at[0]), int(at[1])

    def _covered(self, plan: Rectangles, shape: Shape, pose: Pose, floor_m: float) -> Cells | None:
        """Cells that one cannot stand in for a thing; None where it is in nobody's way."""
        if not self._in_way(shape, pose, floor_m):
            return None
        covered = np.zeros_like(self._free)
        window = self._window(plan, BODY_M)
        covered[window] = self._away(plan, window) <= BODY_M
        return covered

    def _in_way(self, shape: Shape, pose: Pose, floor_m: float) -> bool:
        bottom = pose[1] + float(shape.low[1]) - floor_m
        return not (shape.is_place or bottom > 1.9 or bottom + shape.height_m < 0.25)

    def _window(self, plan: Rectangles, margin_m: float) -> tuple[slice, slice]:
        """The cells that a plan and what is so near to it may lie in."""
        corners = plan.corners()[0]
        low = np.floor((corners.min(axis=0) - margin_m - self._low) / self._cell_m).astype(int)
        high = np.ceil((corners.max(axis=0) + margin_m - self._low) / self._cell_m).astype(int) + 1
        low, high = np.maximum(low, 0), np.maximum(high, 0)
        return slice(int(low[0]), int(high[0])), slice(int(low[1]), int(high[1]))

    def _away(self, plan: Rectangles, window: tuple[slice, slice]) -> Floats:
        """Distance of cells from a plan; 0 inside."""
        local = turned(self._points[window] - plan.middle[0], -plan.yaw[0])
        return np.linalg.norm(np.maximum(np.abs(local) - plan.half[0], 0.0), axis=-1)

    def _may_cut(self, free: Cells, covered: Cells) -> bool:
        """Whether the cells just round a thing are in more than one piece."""
        x, z = np.nonzero(covered)
        low = np.maximum([x.min() - 1, z.min() - 1], 0)
        high = np.minimum([x.max() + 2, z.max() + 2], covered.shape)
        window = free[low[0] : high[0], low[1] : high[1]]
        ring = np.concatenate([window[0, :], window[1:, -1], window[-1, -2::-1], window[-2:0:-1, 0]])
        changes = int((ring != np.roll(ring, 1)).sum())
        return changes > 2 or not ring.any()


def flood(free: Cells, start: tuple[int, int]) -> Cells:
    """Cells that hang together with one of them, by their sides. Rows are whole numbers of bits: a row at a step."""
    if not free[start]:
        near = np.argwhere(free)
        if not len(near):
            return np.zeros_like(free)
        closest = near[np.abs(near - np.array(start)).sum(axis=1).argmin()]
        if np.abs(closest - np.array(start)).sum() > 4:
            return np.zeros_like(free)
        start = (int(closest[0]), int(closest[1]))
    rows, columns = free.shape
    packed = np.packbits(free, axis=1, bitorder="little")
    open_ = [int.from_bytes(row.tobytes(), "little") for row in packed]
    filled = [0] * rows
    filled[start[0]] = _spread(1 << start[1], open_[start[0]])
    waiting = [start[0]]
    while waiting:
        row = waiting.pop()
        for beside in (row - 1, row + 1):
            if 0 <= beside < rows:
                seeds = filled[row] & open_[beside] & ~filled[beside]
                if seeds:
                    filled[beside] = _spread(filled[beside] | seeds, open_[beside])
                    waiting.append(beside)
    raw = b"".join(value.to_bytes(packed.shape[1], "little") for value in filled)
    bits = np.unpackbits(np.frombuffer(raw, np.uint8).reshape(rows, -1), axis=1, bitorder="little")
    return bits[:, :columns].astype(bool)


def _spread(seeds: int, open_: int) -> int:
    """Seeds spread along the runs of open cells they lie in."""
    while True:
        more = (seeds | seeds << 1 | seeds >> 1) & open_
        if more == seeds:
            return seeds
        seeds = more
