"""What is worn on or hangs from the head beside hair: bun, braid, knit cap, headscarf, glasses, earrings."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.sculpture import head_field
from tools.build_assets.avatar.sdf import (
    Array,
    Field,
    ellipsoid,
    intersect,
    round_cone,
    smoothstep,
    sphere,
    tube,
    union,
)
from tools.build_assets.avatar.surface import Mesh, carve
from tools.build_assets.avatar.sway import BRAID

Spot3 = tuple[float, float, float]


def _mesh(shape: Field, low: Spot3, high: Spot3, cell: float, budget: int, colour: Array) -> Mesh:
    points, normals, faces = carve(shape, np.array(low), np.array(high), cell, budget)
    return Mesh(points, normals, faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _hair_colours(mesh: Mesh, figure: Figure, mix: Array) -> Mesh:
    dark, light = figure.colours.paint("hair"), figure.colours.paint("hair_light")
    mesh.colours = dark + (light - dark) * np.clip(mix, 0, 1)[:, None]
    return mesh


BUN = np.array([0.0, 0.066, -0.150])


def bun(figure: Figure) -> Mesh:
    """A wound knot of hair behind the crown."""

    def wound(p: Array) -> Array:
        q = p - BUN
        turn = np.arctan2(q[..., 0], q[..., 1])
        flat = np.hypot(q[..., 0], q[..., 1])
        rope = 0.0035 * np.cos(2.0 * turn + 190.0 * flat)
        return (ellipsoid(p, BUN, (0.046, 0.046, 0.034)) + rope) * 0.8

    mesh = _mesh(wound, (-0.06, 0.005, -0.20), (0.06, 0.13, -0.10), 0.0036, 1800, figure.colours.paint("hair"))
    q = mesh.positions - BUN
    wave = np.cos(2.0 * np.arctan2(q[:, 0], q[:, 1]) + 190.0 * np.hypot(q[:, 0], q[:, 1]))
    return _hair_colours(mesh, figure, 0.45 - 0.4 * wave)


def _braid_line(count: int) -> tuple[Array, Array, Array]:
    """The middle line at even steps, its sideways direction and its radius."""
    step = np.r_[0, np.cumsum(np.linalg.norm(np.diff(BRAID, axis=0), axis=1))]
    at = np.linspace(0, step[-1], count)
    line = np.stack([np.interp(at, step, BRAID[:, c]) for c in range(3)], axis=1)
    for _ in range(6):
        line[1:-1] = 0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:]
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = line * [1, 0, 1]
    side = np.cross(tangent, out)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    radius = 0.021 * (1 - 0.45 * np.linspace(0, 1, count) ** 2)
    return line, side, radius


def braid(figure: Figure) -> list[Mesh]:
    """A plait from the nape over the left shoulder, and the band that ends it."""
    count = 21
    line, side, radius = _braid_line(count)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    sign = np.where(np.arange(count) % 2, 1.0, -1.0)[:, None]
    lobe_a = line + side * sign * radius[:, None] * 0.75 - tangent * radius[:, None] * 0.75
    lobe_b = line - side * sign * radius[:, None] * 0.25 + tangent * radius[:, None] * 0.75

    def plait(p: Array) -> Array:
        d = np.full(p.shape[:-1], 1e9)
        for k in range(count - 1):
            lobe = round_cone(p, lobe_a[k], lobe_b[k], radius[k] * 0.72, radius[k] * 0.52)
            d = union(d, lobe, 0.005)
        tuft = tube(
            p, np.stack([line[-1], line[-1] + [0, -0.022, 0.003], line[-1] + [0, -0.048, 0.0]]), (0.009, 0.012, 0.003)
        )
        return np.minimum(d, tuft)

    low, high = line.min(axis=0) - [0.03, 0.06, 0.03], line.max(axis=0) + 0.03
    mesh = _mesh(plait, tuple(low), tuple(high), 0.0040, 4200, figure.colours.paint("hair"))
    away = np.min(np.linalg.norm(mesh.positions[:, None] - line[None], axis=2), axis=1)
    mesh = _hair_colours(mesh, figure, (away - 0.008) / 0.014)
    end = line[-1] + [0, -0.003, 0]

    def band(p: Array) -> Array:
        return ellipsoid(p, end, (0.0125, 0.0075, 0.0125))

    return [mesh, _mesh(band, tuple(end - 0.02), tuple(end + 0.02), 0.003, 160, figure.colours.paint("trim"))]


def _brim(p: Array) -> Array:
    """Height above the tilted plane of the cap's lower edge."""
    return p[..., 1] - 0.074 + 0.36 * (0.09 - p[..., 2])


