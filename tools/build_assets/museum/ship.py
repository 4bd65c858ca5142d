"""A model of a three-masted ship, 1.4 m, under a glass cover on a mahogany table."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library, textures
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import box, curve, lathe, moulding, rounded_profile, surface, tube

DECK = 0.13


def half_width(t: Array) -> Array:
    """Half the beam at deck height, t from stern 0 to bow 1."""
    return 0.125 * np.interp(t, [0.0, 0.08, 0.3, 0.6, 0.8, 0.93, 1.0], [0.62, 0.80, 1.0, 1.0, 0.80, 0.40, 0.02])


def sheer(t: Array) -> Array:
    """Height of the rail along the ship."""
    return DECK + 0.03 + 0.075 * np.clip(1 - t / 0.3, 0, 1) ** 1.2 + 0.045 * np.clip((t - 0.72) / 0.28, 0, 1) ** 1.5


def hull() -> Mesh:
    """Both sides from rail to keel, closed at the stern."""
    stations, rows = 40, 13
    t = np.linspace(0.0, 1.0, stations)
    v = np.linspace(-1.0, 1.0, 2 * rows - 1)
    points = np.zeros((stations, len(v), 3))
    keel = -0.09 + 0.05 * np.clip(1 - t / 0.12, 0, 1) + 0.12 * np.clip((t - 0.88) / 0.12, 0, 1) ** 2
    for index, s in enumerate(v):
        depth = 1.0 - np.abs(s)
        full = np.interp(t, [0, 0.1, 0.5, 0.9, 1.0], [1.3, 0.75, 0.42, 0.95, 1.2])
        points[:, index, 0] = np.sign(s) * half_width(t) * (1.0 - depth ** (1.0 / full)) if s else 0.0
        points[:, index, 1] = sheer(t) + (keel - sheer(t)) * depth**0.8
        points[:, index, 2] = (t - 0.5) * 1.12 + 0.05 * depth * np.clip(1 - t / 0.1, 0, 1)
    mesh = surface(points)
    if float((mesh.normals * mesh.positions)[:, 0].sum()) < 0:
        mesh = mesh.flipped()
    return mesh


def deck() -> Mesh:
    """The deck, a little below the rail."""
    t = np.linspace(0.0, 1.0, 30)
    across = np.linspace(-1.0, 1.0, 7)
    points = np.zeros((30, 7, 3))
    points[..., 0] = half_width(t)[:, None] * across * 0.97
    points[..., 1] = (sheer(t) - 0.024)[:, None] + 0.004 * (1 - across**2)
    points[..., 2] = ((t - 0.5) * 1.12)[:, None]
    mesh = surface(points)
    return mesh if float(mesh.normals[:, 1].sum()) > 0 else mesh.flipped()


def sail(width: float, height: float, belly: float) -> Mesh:
    """A square sail filled by wind from +Z's back, hanging from the origin."""
    u, v = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(0, 1, 8))
    points = np.zeros((8, 9, 3))
    points[..., 0] = u * width / 2 * (0.86 + 0.14 * v)
    points[..., 1] = -v * height + 0.02 * (1 - u**2) * v**3
    points[..., 2] = belly * np.sin(np.pi * np.clip(v * 0.85 + 0.05, 0, 1)) * (1 - 0.6 * u**2)
    return surface(points)


