"""The long coat with its trimmings, scarf, belt, boots. All in model space, T-pose."""

from __future__ import annotations

import functools

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.sdf import (
    Array,
    Field,
    box,
    cast,
    ellipsoid,
    gradient,
    intersect,
    round_cone,
    smoothstep,
    sphere,
    subtract,
    torus,
    tube,
    union,
)
from tools.build_assets.avatar.surface import Mesh, carve, vertex_normals

HEM = 0.135
RING = 76
"""Points round the skirt."""
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


def _front_edge(y: Array) -> Array:
    """x of the overlapping front edge: straight below the belt, sweeping towards the shoulder above."""
    return 0.040 + 0.035 * smoothstep(1.02, 1.26, y)


def _flap(p: Array) -> Array:
    """1 on the half of the front that lies on top, 0 elsewhere, with a soft edge."""
    x = p[..., 0]
    lies_over = smoothstep(0.004, -0.004, x - _front_edge(p[..., 1]))
    return lies_over * smoothstep(-0.13, -0.03, x) * smoothstep(0.0, 0.03, p[..., 2])


def _solid(p: Array) -> Array:
    """Coat as if filled, with the step where its front overlaps."""
    return union(_trunk(p), _sleeve(p), 0.055) - 0.0034 * _flap(p)


def draped_field(p: Array) -> Array:
    """Coat and skirt as one filled shape, for occlusion."""
    return intersect(_solid(p), HEM - p[..., 1])


def coat_field(p: Array) -> Array:
    """Coat with sleeves, hollow at the hem and the cuffs."""
    d = _solid(p)
    d = intersect(d, 0.970 - p[..., 1], 0.004)
    d = intersect(d, np.abs(p[..., 0]) - _cuff_end(), 0.008)
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    d = subtract(d, round_cone(q, (0.50, 1.222, -0.005), (0.60, 1.222, -0.004), 0.031, 0.041), 0.005)
    return intersect(d, p[..., 1] - 1.285, 0.01)


def pieces() -> list[tuple[str, Field, Array, tuple[tuple[float, ...], tuple[float, ...]], float, int]]:
    """Name, field, colour, box, cell (metres) and triangle budget of everything made of cloth or leather."""

    return [
        ("coat", coat_field, palette.COAT, ((-0.58, 0.95, -0.14), (0.58, 1.31, 0.14)), 0.0065, 4700),
        ("scarf", tail_field, palette.SCARF, ((-0.01, 1.04, 0.05), (0.11, 1.30, 0.15)), 0.0042, 520),
        ("boots", boots_field, palette.BOOTS, ((-0.16, -0.01, -0.11), (0.16, 0.30, 0.17)), 0.0065, 900),
        ("soles", soles_field, palette.SOLE, ((-0.16, -0.01, -0.11), (0.16, 0.04, 0.17)), 0.0055, 300),
    ]


# ------------------------------------------------------------------------------------------------ cords


