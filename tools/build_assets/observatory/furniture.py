"""Lanterns, benches and pots."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library, plants
from tools.build_assets.glb import Node
from tools.build_assets.mesh import Mesh
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, rounded_profile, sphere, tube


def lantern_post() -> Node:
    """A cast-iron lantern post, 2.35 m."""
    node = Node("lantern_post")
    iron = library.iron()
    profile = curve(
        [
            (0.19, 0.0),
            (0.19, 0.06),
            (0.13, 0.1),
            (0.11, 0.24),
            (0.075, 0.3),
            (0.055, 0.42),
            (0.07, 0.46),
            (0.042, 0.52),
            (0.036, 1.1),
            (0.05, 1.14),
            (0.034, 1.18),
            (0.03, 1.72),
            (0.055, 1.76),
            (0.035, 1.8),
        ],
        2,
    )
    node.add(lathe(profile, 16, crease_deg=181), iron)
    node.add(
        tube(curve([(-0.22, 1.62, 0), (-0.1, 1.6, 0), (0, 1.62, 0), (0.1, 1.6, 0), (0.22, 1.62, 0)], 3), 0.012, 6), iron
    )
    for side in (-1, 1):
        node.add(sphere(0.022, 10, 6).moved(side * 0.225, 1.62, 0), iron)
    node.add(
        lathe(rounded_profile([(0.0, 1.79), (0.10, 1.80), (0.10, 1.83), (0.085, 1.84), (0.0, 1.84)], 0.006), 6), iron
    )
    low, high = (0.085, 1.84), (0.135, 2.14)
    node.add(lathe([(low[0] - 0.012, low[1]), (high[0] - 0.012, high[1])], 6, first_deg=30), library.lamp_glass())
    for index in range(6):
        angle = np.radians(30 + index * 60)
        foot = (np.sin(angle) * low[0], low[1], np.cos(angle) * low[0])
        top = (np.sin(angle) * high[0], high[1], np.cos(angle) * high[0])
        node.add(tube([foot, top], 0.008, 5), iron)
    cap = rounded_profile(
        [
            (0.0, 2.13),
            (0.165, 2.135),
            (0.165, 2.155),
            (0.10, 2.22),
            (0.05, 2.26),
            (0.03, 2.30),
            (0.045, 2.32),
            (0.0, 2.37),
        ],
        0.006,
    )
    node.add(lathe(cap, 18), iron)
    return node


def bench() -> Node:
    """A slatted bench with iron sides, seat at 0.45 m, facing +Z."""
    node = Node("bench")
    iron, wood = library.iron(), library.wood()
    for index in range(5):
        node.add(box((1.6, 0.032, 0.075), 0.008).across().moved(0, 0.45 - 0.004 * index, 0.2 - index * 0.092), wood)
    for index in range(4):
        slat = (
            box((1.6, 0.07, 0.028), 0.008)
            .turned(0, pitch_deg=-12)
            .moved(0, 0.56 + index * 0.095, -0.235 - index * 0.021)
        )
        node.add(slat, wood)
    for x in (-0.76, 0.0, 0.76):
        back = curve([(x, 0.0, -0.28), (x, 0.25, -0.2), (x, 0.43, -0.2), (x, 0.7, -0.265), (x, 0.93, -0.32)], 4)
        node.add(tube(back, 0.018, 8), iron)
        front = curve([(x, 0.0, 0.27), (x, 0.12, 0.22), (x, 0.28, 0.25), (x, 0.42, 0.23)], 4)
        node.add(tube(front, 0.018, 8), iron)
        node.add(tube([(x, 0.42, 0.25), (x, 0.42, -0.22)], 0.016, 8), iron)
        node.add(tube(curve([(x, 0.12, 0.2), (x, 0.2, 0.0), (x, 0.14, -0.22)], 5), 0.012, 6), iron)
        if x:
            arm = curve([(x, 0.42, 0.22), (x, 0.56, 0.26), (x, 0.66, 0.2), (x, 0.665, 0.0), (x, 0.66, -0.24)], 4)
            node.add(tube(arm, 0.017, 8), iron)
    bake([node], 0.02, 0.25, darkest=0.35, floor=0.0)
    return node


def pot(height: float, radius: float, sides: int = 28) -> Mesh:
    """A terracotta pot with a rolled rim."""
    profile = [
        (0.0, 0.0),
        (radius * 0.66, 0.0),
        (radius * 0.7, 0.02),
        (radius * 0.95, height * 0.72),
        (radius * 0.97, height * 0.78),
        (radius * 1.08, height * 0.84),
        (radius * 1.1, height * 0.96),
        (radius * 1.04, height),
        (radius * 0.94, height * 0.98),
        (radius * 0.9, height * 0.84),
    ]
    return lathe(rounded_profile(profile, 0.02, 2 if sides > 20 else 1), sides)


def _potted(name: str, height: float, radius: float) -> Node:
    node = Node(name)
    node.add(pot(height, radius), library.terracotta())
    node.add(lathe([(radius * 0.93, height * 0.86), (0.0, height * 0.9)], 16), library.soil())
    bake([node], 0.02, 0.25, darkest=0.35, floor=0.0)
    node.coarser = Node(f"{name}_lod1")
    node.coarser.add(pot(height, radius, 10).tinted((0.8, 0.8, 0.8)), library.terracotta())
    return node


def cypress_pot() -> Node:
    """A cypress in a pot, 2.7 m."""
    node = _potted("cypress_pot", 0.56, 0.34)
    node.add(tube([(0, 0.45, 0), (0, 1.2, 0)], 0.03, 8), library.soil())
    node.add(plants.cypress(2.2, 0.36, 3800, 3).moved(y=0.56), library.dark_leaves())
    if node.coarser is not None:
        node.coarser.add(plants.cypress(2.2, 0.36, 700, 3, 0.2).moved(y=0.56), library.dark_leaves())
    return node


def box_pot() -> Node:
    """A clipped box ball in a pot, 1.2 m."""
    node = _potted("box_pot", 0.46, 0.30)
    node.add(plants.ball(0.40, 3000, 4, 0.06).moved(y=0.80), library.leaves())
    if node.coarser is not None:
        node.coarser.add(plants.ball(0.40, 500, 4, 0.14).moved(y=0.80), library.leaves())
    return node


def lavender_trough() -> Node:
    """A stone trough of lavender, 1.3 m long."""
    node = Node("lavender_trough")
    stone = library.stone()
    for z in (-0.2, 0.2):
        node.add(block(1.3, 0.42, 0.08, 0.02, cell=0.2).moved(0, 0.04, z), stone)
    for x in (-0.61, 0.61):
        node.add(block(0.08, 0.42, 0.48, 0.02).moved(x, 0.04, 0), stone)
    for x in (-0.45, 0.45):
        node.add(block(0.16, 0.06, 0.44, 0.015).moved(x, 0, 0), stone)
    node.add(box((1.2, 0.02, 0.38), 0.005).moved(y=0.40), library.soil())
    bake([node], 0.02, 0.25, darkest=0.35, floor=0.0)
    for index, x in enumerate((-0.46, -0.16, 0.15, 0.45)):
        green, violet = plants.lavender(0.2, 40 + index, 46)
        node.add(green.moved(x, 0.38, 0.02 * (-1) ** index), library.leaves())
        node.add(violet.moved(x, 0.38, 0.02 * (-1) ** index), library.petals())
    return node
