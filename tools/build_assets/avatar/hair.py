"""Hair as sculpted volumes: a cap that follows the skull, swept locks melted into it, a ribbon-tied tail at the nape."""

from __future__ import annotations

import functools

import numpy as np

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.head import head_field
from tools.build_assets.avatar.sdf import Array, bezier, cast, intersect, round_cone, smoothstep, tube, union
from tools.build_assets.avatar.surface import Mesh, carve

# azimuth (degrees, 0 front, +90 the figure's left), elevation, height above the skull (mm), three times; radii (mm) root, middle, tip
LOCKS: tuple[
    tuple[
        tuple[float, float, float], tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]
    ],
    ...,
] = (
    # the wave over the forehead, from the parting on the figure's right
    ((-26, 52, 12), (8, 60, 26), (52, 40, 12), (12, 21, 9)),
    ((-24, 60, 12), (14, 74, 27), (78, 46, 13), (13, 23, 11)),
    ((-22, 46, 8), (12, 47, 20), (50, 26, 9), (8, 14, 5)),
    ((-24, 70, 12), (40, 88, 24), (112, 48, 14), (13, 24, 12)),
    ((40, 38, 10), (64, 30, 14), (84, 2, 8), (10, 13, 5)),
    ((58, 48, 12), (84, 34, 16), (104, -4, 9), (13, 17, 7)),
    ((86, 50, 13), (110, 28, 17), (128, -16, 9), (15, 19, 9)),
    # the short side
    ((-30, 50, 9), (-54, 44, 15), (-78, 16, 9), (10, 14, 7)),
    ((-34, 58, 11), (-70, 50, 17), (-98, 4, 9), (12, 17, 8)),
    ((-44, 66, 12), (-92, 52, 18), (-118, -4, 9), (13, 19, 9)),
    ((-66, 34, 8), (-80, 14, 11), (-86, -8, 6), (7, 9, 4)),
    # the back, gathered towards the nape
    ((-70, 78, 13), (-135, 52, 19), (-150, -22, 11), (14, 22, 12)),
    ((150, 82, 13), (165, 48, 20), (170, -26, 13), (15, 23, 13)),
    ((110, 72, 13), (140, 44, 20), (150, -24, 12), (15, 22, 12)),
    ((-160, 76, 13), (-172, 42, 20), (-174, -26, 13), (14, 22, 13)),
)
TAIL = ((0.0, -0.050, -0.098), (0.0, -0.066, -0.150), (0.0, -0.150, -0.142))


def _on_skull(azimuth: Array, elevation: Array, lift: Array) -> Array:
    a, e = np.radians(azimuth), np.radians(elevation)
    direction = np.stack([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)], axis=-1)
    return direction * (cast(head_field, np.zeros(3), direction, 0.25) + lift)[:, None]


@functools.lru_cache(maxsize=1)
def _paths() -> list[tuple[Array, Array]]:
    out = []
    for a, b, c, radii in LOCKS:
        path = _on_skull(*_spread(a, b, c))
        t = np.linspace(0, 1, 9)
        r0, r1, r2 = (1e-3 * r for r in radii)
        out.append((path, (1 - t) ** 2 * r0 + 2 * t * (1 - t) * (2 * r1 - 0.5 * (r0 + r2)) * 0.75 + t**2 * r2))
    return out


def _spread(
    a: tuple[float, float, float], b: tuple[float, float, float], c: tuple[float, float, float]
) -> tuple[Array, Array, Array]:
    """Nine points along the lock: directions on a Bezier arc, so that locks cross the crown without twisting."""

    def unit(p: tuple[float, float, float]) -> Array:
        az, el = np.radians(p[0]), np.radians(p[1])
        return np.array([np.sin(az) * np.cos(el), np.sin(el), np.cos(az) * np.cos(el)])

    middle = 2 * unit(b) - 0.5 * (unit(a) + unit(c))
    d = bezier([tuple(unit(a)), tuple(middle), tuple(unit(c))], 9)
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    lift = bezier([(a[2], 0, 0), (2 * b[2] - 0.5 * (a[2] + c[2]), 0, 0), (c[2], 0, 0)], 9)[:, 0] * 1e-3
    return np.degrees(np.arctan2(d[:, 0], d[:, 2])), np.degrees(np.arcsin(np.clip(d[:, 1], -1, 1))), lift - 0.006


def hairline(p: Array) -> Array:
    """Positive below the hairline (metres, roughly), as a function of direction."""
    azimuth = np.abs(np.degrees(np.arctan2(p[..., 0], p[..., 2])))
    height = np.interp(
        azimuth,
        [0, 20, 40, 58, 70, 80, 90, 104, 118, 140, 180],
        [0.083, 0.081, 0.070, 0.046, 0.018, -0.012, 0.020, 0.018, -0.050, -0.088, -0.096],
    )
    return height - p[..., 1]


def hair_field(p: Array) -> Array:
    """Cap and locks, relative to the head's centre."""
    cap = intersect(head_field(p) - 0.0095, hairline(p) * 0.8, 0.012)
    d = cap
    for path, radii in _paths():
        d = union(d, tube(p, path, radii), 0.0065)
    path = bezier(TAIL, 8)
    tail = tube(p, path, 1e-3 * np.array([13, 17.5, 19.5, 20, 18.5, 15.5, 11, 5]))
    side = np.arctan2(p[..., 0], -(p[..., 2] + 0.128))
    tail = tail + 0.0012 * np.cos(side * 6.0)
    return union(d, tail, 0.006)


def ribbon_field(p: Array) -> Array:
    """The ribbon round the tail's root, with a small bow."""
    q = p - [0.0, -0.0575, -0.1165]
    c, s = np.cos(0.9), np.sin(0.9)
    r = np.stack([q[..., 0], c * q[..., 1] - s * q[..., 2], s * q[..., 1] + c * q[..., 2]], axis=-1)
    ring = np.hypot(np.hypot(r[..., 0], r[..., 2]) - 0.0165, np.clip(np.abs(r[..., 1]) - 0.0045, 0, None)) - 0.0034
    bow = round_cone(
        np.abs(p * [1, 0, 0]) + p * [0, 1, 1], (0.003, -0.044, -0.128), (0.027, -0.036, -0.131), 0.0045, 0.0085
    )
    return union(ring, bow, 0.005)


def hair() -> Mesh:
    """The whole head of hair."""
    low, high = np.array([-0.135, -0.175, -0.185]), np.array([0.135, 0.185, 0.145])
    points, normals, faces = carve(hair_field, low, high, 0.0036, 9000)
    sheen = smoothstep(-0.05, 0.12, points[:, 1]) * 0.55
    tips = np.full(len(points), 0.0)
    mix = np.clip(sheen + tips, 0, 1)[:, None]
    colours = palette.HAIR + (palette.HAIR_LIGHT - palette.HAIR) * mix
    return Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))


def ribbon() -> Mesh:
    points, normals, faces = carve(
        ribbon_field, np.array([-0.05, -0.09, -0.16]), np.array([0.05, -0.01, -0.08]), 0.0028, 900
    )
    return Mesh(points, normals, faces, np.tile(palette.TRIM, (len(points), 1)), np.zeros((len(points), 2)))
