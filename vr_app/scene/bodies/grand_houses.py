"""Buildings to look up to: palace, castle, church, pagoda and the like."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.kit import (
    GLASS,
    IRON,
    STONE,
    WOOD,
    Kit,
    Paint,
    Point,
)
from vr_app.scene.bodies.walls import CLAY, GOLD, SHADE, SLATE, arches, battlements, is_grey, storeys


def palace(kit: Kit, size: Point, paint: Paint) -> None:
    """Steps, a row of columns under a gable, a golden dome behind."""
    width, height, depth = size
    stone, step = paint.of("paving"), 0.16
    for number in range(4):
        kit.box(
            STONE.of("paving").times(1.25), (width - 0.3 * number, step, depth - 0.3 * number), (0, step * number, 0)
        )
    floor, hall = 4 * step, 0.56 * height
    deep = depth - 3.2
    kit.box(stone, (width - 1.6, hall, deep), (0, floor, -0.9))
    with kit.posed((0, floor, deep / 2 - 0.9)):
        kit.door(GOLD, WOOD.times(1.4), (1.7, min(3.0, 0.7 * hall)), (0, 0, 0))
        arches(kit, width - 2.4, hall, skip=1.3)
    for yaw in (90, -90):
        with kit.posed(yaw_deg=yaw), kit.posed((0.9 if yaw > 0 else -0.9, floor, (width - 1.6) / 2)):
            arches(kit, deep - 1.0, hall)
    columns = max(4, 2 * round(width / 3.2))
    for number in range(columns):
        x = (width - 1.9) * (number / (columns - 1) - 0.5)
        at = (x, floor, depth / 2 - 0.9)
        kit.box(stone, (0.62, 0.16, 0.62), at)
        kit.lathe(stone.of("plain").times(1.1), [(0.26, 0.16), (0.21, hall - 0.3), (0.3, hall - 0.12)], at)
        kit.box(stone, (0.66, 0.14, 0.66), (x, floor + hall - 0.13, at[2]))
    kit.box(stone.times(1.05), (width - 1.1, 0.34, depth - 1.4), (0, floor + hall, -0.1))
    top = floor + hall + 0.34
    x, y, z = 0.36 * width, 0.12 * height, depth / 2 - 0.85
    kit.prism(stone, [(-x, top, z - 1.2), (x, top, z - 1.2), (0, top + y, z - 1.2)], (0, 0, 1.3))
    radius = 0.24 * min(width, depth)
    kit.cylinder(stone, radius, 0.1 * height, (0, top, -0.14 * depth))
    kit.dome(GOLD, radius * 0.98, height - top - 0.2 * height, (0, top + 0.1 * height, -0.14 * depth))
    kit.cone(GOLD, 0.12, 0.14 * height, (0, height - 0.13 * height, -0.14 * depth))


def castle(kit: Kit, size: Point, paint: Paint) -> None:
    """Four round towers, walls with battlements, a gate, a keep behind."""
    width, height, depth = size
    stone = paint.of("bricks")
    radius = 0.13 * min(width, depth)
    x, z = width / 2 - radius - 0.12, depth / 2 - radius - 0.12
    wall = 0.46 * height
    for yaw, along, away in ((0, 2 * x, z), (180, 2 * x, z), (90, 2 * z, x), (-90, 2 * z, x)):
        with kit.posed(yaw_deg=yaw):
            kit.box(stone, (along, wall, 0.7), (0, 0, away))
            battlements(kit, stone, along, (0, wall, away + 0.25))
    for sx in (-1, 1):
        for sz in (-1, 1):
            tall = 0.66 * height
            at = (sx * x, 0.0, sz * z)
            kit.lathe(
                stone, [(radius * 1.12, 0), (radius, 0.12 * height), (radius, tall), (radius * 1.16, tall + 0.3)], at
            )
            kit.lathe(stone, [(radius * 1.16, tall + 0.3), (radius * 1.16, tall + 0.75), (0.0, tall + 0.75)], at)
            kit.cone(
                SLATE.of("plain").times(1.3),
                radius * 1.22,
                height - tall - 0.75 if sz < 0 else 0.26 * height,
                (at[0], tall + 0.75, at[2]),
            )
            for turn in (0, 90, 180, 270):
                with kit.posed(at, yaw_deg=turn + 20.0):
                    kit.box(GLASS, (0.22, 0.8, 0.1), (0, 0.45 * height, radius - 0.02))
    keep = (0.42 * width, 0.74 * height, 0.4 * depth)
    kit.box(stone.times(1.08), keep, (0, 0, -0.12 * depth))
    with kit.posed((0, 0, -0.12 * depth + keep[2] / 2)):
        storeys(kit, STONE.times(1.3), keep[0], 0.5 * height, 0.72 * height, 0.0)
    for yaw, along, away in (
        (0, keep[0], keep[2]),
        (180, keep[0], keep[2]),
        (90, keep[2], keep[0]),
        (-90, keep[2], keep[0]),
    ):
        with kit.posed((0, keep[1], -0.12 * depth), yaw_deg=yaw):
            battlements(kit, stone, along, (0, 0, away / 2))
    gate = min(2.6, 0.75 * wall)
    kit.box(stone.times(1.1), (3.4, wall + 0.5, 1.1), (0, 0, z + 0.1))
    kit.box(SHADE, (1.9, gate, 0.1), (0, 0, z + 0.63))
    kit.box(WOOD.times(1.3), (1.8, gate * 0.96, 0.1), (0, 0, z + 0.66))
    for bar in range(3):
        kit.box(IRON, (1.8, 0.08, 0.12), (0, gate * (0.2 + 0.28 * bar), z + 0.67))
    battlements(kit, stone, 3.4, (0, wall + 0.5, z + 0.45))
    for side in (-1, 1):
        kit.box(Paint((0.45, 0.05, 0.05)), (0.5, 0.5 * gate, 0.05), (side * 1.3, 0.9 * gate, z + 0.7))


def church(kit: Kit, size: Point, paint: Paint) -> None:
    """A tower with a spire before a nave."""
    width, height, depth = size
    stone = paint.of("bricks") if is_grey(paint) else paint.of("plaster")
    tower, walls = 0.44 * width, 0.34 * height
    deep = depth - tower
    with kit.posed((0, 0, -tower / 2)):
        kit.box(stone, (width - 0.8, walls, deep))
        with kit.posed(yaw_deg=90.0):
            kit.gable(stone, SLATE, (deep, 0.24 * height, width - 0.8), (0, walls, 0), 0.35)
        for yaw in (90, -90):
            with kit.posed(yaw_deg=yaw), kit.posed((0, 0, (width - 0.8) / 2)):
                arches(kit, deep - 0.6, walls)
    front = depth / 2
    with kit.posed((0, 0, front - tower / 2)):
        high = 0.6 * height
        kit.box(stone.times(1.06), (tower, high, tower))
        kit.box(stone.times(1.2), (tower + 0.3, 0.25, tower + 0.3), (0, high, 0))
        kit.lathe(
            SLATE,
            [(tower / 2 + 0.1, high + 0.25), (tower / 7, high + 0.3 * (height - high)), (0, height - 0.5)],
            spokes=4,
            flat=True,
        )
        kit.box(GOLD, (0.07, 0.7, 0.07), (0, height - 0.7, 0))
        kit.box(GOLD, (0.4, 0.07, 0.07), (0, height - 0.28, 0))
        for yaw in (0, 90, -90, 180):
            with kit.posed(yaw_deg=yaw), kit.posed((0, 0.42 * height, tower / 2)):
                kit.box(SHADE, (0.5, 0.13 * height, 0.05), (-0.35, 0, 0.01))
                kit.box(SHADE, (0.5, 0.13 * height, 0.05), (0.35, 0, 0.01))
        kit.door(STONE.times(1.3), WOOD.times(1.4), (1.3, 2.3), (0, 0, tower / 2))
        with kit.posed((0, 2.9, tower / 2), pitch_deg=90.0):
            kit.cylinder(Paint((0.12, 0.1, 0.3), glow=(0.12, 0.08, 0.2), roughness=0.2), 0.42, 0.08)


def pagoda(kit: Kit, size: Point, paint: Paint) -> None:
    """Storeys under flared roofs, each smaller than the one below."""
    width, height, depth = size
    red = paint if not is_grey(paint) else Paint((0.4, 0.07, 0.04))
    storeys = 1 if height < 4.5 else 3 if height < 9 else 5
    kit.box(STONE.of("paving").times(1.2), (width * 0.9, 0.4, depth * 0.9))
    each = (height * 0.92 - 0.4) / storeys
    for number in range(storeys):
        share = 1.0 - 0.17 * number
        wide, deep, low = 0.58 * width * share, 0.58 * depth * share, 0.4 + each * number
        wall = 0.52 * each
        kit.box(Paint((0.7, 0.64, 0.52), "plaster"), (wide, wall, deep), (0, low, 0))
        for x in (-0.5, -0.17, 0.17, 0.5):
            for z in (-0.5, 0.5):
                kit.cylinder(red, 0.09, wall, (x * wide, low, z * deep * 1.04))
        kit.box(red, (wide * 1.12, 0.14, deep * 1.12), (0, low + wall - 0.14, 0))
        if number == 0:
            kit.door(red, red.times(0.6), (1.0, min(2.0, 0.85 * wall)), (0, low, deep / 2))
        _flared(kit, (0.98 * width * share, each - wall + 0.1, 0.98 * depth * share), (0, low + wall, 0))
    kit.lathe(GOLD, [(0.05, height * 0.9), (0.16, height * 0.93), (0.05, height * 0.96), (0.0, height)])


def _flared(kit: Kit, size: Point, at: Point) -> None:
    """A roof of tiles whose eaves and corners sweep up."""
    tiles = Paint((0.09, 0.12, 0.12), "roof tiles")
    x, high, z = size[0] / 2, size[1], size[2] / 2
    steps = 7
    for yaw, half, deep in ((0, x, z), (90, z, x), (180, x, z), (-90, z, x)):
        with kit.posed(at, yaw_deg=yaw):
            found = []
            grid = np.zeros((steps, 9, 3))
            for row in range(steps):
                share = row / (steps - 1)
                for column in range(9):
                    across = column / 4 - 1
                    lift = 0.24 * abs(across) ** 3 * (1 - share) ** 2 * high
                    grid[row, column] = (
                        across * (half * (1 - share) + 0.12 * half * share), high * share**1.7 + lift,
                        deep * (1 - share) + 0.12 * deep * share,
                    )  # fmt: skip
            a, b, c, d = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
            for three in ((a, b, c), (a, c, d)):
                found.append(np.stack(three, axis=2).reshape(-1, 3, 3))
            sheet = np.concatenate(found)
            kit.triangles(tiles, sheet)
            kit.triangles(WOOD.of("plain").times(0.9), sheet[:, ::-1] - np.array([0, 0.07, 0]))
            rim: list[Point] = [(float(p[0]), float(p[1]), float(p[2])) for p in grid[0]]
            kit.tube(WOOD.of("plain"), rim, [0.06] * 9, 6)
    kit.box(tiles.of("plain"), (0.26 * x, 0.18, 0.26 * z), (at[0], at[1] + high - 0.1, at[2]))


def rotunda(kit: Kit, size: Point, paint: Paint) -> None:
    """Columns in a ring under a dome."""
    width, height, depth = size
    radius = min(width, depth) / 2
    stone = paint.of("plain")
    for number in range(3):
        kit.lathe(
            STONE.of("paving").times(1.2),
            [
                (0, 0.15 * number),
                (radius - 0.2 * number, 0.15 * number),
                (radius - 0.2 * number, 0.15 * number + 0.15),
                (0, 0.15 * number + 0.15),
            ],
            spokes=28,
        )
    top = 0.62 * height
    for angle in np.linspace(0, 2 * np.pi, 10, endpoint=False):
        at = (0.76 * radius * float(np.cos(angle)), 0.45, 0.76 * radius * float(np.sin(angle)))
        kit.lathe(stone, [(0.24, 0), (0.24, 0.12), (0.18, 0.16), (0.15, top - 0.7), (0.24, top - 0.5)], at, 12)
    kit.lathe(
        stone.times(1.05),
        [(0.66 * radius, top - 0.06), (0.9 * radius, top - 0.06), (0.92 * radius, top + 0.3), (0, top + 0.3)],
        spokes=28,
    )
    roof = CLAY.of("plain") if is_grey(paint) else paint.times(0.7)
    kit.dome(roof, 0.84 * radius, height - top - 0.7, (0, top + 0.3, 0))
    kit.lathe(GOLD, [(0.06, height - 0.45), (0.14, height - 0.25), (0, height)])


def tower(kit: Kit, size: Point, paint: Paint) -> None:
    """A round tower with a pointed roof."""
    width, height, depth = size
    radius = min(width, depth) / 2 - 0.3
    stone = paint.of("bricks")
    kit.lathe(
        stone,
        [
            (radius * 1.15, 0),
            (radius, 0.1 * height),
            (radius * 0.92, 0.7 * height),
            (radius * 1.12, 0.74 * height),
            (radius * 1.12, 0.8 * height),
        ],
    )
    kit.cone(SLATE.of("plain").times(1.5), radius + 0.3, 0.2 * height, (0, 0.8 * height, 0))
    kit.door(STONE.times(1.2), WOOD.times(1.4), (0.95, 2.0), (0, 0, radius * 1.06))
    for number, turn in enumerate((10, 130, 250, 20)):
        with kit.posed(yaw_deg=float(turn)):
            kit.window(STONE.times(1.2), GLASS, (0.45, 0.9), (0, height * (0.34 + 0.1 * number), radius * 0.95))


def amphitheatre(kit: Kit, size: Point, paint: Paint) -> None:
    """Half rings of steps, open to the front, broken columns at both ends."""
    width, height, depth = size
    stone = paint.of("paving")
    steps = max(5, round(height / 0.45))
    angles = np.linspace(0, np.pi, 25)
    for number in range(steps):
        inner, outer = 0.42 + 0.56 * number / steps, 0.42 + 0.56 * (number + 1) / steps
        top = 0.84 * height * (number + 1) / steps
        for a0, a1 in pairwise(angles):
            ring = [
                (share * width / 2 * float(np.cos(a)), 0.0, depth / 2 - share * depth * float(np.sin(a)))
                for share, a in ((inner, a0), (outer, a0), (outer, a1), (inner, a1))
            ]
            kit.prism(stone.times(0.9 + 0.1 * (number % 2)), ring, (0.0, top, 0.0))
    for side in (-1, 1):
        for share, tall in ((0.28, 0.9), (0.36, 0.5)):
            kit.lathe(
                paint,
                [(0.3, 0), (0.24, tall * height), (0.3, tall * height)],
                (side * share * width, 0, depth / 2 - 0.4),
            )
    kit.box(stone, (0.9 * width, 0.1, 0.5 * depth), (0, 0, 0.2 * depth))
    kit.lathe(paint, [(0.3, 0), (0.24, 0.97 * height), (0.34, height)], (0.49 * width - 0.3, 0, depth / 2 - 0.4))


GRAND_HOUSES: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "palace": palace,
    "castle": castle,
    "church": church,
    "pagoda": pagoda,
    "rotunda": rotunda,
    "tower": tower,
    "amphitheatre": amphitheatre,
}
"""By the word that a stage uses for the shape."""
