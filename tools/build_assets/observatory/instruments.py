"""The brass refractor on its tripod, and the orrery that turns."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library
from tools.build_assets.glb import Material, Node, Turning
from tools.build_assets.mesh import Mesh
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, moulding, plate, rounded_profile, sphere, tube
from tools.build_assets.textures import jpeg, ramp


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
        "gilded sun", None, colour=(1.0, 0.68, 0.25), metallic=1.0, roughness=0.25, emissive=(0.5, 0.21, 0.04)
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
        ball = sphere(radius, 22, 12)
        ball.uvs = np.stack([np.zeros(len(ball.positions)), ball.positions[:, 1] / radius / 2 + 0.5], axis=1)
        node.add(ball.turned(0, roll_deg=18).moved(0, centre, arm), enamel(name, colour))
        if name == "saturn":
            low, high = radius * 1.35, radius * 2.1
            disc = lathe([(low, -0.0015), (high, -0.0015), (high, 0.0015), (low, 0.0015), (low, -0.0015)], 40)
            node.add(disc.turned(0, roll_deg=24).moved(0, centre, arm), brass)
        if name == "earth":
            ring = np.stack([np.cos(ring_angle[::4]) * 0.055, np.zeros(24), np.sin(ring_angle[::4]) * 0.055], axis=1)
            node.add(tube(ring, 0.0015, 5, closed=True).moved(0, centre, arm), brass)
            node.add(sphere(0.008, 12, 8).moved(0.055, centre, arm), library.marble())
        times = np.linspace(0.0, LOOP_S, turns * 8 + 1)
        first = {"mercury": 200, "venus": 75, "earth": 320, "mars": 150, "jupiter": 35, "saturn": 255}[name]
        half = np.radians(first + 360.0 * turns * times / LOOP_S) / 2
        node.rotation = (0.0, round(float(np.sin(half[0])), 6), 0.0, round(float(np.cos(half[0])), 6))
        zero = np.zeros(len(times))
        turnings.append(Turning(node.name, times, np.stack([zero, np.sin(half), zero, np.cos(half)], axis=1)))
        roots.append(node)
    bake([foot], 0.02, 0.35, darkest=0.3, floor=0.0)
    return roots, turnings


def enamel(name: str, colour: tuple[float, float, float]) -> Material:
    """A planet's glaze; the giants have bands."""
    if name not in ("jupiter", "saturn"):
        return Material(f"{name} enamel", None, colour=colour, roughness=0.22)
    rows = np.linspace(0.0, 1.0, 64)
    waves = 0.5 + 0.32 * np.sin(rows * 41.0) + 0.18 * np.sin(rows * 17.0 + 1.0)
    bands = ramp(waves, ((0.0, "#8a5a38"), (0.5, "#d9b184"), (1.0, "#f3e4c6")))
    picture = jpeg(np.repeat(bands[:, None], 16, axis=1), 90)
    return Material(f"{name} enamel", None, 1.0, colour=(0.8, 0.72, 0.62), roughness=0.22, picture=picture)


def chart_picture(seed: int) -> bytes:
    """An ink drawing of the sky on cream paper: rings, hours, stars joined to figures, a column of notes."""
    wide, tall = 512, 360
    image = Image.new("RGB", (wide, tall), (226, 208, 168))
    draw = ImageDraw.Draw(image)
    ink, red = (52, 44, 62), (142, 52, 38)
    x0, y0 = 185.0, 180.0
    for radius in (150, 146, 110, 72, 34):
        draw.ellipse([x0 - radius, y0 - radius, x0 + radius, y0 + radius], outline=ink, width=2)
    for hour in range(24):
        turn = hour * np.pi / 12
        start = 34 if hour % 2 == 0 else 110
        draw.line(
            [
                (x0 + start * np.cos(turn), y0 + start * np.sin(turn)),
                (x0 + 146 * np.cos(turn), y0 + 146 * np.sin(turn)),
            ],
            fill=(140, 122, 100),
            width=1,
        )
    generator = np.random.default_rng(seed)
    for _ in range(9):
        place = np.array([x0, y0]) + generator.uniform(-95, 95, 2)
        for _ in range(int(generator.integers(3, 6))):
            following = place + generator.normal(0, 22, 2)
            draw.line([tuple(place), tuple(following)], fill=red, width=2)
            size = generator.uniform(2, 5)
            draw.ellipse([following[0] - size, following[1] - size, following[0] + size, following[1] + size], fill=ink)
            place = following
    for row in range(17):
        left, y = 372.0, 40.0 + row * 17
        while left < 380 + generator.uniform(70, 112):
            length = generator.uniform(8, 24)
            draw.line([(left, y), (left + length, y)], fill=ink, width=2)
            left += length + 6
    draw.rectangle([8, 8, wide - 9, tall - 9], outline=ink, width=2)
    return jpeg(np.asarray(image, dtype=np.float64) / 255.0, 85)


def sheet(width: float, depth: float) -> Mesh:
    """A flat sheet of paper facing up with its picture upright towards -Z."""
    mesh = plate(width, depth)
    mesh.uvs = np.stack([mesh.positions[:, 0] / width + 0.5, mesh.positions[:, 2] / depth + 0.5], axis=1)
    return mesh


def chart_table() -> Node:
    """A small table with open star charts, a lamp and a compass."""
    node = Node("chart_table")
    wood = library.dark_wood()
    node.add(box((1.2, 0.045, 0.7), 0.012).across().moved(y=0.755), wood)
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
    chart = Material("star chart", None, 1.0, roughness=0.95, picture=chart_picture(3))
    second = Material("second star chart", None, 1.0, roughness=0.95, picture=chart_picture(4))
    node.add(sheet(0.64, 0.45).turned(8).moved(-0.12, 0.780, 0.02), chart)
    node.add(sheet(0.42, 0.30).turned(-14).moved(0.24, 0.783, 0.1), second)
    for x, z, yaw in ((-0.35, -0.22, 80.0), (-0.28, -0.26, 95.0)):
        node.add(tube([(-0.25, 0, 0), (0.25, 0, 0)], 0.024, 12).turned(yaw - 90).moved(x + 0.2, 0.803, z), paper)
    node.add(
        lathe(rounded_profile([(0.0, 0.0), (0.055, 0.0), (0.055, 0.02), (0.045, 0.022), (0.0, 0.02)], 0.004), 24).moved(
            0.05, 0.788, 0.12
        ),
        library.brass(),
    )
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