def cord(path: Array, radius: float, closed: bool) -> Mesh:
    """A round cord along a polyline that lies on the coat."""
    sides = 4
    before, after = (np.roll(path, 1, 0), np.roll(path, -1, 0)) if closed else (path, path)
    tangent = after - before if closed else np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = gradient(_solid, path)
    side = np.cross(tangent, out)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    t = np.arange(sides) / sides * 2 * np.pi
    normals = np.cos(t)[None, :, None] * out[:, None] + np.sin(t)[None, :, None] * side[:, None]
    points = (path + 0.35 * radius * out)[:, None] + radius * normals
    rows = len(path)
    faces = []
    for i in range(rows if closed else rows - 1):
        for j in range(sides):
            a, b = i * sides + j, i * sides + (j + 1) % sides
            c, d = ((i + 1) % rows) * sides + j, ((i + 1) % rows) * sides + (j + 1) % sides
            faces += [(a, b, d), (a, d, c)]
    mesh_faces = np.array(faces)
    points, normals = points.reshape(-1, 3), normals.reshape(-1, 3)
    corner = points[mesh_faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    if np.einsum("ij,ij->i", across, normals[mesh_faces[:, 0]]).sum() < 0:
        mesh_faces = mesh_faces[:, ::-1]
    return Mesh(points, normals, mesh_faces, np.tile(palette.TRIM, (len(points), 1)), np.zeros((len(points), 2)))


def _band(rows: list[Array], colour: Array) -> Mesh:
    """Closed rings of equal length as one skin, the outside found from the coat's gradient."""
    count = len(rows[0])
    points = np.concatenate(rows)
    faces = []
    for i in range(len(rows) - 1):
        for j in range(count):
            a, b = i * count + j, i * count + (j + 1) % count
            faces += [(a, b, b + count), (a, b + count, a + count)]
    mesh_faces = np.array(faces)
    normals = vertex_normals(points, mesh_faces)
    if np.einsum("ij,ij->i", normals, gradient(_solid, points)).sum() < 0:
        mesh_faces, normals = mesh_faces[:, ::-1], -normals
    return Mesh(points, normals, mesh_faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _around(height: float, count: int, lift: float) -> Array:
    """A ring on the coat at a height, `lift` above the cloth."""
    turn = np.arange(count) / count * 2 * np.pi
    middle = np.array([0.0, height, -0.008])
    ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
    return middle + (cast(_skirt_solid, middle, ray, 0.5)[:, None] + lift) * ray


def _skirt_solid(p: Array) -> Array:
    return _trunk(p) - 0.0034 * _flap(p)


def skirt() -> Mesh:
    """The coat below the belt, turned in at the hem, with a dark inside."""
    heights = [0.992, 0.955, 0.91, 0.86, 0.80, 0.72, 0.63, 0.53, 0.43, 0.34, 0.26, 0.19, 0.150, HEM]
    rows = [_around(h, RING, 0.0) for h in heights]
    edge = _around(HEM, RING, -0.003)
    rows.append(edge - [0.0, 0.003, 0.0])
    rows += [_around(HEM, RING, -0.009), _around(0.20, RING, -0.012), _around(0.34, RING, -0.016)]
    mesh = _band(rows, palette.COAT)
    fade = smoothstep(0.75, HEM, mesh.positions[:, 1])[:, None] * 0.5
    mesh.colours = mesh.colours + (palette.COAT_DARK - mesh.colours) * fade
    mesh.colours[(len(heights) + 1) * RING :] *= 0.35
    return mesh


_BELT = (
    (0.966, -0.004), (0.9665, 0.0055), (0.969, 0.0075), (0.985, 0.0078), (1.001, 0.0075),
    (1.0035, 0.0055), (1.004, -0.004),
)  # fmt: skip
_CUFF = (
    (0.476, -0.002), (0.4765, 0.0045), (0.480, 0.0062), (0.505, 0.0068), (0.545, 0.0074), (0.5555, 0.0066),
    (0.557, 0.003), (0.553, -0.004),
)  # fmt: skip
"""Height (or distance from the middle) and lift above the cloth, row by row."""


def bands() -> list[Mesh]:
    """Belt and turned-back cuffs."""
    out = [_band([_around(h, 60, lift) for h, lift in _BELT], palette.BOOTS)]
    turn = np.arange(36) / 36 * 2 * np.pi
    ray = np.stack([np.zeros_like(turn), np.sin(turn), np.cos(turn)], axis=-1)
    for sign in (1.0, -1.0):
        rows = []
        for x, lift in _CUFF:
            middle = np.array([sign * x, 1.222, -0.005])
            rows.append(middle + (cast(_sleeve, middle, ray, 0.1)[:, None] + lift) * ray)
        out.append(_band(rows, palette.COAT_DARK))
    return out


def cords() -> list[Mesh]:
    """Piping along the front edge, two lines round the hem, one round each cuff."""
    y = np.linspace(0.150, 1.262, 60)
    origin = np.stack([_front_edge(y), y, np.zeros_like(y)], axis=-1)
    forward = np.broadcast_to([0.0, 0.0, 1.0], origin.shape)
    out = [cord(origin + cast(_solid, origin, forward, 0.4)[:, None] * forward, 0.0032, False)]
    turn = np.arange(64) / 64 * 2 * np.pi
    for height, radius in ((0.158, 0.0046), (0.180, 0.0028)):
        middle = np.array([0.0, height, -0.012])
        ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
        out.append(cord(middle + cast(_solid, middle, ray, 0.5)[:, None] * ray, radius, True))
    ring = np.arange(28) / 28 * 2 * np.pi
    for sign in (1.0, -1.0):
        middle = np.array([sign * 0.478, 1.222, -0.006])
        ray = np.stack([np.zeros_like(ring), np.sin(ring), np.cos(ring)], axis=-1)
        out.append(cord(middle + (cast(_solid, middle, ray, 0.1)[:, None] + 0.0052) * ray, 0.0034, True))
    return out


# ------------------------------------------------------------------------------------------------ scarf


@functools.lru_cache(maxsize=1)
def _loops() -> list[tuple[Array, Array]]:
    t = np.linspace(0, 2 * np.pi, 37)
    out = []
    for phase, lift, wide, thick, tilt in (
        (0.0, -0.006, 0.004, 0.0190, 0.020),
        (1.9, 0.012, 0.001, 0.0180, 0.026),
        (3.6, 0.025, -0.010, 0.0150, 0.018),
    ):
        front = np.cos(t)  # 1 in front
        x = (0.0745 + wide) * np.sin(t)
        z = -0.006 + (0.0780 + wide) * front
        y = 1.290 + lift - tilt * front + 0.005 * np.sin(2 * t + phase)
        radius = thick * (1 + 0.07 * np.sin(2 * t + 2 * phase))
        radius[-1] = radius[0]
        out.append((np.stack([x, y, z], axis=-1), radius))
    tail = np.array(
        [
            (0.024, 1.275, 0.083),
            (0.040, 1.222, 0.099),
            (0.050, 1.175, 0.1045),
            (0.055, 1.125, 0.1045),
            (0.058, 1.075, 0.1025),
        ]
    )
    out.append((tail, np.array([0.0165, 0.019, 0.0215, 0.0235, 0.0245])))
    return out


def scarf_field(p: Array) -> Array:
    """Three wraps round the neck and one end hanging over the chest."""
    d = np.full(p.shape[:-1], 1e9)
    for path, radius in _loops()[:3]:
        d = union(d, tube(p, path, radius), 0.005)
    return np.minimum(d, tail_field(p))


def tail_field(p: Array) -> Array:
    """The scarf's hanging end."""
    path, radius = _loops()[3]
    d = tube(p, path, radius) + 0.0014 * np.cos((p[..., 0] - 0.05) * 420.0)
    d = intersect(d, 1.062 - p[..., 1], 0.004)
    front = np.interp(p[..., 1], path[::-1, 1], path[::-1, 2])
    return intersect(d, np.abs(p[..., 2] - front) - 0.0105, 0.010)


def wraps() -> list[Mesh]:
    """The scarf's rounds as smooth rolls; where they meet is a crisp fold."""
    sides, out = 10, []
    turn = np.arange(sides) / sides * 2 * np.pi
    for path, radius in _loops()[:3]:
        ring, r = path[:-1], radius[:-1]
        tangent = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        away = ring - [0.0, 1.29, -0.006]
        away[:, 1] = 0.0
        side = np.cross(tangent, away)
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        up = np.cross(side, tangent)
        wave = 1 + 0.035 * np.cos(3 * turn[None] + np.arange(len(ring))[:, None] * 0.55)
        normals = np.cos(turn)[None, :, None] * up[:, None] + np.sin(turn)[None, :, None] * side[:, None]
        points = (ring[:, None] + (r[:, None] * wave)[..., None] * normals).reshape(-1, 3)
        faces = []
        for i in range(len(ring)):
            for j in range(sides):
                a, b = i * sides + j, i * sides + (j + 1) % sides
                c, d = ((i + 1) % len(ring)) * sides + j, ((i + 1) % len(ring)) * sides + (j + 1) % sides
                faces += [(a, b, d), (a, d, c)]
        mesh_faces = np.array(faces)
        shading = vertex_normals(points, mesh_faces)
        if np.einsum("ij,ij->i", shading, normals.reshape(-1, 3)).sum() < 0:
            mesh_faces, shading = mesh_faces[:, ::-1], -shading
        colours = np.tile(palette.SCARF, (len(points), 1))
        out.append(Mesh(points, shading, mesh_faces, colours, np.zeros((len(points), 2))))
    return out


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
            z = cast(_solid, np.array([x - 0.004, y, 0.0]), ray, 0.3)[0]
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
    z = _PROFILE[6, 2] + _PROFILE[6, 3] + 0.0075
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
