"""The hall: checkered floor, panelled walls, engaged columns, a coffered vault with a glazed ridge."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tools.build_assets import library
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh, flat_shaded, merged
from tools.build_assets.museum.end_walls import end_walls
from tools.build_assets.museum.places import occluders
from tools.build_assets.museum.surfaces import (
    BACK,
    BAY,
    BEAD,
    ENTABLATURE,
    FRONT,
    HALF_WIDTH,
    RAIL,
    RISE,
    SKIRTING,
    SKY_HALF_DEG,
    SPRING,
    checker,
    dado_marble,
    damask,
    stucco,
)
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import (
    block,
    box,
    crate,
    curve,
    lathe,
    moulding,
    plate,
    rounded_profile,
    sphere,
    surface,
    tube,
)


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


def hall() -> Node:
    """The whole room."""
    node = Node("museum_hall")
    floor(node)
    walls(node)
    vault(node)
    end_walls(node)
    bake([node], 0.12, 1.7, darkest=0.4, others=occluders(), rays=24)
    return node
