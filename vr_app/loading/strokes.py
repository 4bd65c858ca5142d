"""Points and lines as triangles: each point a small tetrahedron, each line a thin three-sided rod."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

WIDTH_OF_EXTENT = 0.006
"""Thickness as a share of the primitive's largest extent."""
POINT_WIDTHS = 3
MIN_WIDTH_M = 1e-5
MAX_STROKES = 250_000
POINTS, LINES, LINE_LOOP, LINE_STRIP = 0, 1, 2, 3
CORNERS = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]], np.float32) / np.sqrt(3)
POINT_FACES = np.array([0, 1, 2, 0, 3, 1, 0, 2, 3, 1, 3, 2])
ROD_FACES = np.array([0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4, 2, 0, 3, 2, 3, 5])

Strokes = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32], npt.NDArray[np.uint32]]


def line_pairs(indices: npt.NDArray[np.uint32], mode: int) -> npt.NDArray[np.uint32]:
    """Both ends (L, 2) of each line of a LINES, LINE_LOOP or LINE_STRIP primitive."""
    if mode == LINES:
        return indices[: len(indices) // 2 * 2].reshape(-1, 2)
    if len(indices) < 2:
        return np.zeros((0, 2), np.uint32)
    following = np.roll(indices, -1)
    pairs = np.stack([indices, following], axis=1)
    return pairs if mode == LINE_LOOP else pairs[:-1]


def strokes(positions: npt.NDArray[np.float32], indices: npt.NDArray[np.uint32], mode: int) -> Strokes:
    """Triangles for points or lines.

    Returns:
        For each new vertex the old one that it copies, its offset (V, 3) from that, and the triangles' indices.
    """
    extent = float(np.ptp(positions, axis=0).max()) if len(positions) else 0.0
    radius = max(extent * WIDTH_OF_EXTENT / 2, MIN_WIDTH_M)
    if mode == POINTS:
        source = np.repeat(indices[:MAX_STROKES].astype(np.int64), 4)
        count = len(source) // 4
        offsets = np.tile(CORNERS * radius * POINT_WIDTHS, (count, 1))
        faces = POINT_FACES + 4 * np.arange(count)[:, None]
        return source, offsets.astype(np.float32), faces.reshape(-1).astype(np.uint32)
    pairs = line_pairs(indices, mode)[:MAX_STROKES].astype(np.int64)
    along = positions[pairs[:, 1]] - positions[pairs[:, 0]]
    least = np.argmin(np.abs(along), axis=1)
    side = np.cross(along, np.eye(3, dtype=np.float32)[least])
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-20)
    up = np.cross(along, side)
    up /= np.maximum(np.linalg.norm(up, axis=1, keepdims=True), 1e-20)
    angles = np.arange(3) * (2 * np.pi / 3)
    ring = side[:, None] * np.cos(angles)[:, None] + up[:, None] * np.sin(angles)[:, None]
    offsets = np.tile(ring * radius, (1, 2, 1)).reshape(-1, 3)
    faces = ROD_FACES + 6 * np.arange(len(pairs))[:, None]
    return np.repeat(pairs, 3, axis=1).reshape(-1), offsets.astype(np.float32), faces.reshape(-1).astype(np.uint32)
