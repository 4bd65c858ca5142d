"""The long coat with its trimmings, scarf, belt, boots. All in model space, T-pose."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.sdf import (
    Array,
    Field,
    box,
    cast,
    ellipsoid,
    intersect,
    round_cone,
    smoothstep,
    sphere,
    subtract,
    torus,
    tube,
    union,
)
from tools.build_assets.avatar.surface import Mesh, carve

HEM = 0.135
# height, half width, half depth, middle's z
_PROFILE = np.array(
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
_SIZE = [PchipInterpolator(_PROFILE[:, 0], _PROFILE[:, c], extrapolate=True) for c in (1, 2, 3)]


def _trunk(p: Array) -> Array:
    y = np.clip(p[..., 1], 0.0, 1.34)
    half, deep, middle = (f(y) for f in _SIZE)
    x, z = p[..., 0] / half, (p[..., 2] - middle) / deep
    turn = np.arctan2(p[..., 0], p[..., 2])
    fold = 0.050 * smoothstep(0.86, 0.15, y) * np.cos(8 * turn + 0.9 * np.sin(2 * turn) + 0.4)
    fold = fold + 0.016 * smoothstep(0.8, 0.2, y) * np.cos(19 * turn + 1.3)
    return (np.hypot(x, z) - 1.0 - fold) * np.minimum(half, deep) * 0.9


def _sleeve(p: Array) -> Array:
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = round_cone(q, (0.105, 1.214, -0.006), (0.20, 1.222, -0.006), 0.056, 0.049)
    d = union(d, round_cone(q, (0.20, 1.222, -0.006), (0.365, 1.222, -0.008), 0.049, 0.0415), 0.01)
    d = union(d, round_cone(q, (0.365, 1.222, -0.008), (0.60, 1.222, -0.004), 0.0415, 0.0480), 0.01)
    elbow = np.exp(-(((q[..., 0] - 0.365) / 0.05) ** 2))
    return d + 0.0012 * elbow * np.cos(q[..., 0] * 330.0)


@functools.lru_cache(maxsize=1)
def _cuff_end() -> float:
    return 0.553


def coat_field(p: Array) -> Array:
    """Coat with sleeves, hollow at the hem and the cuffs."""
    d = union(_trunk(p), _sleeve(p), 0.055)
    d = intersect(d, HEM - p[..., 1], 0.012)
    d = intersect(d, np.abs(p[..., 0]) - _cuff_end(), 0.008)
    hollow = intersect(_trunk(p) + 0.013, p[..., 1] - 0.24)
    d = subtract(d, hollow, 0.006)
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = subtract(d, round_cone(q, (0.50, 1.222, -0.005), (0.60, 1.222, -0.004), 0.031, 0.041), 0.005)
    return intersect(d, p[..., 1] - 1.305, 0.01)


def _shell(thickness: float, region: Callable[[Array], Array], rounding: float = 0.003) -> Field:
    """A patch of something lying on the coat."""

    def field(p: Array) -> Array:
        skin = union(_trunk(p), _sleeve(p), 0.055)
        band = intersect(skin - thickness, -(skin + 0.006), 0.0)
        return intersect(band, region(p), rounding)

    return field


def _front_edge(p: Array) -> Array:
    """x of the overlapping front edge: straight below the belt, sweeping to the shoulder above."""
    return 0.040 + 0.035 * smoothstep(1.02, 1.26, p[..., 1])


def pieces() -> list[tuple[str, Field, Array, tuple[tuple[float, ...], tuple[float, ...]], float, int]]:
    """Name, field, colour, box, cell (metres) and triangle budget of everything made of cloth or leather."""

    def front(p: Array) -> Array:
        edge = np.abs(p[..., 0] - _front_edge(p) + 0.032) - 0.032
        return intersect(intersect(edge, -p[..., 2]), np.maximum(p[..., 1] - 1.262, 0.168 - p[..., 1]))

    def piping(p: Array) -> Array:
        return intersect(intersect(np.abs(p[..., 0] - _front_edge(p)) - 0.0030, -p[..., 2]), np.maximum(p[..., 1] - 1.262, 0.150 - p[..., 1]))

    def hem(p: Array) -> Array:
        return np.abs(p[..., 1] - 0.162) - 0.0055

    def hem_thin(p: Array) -> Array:
        return np.abs(p[..., 1] - 0.186) - 0.0024

    def cuff(p: Array) -> Array:
        return np.maximum(np.abs(np.abs(p[..., 0]) - 0.515) - 0.036, np.abs(p[..., 1] - 1.222) - 0.07)

    def cuff_edge(p: Array) -> Array:
        return np.maximum(np.abs(np.abs(p[..., 0]) - 0.478) - 0.0032, np.abs(p[..., 1] - 1.222) - 0.07)

    def belt(p: Array) -> Array:
        return np.maximum(np.abs(p[..., 1] - 0.985) - 0.0175, np.abs(p[..., 0]) - 0.2)

    trunk_low, trunk_high = (-0.27, 0.12, -0.26), (0.27, 1.34, 0.24)
    arm = ((-0.57, 1.15, -0.08), (0.57, 1.29, 0.07))
    return [
        ("coat", coat_field, palette.COAT, ((-0.59, 0.11, -0.26), (0.59, 1.34, 0.25)), 0.0095, 6800),
        ("front", _shell(0.0032, front), palette.COAT, (trunk_low, (0.12, 1.30, 0.24)), 0.0075, 1500),
        ("piping", _shell(0.0052, piping, 0.002), palette.TRIM, ((-0.02, 0.13, 0.02), (0.12, 1.30, 0.24)), 0.0036, 700),
        ("hem", _shell(0.0036, hem), palette.TRIM, (trunk_low, (0.27, 0.20, 0.24)), 0.0060, 900),
        ("hem thin", _shell(0.0028, hem_thin, 0.001), palette.TRIM, (trunk_low, (0.27, 0.20, 0.24)), 0.0036, 700),
        ("cuffs", _shell(0.0048, cuff), palette.COAT_DARK, arm, 0.0060, 900),
        ("cuff edges", _shell(0.0072, cuff_edge, 0.002), palette.TRIM, arm, 0.0036, 500),
        ("belt", _shell(0.0065, belt), palette.BOOTS, ((-0.16, 0.95, -0.14), (0.16, 1.02, 0.13)), 0.0055, 700),
        ("scarf", scarf_field, palette.SCARF, ((-0.14, 1.02, -0.13), (0.14, 1.36, 0.17)), 0.0046, 2600),
        ("boots", boots_field, palette.BOOTS, ((-0.16, -0.01, -0.11), (0.16, 0.30, 0.17)), 0.0065, 1300),
        ("soles", soles_field, palette.SOLE, ((-0.16, -0.01, -0.11), (0.16, 0.04, 0.17)), 0.0055, 500),
    ]


# ------------------------------------------------------------------------------------------------ scarf


@functools.lru_cache(maxsize=1)
def _loops() -> list[tuple[Array, Array]]:
    t = np.linspace(0, 2 * np.pi, 33)
    out = []
    for phase, lift, wide, thick in ((0.0, 0.0, 0.0, 0.0215), (1.9, 0.0195, -0.006, 0.0185)):
        front = np.cos(t)  # 1 in front
        x = (0.0745 + wide) * np.sin(t) * (1 + 0.04 * np.cos(2 * t + phase))
        z = -0.006 + (0.0775 + wide) * front + 0.004 * np.sin(3 * t + phase)
        y = 1.278 + lift - 0.024 * front + 0.006 * np.sin(2 * t + phase)
        radius = thick * (1 + 0.10 * np.sin(3 * t + 2 * phase))
        radius[-1] = radius[0]
        out.append((np.stack([x, y, z], axis=-1), radius))
    tail = np.array([(0.024, 1.262, 0.083), (0.040, 1.222, 0.099), (0.050, 1.175, 0.107), (0.055, 1.125, 0.1085), (0.058, 1.075, 0.106)])
    out.append((tail, np.array([0.0165, 0.019, 0.0215, 0.0235, 0.0245])))
    return out


def scarf_field(p: Array) -> Array:
    """Two wraps round the neck and one end hanging over the chest."""
    d = np.full(p.shape[:-1], 1e9)
    for path, radius in _loops()[:2]:
        turn = np.arctan2(p[..., 0], p[..., 2])
        d = union(d, tube(p, path, radius) + 0.0010 * np.cos(26 * turn + 60 * p[..., 1]), 0.006)
    path, radius = _loops()[2]
    flat = p.copy()
    flat[..., 2] = 0.098 + (p[..., 2] - 0.098) * 1.0
    tail = tube(flat, path, radius) + 0.0016 * np.cos((p[..., 0] - 0.05) * 420.0)
    tail = intersect(tail, 1.062 - p[..., 1], 0.004)
    front = np.interp(p[..., 1], path[::-1, 1], path[::-1, 2])
    tail = intersect(tail, np.abs(p[..., 2] - front) - 0.0105, 0.010)
    d = union(d, tail, 0.008)
    return subtract(d, round_cone(p, (0, 1.2, -0.004), (0, 1.45, -0.002), 0.044, 0.044), 0.004)


# ------------------------------------------------------------------------------------------------ boots


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


# ------------------------------------------------------------------------------------------------ brass


@functools.lru_cache(maxsize=1)
def _buttons() -> list[Array]:
    out = []
    for y in (1.030, 1.085, 1.140):
        for x in (-0.046, 0.0):
            ray = np.array([[0.0, 0.0, 1.0]])
            z = cast(lambda p: _shell_solid(p), np.array([x - 0.004, y, 0.0]), ray, 0.3)[0]
            out.append(np.array([x - 0.004, y, z]))
    return out


def _shell_solid(p: Array) -> Array:
    return union(_trunk(p), _sleeve(p), 0.055) - 0.0032


def brass_field(p: Array) -> Array:
    """Buttons, belt buckle and the star that pins the scarf."""
    d = np.full(p.shape[:-1], 1e9)
    for at in _buttons():
        d = np.minimum(d, subtract(ellipsoid(p, at, (0.0088, 0.0088, 0.0050)), sphere(p, at + [0, 0, 0.0105], 0.0072), 0.001))
    z = _PROFILE[6, 2] + _PROFILE[6, 3] + 0.0075
    buckle = box(p, (0.0, 0.985, z), (0.022, 0.0215, 0.005), 0.004)
    buckle = subtract(buckle, box(p, (0.0, 0.985, z + 0.004), (0.0150, 0.0145, 0.006), 0.003), 0.002)
    d = np.minimum(d, buckle)
    at = np.array([0.026, 1.2545, 0.1015])
    q = p - at
    turn = np.arctan2(q[..., 0], q[..., 1])
    ray = 0.0105 + 0.0050 * np.abs(np.cos(turn * 4)) ** 3 + 0.0025 * np.abs(np.cos(turn * 2)) ** 6
    flat = np.hypot(q[..., 0], q[..., 1])
    star = np.maximum((flat - ray) * 0.6, np.abs(q[..., 2]) - 0.0042 * np.clip(1.25 - flat / 0.017, 0.15, 1))
    return np.minimum(d, star)


def brass() -> Mesh:
    """All metal parts."""
    points, normals, faces = carve(brass_field, np.array([-0.07, 0.95, 0.06]), np.array([0.07, 1.29, 0.14]), 0.0020, 2200)
    return Mesh(points, normals, faces, np.tile(palette.BRASS, (len(points), 1)), np.zeros((len(points), 2)))
