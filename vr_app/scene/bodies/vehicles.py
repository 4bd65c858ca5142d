"""What drives, floats and flies. Front towards +Z."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.kit import BLACK, BRASS, GLASS, IRON, PALE_WOOD, WHITE, WOOD, Kit, Paint, Point

RUBBER = Paint((0.02, 0.02, 0.02), roughness=0.9)
CHROME = Paint((0.6, 0.6, 0.62), roughness=0.25, metallic=0.9)
LAMP = Paint((0.9, 0.8, 0.5), glow=(1.5, 1.2, 0.7))


def _wheel(kit: Kit, radius: float, wide: float, at: Point, *, spokes: bool = False) -> None:
    """Its axle lies along X."""
    with kit.posed(at, yaw_deg=90.0, pitch_deg=90.0):
        with kit.posed((0, -wide / 2, 0)):
            if spokes:
                kit.lathe(
                    WOOD.of("plain"),
                    [(radius * 0.86, 0), (radius, 0), (radius, wide), (radius * 0.86, wide), (radius * 0.86, 0)],
                    spokes=24,
                )
                kit.cylinder(IRON, radius * 0.16, wide)
            else:
                kit.lathe(
                    RUBBER,
                    [
                        (0, 0),
                        (radius * 0.9, 0),
                        (radius, 0.2 * wide),
                        (radius, 0.8 * wide),
                        (radius * 0.9, wide),
                        (0, wide),
                    ],
                    spokes=24,
                )
                kit.lathe(CHROME, [(0, -0.02), (radius * 0.5, -0.01), (radius * 0.5, wide + 0.01), (0, wide + 0.02)])
        if spokes:
            for turn in range(0, 180, 30):
                with kit.posed(yaw_deg=float(turn)):
                    kit.box(WOOD.of("plain"), (1.8 * radius, 0.3 * wide, 0.07 * radius), (0, -0.15 * wide, 0))


def car(kit: Kit, size: Point, paint: Paint) -> None:
    """A car, bus or van: windows all round."""
    w, h, d = size
    coat = Paint(paint.colour, roughness=0.3)
    wheel = min(0.2 * h, 0.09 * d)
    long = d / h > 2.4
    kit.prism(
        coat,
        [
            (-w / 2, 0.7 * wheel, -d / 2),
            (-w / 2, 0.7 * wheel, d / 2),
            (w / 2, 0.7 * wheel, d / 2),
            (w / 2, 0.7 * wheel, -d / 2),
        ],
        (0, 0.5 * h - 0.7 * wheel, 0),
    )
    front, back = (0.47, -0.48) if long else (0.2, -0.4)
    profile = [
        (front, 0.5 * h),
        (front - (0.02 if long else 0.11), h),
        (back + (0.01 if long else 0.09), h),
        (back, 0.5 * h),
    ]
    kit.prism(coat.times(1.05), [(-0.46 * w, y, z * d) for z, y in profile], (0.92 * w, 0, 0))
    inside = [
        (z * 0.94, y)
        for z, y in (
            (front, 0.54 * h),
            (front - (0.02 if long else 0.1), 0.92 * h),
            (back + (0.01 if long else 0.09), 0.92 * h),
            (back, 0.54 * h),
        )
    ]
    kit.prism(GLASS, [(-0.468 * w, y, z * d) for z, y in inside], (0.936 * w, 0, 0))
    bars = max(2, int(d / 1.3)) if long else 2
    for number in range(bars):
        z = back + (front - back) * (number + (0.0 if long else 0.5)) / bars
        kit.box(coat, (0.95 * w, 0.46 * h, 0.1), (0, 0.52 * h, z * d))
    with kit.posed((0, 0, front * d - (0.02 if long else 0.055) * d)):
        kit.box(GLASS, (0.8 * w, 0.34 * h, 0.06), (0, 0.57 * h, 0.02 * d))
    for side in (-1, 1):
        for z in (-0.3, 0.32):
            _wheel(kit, wheel, 0.18 * w, (side * 0.44 * w, wheel, z * d))
        kit.ball(LAMP, (0.08 * w, 0.05 * h, 0.04), (side * 0.35 * w, 0.36 * h, d / 2))
    kit.box(CHROME, (0.96 * w, 0.05 * h, 0.1), (0, 0.2 * h, d / 2 - 0.02))


def wagon(kit: Kit, size: Point, paint: Paint) -> None:
    """A covered wagon on wheels with spokes."""
    w, h, d = size
    kit.box(PALE_WOOD, (0.7 * w, 0.2 * h, 0.8 * d), (0, 0.3 * h, -0.05 * d))
    arc = np.linspace(0, np.pi, 12)
    cloth = paint if max(paint.colour) - min(paint.colour) > 0.15 else Paint((0.66, 0.6, 0.48))
    outline: list[Point] = [(0.38 * w * float(np.cos(a)), 0.5 * h + 0.5 * h * float(np.sin(a)), -0.43 * d) for a in arc]
    kit.prism(cloth, outline, (0, 0, 0.76 * d))
    hole: list[Point] = [(0.84 * x, 0.5 * h + 0.84 * (y - 0.5 * h), 0.332 * d) for x, y, _ in outline]
    kit.prism(BLACK, hole, (0, 0, 0.01))
    for side in (-1, 1):
        for z, radius in ((0.24, 0.22 * h), (-0.3, 0.27 * h)):
            _wheel(kit, radius, 0.09, (side * 0.43 * w, radius, z * d), spokes=True)
        kit.limb(PALE_WOOD.of("plain"), (side * 0.12 * w, 0.3 * h, 0.34 * d), (side * 0.2 * w, 0.22 * h, 0.5 * d), 0.03)


def locomotive(kit: Kit, size: Point, paint: Paint) -> None:
    """A steam locomotive: boiler, cab, chimney, great wheels."""
    w, h, d = size
    coat = Paint(paint.times(0.6).colour, roughness=0.4)
    radius, axle = 0.24 * h, 0.47 * h
    with kit.posed((0, axle, -0.1 * d), pitch_deg=90.0):
        kit.lathe(coat, [(0, 0), (radius, 0), (radius, 0.5 * d), (0.9 * radius, 0.515 * d), (0, 0.52 * d)])
        for z in (0.12, 0.28, 0.42):
            kit.lathe(BRASS, [(radius * 1.02, z * d), (radius * 1.02, z * d + 0.08)])
    kit.lathe(
        BLACK, [(0.07 * h, axle + 0.9 * radius), (0.06 * h, 0.9 * h), (0.12 * h, h), (0.09 * h, h)], (0, 0, 0.32 * d)
    )
    kit.dome(BRASS, 0.09 * h, 0.13 * h, (0, axle + 0.93 * radius, 0.12 * d))
    kit.dome(coat, 0.08 * h, 0.1 * h, (0, axle + 0.93 * radius, -0.02 * d))
    kit.box(coat, (0.72 * w, 0.4 * h, 0.22 * d), (0, 0.24 * h, -0.22 * d))
    for side in (-1, 1):
        kit.box(coat, (0.05 * w, 0.26 * h, 0.22 * d), (side * 0.34 * w, 0.62 * h, -0.22 * d))
        kit.box(GLASS, (0.06 * w, 0.15 * h, 0.12 * d), (side * 0.34 * w, 0.68 * h, -0.22 * d))
    kit.box(coat.times(0.6), (0.86 * w, 0.05 * h, 0.27 * d), (0, 0.88 * h, -0.22 * d))
    kit.box(coat, (0.76 * w, 0.3 * h, 0.15 * d), (0, 0.24 * h, -0.42 * d))
    kit.box(BLACK, (0.66 * w, 0.06 * h, 0.13 * d), (0, 0.53 * h, -0.42 * d))
    kit.box(IRON, (0.5 * w, 0.08 * h, 0.96 * d), (0, 0.2 * h, 0))
    for side in (-1, 1):
        for z in (-0.2, -0.02, 0.16):
            _wheel(kit, 0.15 * h, 0.08 * w, (side * 0.38 * w, 0.15 * h, z * d), spokes=True)
        for z in (0.33, -0.42, -0.34):
            _wheel(kit, 0.09 * h, 0.08 * w, (side * 0.36 * w, 0.09 * h, z * d), spokes=True)
        kit.limb(CHROME, (side * 0.46 * w, 0.16 * h, -0.2 * d), (side * 0.46 * w, 0.16 * h, 0.16 * d), 0.02 * h)
        kit.ball(paint, (0.06 * w, 0.05 * h, 0.03), (side * 0.3 * w, 0.2 * h, 0.48 * d))
    kit.prism(
        Paint((0.4, 0.05, 0.04)),
        [
            (-0.4 * w, 0.02 * h, 0.4 * d),
            (0.4 * w, 0.02 * h, 0.4 * d),
            (0.3 * w, 0.24 * h, 0.36 * d),
            (-0.3 * w, 0.24 * h, 0.36 * d),
        ],
        (0, 0, 0.1 * d),
    )
    kit.ball(LAMP, (0.07 * h, 0.07 * h, 0.04), (0, axle + 0.6 * radius, 0.43 * d))


def tractor(kit: Kit, size: Point, paint: Paint) -> None:
    """Great wheels behind, small ones before."""
    w, h, d = size
    coat = Paint(paint.colour, roughness=0.35)
    kit.box(coat, (0.36 * w, 0.3 * h, 0.5 * d), (0, 0.32 * h, 0.2 * d))
    kit.box(BLACK, (0.3 * w, 0.2 * h, 0.03), (0, 0.36 * h, 0.455 * d))
    kit.box(IRON, (0.3 * w, 0.12 * h, 0.8 * d), (0, 0.24 * h, 0))
    kit.limb(IRON, (0.1 * w, 0.6 * h, 0.26 * d), (0.1 * w, 0.86 * h, 0.26 * d), 0.03 * h)
    kit.box(BLACK, (0.34 * w, 0.06 * h, 0.14 * d), (0, 0.5 * h, -0.24 * d))
    kit.box(BLACK, (0.34 * w, 0.2 * h, 0.04 * d), (0, 0.5 * h, -0.32 * d))
    for side in (-1, 1):
        _wheel(kit, 0.32 * h, 0.2 * w, (side * 0.4 * w, 0.32 * h, -0.24 * d))
        _wheel(kit, 0.18 * h, 0.14 * w, (side * 0.36 * w, 0.18 * h, 0.34 * d))
        kit.box(coat, (0.22 * w, 0.03 * h, 0.36 * d), (side * 0.38 * w, 0.65 * h, -0.24 * d))
        for z in (-0.36, -0.06):
            kit.limb(coat, (side * 0.3 * w, 0.5 * h, z * d), (side * 0.3 * w, 0.97 * h, z * d), 0.02 * h)
    kit.box(coat, (0.74 * w, 0.04 * h, 0.4 * d), (0, 0.96 * h, -0.21 * d))
    with kit.posed((0, 0.68 * h, -0.04 * d), pitch_deg=30.0):
        kit.lathe(BLACK, [(0.11 * h, 0), (0.12 * h, 0.02 * h), (0.11 * h, 0.04 * h)])


def _hull(kit: Kit, paint: Paint, w: float, low: float, high: float, d: float, sheer: float) -> None:
    """Lines of a ship: pointed before, a flat stern."""
    rows, columns = 7, 24
    grid = np.zeros((rows, 2 * columns, 3))
    for row in range(rows):
        up = row / (rows - 1)
        for side in (0, 1):
            for column in range(columns):
                share = column / (columns - 1) if side == 0 else 1 - column / (columns - 1)
                along = share * 1.0
                wide = 0.5 * w * min(1.0, (0.72 + along * 0.9)) * (1 - max(0.0, along - 0.35) ** 2.2 / 0.65**2.2)
                wide *= 0.35 + 0.65 * up**0.6
                y = low + (high - low) * up + sheer * up * (2 * along - 0.85) ** 2
                z = d * (along - 0.5) * (0.86 + 0.14 * up)
                grid[row, side * columns + column] = ((-1 if side else 1) * max(wide, 0.01), y, z)
    found = []
    for a, b, c, e in ((grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]),):
        found += [np.stack([a, b, c], 2).reshape(-1, 3, 3), np.stack([a, c, e], 2).reshape(-1, 3, 3)]
    shell = np.concatenate(found)
    kit.triangles(paint, shell[:, ::-1])
    kit.triangles(paint.times(0.6), shell)
    stern = grid[:, [0, -1]]
    a, b, c, e = stern[:-1, 0], stern[:-1, 1], stern[1:, 1], stern[1:, 0]
    plate = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, e], 1)])
    kit.triangles(paint, plate)
    kit.triangles(paint, plate[:, ::-1])
    deck = grid[-2]
    left, right = deck[columns:][::-1], deck[:columns]
    a, b, c, e = left[:-1], right[:-1], right[1:], left[1:]
    floor = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, e], 1)])
    kit.triangles(PALE_WOOD, floor[:, ::-1])
    kit.triangles(PALE_WOOD, floor)


def ship(kit: Kit, size: Point, paint: Paint) -> None:
    """Three masts under sail."""
    w, h, d = size
    wood = paint.of("planks")
    _hull(kit, wood, w, 0.0, 0.2 * h, 0.88 * d, 0.06 * h)
    kit.box(wood.times(1.2), (0.6 * w, 0.1 * h, 0.16 * d), (0, 0.18 * h, -0.34 * d))
    for x in (-0.18, 0.0, 0.18):
        kit.box(GLASS, (0.12 * w, 0.045 * h, 0.02), (x * w, 0.21 * h, -0.42 * d - 0.01))
    kit.limb(PALE_WOOD.of("plain"), (0, 0.22 * h, 0.38 * d), (0, 0.36 * h, 0.5 * d), 0.02 * w)
    for z, tall in ((0.24, 0.9), (0.0, 1.0), (-0.26, 0.78)):
        kit.tube(PALE_WOOD.of("plain"), [(0, 0.15 * h, z * d), (0, tall * h, z * d)], [0.035 * w, 0.015 * w], 10)
        for low, high, wide in ((0.3, 0.56, 0.5), (0.6, 0.84, 0.4)):
            if high > tall - 0.04:
                continue
            span = wide * w * 1.5
            kit.limb(PALE_WOOD.of("plain"), (-span / 2, high * h, z * d), (span / 2, high * h, z * d), 0.012 * w)
            u, v = np.meshgrid(np.linspace(-0.5, 0.5, 9), np.linspace(0, 1, 7))
            belly = (1 - (2 * u) ** 2) * np.sin(np.pi * v) * 0.16 * w
            points = np.stack(
                [u * span * (1.06 - 0.06 * v), (low + (high - low) * v) * h, z * d + 0.03 * w + belly], axis=-1
            )
            a, b, c, e = points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]
            sail = np.concatenate([np.stack([a, b, c], 2).reshape(-1, 3, 3), np.stack([a, c, e], 2).reshape(-1, 3, 3)])
            kit.triangles(Paint((0.72, 0.67, 0.56)), sail)
            kit.triangles(Paint((0.6, 0.56, 0.47)), sail[:, ::-1])
    for z in (0.24, 0.0):
        for side in (-1, 1):
            kit.limb(BLACK, (side * 0.42 * w, 0.2 * h, (z - 0.05) * d), (0, 0.8 * h, z * d), 0.006 * w)


def boat(kit: Kit, size: Point, paint: Paint) -> None:
    """A cutter with a wheelhouse."""
    w, h, d = size
    coat = paint.of("planks")
    _hull(kit, coat, w, 0.0, 0.42 * h, d, 0.1 * h)
    kit.box(WHITE, (0.5 * w, 0.34 * h, 0.22 * d), (0, 0.34 * h, -0.14 * d))
    for yaw, along, away in ((0, 0.5 * w, 0.22 * d), (90, 0.22 * d, 0.5 * w), (-90, 0.22 * d, 0.5 * w)):
        with kit.posed((0, 0, -0.14 * d), yaw_deg=yaw):
            kit.box(GLASS, (0.7 * along, 0.13 * h, 0.03), (0, 0.5 * h, away / 2))
    kit.box(coat.times(0.7), (0.6 * w, 0.04 * h, 0.27 * d), (0, 0.68 * h, -0.13 * d))
    kit.tube(PALE_WOOD.of("plain"), [(0, 0.3 * h, 0.14 * d), (0, h, 0.14 * d)], [0.04, 0.02], 8)
    kit.limb(BLACK, (0, 0.97 * h, 0.14 * d), (0, 0.46 * h, 0.47 * d), 0.008)
    kit.cylinder(Paint((0.4, 0.06, 0.04)), 0.07 * w, 0.2 * h, (0, 0.7 * h, -0.18 * d))


def submarine(kit: Kit, size: Point, paint: Paint) -> None:
    """A long hull, a tower with a periscope, fins, round windows."""
    w, h, d = size
    coat = Paint(paint.colour, roughness=0.4, metallic=0.4)
    radius = 0.34 * h
    kit.tube(
        coat,
        [(0, radius, z * d) for z in (-0.5, -0.46, -0.3, 0.0, 0.34, 0.46, 0.5)],
        [0.03, 0.4 * radius, 0.85 * radius, radius, 0.9 * radius, 0.5 * radius, 0.04],
        20,
    )
    kit.lathe(
        coat, [(0.2 * w, 1.6 * radius), (0.17 * w, 2.5 * radius), (0, 2.5 * radius)], (0, 0, 0.03 * d), squash=1.9
    )
    kit.limb(IRON, (0, 2.4 * radius, 0.05 * d), (0, 0.97 * h, 0.05 * d), 0.02 * h)
    kit.limb(IRON, (0, 0.97 * h, 0.05 * d), (0, 0.97 * h, 0.075 * d), 0.022 * h)
    for side in (-1, 1):
        for z in (-0.18, -0.02, 0.14, 0.28):
            with kit.posed((side * radius * 0.9, 1.15 * radius, z * d), yaw_deg=90.0 * side, pitch_deg=90.0):
                kit.cylinder(BRASS, 0.14 * radius + 0.05, 0.12)
                kit.cylinder(LAMP, 0.1 * radius + 0.03, 0.14)
        kit.box(coat, (0.34 * w, 0.03 * h, 0.1 * d), (side * 0.26 * w, radius, -0.42 * d))
    kit.box(coat, (0.05 * w, 0.5 * h, 0.09 * d), (0, 0.3 * radius, -0.43 * d))


def rocket(kit: Kit, size: Point, paint: Paint) -> None:
    """On three fins, ready to go."""
    w, h, d = size
    coat = Paint(
        paint.colour if max(paint.colour) - min(paint.colour) > 0.12 else (0.62, 0.63, 0.65),
        roughness=0.3,
        metallic=0.5,
    )
    radius = 0.26 * w
    kit.lathe(
        coat,
        [
            (0.6 * radius, 0.12 * h),
            (0.95 * radius, 0.24 * h),
            (radius, 0.42 * h),
            (0.93 * radius, 0.6 * h),
            (0.7 * radius, 0.76 * h),
        ],
        spokes=28,
        squash=d / w,
    )
    red = Paint((0.5, 0.05, 0.04), roughness=0.35)
    kit.lathe(red, [(0.7 * radius, 0.76 * h), (0.36 * radius, 0.9 * h), (0, h)], spokes=28, squash=d / w)
    kit.lathe(IRON, [(0.75 * radius, 0.05 * h), (0.5 * radius, 0.13 * h)], squash=d / w)
    for turn in range(3):
        with kit.posed(yaw_deg=120.0 * turn + 60.0):
            outline: list[Point] = [
                (-0.05, 0.36 * h, 0.9 * radius),
                (-0.05, 0.14 * h, 0.8 * radius),
                (-0.05, 0.0, 0.47 * w),
                (-0.05, 0.12 * h, 0.46 * w),
            ]
            kit.prism(red, outline, (0.1, 0, 0))
    with kit.posed((0, 0.56 * h, 0.86 * radius * d / w), pitch_deg=90.0):
        kit.cylinder(BRASS, 0.36 * radius, 0.14 * radius)
        kit.cylinder(GLASS, 0.28 * radius, 0.17 * radius)


def balloon(kit: Kit, size: Point, paint: Paint) -> None:
    """A balloon with a basket."""
    w, h, _ = size
    colour = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.55, 0.12, 0.06))
    angles = np.linspace(-0.42 * np.pi, 0.5 * np.pi, 12)
    profile = [
        (0.5 * w * float(np.cos(a)) ** 0.85 if a < 1.5 else 0.0, 0.64 * h + 0.36 * h * float(np.sin(a))) for a in angles
    ]
    for number, (low, high) in enumerate(pairwise(profile)):
        kit.lathe(colour if number % 3 else WHITE, [low, high], spokes=32)
    kit.box(PALE_WOOD.of("thatch"), (0.2 * w, 0.13 * h, 0.2 * w))
    for x in (-1, 1):
        for z in (-1, 1):
            kit.limb(BLACK, (x * 0.09 * w, 0.12 * h, z * 0.09 * w), (x * 0.12 * w, 0.32 * h, z * 0.12 * w), 0.006 * w)


VEHICLES: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "vehicle": car, "wagon": wagon, "locomotive": locomotive, "tractor": tractor, "boat": boat, "ship": ship,
    "submarine": submarine, "rocket": rocket, "balloon": balloon,
}  # fmt: skip
"""By the word that a stage uses for the shape."""
