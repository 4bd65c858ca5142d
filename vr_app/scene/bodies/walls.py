"""What walls of buildings have: rows of windows, arches, battlements; and the colours of roofs."""

from __future__ import annotations

import numpy as np

from vr_app.scene.bodies.kit import (
    GLASS,
    STONE,
    Kit,
    Paint,
    Point,
)

SLATE = Paint((0.12, 0.13, 0.16), "roof tiles")
CLAY = Paint((0.34, 0.12, 0.06), "roof tiles")
THATCH = Paint((0.4, 0.29, 0.13), "thatch")
GOLD = Paint((0.62, 0.44, 0.14), roughness=0.35, metallic=0.8)
SHADE = Paint((0.03, 0.028, 0.026))


def storeys(kit: Kit, frame: Paint, width: float, low: float, high: float, z: float, door: bool = False) -> None:
    """Rows of windows on a wall that faces +Z."""
    rows = max(1, round((high - low) / 2.7))
    step = (high - low) / rows
    columns = max(1, int(width / 1.9))
    for row in range(rows):
        for column in range(columns):
            x = width * ((column + 0.5) / columns - 0.5)
            if door and row == 0 and abs(x) < 1.0:
                continue
            kit.window(frame, GLASS, (0.8, min(1.25, 0.5 * step)), (x, low + step * row + 0.32 * step, z))


def is_grey(paint: Paint) -> bool:
    """Whether a paint has hardly any colour of its own."""
    return max(paint.colour) - min(paint.colour) < 0.12


def arches(kit: Kit, width: float, high: float, skip: float = 0.0) -> None:
    """High windows with round heads on a wall that faces +Z."""
    count = max(2, int(width / 2.0))
    for number in range(count):
        x = width * ((number + 0.5) / count - 0.5)
        if abs(x) < skip:
            continue
        tall = 0.42 * high
        kit.box(GLASS, (0.8, tall, 0.06), (x, 0.26 * high, 0.02))
        with kit.posed((x, 0.26 * high + tall, 0.0)):
            angles = np.linspace(0, np.pi, 10)
            arch: list[Point] = [(0.4 * float(np.cos(a)), 0.4 * float(np.sin(a)), -0.01) for a in angles]
            kit.prism(GLASS, arch, (0, 0, 0.06))
            rim: list[Point] = [(0.48 * float(np.cos(a)), 0.48 * float(np.sin(a)), 0.05) for a in angles]
            kit.tube(STONE.of("plain").times(1.4), rim, [0.06] * len(rim), 6)
        kit.box(STONE.of("plain").times(1.4), (1.06, 0.1, 0.2), (x, 0.26 * high - 0.1, 0.06))


def battlements(kit: Kit, stone: Paint, along: float, at: Point) -> None:
    """Along the top of a wall that runs in X."""
    count = max(2, int(along / 1.1))
    for number in range(count):
        kit.box(stone, (0.55, 0.5, 0.4), (at[0] + along * ((number + 0.5) / count - 0.5), at[1], at[2] - 0.1))
