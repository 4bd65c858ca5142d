"""The hall: checkered floor, panelled walls, engaged columns, a coffered vault with a glazed ridge, a great window."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np

from tools.build_assets import library, textures
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh, flat_shaded, merged
from tools.build_assets.noise import smoothstep
from tools.build_assets.observatory.terrace import arch_outline, opening_panel
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import (
    block,
    box,
    crate,
    curve,
    extrude,
    lathe,
    moulding,
    plate,
    rounded_profile,
    sphere,
    surface,
    tube,
)
from tools.build_assets.textures import TextureSet

HALF_WIDTH = 7.0
FRONT = 6.0
BACK = -30.0
BAY = 6.0
SPRING = 6.6
RISE = 3.9
SKY_HALF_DEG = 15.0
SKIRTING = rounded_profile([(0.09, 0.0), (0.09, 0.22), (0.06, 0.27), (0.045, 0.27)], 0.01)
RAIL = rounded_profile([(0.045, 1.02), (0.08, 1.05), (0.10, 1.10), (0.07, 1.14), (0.0, 1.16)], 0.01)
ENTABLATURE = rounded_profile(
    [(0.0, 5.55), (0.62, 5.58), (0.66, 5.62), (0.66, 5.78), (0.70, 5.80), (0.70, 5.96), (0.62, 6.0), (0.62, 6.26),
     (0.70, 6.30), (0.74, 6.38), (0.95, 6.46), (0.98, 6.56), (0.92, 6.62), (0.4, 6.66)], 0.015)  # fmt: skip
BEAD = rounded_profile([(-0.05, 0.0), (-0.05, 0.03), (0.0, 0.05), (0.05, 0.025), (0.05, 0.0)], 0.008)


@cache
def checker() -> Material:
    """Polished black and white marble squares of 60 cm, laid straight."""
    size = 1024
    white = textures.marble(size, 231, "#cdc3b0", "#9d9384", 0.55)
    black = textures.marble(size, 236, "#403e3d", "#6e6a64", 0.5)
    y, x = np.mgrid[0:size, 0:size].astype(np.float64) + 0.5
    column, row = np.floor(x / size * 4), np.floor(y / size * 4)
    dark = ((column + row) % 2.0)[..., None]
    base = white.base + (black.base - white.base) * dark
    edge_x = np.minimum((x / size * 4) % 1.0, 1.0 - (x / size * 4) % 1.0)
    edge_y = np.minimum((y / size * 4) % 1.0, 1.0 - (y / size * 4) % 1.0)
    joint = smoothstep(0.004, 0.011, np.minimum(edge_x, edge_y))
    tint = np.random.default_rng(5).uniform(0.90, 1.0, (4, 4))[row.astype(int), column.astype(int)]
    base = base * tint[..., None] * (0.45 + 0.55 * joint)[..., None]
    rough = 0.27 + 0.3 * (white.rough - 0.2) + 0.5 * (1.0 - joint)
    return Material("checkered marble", TextureSet(base, None, rough, 0.6 + 0.4 * joint), 2.4, quality=88)


@cache
def damask() -> Material:
    """Green wall covering with a faint woven pattern."""
    size = 256
    y, x = np.mgrid[0:size, 0:size] / size
    u, v = x * 2 * np.pi * 2, y * 2 * np.pi * 2
    pattern = np.cos(u) * np.cos(v) + 0.6 * np.cos(2 * u) * np.cos(v) + 0.4 * np.sin(u + 0.5 * np.sin(v)) ** 2
    raised = smoothstep(0.15, 0.45, pattern)
    base = textures.ramp(raised, ((0.0, "#435c52"), (1.0, "#4a645a")))
    base = base * (0.94 + 0.12 * textures.cloud(size, 77, 1.4))[..., None]
    return Material("green damask", TextureSet(base, None, 0.86 - 0.16 * raised, np.ones((size, size))), 1.1)


@cache
def stucco() -> Material:
    """Warm white plaster for vault and mouldings."""
    return Material("stucco", textures.plaster(512, 43, "#e6dfd0", 1.0, 0.3), 2.5, bump=0.35)


@cache
def dado_marble() -> Material:
    """Dark red marble for the lower wall."""
    return Material("red marble", textures.marble(512, 331, "#7a4a40", "#c9b3a2", 0.8), 1.5)


def column_places() -> list[float]:
    """Where the columns stand along z."""
    return [float(z) for z in np.arange(FRONT - 3.0, BACK + 2.0, -BAY)]


def floor(node: Node) -> None:
    """Checkered marble with a dark border."""
    length = FRONT - BACK
    inner = plate(2 * HALF_WIDTH - 1.2, length, 0.4).moved(z=(FRONT + BACK) / 2)
    inner.uvs = inner.positions[:, [0, 2]].copy()
    node.add(inner, checker())
    for side in (-1, 1):
        strip = plate(0.6, length, 0.3).moved(side * (HALF_WIDTH - 0.3), 0, (FRONT + BACK) / 2)
        strip.uvs = strip.positions[:, [0, 2]].copy()
        node.add(strip, library.black_marble())
        node.add(
            box((0.05, 0.006, length), 0.002).moved(side * (HALF_WIDTH - 0.62), 0.0, (FRONT + BACK) / 2),
            library.brass(),
        )


def column() -> Mesh:
    """A round column with base and capital, 5.6 m, on the origin."""
    parts = []
    base = rounded_profile(
        [
            (0.44, 0.28),
            (0.46, 0.32),
            (0.46, 0.40),
            (0.40, 0.44),
            (0.37, 0.50),
            (0.40, 0.54),
            (0.40, 0.58),
            (0.34, 0.62),
        ],
        0.02,
    )
    parts.append(lathe(base, 28))
    flutes = 18
    heights = np.array([0.62, 0.8, 2.2, 3.8, 5.05, 5.12])
    widths = np.array([0.335, 0.33, 0.33, 0.315, 0.29, 0.295])
    angle = np.linspace(0, 2 * np.pi, flutes * 4 + 1)
    groove = 1.0 - 0.045 * np.abs(np.sin(angle * flutes / 2)) ** 0.7
    points = np.zeros((len(heights), len(angle), 3))
    points[..., 0] = np.sin(angle) * groove * widths[:, None]
    points[..., 1] = heights[:, None]
    points[..., 2] = np.cos(angle) * groove * widths[:, None]
    shaft = surface(points)
    a, b, c = (shaft.positions[shaft.faces[0, k]] for k in range(3))
    if float(np.cross(b - a, c - a) @ (a * (1, 0, 1))) < 0:
        shaft = shaft.flipped()
    parts.append(shaft)
    capital = rounded_profile(
        [
            (0.30, 5.10),
            (0.34, 5.13),
            (0.34, 5.17),
            (0.30, 5.20),
            (0.31, 5.26),
            (0.36, 5.36),
            (0.42, 5.42),
            (0.43, 5.46),
        ],
        0.015,
    )
    parts.append(lathe(capital, 28))
    parts.append(block(0.96, 0.28, 0.96, 0.03))
    parts.append(block(0.92, 0.16, 0.92, 0.03).moved(y=5.45))
    return merged(parts)


def walls(node: Node) -> None:
    """Long walls with dado, panels, columns and entablature."""
    length, middle = FRONT - BACK, (FRONT + BACK) / 2
    for side in (-1.0, 1.0):
        wall = box((0.5, SPRING, length + 1.0), 0.02, cell=0.6).moved(side * (HALF_WIDTH + 0.25), SPRING / 2, middle)
        node.add(wall, damask())
        line = [(side * HALF_WIDTH, 0.0, FRONT), (side * HALF_WIDTH, 0.0, BACK)]
        path = np.array(line if side < 0 else line[::-1])
        node.add(moulding(path, SKIRTING), library.black_marble())
        node.add(moulding(path, [(0.045, 0.2), (0.045, 1.05)]), dado_marble())
        node.add(moulding(path, RAIL), library.black_marble())
        node.add(moulding(path, ENTABLATURE), stucco())
        node.add(moulding(path, [(0.635, 6.06), (0.635, 6.2)]), library.gilt())
        count = int(length / 0.3)
        for index in range(count):
            z = FRONT - (index + 0.5) * length / count
            node.add(crate(0.09, 0.09, 0.12).moved(side * (HALF_WIDTH - 0.76), 6.335, z), stucco())
        for z in column_places():
            node.add(column().moved(side * (HALF_WIDTH - 0.36), 0, z), stucco())
            sconce(node, side, z)
        for z in [z - BAY / 2 for z in column_places()[:-1]]:
            panel(node, side, z, 3.9, 1.5, 5.2)


def panel(node: Node, side: float, z: float, width: float, low: float, high: float) -> None:
    """A gilded moulding round a field of the wall."""
    x = side * HALF_WIDTH
    corners = np.array(
        [[x, low, z - width / 2], [x, low, z + width / 2], [x, high, z + width / 2], [x, high, z - width / 2]]
    )
    path = corners if side > 0 else corners[::-1]
    node.add(moulding(path, BEAD, closed=True, up=(-side, 0, 0)), library.gilt())


def sconce(node: Node, side: float, z: float) -> None:
    """A brass arm with a lit globe on each column."""
    x = side * (HALF_WIDTH - 0.68)
    arm = tube(curve([(x, 2.55, z), (x - side * 0.13, 2.5, z), (x - side * 0.2, 2.62, z)], 5), 0.016, 8)
    node.add(arm, library.brass())
    node.add(
        lathe(rounded_profile([(0.0, 0.0), (0.05, 0.01), (0.07, 0.05), (0.06, 0.06)], 0.006), 16).moved(
            x - side * 0.2, 2.6, z
        ),
        library.brass(),
    )
    node.add(sphere(0.085, 18, 12).moved(x - side * 0.2, 2.73, z), library.lamp_glass())
    node.add(
        lathe(rounded_profile([(0.0, -0.09), (0.05, -0.07), (0.06, 0.0), (0.05, 0.07), (0.0, 0.09)], 0.01), 14).moved(
            x + side * 0.03, 2.55, z
        ),
        library.brass(),
    )


def _vault(t_deg: float, z: float, depth: float) -> Array:
    t = np.radians(t_deg)
    grow = 1.0 + depth / HALF_WIDTH
    return np.array([np.cos(t) * (HALF_WIDTH - 0.35) * grow, SPRING + np.sin(t) * RISE * grow, z])


def coffer(t0: float, t1: float, z0: float, z1: float) -> Mesh:
    """One recessed panel of the vault between two angles and two places along it, seen from inside."""
    span_t, span_z = t1 - t0, z1 - z0
    rings = []
    for inset, depth in ((0.0, 0.0), (0.10, 0.0), (0.125, 0.10), (0.20, 0.11), (0.225, 0.24)):
        a, b, c, d = t0 + inset * span_t, t1 - inset * span_t, z0 + inset * span_z, z1 - inset * span_z
        rings.append([_vault(a, c, depth), _vault(b, c, depth), _vault(b, d, depth), _vault(a, d, depth)])
    triangles = []
    for outer, inner in pairwise(rings):
        for k in range(4):
            n = (k + 1) % 4
            triangles += [(outer[k], outer[n], inner[n]), (outer[k], inner[n], inner[k])]
    last = rings[-1]
    triangles += [(last[0], last[1], last[2]), (last[0], last[2], last[3])]
    corners = np.array(triangles).reshape(-1, 3)
    faces = np.arange(len(corners)).reshape(-1, 3)
    uvs = np.stack([corners[:, 2], corners[:, 0] * 0.6 + corners[:, 1]], axis=1)
    mesh = flat_shaded(Mesh(corners, np.zeros_like(corners), uvs, faces))
    inward = -(mesh.positions - (0.0, SPRING - 2.0, 0.0)) * (1, 1, 0)
    wrong = (mesh.normals * inward).sum(axis=1)[0::3] < -1e-9
    if wrong.mean() > 0.5:
        mesh = mesh.flipped()
    return mesh


def vault(node: Node) -> None:
    """Coffers in rows, ribs over the columns, bars of the glazed ridge, and a roof outside that keeps the sun out."""
    plaster = stucco()
    edge = 90.0 - SKY_HALF_DEG
    angles = np.linspace(4.0, edge, 5)
    places = [FRONT + 0.5, *column_places(), BACK - 0.5]
    for z1, z0 in pairwise(places):
        cells = max(1, round((z1 - z0) / 1.9))
        cuts = np.linspace(z1 - 0.22, z0 + 0.22, cells + 1)
        for back, front in zip(cuts[1:], cuts[:-1], strict=True):
            for t0, t1 in pairwise(angles):
                node.add(coffer(t0, t1, back, front), plaster)
                node.add(coffer(180.0 - t1, 180.0 - t0, back, front), plaster)
                for t in ((t0 + t1) / 2, 180.0 - (t0 + t1) / 2):
                    node.add(sphere(0.075, 8, 5).moved(*_vault(t, (back + front) / 2, 0.2)), library.gilt())
    arc = np.linspace(0.0, 180.0, 41)
    for z in places:
        path = np.array([_vault(t, z, 0.0) for t in arc])
        rib = rounded_profile(
            [(0.3, -0.24), (-0.10, -0.24), (-0.14, -0.16), (-0.14, 0.16), (-0.10, 0.24), (0.3, 0.24)], 0.02
        )
        node.add(moulding(path, np.array(rib)[::-1] * (1, 1), up=(0, 0, 1)), plaster)
    for t in (edge, 180.0 - edge):
        line = np.array([_vault(t, FRONT + 0.5, 0.0), _vault(t, BACK - 0.5, 0.0)])
        node.add(tube(line, 0.15, 8), plaster)
        node.add(tube(line + (0, -0.17, 0), 0.03, 6), library.gilt())
    bars = library.iron()
    count = int((FRONT - BACK) / 1.2)
    for index in range(count + 1):
        z = FRONT - index * (FRONT - BACK) / count
        path = np.array([_vault(t, z, 0.1) for t in np.linspace(edge, 180.0 - edge, 9)])
        node.add(tube(path, 0.03, 6), bars)
    for t in np.linspace(edge, 180.0 - edge, 5)[1:-1]:
        node.add(tube([_vault(t, FRONT + 0.5, 0.1), _vault(t, BACK - 0.5, 0.1)], 0.025, 6), bars)
    for low, high in ((-4.0, edge), (180.0 - edge, 184.0)):
        ring = np.array([[_vault(t, z, 0.5) for z in (FRONT + 0.6, BACK - 0.6)] for t in np.linspace(low, high, 9)])
        outside = surface(ring)
        if float((outside.normals * outside.positions)[:, :2].sum()) < 0:
            outside = outside.flipped()
        node.add(outside, Material("roof lead", None, colour=(0.2, 0.21, 0.22), roughness=0.7))


def end_walls(node: Node) -> None:
    """The great window at the far end; the doors where visitors come in."""
    plaster = stucco()
    width = 2 * HALF_WIDTH + 1.0
    for z, yaw, opening, rise in ((BACK - 0.25, 0.0, 5.2, 8.4), (FRONT + 0.25, 180.0, 3.0, 4.2)):
        panel_mesh = opening_panel(width, SPRING + RISE + 0.8, opening, rise, 0.5).turned(yaw).moved(0, 0, z)
        node.add(panel_mesh, plaster)
        inner = z + (0.25 if yaw == 0.0 else -0.25)
        arch = arch_outline(opening, rise, 24)
        path = np.stack([arch[:, 0], arch[:, 1], np.full(len(arch), inner)], axis=1)
        toward = 1.0 if yaw == 0.0 else -1.0
        trim = rounded_profile([(0.0, -0.1), (0.0, 0.10), (0.10, 0.14), (0.30, 0.12), (0.36, 0.0)], 0.02)
        node.add(moulding(path if toward > 0 else path[::-1], trim, up=(0, 0, toward)), library.black_marble())
        for side in (-1.0, 1.0):
            edge_in, edge_out = opening / 2 + 0.36, HALF_WIDTH - 0.05
            end_field(node, side * (edge_in + edge_out) / 2, edge_out - edge_in, inner, toward)
    over_door(node)
    great_window(node)
    doors(node)


def over_door(node: Node) -> None:
    """What closes the wall above the doors: a green field, the entablature, a gilt sun."""
    z, width = FRONT, 3.76
    node.add(box((width, 1.4, 0.08), 0.01, cell=0.4).moved(0, 5.5, z), damask())
    path = np.array([[width / 2, 0, z - 0.03], [-width / 2, 0, z - 0.03]])
    node.add(moulding(path, [(y * 0.4, h) for y, h in ENTABLATURE]), stucco())
    node.add(sphere(0.16, 20, 10).scaled(1, 1, 0.4).moved(0, 5.15, z - 0.06), library.gilt())
    for index in range(24):
        ray = tube([(0, 0.19, 0), (0, 0.33 if index % 2 == 0 else 0.27, 0)], [0.016, 0.002], 5)
        node.add(ray.turned(0, roll_deg=index * 15.0).moved(0, 5.15, z - 0.06), library.gilt())


def end_field(node: Node, x: float, width: float, z: float, toward: float) -> None:
    """The green field beside an opening, with dado and entablature like those of the long walls."""
    node.add(box((width, SPRING - 0.05, 0.08), 0.01, cell=0.6).moved(x, SPRING / 2, z), damask())
    left, right = x - width / 2, x + width / 2
    line = np.array([[right, 0, z + 0.03 * toward], [left, 0, z + 0.03 * toward]])
    path = line if toward < 0 else line[::-1]
    node.add(moulding(path, SKIRTING), library.black_marble())
    node.add(moulding(path, [(0.045, 0.2), (0.045, 1.05)]), dado_marble())
    node.add(moulding(path, RAIL), library.black_marble())
    node.add(moulding(path, [(y * 0.4 if y > 0.3 else y, h) for y, h in ENTABLATURE]), stucco())
    corners = np.array([[right - 0.35, 1.5, 0], [right - 0.35, 5.2, 0], [left + 0.35, 5.2, 0], [left + 0.35, 1.5, 0]])
    frame = corners + (0, 0, z + 0.04 * toward)
    node.add(moulding(frame if toward > 0 else frame[::-1], BEAD, closed=True, up=(0, 0, toward)), library.gilt())


def great_window(node: Node) -> None:
    """Iron bars, a low wall with a sill, and milky panes with daylight behind."""
    z, opening, rise = BACK - 0.2, 5.2, 8.4
    pane = extrude(arch_outline(opening, rise, 24), 0.02, 0.004).moved(0, 0, z - 0.1)
    node.add(pane, Material("milk glass", None, colour=(0.7, 0.78, 0.85), roughness=0.3, emissive=(1.15, 1.3, 1.5)))
    node.add(block(opening, 1.0, 0.4, 0.02).moved(0, 0, z), dado_marble())
    node.add(block(opening + 0.2, 0.1, 0.6, 0.03).moved(0, 1.0, z + 0.08), library.black_marble())
    iron = library.iron()
    radius = opening / 2
    for x in (-1.3, 0.0, 1.3):
        node.add(block(0.09, rise - (radius - np.sqrt(radius**2 - x**2)), 0.09, 0.01).moved(x, 0, z), iron)
    for x in (-1.95, -0.65, 0.65, 1.95):
        node.add(block(0.04, rise - (radius - np.sqrt(radius**2 - x**2)), 0.05, 0.008).moved(x, 0, z), iron)
    for y in np.arange(1.9, rise - 0.5, 0.85):
        wide = opening if y < rise - radius else 2 * np.sqrt(max(radius**2 - (y - rise + radius) ** 2, 0.01))
        node.add(box((wide, 0.05, 0.06), 0.008).moved(0, y, z), iron)
    node.add(box((opening, 0.16, 0.14), 0.02).moved(0, rise - radius, z), iron)


def doors(node: Node) -> None:
    """A pair of tall panelled doors under a fanlight."""
    z, opening, rise = FRONT + 0.2, 3.0, 4.2
    wood = library.dark_wood()
    node.add(extrude(arch_outline(opening, rise, 20), 0.03, 0.005).moved(0, 0, z + 0.12), library.window_glow())
    for side in (-1, 1):
        x = side * opening / 4
        node.add(block(opening / 2 - 0.02, 2.7, 0.09, 0.012).moved(x, 0, z), wood)
        for low, high in ((0.15, 0.85), (0.97, 1.75), (1.87, 2.58)):
            for shift in (-0.33, 0.33):
                node.add(box((0.54, high - low, 0.07), 0.03).moved(x + shift, (low + high) / 2, z - 0.035), wood)
        node.add(tube([(side * 0.1, 1.0, z - 0.11), (side * 0.1, 1.3, z - 0.11)], 0.018, 10), library.brass())
    node.add(box((opening, 0.16, 0.16), 0.02).moved(0, 2.76, z), wood)
    for degrees in (30, 60, 90, 120, 150):
        a = np.radians(degrees)
        end = (1.45 * np.cos(a), 2.8 + 1.38 * np.sin(a), z)
        node.add(tube([(0, 2.8, z), end], 0.022, 6), library.iron())


def hall() -> Node:
    """The whole room."""
    from tools.build_assets.museum.places import occluders

    node = Node("museum_hall")
    floor(node)
    walls(node)
    vault(node)
    end_walls(node)
    bake([node], 0.12, 1.7, darkest=0.4, others=occluders(), rays=24)
    return node
