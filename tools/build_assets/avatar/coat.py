"""The upper garment as distance fields, in model space, T-pose: trunk, sleeves, front."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.cut import COAT, Cut
from tools.build_assets.avatar.sdf import Array, intersect, round_cone, smoothstep, subtract, union

HEM = COAT.hem_m
PROFILE = np.array(COAT.profile)
_CUFF_END = 0.553


def trunk(p: Array, cut: Cut = COAT) -> Array:
    """Body and skirt, widening to the hem in folds."""
    y = np.clip(p[..., 1], cut.profile[0][0], 1.34)
    half, deep, middle = (f(y) for f in cut.sizes)
    x, z = p[..., 0] / half, (p[..., 2] - middle) / deep
    turn = np.arctan2(p[..., 0], p[..., 2])
    fold = 0.050 * smoothstep(0.86, 0.15, y) * np.cos(8 * turn + 0.9 * np.sin(2 * turn) + 0.4)
    fold = cut.folds * (fold + 0.016 * smoothstep(0.8, 0.2, y) * np.cos(19 * turn + 1.3))
    return (np.hypot(x, z) - 1.0 - fold) * np.minimum(half, deep) * 0.9


def sleeve(p: Array) -> Array:
    """Both sleeves."""
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = round_cone(q, (0.105, 1.214, -0.006), (0.20, 1.222, -0.006), 0.056, 0.049)
    d = union(d, round_cone(q, (0.20, 1.222, -0.006), (0.365, 1.222, -0.008), 0.049, 0.0415), 0.01)
    d = union(d, round_cone(q, (0.365, 1.222, -0.008), (0.60, 1.222, -0.004), 0.0415, 0.0480), 0.01)
    elbow = np.exp(-(((q[..., 0] - 0.365) / 0.05) ** 2))
    return d + 0.0012 * elbow * np.cos(q[..., 0] * 330.0)


def front_edge(y: Array) -> Array:
    """x of the overlapping front edge: straight below the belt, sweeping towards the shoulder above."""
    return 0.040 + 0.035 * smoothstep(1.02, 1.26, y)


def _flap(p: Array) -> Array:
    """1 on the half of the front that lies on top, 0 elsewhere, with a soft edge."""
    x = p[..., 0]
    lies_over = smoothstep(0.004, -0.004, x - front_edge(p[..., 1]))
    return lies_over * smoothstep(-0.13, -0.03, x) * smoothstep(0.0, 0.03, p[..., 2])


def solid(p: Array, cut: Cut = COAT) -> Array:
    """The garment as if filled, with the step where its front overlaps."""
    d = union(trunk(p, cut), sleeve(p), 0.055)
    return d - cut.overlap * _flap(p) if cut.overlap else d


def draped_field(p: Array, cut: Cut = COAT) -> Array:
    """Garment and skirt as one filled shape, for occlusion."""
    return intersect(solid(p, cut), cut.hem_m - p[..., 1])


def coat_field(p: Array, cut: Cut = COAT, floor_m: float = 0.970) -> Array:
    """Down to `floor_m`, with sleeves, hollow at the cuffs."""
    d = solid(p, cut)
    d = intersect(d, floor_m - p[..., 1], 0.004)
    d = intersect(d, np.abs(p[..., 0]) - _CUFF_END, 0.008)
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = subtract(d, round_cone(q, (0.50, 1.222, -0.005), (0.60, 1.222, -0.004), 0.031, 0.041), 0.005)
    return intersect(d, p[..., 1] - 1.285, 0.01)


def skirt_solid(p: Array, cut: Cut = COAT) -> Array:
    """Body and skirt without the sleeves, with the front's step."""
    d = trunk(p, cut)
    return d - cut.overlap * _flap(p) if cut.overlap else d


def waistcoat_field(p: Array, cut: Cut) -> Array:
    """A sleeveless layer over a shirt: armholes, a deep V in front, two points at the hem."""
    d = skirt_solid(p, cut) - 0.0055
    front = smoothstep(0.0, 0.03, p[..., 2])
    side = np.abs(p[..., 0])
    d = intersect(d, side - 0.108 - 0.010 * np.cos((p[..., 1] - 1.16) * 20.0), 0.006)
    neckline = 1.095 + 2.6 * side * front + 0.155 * (1 - front)
    d = intersect(d, (p[..., 1] - np.minimum(neckline, 1.262)) * 0.42, 0.005)
    hem = 0.875 - 0.030 * np.exp(-(((side - 0.030) / 0.018) ** 2)) * front
    d = intersect(d, (hem - p[..., 1]) * 0.8, 0.005)
    return subtract(d, skirt_solid(p, cut) + 0.006, 0.002)


def trousers_field(p: Array) -> Array:
    """Both legs, from the waist to the shoe."""
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = round_cone(q, (0.066, 0.86, -0.004), (0.082, 0.46, 0.004), 0.072, 0.060)
    d = union(d, round_cone(q, (0.082, 0.46, 0.004), (0.086, 0.02, -0.012), 0.060, 0.055), 0.02)
    seat = round_cone(q, (0.0, 0.97, -0.004), (0.0, 0.87, -0.008), 0.082, 0.098) * 0.9
    d = union(d, seat, 0.05)
    crease = 0.0012 * np.cos(p[..., 1] * 95.0) * smoothstep(0.20, 0.06, p[..., 1])
    return intersect(d + crease, 0.052 - p[..., 1], 0.005)
