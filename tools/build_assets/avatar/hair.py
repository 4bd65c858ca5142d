"""Hair as a sculptor lays it: a close cap, tapered locks swept over it to a ribbon at the nape, and a short tail."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.head import head_field
from tools.build_assets.avatar.sdf import Array, bezier, cast, intersect, round_cone, smoothstep, sphere, union
from tools.build_assets.avatar.surface import Mesh, carve, vertex_normals

Spot = tuple[float, float, float]
"""Azimuth (degrees, 0 in front, +90 the figure's left), elevation (degrees), height above the skull (mm)."""


@dataclass(frozen=True)
class Lock:
    """A lock from its root over its middle to its tip; full width and thickness in mm at its widest."""

    root: Spot
    middle: Spot
    tip: Spot
    width: float
    thickness: float
    tip_share: float = 0.18
    light: float = 0.5
    sides: int = 10


LOCKS: tuple[Lock, ...] = (
    # combed back to the tie, from the nape upwards, then over the crown
    Lock((118, -14, 2), (150, -24, 9), (177, -30, 8), 30, 15, 0.3, 0.10),
    Lock((-118, -14, 2), (-150, -24, 9), (-177, -30, 8), 30, 15, 0.3, 0.10),
    Lock((102, 10, 4), (138, -2, 13), (174, -26, 9), 38, 18, 0.3, 0.20),
    Lock((-102, 10, 4), (-138, -2, 13), (-174, -26, 9), 38, 18, 0.3, 0.20),
    Lock((92, 30, 6), (132, 20, 15), (172, -24, 10), 42, 19, 0.3, 0.35),
    Lock((-92, 30, 6), (-132, 20, 15), (-172, -24, 10), 42, 19, 0.3, 0.30),
    Lock((84, 52, 8), (132, 44, 18), (171, -22, 11), 44, 20, 0.3, 0.50),
    Lock((-84, 52, 8), (-132, 44, 18), (-171, -22, 11), 44, 20, 0.3, 0.45),
    Lock((60, 72, 10), (142, 66, 20), (173, -20, 12), 44, 20, 0.3, 0.60),
    Lock((-70, 70, 5), (-142, 64, 20), (-173, -20, 12), 44, 20, 0.3, 0.50),
    Lock((0, 82, 10), (178, 64, 22), (180, -20, 13), 42, 21, 0.3, 0.60),
    # the short side, swept back over the temple
    Lock((-47, 27, -1), (-72, 14, 7), (-98, -6, 3), 24, 11, 0.2, 0.25),
    Lock((-30, 38, -2), (-70, 30, 10), (-112, 4, 5), 34, 15, 0.22, 0.40, 10),
    Lock((-19, 47, -2), (-70, 45, 13), (-120, 16, 7), 38, 17, 0.25, 0.55, 10),
    Lock((-12, 57, -1), (-68, 60, 15), (-128, 32, 9), 40, 18, 0.25, 0.65, 10),
    Lock((-4, 68, 0), (-72, 76, 17), (-140, 48, 11), 40, 19, 0.25, 0.65, 10),
    # the other temple
    Lock((58, 30, 0), (76, 16, 9), (98, -6, 4), 26, 12, 0.2, 0.30),
    Lock((50, 42, 2), (78, 30, 14), (112, 4, 7), 36, 17, 0.22, 0.45),
    # the wave over the forehead, from the parting on the figure's right
    Lock((-30, 66, 3), (30, 84, 24), (112, 40, 10), 48, 24, 0.2, 0.75, 14),
    Lock((-29, 60, 2), (18, 72, 27), (92, 34, 10), 46, 26, 0.2, 0.90, 14),
    Lock((-28, 53, 1), (8, 60, 25), (74, 28, 8), 42, 24, 0.16, 1.00, 14),
    Lock((-26, 46, 0), (6, 50, 17), (60, 25, 4), 30, 17, 0.12, 0.80, 14),
    Lock((-22, 47, 1), (0, 43, 9), (24, 40, 3), 15, 8, 0.05, 0.55),
)
ROWS = 15
TAIL = ((0.0, -0.048, -0.100), (0.0, -0.062, -0.150), (0.0, -0.150, -0.140))


def _direction(spot: Spot) -> Array:
    az, el = np.radians(spot[0]), np.radians(spot[1])
    return np.array([np.sin(az) * np.cos(el), np.sin(el), np.cos(az) * np.cos(el)])


def _curve(a: Array, b: Array, c: Array) -> Array:
    """Through three points, `[ROWS, n]`."""
    return bezier([a, 2 * b - 0.5 * (a + c), c], ROWS)  # type: ignore[list-item]


def _lock_mesh(lock: Lock) -> Mesh:
    heading = _curve(_direction(lock.root), _direction(lock.middle), _direction(lock.tip))
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    lift = _curve(*(np.array([s[2]]) for s in (lock.root, lock.middle, lock.tip)))[:, 0] * 1e-3
    skull = cast(head_field, np.zeros(3), heading, 0.25)
    path = heading * (skull + lift - 0.25e-3 * lock.thickness)[:, None]
    return _sweep(path, heading, 1e-3 * lock.width, 1e-3 * lock.thickness, lock.tip_share, lock.light, lock.sides)


def _sweep(
    path: Array, outward: Array, width: float, thickness: float, tip_share: float, light: float, sides: int
) -> Mesh:
    t = np.linspace(0.0, 1.0, len(path))
    swell = np.sin(np.pi * np.clip(t * 0.90 + 0.08, 0, 1)) ** 0.75
    swell = np.maximum(swell, tip_share * smoothstep(0.5, 1.0, t))
    swell[-1] *= 0.35
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent, outward)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, tangent)
    turn = np.arange(sides) / sides * 2 * np.pi
    ridge = 1 + 0.07 * np.cos(3 * turn + 0.6)  # a hint of strands
    points = (
        path[:, None]
        + (0.5 * width * swell)[:, None, None] * (np.cos(turn) * ridge)[None, :, None] * side[:, None]
        + (0.5 * thickness * swell)[:, None, None] * (np.sin(turn) * ridge)[None, :, None] * up[:, None]
    ).reshape(-1, 3)
    faces = []
    rows = len(path)
    for i in range(rows - 1):
        for j in range(sides):
            a, b = i * sides + j, i * sides + (j + 1) % sides
            faces += [(a, b, b + sides), (a, b + sides, a + sides)]
    last = (rows - 1) * sides
    faces += [(0, j + 1, j) for j in range(1, sides - 1)] + [
        (last, last + j, last + j + 1) for j in range(1, sides - 1)
    ]
    mesh_faces = np.array(faces)
    normals = vertex_normals(points, mesh_faces)
    if np.einsum("ij,ij->i", normals, points - np.repeat(path, sides, axis=0)).sum() < 0:
        mesh_faces, normals = mesh_faces[:, ::-1], -normals
    along = np.repeat(np.sin(np.pi * np.clip(t * 1.05, 0, 1)), sides)
    mix = np.clip((0.15 + 0.85 * along) * light, 0, 1)[:, None]
    colours = palette.HAIR + (palette.HAIR_LIGHT - palette.HAIR) * mix
    return Mesh(points, normals, mesh_faces, colours, np.zeros((len(points), 2)))