def ship() -> Node:
    """Table, model and glass cover; the bow points to +Z."""
    node = Node("ship_model")
    wood, brass = library.dark_wood(), library.brass()
    planks = Material("ship planks", textures.wood(256, 58, "#7d5233", "#3d2413", planks=6, gloss=0.35), 0.16)
    tar = Material("black hull", None, colour=(0.03, 0.026, 0.024), roughness=0.4)
    cloth = Material("sailcloth", textures.fabric(128, 73, "#d8ccb0"), 0.1, double_sided=True)
    line = Material("rigging", None, colour=(0.10, 0.075, 0.045), roughness=0.9)
    node.add(box((0.78, 0.05, 1.72), 0.012).moved(y=0.78), wood)
    edge = np.array([[0.36, 0, 0.83], [0.36, 0, -0.83], [-0.36, 0, -0.83], [-0.36, 0, 0.83]])
    node.add(
        moulding(edge, rounded_profile([(-0.02, 0.66), (0.0, 0.66), (0.0, 0.76), (-0.02, 0.76)], 0.004), closed=True),
        wood,
    )
    leg = curve(
        [(0.035, 0.0), (0.042, 0.04), (0.024, 0.1), (0.034, 0.35), (0.045, 0.55), (0.034, 0.62), (0.042, 0.76)], 3
    )
    for x in (-0.32, 0.32):
        for z in (-0.78, 0.78):
            node.add(lathe(leg, 14, crease_deg=181).moved(x, 0, z), wood)
    lift = 0.97
    node.add(hull().moved(y=lift), tar)
    node.add(deck().moved(y=lift), planks)
    t = np.linspace(0.0, 1.0, 30)
    for sign in (-1, 1):
        rail = np.stack([sign * half_width(t), sheer(t) + lift + 0.004, (t - 0.5) * 1.12], axis=1)
        node.add(tube(rail, 0.006, 6), planks)
        for drop in (0.055, 0.085):
            wale = np.stack([sign * (half_width(t) * 0.985 + 0.002), sheer(t) + lift - drop, (t - 0.5) * 1.12], axis=1)
            node.add(tube(wale[1:-1], 0.004, 5), brass if drop < 0.06 else planks)
        for place in np.linspace(0.16, 0.8, 9):
            x = sign * (float(half_width(np.array(place))) * 0.97 + 0.003)
            port = box((0.012, 0.02, 0.022), 0.003).moved(
                x, float(sheer(np.array(place))) + lift - 0.07, (place - 0.5) * 1.12
            )
            node.add(port, brass)
    for z in (-0.3, 0.3):
        node.add(box((0.2, 0.1, 0.03), 0.006).moved(0, lift - 0.115, z), wood)
    node.add(box((0.12, 0.05, 0.07), 0.008).moved(0, lift + DECK + 0.03, -0.16), planks)
    masts = ((-0.34, 0.62, 0.8), (-0.02, 0.80, 1.0), (0.30, 0.70, 0.92))
    for z, height, size in masts:
        foot = lift + DECK - 0.01
        node.add(tube([(0, foot, z), (0, foot + height, z - 0.015)], [0.011, 0.004], 8), planks)
        for level, wide, tall in ((0.30, 0.46, 0.19), (0.58, 0.37, 0.17), (0.82, 0.27, 0.13)):
            y = foot + height * (level + 0.13)
            half = wide * size / 2 + 0.02
            node.add(
                tube([(-half, y, z + 0.012), (0, y, z + 0.012), (half, y, z + 0.012)], [0.003, 0.006, 0.003], 6), planks
            )
            node.add(sail(wide * size, tall * size, 0.045).moved(0, y - 0.004, z + 0.016), cloth)
        for sign in (-1, 1):
            place = z / 1.12 + 0.5
            x = sign * float(half_width(np.array(place)))
            for shift in (-0.05, -0.02, 0.01):
                base = (x, float(sheer(np.array(place))) + lift, z + shift)
                node.add(tube([base, (0, foot + height * 0.62, z)], 0.0013, 3), line)
        node.add(
            lathe([(0.0, -0.004), (0.028, -0.004), (0.032, 0.006), (0.0, 0.006)], 12).moved(0, foot + height * 0.44, z),
            planks,
        )
    bow = (0.0, lift + DECK + 0.05, 0.55)
    tip = (0.0, lift + DECK + 0.17, 0.80)
    node.add(tube([bow, tip], [0.009, 0.004], 8), planks)
    top = (0.0, lift + DECK + 0.66, 0.29)
    for low, high in ((0.35, 0.55), (0.7, 0.8), (1.0, 1.0)):
        end = tuple(np.array(bow) + (np.array(tip) - np.array(bow)) * low)
        start = (0.0, lift + DECK + 0.68 * high, 0.29)
        node.add(tube([start, end], 0.0016, 3), line)
    jib = np.array([top, tip, (0.0, lift + DECK + 0.20, 0.47)])
    normal = np.tile((1.0, 0.0, 0.0), (3, 1))
    node.add(Mesh(jib, normal, jib[:, [2, 1]].copy(), np.array([[0, 1, 2]])), cloth)
    node.add(tube([(0, lift + DECK + 0.78, -0.02), (0, lift + DECK + 0.62, -0.34)], 0.0014, 3), line)
    node.add(tube([(0, lift + DECK + 0.67, 0.29), (0, lift + DECK + 0.78, -0.02)], 0.0014, 3), line)
    node.add(tube([(0, lift + DECK + 0.10, -0.5), (0, lift + DECK + 0.3, -0.62)], 0.005, 6), planks)
    bake([node], 0.02, 0.22, darkest=0.4, floor=0.0)
    case(node)
    return node


def case(node: Node) -> None:
    """The glass cover with brass edges."""
    x, z, low, high = 0.34, 0.82, 0.806, 1.95
    for pane in (
        box((0.004, high - low, 2 * z), 0.001).moved(x, (low + high) / 2, 0),
        box((0.004, high - low, 2 * z), 0.001).moved(-x, (low + high) / 2, 0),
        box((2 * x, high - low, 0.004), 0.001).moved(0, (low + high) / 2, z),
        box((2 * x, high - low, 0.004), 0.001).moved(0, (low + high) / 2, -z),
        box((2 * x, 0.004, 2 * z), 0.001).moved(0, high, 0),
    ):
        node.add(pane, library.glass())
    brass = library.brass()
    for sx in (-x, x):
        for y in (low, high):
            node.add(box((0.018, 0.018, 2 * z), 0.004).moved(sx, y, 0), brass)
        for sz in (-z, z):
            node.add(box((0.018, high - low, 0.018), 0.004).moved(sx, (low + high) / 2, sz), brass)
    for sz in (-z, z):
        for y in (low, high):
            node.add(box((2 * x, 0.018, 0.018), 0.004).moved(0, y, sz), brass)