def cap_field(p: Array, figure: Figure) -> Array:
    """A knitted cap with a turned-up edge."""
    skull = head_field(p, figure.face)
    above = _brim(p)
    crown = smoothstep(0.02, 0.08, above)
    turn = np.arctan2(p[..., 0], p[..., 2] + 0.014)
    knit = 0.0009 * np.cos(turn * 38.0)
    dome = intersect(skull - 0.0125 - 0.006 * crown + 0.6 * knit, -above, 0.004)
    cuff = intersect(skull - 0.0195 + 1.3 * knit, np.abs(above - 0.019) - 0.021, 0.010)
    return union(dome, cuff, 0.003)


def knit_cap(figure: Figure) -> Mesh:
    """The cap, a little darker between the ribs."""
    mesh = _mesh(
        lambda p: cap_field(p, figure),
        (-0.14, -0.09, -0.16),
        (0.14, 0.18, 0.14),
        0.0040,
        5200,
        figure.colours.paint("cap"),
    )
    rib = np.cos(np.arctan2(mesh.positions[:, 0], mesh.positions[:, 2] + 0.014) * 38.0)
    mesh.colours = mesh.colours * (0.86 - 0.14 * rib)[:, None]
    return mesh


def headscarf_field(p: Array, figure: Figure) -> Array:
    """Cloth laid round the face, over the head and down round the neck."""
    skull = head_field(p, figure.face)
    back = smoothstep(0.05, -0.08, p[..., 2])
    high = smoothstep(-0.02, 0.10, p[..., 1])
    d = skull - 0.012 - 0.006 * high - 0.008 * back
    throat = round_cone(p, (0, -0.070, -0.010), (0, -0.205, -0.016), 0.079, 0.096)
    d = union(d, throat, 0.05)
    fold = (
        0.0022
        * np.cos(150.0 * (p[..., 1] + 0.55 * np.abs(p[..., 0])) + 40.0 * p[..., 2])
        * smoothstep(-0.06, -0.12, p[..., 1])
    )
    d = d + fold + 0.0014 * np.cos(120.0 * p[..., 2] + 50.0 * p[..., 1]) * back
    oval = np.sqrt((p[..., 0] / 0.0705) ** 2 + ((p[..., 1] + 0.020) / 0.1085) ** 2) - 1.0
    opening = np.minimum(oval * 0.075, 1.0) + 1.2 * np.clip(0.045 - p[..., 2], 0, None)
    d = intersect(d, -opening, 0.010)
    return intersect(d, -0.190 - p[..., 1], 0.010)


def headscarf(figure: Figure) -> Mesh:
    """The scarf."""
    return _mesh(
        lambda p: headscarf_field(p, figure),
        (-0.15, -0.21, -0.16),
        (0.15, 0.17, 0.14),
        0.0048,
        6000,
        figure.colours.paint("scarf"),
    )


def glasses(figure: Figure) -> list[Mesh]:
    """Frames before the eyes and over the ears."""
    kind = figure.clothes.glasses
    if not kind:
        return []
    eye = figure.face.eye
    half = kind == "half"
    centre = np.array([eye[0] + 0.0015, eye[1] - (0.013 if half else 0.002), 0.0985])
    t = np.linspace(0, 2 * np.pi, 33)
    wide, tall = (0.0260, 0.0190) if half else (0.0300, 0.0285)
    x = centre[0] + wide * np.cos(t)
    z = centre[2] - 0.55 * np.clip(x - 0.045, 0, None) - 0.10 * np.clip(x - 0.02, 0, None)
    rim = np.stack([x, centre[1] + tall * np.sin(t), z], axis=1)
    hinge = rim[int(np.argmax(rim[:, 0] + 0.4 * rim[:, 1]))]
    temple = np.array([hinge, (0.0925, hinge[1] + 0.004, 0.050), (0.1030, 0.012, -0.015), (0.1030, -0.012, -0.036)])
    inner = rim[int(np.argmin(rim[:, 0] - 0.25 * rim[:, 1]))]
    bridge = np.array([inner, (0.5 * inner[0], inner[1] + 0.0045, 0.1050), (0.0, inner[1] + 0.006, 0.1065)])

    def frame(p: Array) -> Array:
        q = p.copy()
        q[..., 0] = np.abs(q[..., 0])
        d = tube(q, rim, np.full(len(rim), 0.0019))
        d = np.minimum(d, tube(q, bridge, np.full(3, 0.0018)))
        return np.minimum(d, tube(q, temple, np.full(4, 0.0019)))

    return [_mesh(frame, (-0.115, -0.05, -0.05), (0.115, 0.05, 0.115), 0.0021, 1500, figure.colours.paint("glasses"))]


def earrings(figure: Figure) -> list[Mesh]:
    """A small drop at each ear."""
    if not figure.clothes.earrings:
        return []

    def drops(p: Array) -> Array:
        q = p.copy()
        q[..., 0] = np.abs(q[..., 0])
        return np.minimum(sphere(q, (0.1015, -0.043, -0.008), 0.0055), sphere(q, (0.1020, -0.054, -0.008), 0.0038))

    return [_mesh(drops, (-0.115, -0.07, -0.03), (0.115, -0.03, 0.01), 0.0025, 260, figure.colours.paint("metal"))]
