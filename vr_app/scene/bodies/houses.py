"""Houses to live and work in: windows and doors of a person's size, however large the whole is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vr_app.scene.bodies.kit import (
    BLACK,
    CLEAR,
    GLASS,
    IRON,
    STONE,
    WHITE,
    WOOD,
    Kit,
    Paint,
    Point,
)
from vr_app.scene.bodies.walls import CLAY, SHADE, SLATE, THATCH, arches, is_grey, storeys


def house(kit: Kit, size: Point, paint: Paint) -> None:
    """A door between windows, a gable roof, a chimney."""
    width, height, depth = size[0] - 0.8, size[1], size[2] - 0.8
    walls = 0.58 * height
    plaster = paint.of("plaster")
    kit.box(STONE.times(0.8), (width + 0.16, 0.4, depth + 0.16))
    kit.box(plaster, (width, walls, depth))
    for x in (-1, 1):
        for z in (-1, 1):
            kit.box(WOOD, (0.2, walls, 0.2), (x * width / 2, 0, z * depth / 2))
    kit.door(WOOD, WOOD.times(1.8), (1.0, min(2.1, 0.8 * walls)), (0, 0, depth / 2))
    storeys(kit, WHITE, width, 0.3, walls, depth / 2, door=True)
    for yaw, along, away in ((90, depth, width), (-90, depth, width), (180, width, depth)):
        with kit.posed(yaw_deg=yaw):
            storeys(kit, WHITE, along, 0.3, walls, away / 2)
    roof = CLAY if paint.colour[0] >= paint.colour[2] else SLATE
    kit.gable(plaster.times(0.95), roof, (width, height - walls - 0.14, depth), (0, walls, 0), 0.4)
    kit.box(Paint((0.3, 0.16, 0.11), "bricks"), (0.6, 0.36 * height, 0.6), (0.28 * width, 0.66 * height, -0.1 * depth))


def hut(kit: Kit, size: Point, paint: Paint) -> None:
    """Logs under thatch."""
    width, height, depth = size[0] - 0.7, size[1], size[2] - 0.7
    walls = 0.52 * height
    logs = Paint((0.2, 0.12, 0.065), "planks") if max(paint.colour) > 0.3 else paint.of("planks")
    kit.box(STONE.times(0.7), (width + 0.2, 0.3, depth + 0.2))
    kit.box(logs, (width, walls, depth))
    for row in range(max(2, int(walls / 0.3))):
        for side in (-1, 1):
            y = 0.3 + row * 0.3
            kit.limb(logs, (-width / 2 - 0.15, y, side * depth / 2), (width / 2 + 0.15, y, side * depth / 2), 0.13)
    kit.door(WOOD, WOOD.times(1.6), (0.9, min(1.9, 0.85 * walls)), (-0.12 * width, 0, depth / 2 + 0.1))
    kit.window(WOOD, GLASS, (0.7, 0.7), (0.27 * width, 0.4 * walls, depth / 2 + 0.1))
    kit.gable(logs, THATCH, (width, height - walls - 0.15, depth), (0, walls, 0), 0.45)
    kit.box(STONE, (0.55, 0.3 * height, 0.55), (-0.3 * width, 0.68 * height, -0.12 * depth))


def barn(kit: Kit, size: Point, paint: Paint) -> None:
    """Red boards, white edges, a great door in the gable."""
    width, height, depth = size[0] - 0.6, size[1], size[2] - 0.6
    walls, knee = 0.5 * height, 0.78 * height
    boards = (Paint((0.3, 0.06, 0.045)) if max(paint.colour) < 0.45 and is_grey(paint) else paint).of("planks")
    outline = [(-0.5, 0.0), (0.5, 0.0), (0.5, walls), (0.32, knee), (0.0, height - 0.1), (-0.32, knee), (-0.5, walls)]
    kit.prism(boards, [(x * width, y, -depth / 2) for x, y in outline], (0, 0, depth))
    for side in (-1, 1):
        for (x0, y0), (x1, y1) in (((0.53, walls - 0.1), (0.32, knee)), ((0.33, knee), (0.0, height - 0.1))):
            corners: list[Point] = [
                (side * x0 * width, y0, depth / 2 + 0.3), (side * x1 * width, y1, depth / 2 + 0.3),
                (side * x1 * width, y1, -depth / 2 - 0.3), (side * x0 * width, y0, -depth / 2 - 0.3),
            ]  # fmt: skip
            kit.prism(SLATE.times(0.9), corners[::-1] if side > 0 else corners, (0, 0.1, 0))
    front = depth / 2
    kit.box(WHITE, (0.5 * width, 0.8 * walls, 0.06), (0, 0, front + 0.02))
    for side in (-1, 1):
        kit.box(
            boards.times(0.8), (0.23 * width, 0.74 * walls, 0.08), (side * 0.122 * width, 0.03 * walls, front + 0.03)
        )
    kit.box(WHITE, (0.2 * width, 0.2 * height, 0.05), (0, 0.62 * height, front + 0.02))
    kit.box(SHADE, (0.16 * width, 0.16 * height, 0.07), (0, 0.64 * height, front + 0.02))


def glasshouse(kit: Kit, size: Point, paint: Paint) -> None:
    """White ribs and panes on a low wall, green within."""
    width, height, depth = size
    rib = WHITE if is_grey(paint) else paint
    base, walls = 0.5, 0.58 * height
    kit.box(Paint((0.36, 0.2, 0.14), "bricks"), (width, base, depth))
    x, z = width / 2 - 0.08, depth / 2 - 0.08
    outline: list[Point] = [(-x, base, -z), (x, base, -z), (x, walls, -z), (0, height - 0.1, -z), (-x, walls, -z)]
    kit.prism(CLEAR, outline, (0, 0, 2 * z))
    bays = max(3, round(depth / 1.3))
    for number in range(bays + 1):
        at = 2 * z * (number / bays - 0.5)
        for side in (-1, 1):
            kit.limb(rib, (side * x, base, at), (side * x, walls, at), 0.05)
            kit.limb(rib, (side * x, walls, at), (0, height - 0.07, at), 0.05)
            kit.limb(rib, (side * x / 2, (walls + height) / 2, -z), (side * x / 2, (walls + height) / 2, z), 0.035)
    for y, side in ((walls, -1), (walls, 1), (height - 0.06, 0)):
        kit.limb(rib, (side * x, y, -z), (side * x, y, z), 0.06)
    columns = max(3, round(width / 1.3))
    for number in range(1, columns):
        across = 2 * x * (number / columns - 0.5)
        top = walls + (height - walls) * (1 - abs(across) / x)
        for at in (-z, z):
            kit.limb(rib, (across, base, at), (across, top - 0.05, at), 0.04)
    with kit.posed((0, 0, z)):
        kit.door(rib, Paint((0.25, 0.42, 0.36), roughness=0.15), (1.1, 2.1), (0, 0, 0.0))
    rng = np.random.default_rng(5)
    greens = [Paint((0.06, 0.17, 0.04)), Paint((0.1, 0.24, 0.05)), Paint((0.04, 0.12, 0.05))]
    for number in range(18):
        px, pz = rng.uniform(-0.4, 0.4) * width, rng.uniform(-0.42, 0.42) * depth
        tall = rng.uniform(0.4, 0.9) * walls
        kit.limb(WOOD.of("plain"), (px, base, pz), (px, base + tall * 0.7, pz), 0.04)
        for turn in range(7):
            angle = 0.9 * turn
            tip = (px + 0.5 * float(np.cos(angle)), base + tall * 0.75, pz + 0.5 * float(np.sin(angle)))
            middle = (px + 0.28 * float(np.cos(angle)), base + tall, pz + 0.28 * float(np.sin(angle)))
            kit.tube(greens[number % 3], [(px, base + tall * 0.6, pz), middle, tip], [0.05, 0.1, 0.01], 6)


def station(kit: Kit, size: Point, paint: Paint) -> None:
    """A long hall with a clock over its door, and a canopy on iron posts along the platform."""
    width, height, depth = size
    brick = paint.of("bricks") if not is_grey(paint) else Paint((0.34, 0.16, 0.11), "bricks")
    hall, walls, floor = 0.56 * depth, 0.56 * height, 0.3
    back = -depth / 2 + hall / 2
    kit.box(STONE.of("paving").times(1.3), (width, floor, depth))
    with kit.posed((0, floor, back)):
        kit.box(brick, (width - 1.0, walls, hall - 0.6))
        kit.gable(brick, SLATE, (width - 1.0, 0.22 * height, hall - 0.6), (0, walls, 0), 0.3)
        with kit.posed((0, 0, (hall - 0.6) / 2)):
            arches(kit, width - 1.8, walls, skip=1.0)
            kit.door(WHITE, WOOD.times(1.4), (1.5, 2.3), (0, 0, 0))
            kit.box(brick.times(1.15), (2.2, height - walls - floor - 0.6, 0.5), (0, walls - 0.3, 0.0))
            kit.gable(brick, SLATE, (2.2, 0.5, 0.6), (0, height - floor - 0.9, 0), 0.15)
            with kit.posed((0, 0.5 * (walls + height - floor) - 0.4, 0.26), pitch_deg=90.0):
                kit.cylinder(BLACK, 0.62, 0.06)
                kit.cylinder(Paint((0.85, 0.83, 0.75), glow=(0.5, 0.45, 0.3)), 0.54, 0.08)
            kit.box(BLACK, (0.05, 0.42, 0.03), (0.0, 0.5 * (walls + height - floor) - 0.4, 0.35))
            kit.box(BLACK, (0.3, 0.05, 0.03), (0.13, 0.5 * (walls + height - floor) - 0.42, 0.35))
    edge, top = depth / 2 - 0.7, min(3.3, 0.85 * walls)
    posts = max(3, round(width / 2.8))
    for number in range(posts):
        x = (width - 1.4) * (number / (posts - 1) - 0.5)
        kit.lathe(IRON, [(0.16, 0), (0.09, 0.3), (0.07, top)], (x, floor, edge))
        for side in (-1, 1):
            kit.tube(
                IRON,
                [
                    (x, floor + top * 0.72, edge),
                    (x + side * 0.25, floor + top * 0.92, edge),
                    (x + side * 0.6, floor + top, edge),
                ],
                [0.04] * 3,
                6,
            )
    shelf: list[Point] = [
        (-width / 2 + 0.3, floor + top - 0.1, edge + 0.7), (width / 2 - 0.3, floor + top - 0.1, edge + 0.7),
        (width / 2 - 0.3, floor + top + 0.5, back + hall / 2 - 0.3),
        (-width / 2 + 0.3, floor + top + 0.5, back + hall / 2 - 0.3),
    ]  # fmt: skip
    kit.prism(SLATE.of("metal").times(1.6), shelf, (0, 0.1, 0))
    kit.box(WHITE, (width - 0.6, 0.3, 0.05), (0, floor + top - 0.3, edge + 0.68))


def block(kit: Kit, size: Point, paint: Paint) -> None:
    """A tall house with many windows, some of them lit."""
    width, height, depth = size
    concrete = paint.of("metal")
    kit.box(concrete, (width, height - 0.6, depth))
    kit.box(concrete.times(0.7), (width * 0.5, 0.6, depth * 0.5), (0, height - 0.6, 0))
    rng = np.random.default_rng(int(height * 7 + width * 3))
    lit = Paint((0.2, 0.16, 0.1), roughness=0.2, glow=(0.95, 0.66, 0.3))
    floors, y0 = max(2, int((height - 1.4) / 3.0)), 1.2
    for yaw, along, away in ((0, width, depth), (90, depth, width), (180, width, depth), (-90, depth, width)):
        with kit.posed(yaw_deg=yaw):
            columns = max(2, int(along / 2.2))
            for row in range(floors):
                for column in range(columns):
                    x = along * ((column + 0.5) / columns - 0.5)
                    pane = lit if rng.random() < 0.35 else GLASS
                    kit.box(pane, (along / columns * 0.62, 1.5, 0.06), (x, y0 + 3.0 * row, away / 2))


def skyline(kit: Kit, size: Point, paint: Paint) -> None:
    """A row of tall houses, as one sees them far away."""
    width, height, depth = size
    count = max(4, int(width / 13.0))
    rng = np.random.default_rng(int(width))
    for number in range(count):
        tall = height * (1.0 if number == count // 2 else float(rng.uniform(0.35, 0.9)))
        wide = width / count * float(rng.uniform(0.62, 0.86))
        x = width * ((number + 0.5) / count - 0.5)
        with kit.posed((x, 0, float(rng.uniform(-0.2, 0.2)) * depth)):
            block(kit, (wide, tall, min(depth * 0.6, wide)), paint.times(float(rng.uniform(0.7, 1.15))))


def igloo(kit: Kit, size: Point, paint: Paint) -> None:
    """A dome of blocks with a low way in."""
    width, height, depth = size
    radius = width / 2
    snow = paint.of("bricks")
    with kit.posed((0, 0, -0.12 * depth)):
        angle = np.linspace(0, np.pi / 2, 9)
        kit.lathe(
            snow, [(radius * float(np.cos(a)), height * float(np.sin(a))) for a in angle], squash=0.76 * depth / width
        )
    arc = np.linspace(0, np.pi, 9)
    wide, high = 0.22 * width, 0.42 * height
    outline: list[Point] = [(wide * float(np.cos(a)), high * float(np.sin(a)), 0.0) for a in arc]
    kit.prism(snow, outline, (0, 0, depth / 2 - 0.02))
    inner: list[Point] = [(0.72 * x, 0.78 * y, depth / 2 - 0.03) for x, y, _ in outline]
    kit.prism(SHADE, inner, (0, 0, 0.02))


HOUSES: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "house": house,
    "hut": hut,
    "barn": barn,
    "glasshouse": glasshouse,
    "station": station,
    "block": block,
    "skyline": skyline,
    "dome": igloo,
}
"""By the word that a stage uses for the shape."""
