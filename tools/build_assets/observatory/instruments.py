"""The brass refractor on its tripod, and the orrery that turns."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.glb import Material, Node, Turning
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, moulding, rounded_profile, sphere, tube


def refractor() -> Node:
    """A brass telescope on a wooden tripod, eyepiece at 1.45 m, pointing to -Z and up."""
    node = Node("brass_telescope")
    brass, aged, wood = library.brass(), library.dark_brass(), library.dark_wood()
    body = rounded_profile(
        [(0.0, -0.75), (0.022, -0.75), (0.022, -0.66), (0.032, -0.65), (0.032, -0.56), (0.026, -0.55), (0.026, -0.42),
         (0.05, -0.40), (0.052, -0.30), (0.05, -0.28), (0.055, 0.62), (0.064, 0.64), (0.064, 0.70), (0.058, 0.71),
         (0.062, 0.95), (0.07, 0.97), (0.07, 1.0), (0.06, 1.0), (0.055, 0.94), (0.0, 0.94)], 0.006)  # fmt: skip
    barrel = lathe(body, 28).turned(180, pitch_deg=90)
    for offset in (-0.15, 0.25):
        ring = lathe(rounded_profile([(0.05, -0.02), (0.068, -0.02), (0.068, 0.02), (0.05, 0.02)], 0.004), 28)
        node.add(ring.turned(180, pitch_deg=90).moved(z=-offset).turned(0, pitch_deg=16).moved(0, 1.42, 0), aged)
    node.add(barrel.turned(0, pitch_deg=16).moved(0, 1.42, 0), brass)
    finder = lathe(
        rounded_profile([(0.0, -0.2), (0.014, -0.2), (0.014, 0.18), (0.02, 0.2), (0.02, 0.28), (0.0, 0.28)], 0.003), 14
    )
    node.add(finder.turned(180, pitch_deg=90).moved(0, 0.092, 0.12).turned(0, pitch_deg=16).moved(0, 1.42, 0), aged)
    node.add(
        lathe([(0.058, 0.0), (0.0, 0.012)], 24)
        .turned(180, pitch_deg=90)
        .moved(z=-0.955)
        .turned(0, pitch_deg=16)
        .moved(0, 1.42, 0),
        library.lens(),
    )
    post = rounded_profile(
        [
            (0.075, 0.96),
            (0.085, 1.0),
            (0.075, 1.04),
            (0.03, 1.08),
            (0.028, 1.26),
            (0.045, 1.29),
            (0.045, 1.34),
            (0.0, 1.36),
        ],
        0.01,
    )
    node.add(lathe(post, 24), brass)
    node.add(box((0.16, 0.05, 0.06), 0.012).moved(0, 1.345, 0), aged)
    for side in (-1, 1):
        node.add(box((0.018, 0.13, 0.07), 0.006).moved(side * 0.072, 1.4, 0), aged)
        node.add(
            lathe([(0.0, 0.0), (0.028, 0.0), (0.028, 0.025), (0.0, 0.03)], 16)
            .turned(0, roll_deg=-90 * side)
            .moved(side * 0.082, 1.42, 0),
            brass,
        )
    for index in range(3):
        turn = 60.0 + index * 120.0
        top, foot = np.array([0.0, 1.0, 0.055]), np.array([0.0, 0.03, 0.62])
        for shift in (-0.035, 0.035):
            half = tube([top + (shift, 0, 0), top * 0.45 + foot * 0.55 + (shift * 0.8, 0, 0)], 0.016, 8)
            node.add(half.turned(turn), wood)
        node.add(tube([top * 0.55 + foot * 0.45, foot], [0.02, 0.015], 8).turned(turn), wood)
        node.add(
            lathe([(0.0, 0.0), (0.012, 0.01), (0.02, 0.05), (0.016, 0.09), (0.0, 0.09)], 12)
            .moved(0, 0.0, 0.625)
            .turned(turn),
            aged,
        )
        node.add(box((0.11, 0.035, 0.05), 0.008).moved(0, 0.475, 0.375).turned(turn), aged)
        node.add(tube([(0, 0.47, 0.37), (0, 0.5, 0.03)], 0.006, 6).turned(turn), aged)
    node.add(lathe(rounded_profile([(0.0, 0.485), (0.05, 0.485), (0.05, 0.515), (0.0, 0.515)], 0.006), 20), aged)
    bake([node], 0.012, 0.15, darkest=0.4)
    return node


PLANETS = (
    # name, arm m, radius m, turns per loop, height m, colour
    ("mercury", 0.20, 0.016, 8, 0.10, (0.42, 0.37, 0.33)),
    ("venus", 0.28, 0.024, 5, 0.12, (0.78, 0.58, 0.30)),
    ("earth", 0.37, 0.026, 3, 0.14, (0.10, 0.25, 0.52)),
    ("mars", 0.46, 0.020, 2, 0.16, (0.56, 0.18, 0.08)),
    ("jupiter", 0.60, 0.055, 1, 0.18, (0.66, 0.50, 0.35)),
    ("saturn", 0.76, 0.045, 1, 0.20, (0.76, 0.64, 0.38)),
)
LOOP_S = 96.0


def orrery() -> tuple[list[Node], list[Turning]]:
    """A brass orrery on a stone drum: the planets go round the sun, 96 s a loop."""
    foot = Node("orrery_stand")
    stone, brass, aged = library.stone(), library.brass(), library.dark_brass()
    profile = rounded_profile(
        [(0.50, 0.0), (0.50, 0.10), (0.44, 0.14), (0.36, 0.20), (0.32, 0.30), (0.32, 0.62), (0.36, 0.70), (0.46, 0.76),
         (0.52, 0.80), (0.52, 0.88), (0.48, 0.90), (0.0, 0.90)], 0.02)  # fmt: skip
    foot.add(lathe(profile, 48), stone)
    foot.add(lathe(rounded_profile([(0.45, 0.90), (0.45, 0.925), (0.42, 0.93), (0.0, 0.93)], 0.006), 48), aged)
    for index in range(24):
        tick = box((0.008, 0.006, 0.05), 0.002).moved(0, 0.932, 0.40).turned(index * 15.0)
        foot.add(tick, brass)
    column = curve(
        [(0.12, 0.93), (0.10, 0.96), (0.045, 1.0), (0.035, 1.06), (0.05, 1.09), (0.028, 1.12), (0.024, 1.34)], 3
    )
    foot.add(lathe(column, 24, crease_deg=181), brass)
    ring_angle = np.linspace(0, 2 * np.pi, 97)[:-1]
    for radius, thickness in ((0.92, 0.012), (0.86, 0.006)):
        ring = np.stack([np.cos(ring_angle) * radius, np.full(96, 1.14), np.sin(ring_angle) * radius], axis=1)
        foot.add(tube(ring, thickness, 8, closed=True), brass)
    zodiac = lathe([(0.92, 1.135), (0.92, 1.145), (0.86, 1.145), (0.86, 1.135), (0.92, 1.135)], 96)
    foot.add(zodiac, aged)
    for index in range(4):
        support = tube(curve([(0, 0.94, 0.30), (0, 0.98, 0.60), (0, 1.06, 0.85), (0, 1.14, 0.90)], 5), 0.014, 8)
        foot.add(support.turned(45 + index * 90), brass)
    sun = Node("orrery_sun")
    glow = Material(
        "gilded sun", None, colour=(1.0, 0.68, 0.25), metallic=1.0, roughness=0.25, emissive=(1.2, 0.6, 0.16)
    )
    sun.add(sphere(0.085, 28, 16).moved(y=1.42), glow)
    for index in range(16):
        ray = tube([(0, 0, 0.08), (0, 0, 0.15 if index % 2 == 0 else 0.125)], [0.012, 0.001], 6)
        sun.add(ray.turned(0, pitch_deg=-(index * 22.5)).turned(90).moved(y=1.42), brass)
    roots = [foot, sun]
    turnings = []
    for name, arm, radius, turns, rise, colour in PLANETS:
        node = Node(f"orrery_{name}")
        level = 1.34 - 0.03 * len(roots)
        path = curve(
            [(0, level, 0.02), (0, level - 0.015, arm * 0.5), (0, level, arm - 0.02), (0, level + 0.04, arm)], 4
        )
        node.add(tube(path, 0.006, 6), brass)
        node.add(
            lathe(rounded_profile([(0.026, -0.011), (0.036, -0.011), (0.036, 0.011), (0.026, 0.011)], 0.003), 20).moved(
                y=level
            ),
            aged,
        )
        centre = level + 0.04 + rise * 0.45
        node.add(tube([(0, level + 0.03, arm), (0, centre, arm)], 0.004, 6), brass)
        node.add(
            sphere(radius, 22, 12).moved(0, centre, arm),
            Material(f"{name} enamel", None, colour=colour, roughness=0.22),
        )
        if name == "saturn":
            disc = lathe(
                [(radius * 2.1, 0.0), (radius * 1.35, 0.003), (radius * 1.35, -0.003), (radius * 2.1, 0.0)], 32
            )
            node.add(disc.turned(0, roll_deg=24).moved(0, centre, arm), brass)
        if name == "earth":
            ring = np.stack([np.cos(ring_angle[::4]) * 0.055, np.zeros(24), np.sin(ring_angle[::4]) * 0.055], axis=1)
            node.add(tube(ring, 0.0015, 5, closed=True).moved(0, centre, arm), brass)
            node.add(sphere(0.008, 12, 8).moved(0.055, centre, arm), library.marble())
        times = np.linspace(0.0, LOOP_S, turns * 8 + 1)
        first = {"mercury": 200, "venus": 75, "earth": 320, "mars": 150, "jupiter": 35, "saturn": 255}[name]
        half = np.radians(first + 360.0 * turns * times / LOOP_S) / 2
        zero = np.zeros(len(times))
        turnings.append(Turning(node.name, times, np.stack([zero, np.sin(half), zero, np.cos(half)], axis=1)))
        roots.append(node)
    bake([foot], 0.02, 0.35, darkest=0.3, floor=0.0)
    return roots, turnings


def chart_table() -> Node:
    """A small table with open star charts, a lamp and a compass."""
    node = Node("chart_table")
    wood = library.dark_wood()
    node.add(box((1.2, 0.045, 0.7), 0.012).moved(y=0.755), wood)
    edge = np.array([[0.56, 0, 0.31], [0.56, 0, -0.31], [-0.56, 0, -0.31], [-0.56, 0, 0.31]])
    node.add(
        moulding(edge, rounded_profile([(-0.02, 0.66), (0.0, 0.66), (0.0, 0.735), (-0.02, 0.735)], 0.004), closed=True),
        wood,
    )
    leg = curve(
        [
            (0.03, 0.0),
            (0.035, 0.04),
            (0.02, 0.09),
            (0.028, 0.3),
            (0.03, 0.5),
            (0.038, 0.58),
            (0.03, 0.62),
            (0.036, 0.74),
        ],
        2,
    )
    for x in (-0.53, 0.53):
        for z in (-0.28, 0.28):
            node.add(lathe(leg, 12, crease_deg=181).moved(x, 0, z), wood)
    paper = Material("chart paper", None, colour=(0.72, 0.62, 0.44), roughness=0.95)
    node.add(box((0.62, 0.004, 0.44), 0.002).turned(8).moved(-0.12, 0.781, 0.02), paper)
    node.add(box((0.4, 0.004, 0.3), 0.002).turned(-14).moved(0.22, 0.786, 0.1), paper)
    for x, z, yaw in ((-0.35, -0.22, 80.0), (-0.28, -0.26, 95.0)):
        node.add(tube([(-0.25, 0, 0), (0.25, 0, 0)], 0.024, 12).turned(yaw - 90).moved(x + 0.2, 0.803, z), paper)
    node.add(
        lathe(rounded_profile([(0.0, 0.0), (0.055, 0.0), (0.055, 0.02), (0.045, 0.022), (0.0, 0.02)], 0.004), 24).moved(
            0.05, 0.788, 0.12
        ),
        library.brass(),
    )
    ink = Material("ink lines", None, colour=(0.10, 0.08, 0.12), roughness=0.9)
    for radius in (0.06, 0.11, 0.17):
        angle = np.linspace(0, 2 * np.pi, 33)[:-1]
        ring = np.stack([np.cos(angle) * radius - 0.16, np.full(32, 0.7835), np.sin(angle) * radius + 0.02], axis=1)
        node.add(tube(ring, 0.0013, 4, closed=True), ink)
    node.add(
        block(0.2, 0.05, 0.14, 0.008).turned(20).moved(0.45, 0.777, -0.2),
        Material("book", None, colour=(0.32, 0.05, 0.05), roughness=0.6),
    )
    node.add(
        block(0.18, 0.04, 0.13, 0.008).turned(-12).moved(0.45, 0.827, -0.2),
        Material("blue book", None, colour=(0.05, 0.10, 0.22), roughness=0.6),
    )
    bake([node], 0.02, 0.3, darkest=0.3, floor=0.0)
    return node