def hairline(p: Array) -> Array:
    """Positive below the hairline (metres, roughly), as a function of direction."""
    azimuth = np.abs(np.degrees(np.arctan2(p[..., 0], p[..., 2])))
    height = np.interp(
        azimuth,
        [0, 20, 40, 58, 70, 78, 88, 100, 112, 140, 180],
        [0.085, 0.082, 0.072, 0.050, 0.024, 0.000, 0.024, 0.020, -0.040, -0.086, -0.096],
    )
    return height - p[..., 1]


def hair_field(p: Array) -> Array:
    """The cap under the locks, relative to the head's centre; also what the rest sees of the hair."""
    crown = smoothstep(-0.02, 0.10, p[..., 1])
    cap = intersect(head_field(p) - 0.006 - 0.004 * crown, hairline(p) * 0.8, 0.010)
    return union(cap, sphere(p, (0, -0.050, -0.098), 0.019), 0.02)


@functools.lru_cache(maxsize=1)
def tail() -> tuple[Mesh, ...]:
    """The locks of the short tail."""
    spine = bezier(TAIL, ROWS)
    outward = np.tile([0.0, 0.35, -1.0], (ROWS, 1))
    t = np.linspace(0, 1, ROWS)
    fan = np.sin(np.pi * np.clip(t * 1.1, 0, 1))
    out = []
    for x, z, width, thick, light in (
        (0.0, -0.004, 30, 24, 0.55), (0.013, 0.004, 24, 20, 0.35), (-0.013, 0.004, 24, 20, 0.30),
        (0.006, 0.012, 24, 18, 0.15), (-0.005, -0.010, 17, 14, 0.75),
    ):  # fmt: skip
        path = spine + np.stack([x * fan + 0.3 * x, 0.02 * abs(x) * t * 10, z * fan], axis=-1)
        out.append(_sweep(path, outward, width * 1e-3, thick * 1e-3, 0.12, light, 7))
    return tuple(out)


def ribbon_field(p: Array) -> Array:
    """The ribbon round the tail's root, with a small bow."""
    q = p - [0.0, -0.0545, -0.1165]
    c, s = np.cos(0.9), np.sin(0.9)
    r = np.stack([q[..., 0], c * q[..., 1] - s * q[..., 2], s * q[..., 1] + c * q[..., 2]], axis=-1)
    ring = np.hypot(np.hypot(r[..., 0], r[..., 2]) - 0.0165, np.clip(np.abs(r[..., 1]) - 0.0045, 0, None)) - 0.0036
    folded = np.abs(p * [1, 0, 0]) + p * [0, 1, 1]
    bow = round_cone(folded, (0.003, -0.0455, -0.1235), (0.026, -0.0375, -0.1255), 0.0050, 0.0088)
    return union(ring, bow, 0.005)


def cap() -> Mesh:
    """The hair close to the skull."""
    low, high = np.array([-0.125, -0.115, -0.145]), np.array([0.125, 0.165, 0.125])
    points, normals, faces = carve(hair_field, low, high, 0.0052, 900)
    return Mesh(
        points,
        normals,
        faces,
        np.tile(palette.HAIR * 0.75 + palette.HAIR_LIGHT * 0.25, (len(points), 1)),
        np.zeros((len(points), 2)),
    )


def locks() -> list[Mesh]:
    """Every lock but the tail's."""
    return [_lock_mesh(lock) for lock in LOCKS]


def ribbon() -> Mesh:
    """The ribbon."""
    low, high = np.array([-0.05, -0.09, -0.16]), np.array([0.05, -0.01, -0.08])
    points, normals, faces = carve(ribbon_field, low, high, 0.0028, 560)
    return Mesh(points, normals, faces, np.tile(palette.TRIM, (len(points), 1)), np.zeros((len(points), 2)))
