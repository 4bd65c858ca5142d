"""Boxes round things that stand still, in blocks: finds those in a volume without asking each one.

Boxes are put in the order of a space-filling curve and taken together by 64. A search asks the blocks first, all at
once: what is wholly outside is dropped, what is wholly inside is taken whole; only boxes of blocks on the border are
asked themselves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
BLOCK = 64


class BoxTree:
    """Boxes that do not change.

    Args:
        centre: float32 (M, 3).
        half: float32 (M, 3), half sizes.
    """

    def __init__(self, centre: Array, half: Array) -> None:
        order = curve_order(centre).astype(np.int32)
        blocks = -(-len(order) // BLOCK)
        self._filled = len(order) - (blocks - 1) * BLOCK
        rows = np.append(order, np.repeat(order[-1:], blocks * BLOCK - len(order)))
        low, high = (centre - half)[rows], (centre + half)[rows]
        starts = np.arange(0, len(rows), BLOCK)
        self._rows = rows.reshape(blocks, BLOCK)
        self._boxes = np.stack(_snug(low, high), axis=1).reshape(blocks, BLOCK, 2, 3)
        whole = (np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)) if blocks else (low, high)
        self._block_centre, self._block_half = _snug(*whole)

    def inside(self, planes: npt.NDArray[np.floating]) -> npt.NDArray[np.int32]:
        """Numbers of the boxes that are not wholly behind one of the planes (P, 4), in no order; never one too few."""
        if not len(self._rows):
            return np.zeros(0, np.int32)
        planes = np.asarray(planes, np.float32)
        touched, whole = np.ones(len(self._rows), np.bool_), np.ones(len(self._rows), np.bool_)
        for plane in planes:
            middle = self._block_centre @ plane[:3] + plane[3]
            reach = self._block_half @ np.abs(plane[:3])
            touched &= middle >= -reach
            whole &= middle >= reach
        # The last block is never taken whole: it may be filled up with copies.
        whole[-1] = False
        border = np.flatnonzero(touched & ~whole)
        boxes = self._boxes[border].reshape(-1, 6)
        seen = np.ones(len(boxes), np.bool_)
        for plane in planes:
            seen &= boxes @ np.concatenate([plane[:3], np.abs(plane[:3])]) >= -plane[3]
        if touched[-1]:
            seen[len(seen) - BLOCK + self._filled :] = False
        return np.concatenate([self._rows[whole].reshape(-1), self._rows[border].reshape(-1)[seen]])


def curve_order(centre: Array) -> npt.NDArray[np.intp]:
    """Order along a Morton curve over the points (M, 3)."""
    if not len(centre):
        return np.zeros(0, np.intp)
    finite = np.nan_to_num(np.asarray(centre, np.float64), posinf=0.0, neginf=0.0)
    low = finite.min(axis=0)
    size = max(float((finite.max(axis=0) - low).max()), 1e-9)
    cells = ((finite - low) / size * 1023).astype(np.uint64)
    code = np.zeros(len(centre), np.uint64)
    for axis in range(3):
        code |= _spread(cells[:, axis]) << np.uint64(axis)
    return np.argsort(code, kind="stable")


def _spread(cell: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Ten bits with two zeros after each."""
    for shift, mask in ((16, 0x030000FF), (8, 0x0300F00F), (4, 0x030C30C3), (2, 0x09249249)):
        cell = (cell | (cell << np.uint64(shift))) & np.uint64(mask)
    return cell


def _snug(low: Array, high: Array) -> tuple[Array, Array]:
    """Centres and half sizes; these a little larger, so that rounding never makes a box too small."""
    centre = ((low + high) * 0.5).astype(np.float32)
    half = np.maximum(high - centre, centre - low)
    return centre, (half + 1e-5 * (np.abs(centre) + half) + 1e-6).astype(np.float32)
