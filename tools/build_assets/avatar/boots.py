"""Boots and their soles."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.sdf import Array, intersect, round_cone, torus, union


def boots_field(p: Array) -> Array:
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = round_cone(q, (0.084, 0.36, -0.008), (0.086, 0.10, -0.016), 0.050, 0.040)
    d = union(d, round_cone(q, (0.086, 0.052, -0.026), (0.090, 0.040, 0.088), 0.041, 0.036), 0.045)
    d = union(d, torus(q, (0.0845, 0.205, -0.010), 0.044, 0.006), 0.004)
    return intersect(d, 0.010 - q[..., 1], 0.008)


def soles_field(p: Array) -> Array:
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    flat = q * [1, 0, 1] + [0, 0.045, 0]
    d = round_cone(flat, (0.086, 0.045, -0.028), (0.090, 0.045, 0.090), 0.0425, 0.0385)
    return intersect(d, np.abs(q[..., 1] - 0.009) - 0.009, 0.005)
