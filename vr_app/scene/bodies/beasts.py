"""Four-legged animals of smooth forms. Front towards +Z; lengths are shares of height and length."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vr_app.scene.bodies.kit import (
    BLACK,
    PALE_WOOD,
    WHITE,
    Kit,
    Paint,
    Point,
)

EYE = Paint((0.015, 0.012, 0.01), roughness=0.1)
ORANGE = Paint((0.75, 0.26, 0.03))


def eyes(kit: Kit, at: Point, apart: float, radius: float) -> None:
    """A pair of them."""
    for side in (-1, 1):
        kit.ball(EYE, radius, (at[0] + side * apart, at[1], at[2]))


def ears(kit: Kit, paint: Paint, at: Point, apart: float, long: float, out: float = 0.3) -> None:
    """A pair, pointed."""
    for side in (-1, 1):
        foot = (at[0] + side * apart, at[1], at[2])
        tip = (foot[0] + side * out * long, foot[1] + long, foot[2])
        kit.tube(paint, [foot, tip], [0.42 * long, 0.04 * long], 8)


def hoofed(kit: Kit, size: Point, paint: Paint) -> None:
    """A horse and its kin."""
    w, h, d = size
    dark = paint.times(0.4)
    kit.ball(paint, (0.42 * w, 0.16 * h, 0.27 * d), (0, 0.55 * h, -0.08 * d))
    kit.ball(paint, (0.4 * w, 0.17 * h, 0.13 * d), (0, 0.57 * h, 0.13 * d))
    kit.ball(paint, (0.41 * w, 0.165 * h, 0.13 * d), (0, 0.57 * h, -0.27 * d))
    kit.tube(
        paint,
        [(0, 0.58 * h, 0.16 * d), (0, 0.74 * h, 0.28 * d), (0, 0.89 * h, 0.34 * d)],
        [0.145 * h, 0.095 * h, 0.07 * h],
    )
    kit.ball(paint, (0.17 * w, 0.075 * h, 0.085 * d), (0, 0.89 * h, 0.36 * d))
    kit.limb(paint, (0, 0.89 * h, 0.36 * d), (0, 0.79 * h, 0.46 * d), 0.055 * h, 0.04 * h)
    kit.ball(dark, (0.14 * w, 0.035 * h, 0.035 * d), (0, 0.785 * h, 0.465 * d))
    eyes(kit, (0, 0.9 * h, 0.39 * d), 0.15 * w, 0.012 * h)
    ears(kit, paint, (0, 0.93 * h, 0.335 * d), 0.08 * w, 0.07 * h, 0.1)
    for step in np.linspace(0, 1, 7):
        y, z = 0.62 + 0.31 * step, 0.13 + 0.19 * step
        kit.ball(dark, (0.05 * w, 0.05 * h, 0.035 * d), (0, (y + 0.04) * h, (z - 0.02) * d))
    kit.tube(
        dark,
        [(0, 0.64 * h, -0.39 * d), (0, 0.55 * h, -0.46 * d), (0, 0.3 * h, -0.47 * d)],
        [0.02 * h, 0.05 * h, 0.015 * h],
    )
    for x in (-0.26, 0.26):
        for z, bend in ((0.16, 0.0), (-0.3, -0.025)):
            knee = (x * w, 0.27 * h, (z + bend) * d)
            kit.limb(paint, (x * w, 0.5 * h, z * d), knee, 0.075 * h, 0.034 * h)
            kit.limb(paint, knee, (x * w, 0.06 * h, (z + 0.01) * d), 0.034 * h, 0.026 * h)
            kit.cylinder(dark, 0.042 * h, 0.05 * h, (x * w, 0, (z + 0.015) * d), 0.03 * h)


def deer(kit: Kit, size: Point, paint: Paint) -> None:
    """A hoofed one with antlers."""
    w, h, d = size
    hoofed(kit, (w * 0.8, 0.78 * h, d), paint)
    for side in (-1, 1):
        x = side * 0.08 * w
        kit.tube(
            PALE_WOOD.of("plain"),
            [(x, 0.72 * h, 0.335 * d), (2.6 * x, 0.84 * h, 0.28 * d), (4.5 * x, h, 0.32 * d)],
            [0.018 * h, 0.015 * h, 0.004 * h],
            6,
        )
        kit.tube(
            PALE_WOOD.of("plain"),
            [(2.6 * x, 0.84 * h, 0.28 * d), (3.4 * x, 0.93 * h, 0.4 * d)],
            [0.014 * h, 0.004 * h],
            6,
        )
        kit.tube(
            PALE_WOOD.of("plain"),
            [(1.8 * x, 0.79 * h, 0.3 * d), (2.4 * x, 0.87 * h, 0.42 * d)],
            [0.014 * h, 0.004 * h],
            6,
        )


def cow(kit: Kit, size: Point, paint: Paint) -> None:
    """Heavy, horned."""
    w, h, d = size
    kit.ball(paint, (0.46 * w, 0.24 * h, 0.34 * d), (0, 0.6 * h, -0.1 * d))
    kit.ball(paint, (0.44 * w, 0.26 * h, 0.16 * d), (0, 0.62 * h, 0.12 * d))
    kit.limb(paint, (0, 0.7 * h, 0.22 * d), (0, 0.8 * h, 0.33 * d), 0.15 * h, 0.11 * h)
    kit.limb(paint, (0, 0.82 * h, 0.34 * d), (0, 0.7 * h, 0.46 * d), 0.105 * h, 0.075 * h)
    kit.ball(Paint((0.5, 0.3, 0.26)), (0.16 * w, 0.055 * h, 0.03 * d), (0, 0.69 * h, 0.475 * d))
    eyes(kit, (0, 0.84 * h, 0.41 * d), 0.17 * w, 0.018 * h)
    for side in (-1, 1):
        kit.limb(
            paint, (side * 0.16 * w, 0.87 * h, 0.32 * d), (side * 0.4 * w, 0.85 * h, 0.31 * d), 0.045 * h, 0.02 * h
        )
        kit.tube(
            WHITE,
            [(side * 0.1 * w, 0.9 * h, 0.34 * d), (side * 0.3 * w, 0.94 * h, 0.35 * d), (side * 0.33 * w, h, 0.38 * d)],
            [0.03 * h, 0.025 * h, 0.006 * h],
            8,
        )
    kit.tube(
        paint.times(0.5),
        [(0, 0.72 * h, -0.43 * d), (0, 0.5 * h, -0.48 * d), (0, 0.26 * h, -0.47 * d)],
        [0.02 * h, 0.015 * h, 0.03 * h],
        8,
    )
    for x in (-0.28, 0.28):
        for z in (0.14, -0.32):
            kit.limb(paint, (x * w, 0.5 * h, z * d), (x * w, 0.1 * h, z * d), 0.095 * h, 0.05 * h)
            kit.cylinder(BLACK, 0.06 * h, 0.07 * h, (x * w, 0, z * d), 0.05 * h)


def dog(kit: Kit, size: Point, paint: Paint) -> None:
    """A dog or what looks like one from afar."""
    w, h, d = size
    kit.ball(paint, (0.34 * w, 0.17 * h, 0.2 * d), (0, 0.54 * h, 0.06 * d))
    kit.ball(paint, (0.29 * w, 0.14 * h, 0.2 * d), (0, 0.55 * h, -0.18 * d))
    kit.limb(paint, (0, 0.6 * h, 0.16 * d), (0, 0.8 * h, 0.25 * d), 0.12 * h, 0.1 * h)
    kit.ball(paint, (0.27 * w, 0.13 * h, 0.11 * d), (0, 0.83 * h, 0.28 * d))
    kit.limb(paint.times(0.85), (0, 0.8 * h, 0.34 * d), (0, 0.78 * h, 0.45 * d), 0.075 * h, 0.055 * h)
    kit.ball(BLACK, (0.09 * w, 0.03 * h, 0.02 * d), (0, 0.81 * h, 0.49 * d))
    eyes(kit, (0, 0.87 * h, 0.365 * d), 0.13 * w, 0.018 * h)
    ears(kit, paint.times(0.6), (0, 0.88 * h, 0.25 * d), 0.2 * w, 0.12 * h)
    kit.tube(
        paint,
        [(0, 0.62 * h, -0.35 * d), (0, 0.74 * h, -0.45 * d), (0, 0.9 * h, -0.46 * d)],
        [0.05 * h, 0.045 * h, 0.02 * h],
    )
    for x in (-0.21, 0.21):
        for z in (0.15, -0.26):
            kit.limb(paint, (x * w, 0.48 * h, z * d), (x * w, 0.07 * h, z * d), 0.075 * h, 0.05 * h)
            kit.ball(paint, (0.13 * w, 0.05 * h, 0.05 * d), (x * w, 0.05 * h, (z + 0.025) * d))


def elephant(kit: Kit, size: Point, paint: Paint) -> None:
    """Trunk, tusks, great ears."""
    w, h, d = size
    kit.ball(paint, (0.44 * w, 0.29 * h, 0.3 * d), (0, 0.6 * h, -0.13 * d))
    kit.ball(paint, (0.3 * w, 0.2 * h, 0.15 * d), (0, 0.76 * h, 0.22 * d))
    kit.ball(paint, (0.22 * w, 0.12 * h, 0.1 * d), (0, 0.9 * h, 0.2 * d))
    kit.tube(
        paint,
        [(0, 0.76 * h, 0.33 * d), (0, 0.55 * h, 0.42 * d), (0, 0.28 * h, 0.41 * d), (0, 0.13 * h, 0.46 * d)],
        [0.105 * h, 0.075 * h, 0.05 * h, 0.035 * h],
    )
    for side in (-1, 1):
        kit.ball(paint.times(0.85), (0.2 * w, 0.2 * h, 0.03 * d), (side * 0.36 * w, 0.74 * h, 0.14 * d))
        kit.tube(
            WHITE,
            [
                (side * 0.14 * w, 0.62 * h, 0.34 * d),
                (side * 0.18 * w, 0.5 * h, 0.44 * d),
                (side * 0.16 * w, 0.5 * h, 0.52 * d),
            ],
            [0.03 * h, 0.025 * h, 0.005 * h],
            8,
        )
        for z in (0.1, -0.3):
            kit.limb(paint, (side * 0.22 * w, 0.45 * h, z * d), (side * 0.22 * w, 0.08 * h, z * d), 0.13 * h, 0.095 * h)
            kit.cylinder(paint.times(0.8), 0.105 * h, 0.08 * h, (side * 0.22 * w, 0, z * d))
    eyes(kit, (0, 0.82 * h, 0.34 * d), 0.2 * w, 0.015 * h)
    kit.tube(paint, [(0, 0.7 * h, -0.42 * d), (0, 0.4 * h, -0.46 * d)], [0.03 * h, 0.012 * h], 8)


def camel(kit: Kit, size: Point, paint: Paint) -> None:
    """Two humps, long neck."""
    w, h, d = size
    kit.ball(paint, (0.42 * w, 0.17 * h, 0.3 * d), (0, 0.56 * h, -0.08 * d))
    for z in (-0.2, 0.06):
        kit.ball(paint.times(0.85), (0.25 * w, 0.17 * h, 0.1 * d), (0, 0.7 * h, z * d))
    kit.tube(
        paint,
        [(0, 0.56 * h, 0.2 * d), (0, 0.55 * h, 0.32 * d), (0, 0.74 * h, 0.38 * d), (0, 0.92 * h, 0.38 * d)],
        [0.12 * h, 0.085 * h, 0.06 * h, 0.055 * h],
    )
    kit.limb(paint, (0, 0.93 * h, 0.38 * d), (0, 0.88 * h, 0.48 * d), 0.06 * h, 0.04 * h)
    eyes(kit, (0, 0.95 * h, 0.41 * d), 0.12 * w, 0.012 * h)
    ears(kit, paint, (0, 0.96 * h, 0.36 * d), 0.1 * w, 0.04 * h)
    kit.box(Paint((0.42, 0.06, 0.05)), (0.8 * w, 0.03 * h, 0.16 * d), (0, 0.7 * h, -0.07 * d))
    for x in (-0.27, 0.27):
        for z in (0.14, -0.28):
            kit.limb(paint, (x * w, 0.5 * h, z * d), (x * w, 0.27 * h, z * d), 0.07 * h, 0.04 * h)
            kit.limb(paint, (x * w, 0.27 * h, z * d), (x * w, 0.04 * h, z * d), 0.04 * h, 0.03 * h)
            kit.ball(paint.times(0.7), (0.14 * w, 0.03 * h, 0.04 * d), (x * w, 0.03 * h, (z + 0.02) * d))
    kit.tube(paint, [(0, 0.6 * h, -0.38 * d), (0, 0.4 * h, -0.42 * d)], [0.025 * h, 0.01 * h], 8)


BEASTS: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "hoofed": hoofed,
    "deer": deer,
    "cow": cow,
    "animal": dog,
    "elephant": elephant,
    "camel": camel,
}
"""By the word that a stage uses for the shape."""
