"""A skeleton clock taller than a person: turning wheels, a great dial, a swinging pendulum."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library
from tools.build_assets.extrusion import extrude
from tools.build_assets.glb import Material, Node, Turning
from tools.build_assets.mesh import Mesh, grid_faces, merged
from tools.build_assets.noise import cloud
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, moulding, rounded_profile, sphere, tube
from tools.build_assets.textures import TextureSet

LOOP_S = 120.0
DIAL_Y = 1.78


def wheel(radius: float, teeth: int, thickness: float, spokes: int = 5) -> Mesh:
    """A toothed wheel with spokes about the origin, in the XY plane."""
    count = teeth * 4
    angle = np.arange(count) / count * 2 * np.pi
    tooth = np.where((np.arange(count) % 4) < 2, radius, radius - min(0.016, radius * 0.12))
    inner = radius - max(0.03, radius * 0.2)
    rings = []
    for z in (thickness / 2, -thickness / 2):
        outer = np.stack([np.cos(angle) * tooth, np.sin(angle) * tooth, np.full(count, z)], axis=1)
        hole = np.stack([np.cos(angle) * inner, np.sin(angle) * inner, np.full(count, z)], axis=1)
        rings.append((outer, hole))
    parts = []
    (front_out, front_in), (back_out, back_in) = rings
    for a, b, flat in (
        (front_out, front_in, (0, 0, 1.0)),
        (back_in, back_out, (0, 0, -1.0)),
        (back_out, front_out, None),
        (front_in, back_in, None),
    ):
        strip = np.stack([np.concatenate([a, a[:1]]), np.concatenate([b, b[:1]])])
        points = strip.reshape(-1, 3)
        faces = grid_faces(2, count + 1)
        u, v, w = (points[faces[:, k]] for k in range(3))
        normal = np.cross(v - u, w - u)
        if flat is not None:
            wanted = np.tile(flat, (len(points), 1))
        else:
            outward = points * (1, 1, 0) * (1.0 if a is back_out else -1.0)
            wanted = outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
        wrong = (normal * wanted[faces[:, 0]]).sum(axis=1) < 0
        faces[wrong] = faces[wrong][:, ::-1]
        parts.append(Mesh(points, wanted, points[:, :2].copy(), faces))
    for index in range(spokes):
        spoke = box((inner, thickness * 0.7, thickness * 0.7), 0.003).moved(inner / 2, 0, 0)
        parts.append(spoke.turned(0, roll_deg=index * 360.0 / spokes))
    hub = lathe(
        rounded_profile([(0.0, -thickness), (0.025, -thickness), (0.025, thickness), (0.0, thickness)], 0.003), 16
    )
    parts.append(hub.turned(0, pitch_deg=90))
    return merged(parts)


def dial_picture() -> TextureSet:
    """A white enamel ring with Roman hours."""
    size = 512
    image = Image.new("RGB", (size, size), (236, 230, 214))
    draw = ImageDraw.Draw(image)
    ink = (28, 26, 34)
    centre = size / 2

    def at(radius: float, degrees: float) -> tuple[float, float]:
        return centre + radius * centre * np.sin(np.radians(degrees)), centre - radius * centre * np.cos(
            np.radians(degrees)
        )

    for radius in (0.97, 0.90):
        r = radius * centre
        draw.ellipse([centre - r, centre - r, centre + r, centre + r], outline=ink, width=2)
    for minute in range(60):
        draw.line([at(0.90, minute * 6), at(0.97, minute * 6)], fill=ink, width=4 if minute % 5 == 0 else 2)
    strokes = {"I": ((0.5, 0.5),), "V": ((0.1, 0.5), (0.9, 0.5)), "X": ((0.1, 0.9), (0.9, 0.1))}
    numerals = ("XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI")
    for hour, numeral in enumerate(numerals):
        width = sum(8.0 if letter == "I" else 15.0 for letter in numeral)
        start = -width / 2
        for letter in numeral:
            wide = 8.0 if letter == "I" else 15.0
            for low, high in strokes[letter]:
                top, bottom = at(0.86, hour * 30), at(0.66, hour * 30)
                side = (np.cos(np.radians(hour * 30)), np.sin(np.radians(hour * 30)))
                a = (start + wide * low, start + wide * high)
                draw.line(
                    [
                        (top[0] + side[0] * a[0], top[1] + side[1] * a[0]),
                        (bottom[0] + side[0] * a[1], bottom[1] + side[1] * a[1]),
                    ],
                    fill=ink,
                    width=4,
                )
            start += wide
    base = np.asarray(image, dtype=np.float64) / 255.0 * (0.94 + 0.12 * cloud(size, 4, 1.6))[..., None]
    return TextureSet(base, None, np.full((size, size), 0.25), np.ones((size, size)))


def _spin(name: str, turns: float, tilt: float = 0.0) -> Turning:
    steps = max(9, int(abs(turns) * 8) + 1)
    times = np.linspace(0.0, LOOP_S, steps)
    half = (tilt + 2 * np.pi * turns * times / LOOP_S) / 2
    zero = np.zeros(steps)
    return Turning(name, times, np.stack([zero, zero, np.sin(half), np.cos(half)], axis=1))


def _swing() -> Turning:
    times = np.arange(0.0, 2.0001, 0.125)
    half = np.radians(4.5 * np.sin(np.pi * times)) / 2
    zero = np.zeros(len(times))
    return Turning("clock_pendulum", times, np.stack([zero, zero, np.sin(half), np.cos(half)], axis=1))


def hand(length: float, width: float) -> Mesh:
    """A pointed hand from the origin upwards."""
    outline = [
        (-width * 0.4, -length * 0.18),
        (width * 0.4, -length * 0.18),
        (width * 0.35, length * 0.5),
        (width, length * 0.68),
        (0.0, length),
        (-width, length * 0.68),
        (-width * 0.35, length * 0.5),
    ]
    return extrude(outline, 0.008, 0.002)


def clock() -> tuple[list[Node], list[Turning]]:
    """The clock facing +Z: frame, dial, four wheels, hands, pendulum, weights."""
    frame = Node("clock_frame")
    wood, brass, aged, steel = library.dark_wood(), library.brass(), library.dark_brass(), library.iron()
    frame.add(block(1.15, 0.34, 0.62, 0.02, cell=0.3), wood)
    path = np.array([[0.575, 0, 0.31], [0.575, 0, -0.31], [-0.575, 0, -0.31], [-0.575, 0, 0.31]])
    frame.add(
        moulding(path, rounded_profile([(0.05, 0.0), (0.05, 0.08), (0.02, 0.12), (0.0, 0.12)], 0.01), closed=True), wood
    )
    frame.add(
        moulding(path, rounded_profile([(0.0, 0.28), (0.035, 0.31), (0.035, 0.36), (-0.1, 0.37)], 0.01), closed=True),
        wood,
    )
    for x in (-0.46, 0.46):
        for z in (-0.17, 0.17):
            pillar = curve(
                [(0.045, 0.36), (0.05, 0.39), (0.03, 0.43), (0.032, 1.0), (0.028, 2.0), (0.045, 2.05), (0.045, 2.1)], 3
            )
            frame.add(lathe(pillar, 16, crease_deg=181).moved(x, 0, z), brass)
    for y in (1.12, 2.12):
        for z in (-0.17, 0.17):
            frame.add(box((1.04, 0.05, 0.05), 0.012).moved(0, y, z), aged)
        for x in (-0.46, 0.46):
            frame.add(box((0.05, 0.05, 0.40), 0.012).moved(x, y, 0), aged)
    crest = curve(
        [
            (-0.5, 2.14, 0.0),
            (-0.36, 2.22, 0),
            (-0.2, 2.2, 0),
            (0.0, 2.44, 0),
            (0.2, 2.2, 0),
            (0.36, 2.22, 0),
            (0.5, 2.14, 0),
        ],
        6,
    )
    frame.add(tube(crest, 0.018, 8), brass)
    frame.add(sphere(0.05, 18, 12).moved(0, 2.49, 0), brass)
    for x in (-0.5, 0.5):
        frame.add(
            lathe(
                curve([(0.02, 2.12), (0.045, 2.16), (0.02, 2.22), (0.03, 2.27), (0.0, 2.34)], 3), 14, crease_deg=181
            ).moved(x, 0, 0),
            brass,
        )
    ring = lathe(
        rounded_profile([(0.36, -0.012), (0.36, 0.012), (0.24, 0.012), (0.24, -0.012), (0.36, -0.012)], 0.003), 64
    ).turned(0, pitch_deg=90)
    ring.uvs = np.stack([0.5 + ring.positions[:, 0] / 0.74, 0.5 - ring.positions[:, 1] / 0.74], axis=1)
    frame.add(ring.moved(0, DIAL_Y, 0.24), Material("enamel dial", dial_picture(), 1.0))
    for radius in (0.372, 0.232):
        angle = np.linspace(0, 2 * np.pi, 65)[:-1]
        rim = np.stack([np.cos(angle) * radius, np.sin(angle) * radius + DIAL_Y, np.full(64, 0.24)], axis=1)
        frame.add(tube(rim, 0.012, 8, closed=True), brass)
    for degrees in (45, 135, 225, 315):
        a = np.radians(degrees)
        frame.add(
            tube(
                [
                    (0.36 * np.cos(a), DIAL_Y + 0.36 * np.sin(a), 0.235),
                    (0.45 * np.cos(a) / abs(np.cos(a)), DIAL_Y + 0.34 * np.sin(a) / abs(np.sin(a)), 0.18),
                ],
                0.01,
                6,
            ),
            aged,
        )
    for x, drop in ((-0.27, 0.66), (0.27, 0.92)):
        frame.add(tube([(x, 1.35, -0.08), (x, drop, -0.08)], 0.004, 5), steel)
        frame.add(
            lathe(
                rounded_profile(
                    [(0.0, -0.26), (0.05, -0.26), (0.055, -0.24), (0.055, -0.02), (0.05, 0.0), (0.0, 0.01)], 0.008
                ),
                20,
            ).moved(x, drop, -0.08),
            brass,
        )
    bake([frame], 0.03, 0.35, darkest=0.35, floor=0.0)
    roots, turnings = [frame], []
    train = (
        ("clock_wheel_great", 0.30, 60, 0.0, 1.40, -0.06, 2.0),
        ("clock_wheel_second", 0.17, 36, -0.20, 1.72, -0.02, -5.0),
        ("clock_wheel_third", 0.13, 28, 0.06, 1.93, 0.03, 9.0),
        ("clock_wheel_escape", 0.10, 24, 0.26, 1.76, 0.07, -15.0),
        ("clock_wheel_motion", 0.15, 32, 0.24, 1.42, 0.10, 4.0),
    )
    for name, radius, teeth, x, y, z, turns in train:
        node = Node(name, translation=(x, y, z))
        node.add(wheel(radius, teeth, 0.022), brass if turns > 0 else aged)
        node.add(lathe([(0.0, -0.17), (0.009, -0.17), (0.009, 0.17), (0.0, 0.17)], 8).turned(0, pitch_deg=90), steel)
        roots.append(node)
        turnings.append(_spin(name, turns))
    for name, length, width, turns, first in (
        ("clock_hand_hour", 0.22, 0.022, 0.0, -55.0),
        ("clock_hand_minute", 0.33, 0.017, -1.0 / 30.0, -240.0),
    ):
        node = Node(name, translation=(0.0, DIAL_Y, 0.27 if "hour" in name else 0.285))
        node.add(hand(length, width), library.iron())
        roots.append(node)
        half = np.radians(first) / 2
        if turns:
            turnings.append(_spin(name, turns, np.radians(first)))
        node.rotation = (0.0, 0.0, float(round(np.sin(half), 6)), float(round(np.cos(half), 6)))
    boss = Node("clock_boss")
    boss.add(sphere(0.024, 14, 8).moved(0, DIAL_Y, 0.295), brass)
    roots.append(boss)
    pendulum = Node("clock_pendulum", translation=(0.0, 1.62, -0.13))
    pendulum.add(tube([(0, 0, 0), (0, -0.95, 0)], 0.007, 8), steel)
    bob = lathe(
        rounded_profile([(0.0, -0.035), (0.08, -0.028), (0.12, 0.0), (0.08, 0.028), (0.0, 0.035)], 0.02), 32
    ).turned(0, pitch_deg=90)
    pendulum.add(bob.moved(y=-0.98), brass)
    roots.append(pendulum)
    turnings.append(_swing())
    return roots, turnings
