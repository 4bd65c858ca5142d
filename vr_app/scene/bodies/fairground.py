"""What stands on fairs and playgrounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.beasts import hoofed
from vr_app.scene.bodies.kit import (
    BRASS,
    IRON,
    PALE_WOOD,
    WHITE,
    WOOD,
    Kit,
    Paint,
    Point,
)
from vr_app.scene.bodies.walls import GOLD, is_grey


def bigtop(kit: Kit, size: Point, paint: Paint) -> None:
    """A circus tent in two colours, with flags."""
    width, height, depth = size
    colour = paint if not is_grey(paint) else Paint((0.55, 0.06, 0.05))
    radius, walls, spokes = width / 2 - 0.1, 0.38 * height, 24
    squash = depth / width
    angles = np.linspace(0, 2 * np.pi, spokes + 1)

    def point(angle: float, r: float, y: float) -> list[float]:
        return [r * float(np.cos(angle)), y, -r * float(np.sin(angle)) * squash]

    for number in range(spokes):
        cloth = colour if number % 2 else WHITE
        a0, a1 = angles[number], angles[number + 1]

        profile = [(radius * 0.94, 0.0), (radius, walls), (radius * 0.42, 0.64 * height), (0.06, 0.92 * height)]
        if number in (17, 18):
            profile = [(radius * 0.98, 0.62 * walls), *profile[1:]]
        for (r0, y0), (r1, y1) in pairwise(profile):
            quad = [point(a0, r0, y0), point(a1, r0, y0), point(a1, r1, y1), point(a0, r1, y1)]
            both = np.array([[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]])
            kit.triangles(cloth, both)
            kit.triangles(cloth.times(0.5), both[:, ::-1])
        top = point((a0 + a1) / 2, radius * 1.02, walls - 0.25)
        kit.ball(colour if not number % 2 else WHITE, (0.16, 0.2, 0.16), (top[0], top[1] + 0.12, top[2]))
    for number in range(0, spokes, 3):
        at = point(angles[number], radius, walls)
        kit.limb(PALE_WOOD.of("plain"), (at[0], walls - 0.1, at[2]), (at[0], walls + 0.7, at[2]), 0.03)
        kit.box(BRASS, (0.4, 0.24, 0.02), (at[0] + 0.2, walls + 0.44, at[2]))
    kit.limb(PALE_WOOD.of("plain"), (0, 0.9 * height, 0), (0, height - 0.05, 0), 0.05)
    kit.box(colour, (0.7, 0.05 * height, 0.03), (0.36, 0.94 * height, 0))


def carousel(kit: Kit, size: Point, paint: Paint) -> None:
    """A platform with horses on poles under a striped roof."""
    width, height, depth = size
    colour = paint if not is_grey(paint) else Paint((0.5, 0.1, 0.08))
    radius = min(width, depth) / 2
    kit.lathe(WOOD.times(1.6), [(0, 0), (radius * 0.97, 0), (radius * 0.97, 0.3), (0, 0.3)])
    kit.lathe(GOLD, [(radius * 0.985, 0.06), (radius, 0.16), (radius * 0.985, 0.26)])
    kit.lathe(colour, [(0.26 * radius, 0.3), (0.2 * radius, 0.4 * height), (0.3 * radius, 0.62 * height)], spokes=12)
    for number in range(12):
        angle = 2 * np.pi * number / 12
        x, z = 0.27 * radius * float(np.cos(angle)), 0.27 * radius * float(np.sin(angle))
        kit.box(
            Paint((0.75, 0.72, 0.62), roughness=0.08, metallic=0.9),
            (0.06, 0.24 * height, 0.06),
            (x, 0.36 * height - 0.4, z),
        )
    coats = (Paint((0.75, 0.7, 0.62)), Paint((0.16, 0.09, 0.05)), Paint((0.4, 0.36, 0.34)), Paint((0.3, 0.16, 0.08)))
    count = 6 if radius < 3 else 8
    kit.detail = 0.6
    for number in range(count):
        angle = 2 * np.pi * number / count
        x, z = 0.68 * radius * float(np.cos(angle)), 0.68 * radius * float(np.sin(angle))
        lift = 0.3 + 0.09 * height + 0.07 * height * float(np.sin(2.0 * number))
        kit.cylinder(BRASS, 0.03, 0.62 * height - 0.3, (x, 0.3, z))
        with kit.posed((x, lift, z), yaw_deg=float(np.degrees(angle))):
            hoofed(kit, (0.34, 0.27 * height, 0.3 * height), coats[number % 4])
            kit.box(colour, (0.36, 0.05, 0.34), (0, 0.185 * height, 0))
    kit.detail = 1.0
    low, spokes = 0.62 * height, 20
    angles = np.linspace(0, 2 * np.pi, spokes + 1)
    for number in range(spokes):
        cloth = colour if number % 2 else WHITE
        ring = [(radius * float(np.cos(a)), -radius * float(np.sin(a))) for a in angles[number : number + 2]]
        (x0, z0), (x1, z1) = ring
        kit.triangles(cloth, np.array([[(x0, low + 0.3, z0), (x1, low + 0.3, z1), (0, height - 0.3, 0)]]))
        both = np.array(
            [
                [(x0, low, z0), (x1, low, z1), (x1, low + 0.3, z1)],
                [(x0, low, z0), (x1, low + 0.3, z1), (x0, low + 0.3, z0)],
            ]
        )
        kit.triangles(WHITE if number % 2 else colour, both)
        kit.ball(Paint((1, 0.8, 0.4), glow=(2.0, 1.3, 0.5)), 0.06, (x0, low + 0.15, z0), small=True)
    kit.lathe(WOOD.of("plain"), [(radius * 0.99, low + 0.02), (0.0, low + 0.06)])
    kit.lathe(GOLD, [(0.1, height - 0.34), (0.18, height - 0.2), (0.0, height)])


def swing(kit: Kit, size: Point, paint: Paint) -> None:
    """Two seats on ropes."""
    w, h, d = size
    for side in (-1, 1):
        for z in (-1, 1):
            kit.limb(
                PALE_WOOD.of("plain"), (side * 0.46 * w, 0.02 * h, z * 0.45 * d), (side * 0.42 * w, 0.96 * h, 0), 0.05
            )
    kit.limb(PALE_WOOD.of("plain"), (-0.46 * w, 0.96 * h, 0), (0.46 * w, 0.96 * h, 0), 0.05)
    colour = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.45, 0.06, 0.05))
    for x in (-0.2, 0.2):
        for rope in (-0.06, 0.06):
            kit.limb(Paint((0.4, 0.32, 0.2)), ((x + rope) * w, 0.96 * h, 0), ((x + rope) * w, 0.2 * h, 0), 0.012)
        kit.box(colour, (0.16 * w, 0.03, 0.22), (x * w, 0.2 * h, 0))


def slide(kit: Kit, size: Point, paint: Paint) -> None:
    """A ladder up, a chute down."""
    w, h, d = size
    colour = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.75, 0.4, 0.03))
    chute: list[Point] = [
        (-0.4 * w, 0.62 * h, -0.2 * d),
        (-0.4 * w, 0.08 * h, 0.46 * d),
        (0.4 * w, 0.08 * h, 0.46 * d),
        (0.4 * w, 0.62 * h, -0.2 * d),
    ]
    kit.prism(colour, chute, (0, 0.04 * h, 0))
    for side in (-1, 1):
        x = side * 0.42 * w
        kit.prism(
            colour.times(0.8),
            [
                (x, 0.62 * h, -0.2 * d),
                (x, 0.08 * h, 0.46 * d),
                (x + 0.05, 0.08 * h, 0.46 * d),
                (x + 0.05, 0.62 * h, -0.2 * d),
            ],
            (0, 0.14 * h, 0),
        )
        kit.limb(IRON, (x, 0, -0.48 * d), (x, 0.97 * h, -0.36 * d), 0.03)
        kit.limb(IRON, (x, 0, -0.16 * d), (x, 0.62 * h, -0.2 * d), 0.03)
    kit.box(PALE_WOOD, (0.84 * w, 0.04 * h, 0.2 * d), (0, 0.6 * h, -0.28 * d))
    for step in range(5):
        y = 0.1 + 0.11 * step
        kit.limb(
            PALE_WOOD.of("plain"),
            (-0.42 * w, y * h, (-0.48 + 0.12 * y) * d),
            (0.42 * w, y * h, (-0.48 + 0.12 * y) * d),
            0.025,
        )


FAIRGROUND: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "bigtop": bigtop,
    "carousel": carousel,
    "swing": swing,
    "slide": slide,
}
"""By the word that a stage uses for the shape."""
