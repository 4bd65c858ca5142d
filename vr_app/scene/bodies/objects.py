"""Hearths, machines, luggage and the like. Front towards +Z."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.kit import (
    BLACK,
    BRASS,
    FIRE,
    GLASS,
    IRON,
    PALE_WOOD,
    STONE,
    WHITE,
    WOOD,
    Kit,
    Paint,
    Point,
)


def hearth(kit: Kit, size: Point, paint: Paint) -> None:
    """A fireplace, an oven: fire behind an arch, a chimney."""
    w, h, d = size
    brick = paint.of("bricks") if max(paint.colour) - min(paint.colour) > 0.1 else Paint((0.3, 0.17, 0.12), "bricks")
    arc = np.linspace(0, np.pi, 10)
    wide, foot = 0.28 * w, 0.12 * h
    kit.box(STONE, (w, foot, d))
    for side in (-1, 1):
        kit.box(brick, (0.5 * w - wide, 0.5 * h, 0.92 * d), (side * (0.25 * w + wide / 2), foot, 0))
    head: list[Point] = [(wide * float(np.cos(a)), 0.3 * h + 0.13 * h * float(np.sin(a)), 0.0) for a in arc]
    for (x0, y0, _), (x1, y1, _) in pairwise(head):
        kit.prism(
            brick,
            [(x1, y1, -0.46 * d), (x0, y0, -0.46 * d), (x0, 0.6 * h, -0.46 * d), (x1, 0.6 * h, -0.46 * d)],
            (0, 0, 0.92 * d),
        )
    kit.box(BLACK, (2 * wide, 0.5 * h, 0.1 * d), (0, foot, -0.4 * d))
    kit.box(WOOD, (1.04 * w, 0.06 * h, d), (0, 0.62 * h, 0))
    kit.box(brick, (0.62 * w, 0.32 * h, 0.62 * d), (0, 0.68 * h, -0.1 * d))
    for x in (-0.12, 0.0, 0.12):
        kit.limb(WOOD.of("plain").times(0.6), (x * w, foot + 0.05, -0.25 * d), (-x * w, foot + 0.06, 0.2 * d), 0.045)
    for x, tall in ((-0.12, 0.16), (0.02, 0.24), (0.13, 0.14)):
        kit.lathe(FIRE, [(0.02, 0), (0.06 * w, 0.3 * tall * h), (0.0, tall * h)], (x * w, foot + 0.06, -0.05 * d), 9)


def machine(kit: Kit, size: Point, paint: Paint) -> None:
    """A cabinet with dials, pipes and lamps."""
    w, h, d = size
    coat = paint.of("metal")
    kit.box(IRON, (w, 0.08 * h, d))
    kit.box(coat, (0.92 * w, 0.72 * h, 0.86 * d), (0, 0.08 * h, 0))
    kit.box(coat.times(0.7), (0.7 * w, 0.2 * h, 0.6 * d), (0, 0.8 * h, 0))
    for number, x in enumerate((-0.26, 0.0, 0.26)):
        with kit.posed((x * w, 0.62 * h, 0.43 * d), pitch_deg=90.0):
            kit.cylinder(BRASS, 0.1 * w, 0.04)
            kit.cylinder(WHITE, 0.08 * w, 0.05)
        kit.box(BLACK, (0.012, 0.07 * w, 0.02), (x * w, 0.62 * h, 0.43 * d + 0.05))
        glow = ((0.3, 2.0, 0.5), (2.0, 1.2, 0.2), (2.2, 0.3, 0.2))[number]
        kit.ball(Paint((0.4, 0.4, 0.4), glow=glow), 0.035 * w, (x * w, 0.45 * h, 0.44 * d))
    kit.box(BLACK, (0.6 * w, 0.16 * h, 0.04), (0, 0.2 * h, 0.43 * d))
    kit.tube(
        BRASS,
        [
            (0.4 * w, 0.3 * h, 0.3 * d),
            (0.5 * w, 0.5 * h, 0.3 * d),
            (0.44 * w, 0.95 * h, 0.1 * d),
            (0.2 * w, h - 0.05 * h, 0),
        ],
        [0.045 * w] * 4,
        10,
    )


def throne(kit: Kit, size: Point, paint: Paint) -> None:
    """A high back, a red cushion, golden knobs, on two steps."""
    w, h, d = size
    gold = Paint((0.62, 0.44, 0.14), roughness=0.35, metallic=0.8)
    red = Paint((0.35, 0.02, 0.03))
    body = paint.of("planks") if max(paint.colour) < 0.5 else paint
    kit.box(STONE.of("paving").times(1.2), (w, 0.05 * h, d))
    kit.box(STONE.of("paving").times(1.3), (0.84 * w, 0.05 * h, 0.84 * d), (0, 0.05 * h, -0.05 * d))
    kit.box(body, (0.6 * w, 0.22 * h, 0.5 * d), (0, 0.1 * h, -0.1 * d))
    kit.box(red, (0.52 * w, 0.05 * h, 0.46 * d), (0, 0.32 * h, -0.08 * d))
    kit.box(body, (0.62 * w, 0.62 * h, 0.1 * d), (0, 0.28 * h, -0.36 * d))
    kit.box(red, (0.46 * w, 0.46 * h, 0.03 * d), (0, 0.38 * h, -0.3 * d))
    kit.prism(
        gold,
        [(-0.31 * w, 0.88 * h, -0.4 * d), (0.31 * w, 0.88 * h, -0.4 * d), (0, 0.99 * h, -0.4 * d)],
        (0, 0, 0.1 * d),
    )
    for side in (-1, 1):
        kit.box(body, (0.08 * w, 0.06 * h, 0.46 * d), (side * 0.32 * w, 0.46 * h, -0.1 * d))
        kit.box(body, (0.07 * w, 0.37 * h, 0.08 * d), (side * 0.32 * w, 0.1 * h, 0.1 * d))
        kit.ball(gold, 0.05 * w, (side * 0.32 * w, 0.55 * h, 0.12 * d))
        kit.cylinder(gold, 0.035 * w, 0.84 * h, (side * 0.31 * w, 0.1 * h, -0.36 * d))
        kit.ball(gold, 0.06 * w, (side * 0.31 * w, 0.95 * h, -0.36 * d))


def shrine(kit: Kit, size: Point, paint: Paint) -> None:
    """A small house on a post, candles before it: altars too."""
    w, h, d = size
    red = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.36, 0.07, 0.04))
    kit.box(STONE.of("paving").times(1.2), (w, 0.08 * h, d))
    kit.box(STONE.times(1.2), (0.7 * w, 0.28 * h, 0.6 * d), (0, 0.08 * h, -0.08 * d))
    kit.box(PALE_WOOD, (0.56 * w, 0.34 * h, 0.44 * d), (0, 0.36 * h, -0.1 * d))
    kit.box(BLACK, (0.34 * w, 0.24 * h, 0.02), (0, 0.38 * h, 0.12 * d))
    kit.ball(
        Paint((0.7, 0.5, 0.15), glow=(0.5, 0.3, 0.06), metallic=0.7, roughness=0.3),
        (0.08 * w, 0.1 * h, 0.06 * d),
        (0, 0.49 * h, 0.12 * d),
    )
    kit.gable(PALE_WOOD, red.of("roof tiles"), (0.62 * w, 0.2 * h, 0.5 * d), (0, 0.7 * h, -0.1 * d), 0.1 * w)
    for x in (-0.28, 0.28):
        kit.cylinder(red, 0.03 * w, 0.34 * h, (x * w, 0.36 * h, 0.12 * d))
        kit.cylinder(WHITE, 0.025 * w, 0.09 * h, (x * w, 0.08 * h, 0.38 * d))
        kit.ball(FIRE, (0.014 * w, 0.022 * h, 0.014 * w), (x * w, 0.19 * h, 0.38 * d))


def suitcase(kit: Kit, size: Point, paint: Paint) -> None:
    """With corners, straps and a handle."""
    w, h, d = size
    kit.box(paint, (w, 0.86 * h, d))
    for x in (-0.28, 0.28):
        kit.box(paint.times(0.5), (0.08 * w, 0.88 * h, 1.03 * d), (x * w, 0, 0))
        kit.box(BRASS, (0.06 * w, 0.08 * h, 1.06 * d), (x * w, 0.56 * h, 0))
    for x in (-0.47, 0.47):
        for y in (0.0, 0.76):
            kit.box(paint.times(0.35), (0.08 * w, 0.11 * h, 1.04 * d), (x * w, y * h, 0))
    kit.tube(
        paint.times(0.35),
        [(-0.14 * w, 0.86 * h, 0), (-0.12 * w, 0.97 * h, 0), (0.12 * w, 0.97 * h, 0), (0.14 * w, 0.86 * h, 0)],
        [0.03 * h] * 4,
        8,
    )


def umbrella(kit: Kit, size: Point, paint: Paint) -> None:
    """Open, on its stick."""
    w, h, d = size
    colour = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.45, 0.05, 0.06))
    spokes, radius, low = 8, min(w, d) / 2, 0.68 * h
    angles = np.linspace(0, 2 * np.pi, spokes + 1)
    ring = [(radius * float(np.cos(a)), low, -radius * float(np.sin(a))) for a in angles]
    high = [(0.55 * x, low + 0.22 * h, 0.55 * z) for x, _, z in ring]
    for number in range(spokes):
        cloth = colour if number % 2 else colour.times(0.8)
        quad = np.array(
            [
                [ring[number], ring[number + 1], high[number + 1]],
                [ring[number], high[number + 1], high[number]],
                [high[number], high[number + 1], (0, 0.98 * h, 0)],
            ]
        )
        kit.triangles(cloth, quad)
        kit.triangles(cloth.times(0.5), quad[:, ::-1])
    kit.limb(WOOD.of("plain"), (0, 0.02 * h, 0), (0, h * 0.99, 0), 0.012 * h)
    kit.tube(WOOD.of("plain"), [(0, 0.05 * h, 0), (0.03 * h, 0.01 * h, 0), (0.06 * h, 0.04 * h, 0)], [0.014 * h] * 3, 8)


def ladder(kit: Kit, size: Point, paint: Paint) -> None:
    """Two that lean on each other."""
    w, h, d = size
    wood = paint.of("plain")
    for way in (-1, 1):
        for side in (-1, 1):
            kit.limb(
                wood, (side * 0.47 * w, 0.02 * h, way * 0.47 * d), (side * 0.3 * w, 0.97 * h, way * 0.03 * d), 0.025
            )
        for number in range(7):
            share = (number + 0.6) / 7
            x, z = (0.47 - 0.17 * share) * w, way * (0.47 - 0.44 * share) * d
            kit.limb(wood, (-x, share * h, z), (x, share * h, z), 0.016)


def board(kit: Kit, size: Point, paint: Paint) -> None:
    """A blackboard, a sign: a framed plate on feet."""
    w, h, d = size
    plate = paint if max(paint.colour) - min(paint.colour) > 0.1 else Paint((0.03, 0.055, 0.045), roughness=0.9)
    kit.box(plate, (0.96 * w, 0.56 * h, 0.03), (0, 0.42 * h, 0))
    for y in (0.4, 0.97):
        kit.box(WOOD, (w, 0.03 * h, 0.07), (0, y * h, 0))
    for side in (-1, 1):
        kit.box(WOOD, (0.05, h, 0.07), (side * 0.49 * w, 0, 0))
        kit.box(WOOD, (0.06, 0.05, d), (side * 0.49 * w, 0, 0))
    kit.box(WHITE, (0.12, 0.025, 0.025), (0.2 * w, 0.43 * h, 0.04))


def clock(kit: Kit, size: Point, paint: Paint) -> None:
    """A face with hands in a round case."""
    w, h, d = size
    radius = min(w, h) / 2
    with kit.posed((0, radius, -d / 2), pitch_deg=90.0):
        kit.lathe(
            BRASS, [(0, 0), (radius, 0), (radius, 0.8 * d), (0.9 * radius, d), (0.86 * radius, 0.86 * d)], spokes=28
        )
        kit.cylinder(WHITE, 0.88 * radius, 0.88 * d)
    kit.box(BLACK, (0.07 * radius, 0.6 * radius, 0.04 * d), (0, radius, 0.42 * d))
    with kit.posed((0, radius, 0.42 * d)):
        kit.box(BLACK, (0.46 * radius, 0.08 * radius, 0.04 * d), (0.2 * radius, -0.04 * radius, 0))


def plain_cabinet(kit: Kit, size: Point, paint: Paint) -> None:
    """A wooden case with a lid and a brass band: what small unknown things come in."""
    w, h, d = size
    body = paint.of("planks") if max(size) > 0.5 else paint
    kit.box(body, (0.96 * w, 0.72 * h, 0.96 * d))
    kit.box(body.times(1.15), (w, 0.22 * h, d), (0, 0.74 * h, 0))
    kit.box(BRASS, (0.08 * w, 0.16 * h, 1.01 * d), (0, 0.66 * h, 0))
    kit.box(GLASS, (0.02 * w, 0.02 * h, 0.02 * d), (0, 0.96 * h, 0))


OBJECTS: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "hearth": hearth,
    "machine": machine,
    "throne": throne,
    "shrine": shrine,
    "suitcase": suitcase,
    "umbrella": umbrella,
    "ladder": ladder,
    "board": board,
    "clock": clock,
    "case": plain_cabinet,
}
"""By the word that a stage uses for the shape."""
