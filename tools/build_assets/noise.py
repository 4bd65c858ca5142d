"""Seeded, tileable noise as images in float64."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import Array


def cloud(
    size: int, seed: int, exponent: float = 1.8, lowest: float = 1.0, stretch: tuple[float, float] = (1.0, 1.0)
) -> Array:
    """Tileable noise [size, size] from 0 to 1 whose spectrum falls with frequency.

    Args:
        exponent: 1 rough, 2.5 soft.
        lowest: frequencies below this many waves across are left out.
        stretch: > 1 draws it out along rows (first) or columns (second).
    """
    generator = np.random.default_rng(seed)
    spectrum = np.fft.rfft2(generator.standard_normal((size, size)))
    fy = np.fft.fftfreq(size, 1.0 / size)[:, None] * stretch[0]
    fx = np.fft.rfftfreq(size, 1.0 / size)[None, :] * stretch[1]
    frequency = np.sqrt(fx**2 + fy**2)
    weight = np.where(frequency >= lowest * 0.99, np.maximum(frequency, 1e-9) ** -exponent, 0.0)
    weight[0, 0] = 0.0
    image = np.fft.irfft2(spectrum * weight, s=(size, size))
    image /= image.std()
    return np.clip(0.5 + image / 6.0, 0.0, 1.0)


def cells(size: int, count: int, seed: int) -> tuple[Array, Array]:
    """Tileable Worley noise: distance to the border between cells, and a random value per cell (both [size, size])."""
    generator = np.random.default_rng(seed)
    centres = generator.random((count, 2)) * size
    values = generator.random(count)
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    nearest = np.full((size, size), 1e9)
    second = np.full((size, size), 1e9)
    owner = np.zeros((size, size))
    for (cy, cx), value in zip(centres, values, strict=True):
        dy = np.abs(y - cy)
        dx = np.abs(x - cx)
        distance = np.hypot(np.minimum(dy, size - dy), np.minimum(dx, size - dx))
        closer = distance < nearest
        second = np.where(closer, nearest, np.minimum(second, distance))
        owner = np.where(closer, value, owner)
        nearest = np.where(closer, distance, nearest)
    return second - nearest, owner


def slabs(size: int, rows: int, columns: int, joint: float, seed: int, shift: float = 0.5) -> tuple[Array, Array]:
    """Tileable courses of slabs: distance to the nearest joint in pixels (capped), and a random value per slab.

    Args:
        joint: half width of the joint in pixels.
        shift: how far each course is offset from the one above, in slabs.
    """
    generator = np.random.default_rng(seed)
    values = generator.random((rows, columns))
    y, x = np.mgrid[0:size, 0:size].astype(np.float64) + 0.5
    row = np.floor(y / size * rows).astype(int) % rows
    across = x / size * columns + row * shift
    column = np.floor(across).astype(int) % columns
    edge_x = np.minimum(across % 1.0, 1.0 - across % 1.0) * size / columns
    down = y / size * rows
    edge_y = np.minimum(down % 1.0, 1.0 - down % 1.0) * size / rows
    return np.minimum(edge_x, edge_y) - joint, values[row, column]


def smoothstep(low: float, high: float, value: Array) -> Array:
    """0 below low, 1 above high, smooth between."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
