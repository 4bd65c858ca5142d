"""A marble bust, carved from a distance field."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.carve import capsule, carve, dent, ellipsoid, melt
from tools.build_assets.glb import Node
from tools.build_assets.mesh import Array
from tools.build_assets.museum.plinth import plinth
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import lathe, rounded_profile


def head(p: Array) -> Array:
    """A calm classical head and shoulders, facing +Z; the chin is near y = 0.30, the crown at 0.62."""
    skull = melt(
        ellipsoid(p, (0, 0.475, -0.022), (0.088, 0.125, 0.112)),
        ellipsoid(p, (0, 0.395, 0.03), (0.066, 0.098, 0.070)),
        0.05,
    )
    jaw = melt(skull, ellipsoid(p, (0, 0.322, 0.058), (0.030, 0.024, 0.028)), 0.035)
    nose = capsule(p, (0, 0.462, 0.092), (0, 0.402, 0.124), 0.010, 0.0155)
    face = melt(jaw, nose, 0.016)
    face = melt(
        face,
        melt(
            ellipsoid(p, (0.011, 0.397, 0.110), (0.011, 0.009, 0.011)),
            ellipsoid(p, (-0.011, 0.397, 0.110), (0.011, 0.009, 0.011)),
            0.006,
        ),
        0.008,
    )
    face = melt(face, ellipsoid(p, (0, 0.476, 0.083), (0.058, 0.011, 0.016)), 0.018)
    for sign in (-1.0, 1.0):
        face = dent(face, ellipsoid(p, (sign * 0.034, 0.452, 0.102), (0.020, 0.012, 0.016)), 0.014)
        face = melt(face, ellipsoid(p, (sign * 0.033, 0.452, 0.079), (0.0155, 0.0115, 0.0145)), 0.003)
        face = melt(face, ellipsoid(p, (sign * 0.033, 0.459, 0.083), (0.0175, 0.0045, 0.0125)), 0.004)
        face = melt(face, ellipsoid(p, (sign * 0.044, 0.408, 0.068), (0.020, 0.024, 0.018)), 0.022)
        ear = dent(
            ellipsoid(p, (sign * 0.087, 0.435, -0.018), (0.010, 0.030, 0.019)),
            ellipsoid(p, (sign * 0.096, 0.438, -0.015), (0.006, 0.018, 0.010)),
            0.006,
        )
        face = melt(face, ear, 0.008)
    face = melt(face, ellipsoid(p, (0, 0.3665, 0.101), (0.023, 0.0062, 0.012)), 0.005)
    face = melt(face, ellipsoid(p, (0, 0.3535, 0.099), (0.019, 0.0068, 0.012)), 0.005)
    face = dent(face, capsule(p, (-0.024, 0.3600, 0.108), (0.024, 0.3600, 0.108), 0.0022, 0.0022), 0.004)
    waves = 0.005 * np.sin(p[..., 1] * 80 + 5 * np.sin(p[..., 0] * 22) + p[..., 2] * 60)
    cap = ellipsoid(p, (0, 0.492, -0.032), (0.104, 0.130, 0.118)) - waves
    cap = dent(cap, ellipsoid(p, (0, 0.415, 0.115), (0.078, 0.108, 0.105)), 0.018)
    cap = np.maximum(cap, -(p[..., 1] - 0.385 - 0.5 * np.clip(p[..., 2], 0, 1)))
    bun = melt(cap, ellipsoid(p, (0, 0.50, -0.150), (0.050, 0.046, 0.042)) - waves * 0.6, 0.02)
    band = np.abs(np.hypot(p[..., 0] / 0.109, (p[..., 2] + 0.032) / 0.124) - 1.0) * 0.11 - 0.010
    band = np.maximum(band, np.abs(p[..., 1] - 0.535 + 0.25 * (p[..., 2])) - 0.010)
    face = melt(melt(face, bun, 0.006), band, 0.004)
    neck = capsule(p, (0, 0.16, -0.020), (0, 0.37, -0.012), 0.062, 0.052)
    body = melt(face, neck, 0.03)
    p = p - (0.0, 0.05, 0.0)
    chest = melt(
        ellipsoid(p, (0, 0.085, -0.015), (0.200, 0.085, 0.095)),
        ellipsoid(p, (0, 0.02, 0.005), (0.150, 0.095, 0.100)),
        0.06,
    )
    body = melt(body, chest, 0.05)
    fold = 0.007 * np.sin(p[..., 0] * 70 + p[..., 1] * 85 + 3 * np.sin(p[..., 1] * 30))
    drape = ellipsoid(p, (0.0, 0.055, -0.005), (0.212, 0.102, 0.112)) - fold
    drape = np.maximum(drape, (p[..., 1] - 0.105 - 0.42 * p[..., 0]))
    body = melt(body, drape, 0.006)
    return np.maximum(body, -(p[..., 1] + 0.045))


def bust() -> Node:
    """A marble bust of a woman, on a turned foot and a black plinth."""
    node = Node("bust")
    plinth(node, 0.55, 1.12, library.black_marble())
    stone = library.marble()
    foot = rounded_profile(
        [(0.0, 1.13), (0.12, 1.13), (0.12, 1.16), (0.10, 1.18), (0.065, 1.21), (0.06, 1.26), (0.09, 1.30), (0.0, 1.32)],
        0.012,
    )
    node.add(lathe(foot, 28), stone)
    figure = carve(head, (-0.24, -0.01, -0.21), (0.24, 0.64, 0.16), 0.0076).scaled(1.12)
    node.add(figure.moved(y=1.305), stone)
    bake([node], 0.012, 0.16, darkest=0.35, floor=0.0)
    return node
