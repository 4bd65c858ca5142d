"""Hair as a sculptor lays it: a close cap, tapered locks swept over it to a ribbon at the nape, and a short tail."""

from __future__ import annotations

import functools

import numpy as np
from scipy.spatial import KDTree

from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.hair_styles import Lock, Spot, Style, style_of
from tools.build_assets.avatar.sculpture import head_field
from tools.build_assets.avatar.sdf import Array, bezier, cast, intersect, round_cone, smoothstep, sphere, union
from tools.build_assets.avatar.surface import Mesh, carve, vertex_normals

ROWS = 15
TAIL = ((0.0, -0.048, -0.100), (0.0, -0.062, -0.150), (0.0, -0.150, -0.140))


def _direction(spot: Spot) -> Array:
    az, el = np.radians(spot[0]), np.radians(spot[1])
    return np.array([np.sin(az) * np.cos(el), np.sin(el), np.cos(az) * np.cos(el)])


def _curve(a: Array, b: Array, c: Array) -> Array:
    """Through three points, `[ROWS, n]`."""
    return bezier([a, 2 * b - 0.5 * (a + c), c], ROWS)  # type: ignore[list-item]


def _lock_mesh(lock: Lock, figure: Figure) -> Mesh:
    heading = _curve(_direction(lock.root), _direction(lock.middle), _direction(lock.tip))
    heading /= np.linalg.norm(heading, axis=1, keepdims=True)
    lift = _curve(*(np.array([s[2]]) for s in (lock.root, lock.middle, lock.tip)))[:, 0] * 1e-3
    skull = cast(lambda p: head_field(p, figure.face), np.zeros(3), heading, 0.25)
    path = heading * (skull + lift - 0.25e-3 * lock.thickness)[:, None]
    size = 1e-3 * lock.width, 1e-3 * lock.thickness
    return _sweep(figure, path, heading, *size, lock.tip_share, lock.light, lock.sides)


def _sweep(
    figure: Figure,
    path: Array,
    outward: Array,
    width: float,
    thickness: float,
    tip_share: float,
    light: float,
    sides: int,
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
    dark = figure.colours.paint("hair")
    colours = dark + (figure.colours.paint("hair_light") - dark) * mix
    return Mesh(points, normals, mesh_faces, colours, np.zeros((len(points), 2)))


def hairline(p: Array, style: Style) -> Array:
    """Positive below the hairline (metres, roughly), as a function of direction."""
    azimuth = np.abs(np.degrees(np.arctan2(p[..., 0], p[..., 2])))
    return np.interp(azimuth, style.line_azimuths, style.line_heights) - p[..., 1]


@functools.lru_cache(maxsize=2)
def _curl_centres(count: int) -> KDTree:
    """Directions spread evenly over the sphere, a little out of step."""
    i = np.arange(count) + 0.5
    y = 1 - 2 * i / count
    turn = np.pi * (1 + 5**0.5) * i + 0.35 * np.sin(i * 12.9)
    r = np.sqrt(1 - y * y)
    return KDTree(np.stack([r * np.cos(turn), y, r * np.sin(turn)], axis=-1))


def _curls(p: Array, style: Style) -> Array:
    """How far a head of curls stands out beyond its middle height, metres."""
    unit = p / np.maximum(np.linalg.norm(p, axis=-1, keepdims=True), 1e-9)
    away, _ = _curl_centres(style.curls).query(unit.reshape(-1, 3))
    wide = 2.2 / np.sqrt(style.curls)
    return style.curl_m * (1 - (away.reshape(p.shape[:-1]) / wide) ** 2 * 2.2)


def hair_field(p: Array, figure: Figure) -> Array:
    """The cap under the locks, relative to the head's centre; also what the rest sees of the hair."""
    style = style_of(figure.hair)
    crown = smoothstep(-0.02, 0.10, p[..., 1])
    skull = head_field(p, figure.face)
    thick = style.cap_m + style.crown_m * crown
    if style.curls:
        full = smoothstep(0.002, -0.045, hairline(p, style))
        thick = style.cap_m + (style.crown_m * crown + _curls(p, style)) * full
    cap = intersect(skull - thick, hairline(p, style) * 0.8, 0.010)
    for centre, radius in style.knots:
        cap = union(cap, sphere(p, centre, radius), 0.02)
    return cap


@functools.lru_cache(maxsize=2)
def tail(figure: Figure) -> tuple[Mesh, ...]:
    """The locks of the short tail, where the style has one."""
    if not style_of(figure.hair).tail:
        return ()
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
        out.append(_sweep(figure, path, outward, width * 1e-3, thick * 1e-3, 0.12, light, 7))
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


def cap(figure: Figure) -> Mesh:
    """The hair close to the skull."""
    style = style_of(figure.hair)
    low, high = np.array([-0.125, -0.115, -0.145]) - style.reach_m, np.array([0.125, 0.165, 0.125]) + style.reach_m
    points, normals, faces = carve(lambda p: hair_field(p, figure), low, high, style.cell_m, style.triangles)
    dark, light = figure.colours.paint("hair"), figure.colours.paint("hair_light")
    mix = np.full((len(points), 1), 0.25)
    if style.curls:
        mix = np.clip(0.30 + _curls(points, style)[:, None] / style.curl_m * 0.45, 0, 1)
    return Mesh(points, normals, faces, dark * (1 - mix) + light * mix, np.zeros((len(points), 2)))


def locks(figure: Figure) -> list[Mesh]:
    """Every lock but the tail's."""
    return [_lock_mesh(lock, figure) for lock in style_of(figure.hair).locks]


def ribbon(figure: Figure) -> list[Mesh]:
    """The ribbon of the tail."""
    if not style_of(figure.hair).tail:
        return []
    low, high = np.array([-0.05, -0.09, -0.16]), np.array([0.05, -0.01, -0.08])
    points, normals, faces = carve(ribbon_field, low, high, 0.0028, 560)
    colours = np.tile(figure.colours.paint("trim"), (len(points), 1))
    return [Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))]
