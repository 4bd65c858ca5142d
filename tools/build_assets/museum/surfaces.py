"""Measures, mouldings and materials of the hall."""

from __future__ import annotations

from functools import cache

import numpy as np

from tools.build_assets import textures
from tools.build_assets.glb import Material
from tools.build_assets.noise import smoothstep
from tools.build_assets.shapes import rounded_profile
from tools.build_assets.textures import TextureSet

HALF_WIDTH = 7.0
FRONT = 6.0
BACK = -30.0
BAY = 6.0
SPRING = 6.6
RISE = 3.9
SKY_HALF_DEG = 15.0
SKIRTING = rounded_profile([(0.09, 0.0), (0.09, 0.22), (0.06, 0.27), (0.045, 0.27)], 0.01)
RAIL = rounded_profile([(0.045, 1.02), (0.08, 1.05), (0.10, 1.10), (0.07, 1.14), (0.0, 1.16)], 0.01)
ENTABLATURE = rounded_profile(
    [(0.0, 5.55), (0.62, 5.58), (0.66, 5.62), (0.66, 5.78), (0.70, 5.80), (0.70, 5.96), (0.62, 6.0), (0.62, 6.26),
     (0.70, 6.30), (0.74, 6.38), (0.95, 6.46), (0.98, 6.56), (0.92, 6.62), (0.4, 6.66)], 0.015)  # fmt: skip
BEAD = rounded_profile([(-0.05, 0.0), (-0.05, 0.03), (0.0, 0.05), (0.05, 0.025), (0.05, 0.0)], 0.008)


@cache
def checker() -> Material:
    """Polished black and white marble squares of 60 cm, laid straight."""
    size = 1024
    white = textures.marble(size, 231, "#cdc3b0", "#9d9384", 0.55)
    black = textures.marble(size, 236, "#403e3d", "#6e6a64", 0.5)
    y, x = np.mgrid[0:size, 0:size].astype(np.float64) + 0.5
    column, row = np.floor(x / size * 4), np.floor(y / size * 4)
    dark = ((column + row) % 2.0)[..., None]
    base = white.base + (black.base - white.base) * dark
    edge_x = np.minimum((x / size * 4) % 1.0, 1.0 - (x / size * 4) % 1.0)
    edge_y = np.minimum((y / size * 4) % 1.0, 1.0 - (y / size * 4) % 1.0)
    joint = smoothstep(0.004, 0.011, np.minimum(edge_x, edge_y))
    tint = np.random.default_rng(5).uniform(0.90, 1.0, (4, 4))[row.astype(int), column.astype(int)]
    base = base * tint[..., None] * (0.45 + 0.55 * joint)[..., None]
    rough = 0.27 + 0.3 * (white.rough - 0.2) + 0.5 * (1.0 - joint)
    return Material("checkered marble", TextureSet(base, None, rough, 0.6 + 0.4 * joint), 2.4, quality=88)


@cache
def damask() -> Material:
    """Green wall covering with a fine woven trellis and a small flower in each field."""
    size = 512
    y, x = np.mgrid[0:size, 0:size] / size * 2 * np.pi * 2
    field = (np.cos(x) + np.cos(y)) / 2.0
    petals = 0.06 * np.cos(6 * np.arctan2(np.sin(y), np.sin(x)))
    raised = 1.0 - smoothstep(0.02, 0.06, np.abs(field))
    raised = np.maximum(raised, smoothstep(0.80, 0.86, np.abs(field) + petals))
    base = textures.ramp(raised, ((0.0, "#47635a"), (1.0, "#5a7a6b")))
    base = base * (0.97 + 0.06 * textures.cloud(size, 77, 1.4))[..., None]
    return Material("green damask", TextureSet(base, None, 0.85 - 0.08 * raised, np.ones((size, size))), 0.9)


@cache
def stucco() -> Material:
    """Warm white plaster for vault and mouldings."""
    return Material("stucco", textures.plaster(512, 43, "#e6dfd0", 1.0, 0.3), 2.5, bump=0.35)


@cache
def dado_marble() -> Material:
    """Dark red marble for the lower wall."""
    return Material("red marble", textures.marble(512, 331, "#7a4a40", "#c9b3a2", 0.8), 1.5)
