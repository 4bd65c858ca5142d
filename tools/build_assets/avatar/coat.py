"""The long coat as distance fields, in model space, T-pose."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.build_assets.avatar.sdf import Array, intersect, round_cone, smoothstep, subtract, union

HEM = 0.135
_CUFF_END = 0.553
# height, half width, half depth, middle's z
PROFILE = np.array(
    [
        (0.00, 0.250, 0.232, -0.012),
        (0.135, 0.232, 0.215, -0.012),
        (0.30, 0.208, 0.190, -0.012),
        (0.50, 0.181, 0.163, -0.010),
        (0.70, 0.158, 0.138, -0.008),
        (0.87, 0.138, 0.116, -0.006),
        (0.985, 0.106, 0.087, -0.004),
        (1.08, 0.121, 0.096, -0.003),
        (1.16, 0.134, 0.100, -0.005),
        (1.215, 0.122, 0.088, -0.007),
        (1.255, 0.085, 0.070, -0.008),
        (1.29, 0.056, 0.054, -0.006),
        (1.34, 0.048, 0.048, -0.004),
    ]
)
_SIZE = [PchipInterpolator(PROFILE[:, 0], PROFILE[:, c], extrapolate=True) for c in (1, 2, 3)]


def trunk(p: Array) -> Array:
    """Body and skirt, widening to the hem in folds."""
    y = np.clip(p[..., 1], 0.0, 1.34)
    half, deep, middle = (f(y) for f in _SIZE)
    x, z = p[..., 0] / half, (p[..., 2] - middle) / deep
    turn = np.arctan2(p[..., 0], p[..., 2])
    fold = 0.050 * smoothstep(0.86, 0.15, y) * np.cos(8 * turn + 0.9 * np.sin(2 * turn) + 0.4)
    fold = fold + 0.016 * smoothstep(0.8, 0.2, y) * np.cos(19 * turn + 1.3)
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


def solid(p: Array) -> Array:
    """Coat as if filled, with the step where its front overlaps."""
    return union(trunk(p), sleeve(p), 0.055) - 0.0034 * _flap(p)


def draped_field(p: Array) -> Array:
    """Coat and skirt as one filled shape, for occlusion."""
    return intersect(solid(p), HEM - p[..., 1])


def coat_field(p: Array) -> Array:
    """Coat with sleeves, hollow at the hem and the cuffs."""
    d = solid(p)
    d = intersect(d, 0.970 - p[..., 1], 0.004)
    d = intersect(d, np.abs(p[..., 0]) - _CUFF_END, 0.008)
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = subtract(d, round_cone(q, (0.50, 1.222, -0.005), (0.60, 1.222, -0.004), 0.031, 0.041), 0.005)
    return intersect(d, p[..., 1] - 1.285, 0.01)


def skirt_solid(p: Array) -> Array:
    """Body and skirt without the sleeves, with the front's step."""
    return trunk(p) - 0.0034 * _flap(p)
