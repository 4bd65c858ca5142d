"""Buttons, buckle and the star that pins the scarf."""

from __future__ import annotations

import functools

import numpy as np

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.coat import PROFILE, solid
from tools.build_assets.avatar.sdf import Array, box, cast, ellipsoid, sphere, subtract
from tools.build_assets.avatar.surface import Mesh, carve


@functools.lru_cache(maxsize=1)
def _buttons() -> list[Array]:
    out = []
    for y in (1.030, 1.085, 1.140):
        for x in (-0.046, 0.0):
            ray = np.array([[0.0, 0.0, 1.0]])
            z = cast(solid, np.array([x - 0.004, y, 0.0]), ray, 0.3)[0]
            out.append(np.array([x - 0.004, y, z]))
    return out


def brass_field(p: Array) -> Array:
    """Buttons, belt buckle and the star that pins the scarf."""
    d = np.full(p.shape[:-1], 1e9)
    for at in _buttons():
        d = np.minimum(
            d,
            subtract(
                ellipsoid(p, at, (0.0088, 0.0088, 0.0050)), sphere(p, at + np.array([0, 0, 0.0105]), 0.0072), 0.001
            ),
        )
    z = PROFILE[6, 2] + PROFILE[6, 3] + 0.0075
    buckle = box(p, (0.0, 0.985, z), (0.022, 0.0215, 0.005), 0.004)
    buckle = subtract(buckle, box(p, (0.0, 0.985, z + 0.004), (0.0150, 0.0145, 0.006), 0.003), 0.002)
    d = np.minimum(d, buckle)
    at = np.array([0.026, 1.268, 0.1035])
    q = p - at
    turn = np.arctan2(q[..., 0], q[..., 1])
    ray = 0.0105 + 0.0050 * np.abs(np.cos(turn * 4)) ** 3 + 0.0025 * np.abs(np.cos(turn * 2)) ** 6
    flat = np.hypot(q[..., 0], q[..., 1])
    star = np.maximum((flat - ray) * 0.6, np.abs(q[..., 2]) - 0.0042 * np.clip(1.25 - flat / 0.017, 0.15, 1))
    return np.minimum(d, star)


def brass() -> Mesh:
    """All metal parts."""
    points, normals, faces = carve(
        brass_field, np.array([-0.07, 0.95, 0.06]), np.array([0.07, 1.29, 0.14]), 0.0020, 800
    )
    return Mesh(points, normals, faces, np.tile(palette.BRASS, (len(points), 1)), np.zeros((len(points), 2)))
