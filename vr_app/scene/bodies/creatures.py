"""Cats, birds, dragons, whales, and figures. Front towards +Z; lengths are shares of the whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.beasts import ORANGE, ears, eyes
from vr_app.scene.bodies.kit import (
    BLACK,
    FIRE,
    GLASS,
    IRON,
    PALE_WOOD,
    WHITE,
    Kit,
    Paint,
    Point,
)


def cat(kit: Kit, size: Point, paint: Paint) -> None:
    """Sitting upright."""
    w, h, d = size
    kit.ball(paint, (0.42 * w, 0.26 * h, 0.32 * d), (0, 0.25 * h, -0.12 * d))
    kit.limb(paint, (0, 0.34 * h, -0.06 * d), (0, 0.62 * h, 0.08 * d), 0.2 * h, 0.13 * h)
    kit.ball(paint, (0.36 * w, 0.16 * h, 0.21 * d), (0, 0.78 * h, 0.14 * d))
    kit.ball(paint.times(1.3), (0.17 * w, 0.07 * h, 0.08 * d), (0, 0.73 * h, 0.31 * d))
    kit.ball(Paint((0.4, 0.14, 0.12)), (0.05 * w, 0.02 * h, 0.02 * d), (0, 0.76 * h, 0.385 * d))
    for side in (-1, 1):
        kit.ball(
            Paint((0.3, 0.34, 0.05), glow=(0.05, 0.06, 0.0)),
            (0.07 * w, 0.03 * h, 0.03 * d),
            (side * 0.15 * w, 0.82 * h, 0.31 * d),
        )
    ears(kit, paint, (0, 0.87 * h, 0.12 * d), 0.2 * w, 0.15 * h, 0.15)
    for side in (-1, 1):
        kit.limb(
            paint, (side * 0.16 * w, 0.45 * h, 0.12 * d), (side * 0.17 * w, 0.06 * h, 0.22 * d), 0.08 * h, 0.055 * h
        )
        kit.ball(paint, (0.15 * w, 0.06 * h, 0.12 * d), (side * 0.3 * w, 0.06 * h, 0.08 * d))
    kit.tube(
        paint,
        [(0.2 * w, 0.07 * h, -0.4 * d), (0.5 * w, 0.06 * h, -0.2 * d), (0.46 * w, 0.06 * h, 0.1 * d)],
        [0.06 * h, 0.06 * h, 0.035 * h],
    )


def dragon(kit: Kit, size: Point, paint: Paint) -> None:
    """Wings half spread, a long tail, a spiny back."""
    w, h, d = size
    hide = paint.times(0.8)
    spine: list[Point] = [
        (0, 0.12 * h, -0.5 * d), (0.06 * w, 0.1 * h, -0.36 * d), (0.03 * w, 0.24 * h, -0.2 * d), (0, 0.36 * h, 0.0),
        (0, 0.44 * h, 0.14 * d), (0, 0.66 * h, 0.24 * d), (0, 0.82 * h, 0.33 * d),
    ]  # fmt: skip
    kit.tube(hide, spine, [0.01 * h, 0.06 * h, 0.14 * h, 0.2 * h, 0.15 * h, 0.085 * h, 0.07 * h], 14)
    for start, end in pairwise(spine[1:]):
        for share in (0.2, 0.7):
            at = tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
            kit.cone(ORANGE.times(0.6), 0.03 * h, 0.12 * h, (at[0], at[1] + 0.1 * h, at[2]), 8)
    kit.ball(hide, (0.08 * w, 0.075 * h, 0.07 * d), (0, 0.85 * h, 0.35 * d))
    kit.limb(hide, (0, 0.84 * h, 0.37 * d), (0, 0.8 * h, 0.47 * d), 0.055 * h, 0.035 * h)
    for side in (-1, 1):
        kit.ball(FIRE, (0.012 * w, 0.014 * h, 0.012 * d), (side * 0.055 * w, 0.875 * h, 0.39 * d))
        kit.tube(
            WHITE, [(side * 0.04 * w, 0.9 * h, 0.33 * d), (side * 0.08 * w, h, 0.27 * d)], [0.022 * h, 0.003 * h], 8
        )
        for z in (0.1, -0.14):
            kit.limb(
                hide, (side * 0.13 * w, 0.3 * h, z * d), (side * 0.17 * w, 0.05 * h, (z + 0.05) * d), 0.1 * h, 0.05 * h
            )
            kit.ball(hide, (0.05 * w, 0.03 * h, 0.05 * d), (side * 0.17 * w, 0.03 * h, (z + 0.08) * d))
        root, wrist = (side * 0.08 * w, 0.5 * h, 0.06 * d), (side * 0.3 * w, 0.96 * h, 0.02 * d)
        tips: list[Point] = [
            (side * 0.5 * w, 0.62 * h, -0.02 * d),
            (side * 0.45 * w, 0.5 * h, -0.2 * d),
            (side * 0.26 * w, 0.44 * h, -0.3 * d),
            (side * 0.06 * w, 0.42 * h, -0.2 * d),
        ]
        kit.limb(hide, root, wrist, 0.035 * h, 0.02 * h)
        for tip in tips:
            kit.tube(hide, [wrist, tip], [0.016 * h, 0.005 * h], 6)
        skin = ORANGE.times(0.35)
        for a, b in zip(tips, [*tips[1:], root], strict=True):
            web = np.array([[wrist, a, b]], np.float64)
            kit.triangles(skin, web)
            kit.triangles(skin, web[:, ::-1])


def whale(kit: Kit, size: Point, paint: Paint) -> None:
    """A long body, flukes, flippers: fish as well."""
    w, h, d = size
    stations = [(0.45, 0.5, 0.02), (0.45, 0.42, 0.28), (0.45, 0.2, 0.45), (0.46, -0.1, 0.4), (0.55, -0.34, 0.16)]
    stations.append((0.6, -0.44, 0.07))
    path: list[Point] = [(0, y * h, z * d) for y, z, _ in stations]
    kit.tube(paint, path, [r * h for _, _, r in stations], 18)
    kit.ball(paint.times(1.7), (0.3 * w, 0.16 * h, 0.28 * d), (0, 0.2 * h, 0.18 * d))
    for side in (-1, 1):
        kit.ball(paint, (0.3 * w, 0.035 * h, 0.06 * d), (side * 0.26 * w, 0.62 * h, -0.46 * d))
        kit.ball(paint, (0.24 * w, 0.04 * h, 0.07 * d), (side * 0.36 * w, 0.2 * h, 0.12 * d))
    kit.cone(paint, 0.08 * h, 0.2 * h, (0, 0.8 * h, -0.12 * d), 8)
    eyes(kit, (0, 0.45 * h, 0.35 * d), 0.4 * w, 0.025 * h)


def bird(kit: Kit, size: Point, paint: Paint) -> None:
    """Standing, wings folded."""
    w, h, d = size
    kit.ball(paint, (0.38 * w, 0.23 * h, 0.3 * d), (0, 0.5 * h, -0.05 * d))
    kit.limb(paint, (0, 0.6 * h, 0.12 * d), (0, 0.8 * h, 0.2 * d), 0.13 * h, 0.11 * h)
    kit.ball(paint.times(1.1), (0.26 * w, 0.14 * h, 0.16 * d), (0, 0.85 * h, 0.22 * d))
    kit.tube(ORANGE, [(0, 0.84 * h, 0.34 * d), (0, 0.81 * h, 0.5 * d)], [0.05 * h, 0.005 * h], 8)
    eyes(kit, (0, 0.89 * h, 0.3 * d), 0.19 * w, 0.025 * h)
    for side in (-1, 1):
        kit.ball(paint.times(0.65), (0.07 * w, 0.17 * h, 0.3 * d), (side * 0.36 * w, 0.53 * h, -0.12 * d))
        kit.limb(ORANGE.times(0.7), (side * 0.14 * w, 0.32 * h, -0.02 * d), (side * 0.14 * w, 0.02 * h, 0.0), 0.02 * h)
        for toe in (-0.08, 0.0, 0.08):
            kit.limb(
                ORANGE.times(0.7),
                (side * 0.14 * w, 0.015 * h, 0.0),
                ((side * 0.14 + toe) * w, 0.015 * h, 0.1 * d),
                0.014 * h,
            )
    kit.tube(paint.times(0.6), [(0, 0.52 * h, -0.28 * d), (0, 0.42 * h, -0.5 * d)], [0.1 * h, 0.05 * h], 10)


def peacock(kit: Kit, size: Point, paint: Paint) -> None:
    """With its tail spread."""
    w, h, d = size
    blue = Paint((0.02, 0.1, 0.35)) if max(paint.colour) < 0.55 else paint
    green = Paint((0.03, 0.24, 0.14)) if max(paint.colour) < 0.55 else paint.times(0.9)
    for ring, reach in ((0, 0.98), (1, 0.78)):
        for number in range(15 - 3 * ring):
            angle = np.pi * (0.06 + 0.88 * number / (14 - 3 * ring))
            x, y = float(np.cos(angle)), float(np.sin(angle))
            foot, tip = (
                (0.0, 0.28 * h, -0.1 * d),
                (0.48 * w * reach * x, (0.28 + 0.7 * reach * y) * h, (-0.4 + 0.12 * ring) * d),
            )
            kit.tube(green, [foot, tip], [0.015 * h, 0.05 * h], 6)
            kit.ball(green, (0.055 * w, 0.055 * h, 0.012), tip)
            kit.ball(blue, (0.026 * w, 0.026 * h, 0.02), (tip[0], tip[1], tip[2] + 0.012))
    kit.ball(blue, (0.1 * w, 0.11 * h, 0.2 * d), (0, 0.3 * h, 0.05 * d))
    kit.tube(
        blue, [(0, 0.34 * h, 0.18 * d), (0, 0.48 * h, 0.3 * d), (0, 0.62 * h, 0.3 * d)], [0.06 * h, 0.04 * h, 0.035 * h]
    )
    kit.ball(blue, (0.03 * w, 0.04 * h, 0.06 * d), (0, 0.64 * h, 0.32 * d))
    kit.tube(ORANGE, [(0, 0.64 * h, 0.38 * d), (0, 0.63 * h, 0.48 * d)], [0.014 * h, 0.002 * h], 6)
    for side in (-1, 1):
        kit.limb(
            ORANGE.times(0.6), (side * 0.04 * w, 0.2 * h, 0.05 * d), (side * 0.04 * w, 0.01 * h, 0.08 * d), 0.009 * h
        )


def figure(kit: Kit, size: Point, paint: Paint) -> None:
    """Somebody in a long coat, made of stone or cloth: no face."""
    w, h, d = size
    kit.lathe(
        paint,
        [
            (0.42 * w, 0),
            (0.4 * w, 0.03 * h),
            (0.28 * w, 0.45 * h),
            (0.24 * w, 0.56 * h),
            (0.33 * w, 0.72 * h),
            (0.3 * w, 0.79 * h),
            (0.09 * w, 0.84 * h),
        ],
        squash=d / w,
    )
    kit.cylinder(paint.times(1.1), 0.07 * w, 0.06 * h, (0, 0.82 * h, 0))
    kit.ball(paint.times(1.25), (0.15 * w, 0.085 * h, 0.2 * d), (0, 0.915 * h, 0))
    for side in (-1, 1):
        kit.limb(paint, (side * 0.32 * w, 0.76 * h, 0), (side * 0.4 * w, 0.58 * h, 0.03 * d), 0.05 * h, 0.04 * h)
        kit.limb(paint, (side * 0.4 * w, 0.58 * h, 0.03 * d), (side * 0.34 * w, 0.44 * h, 0.3 * d), 0.04 * h, 0.03 * h)


def snowman(kit: Kit, size: Point, paint: Paint) -> None:
    """Three balls, a hat, a carrot, twigs."""
    _, h, _ = size
    snow = Paint((0.82, 0.85, 0.9), "snow")
    for y, r in ((0.2, 0.22), (0.5, 0.155), (0.73, 0.105)):
        kit.ball(snow, (r * h, r * h, r * h), (0, y * h, 0))
    eyes(kit, (0, 0.76 * h, 0.095 * h), 0.035 * h, 0.012 * h)
    for y in (0.43, 0.5, 0.57):
        kit.ball(BLACK, 0.014 * h, (0, y * h, (0.155 - 0.3 * (y - 0.5) ** 2 * 10) * h))
    kit.tube(ORANGE, [(0, 0.73 * h, 0.1 * h), (0, 0.725 * h, 0.21 * h)], [0.02 * h, 0.003 * h], 8)
    kit.cylinder(BLACK, 0.12 * h, 0.015 * h, (0, 0.815 * h, 0))
    kit.cylinder(BLACK, 0.08 * h, 0.17 * h, (0, 0.825 * h, 0))
    red = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.5, 0.05, 0.05))
    kit.cylinder(red, 0.083 * h, 0.03 * h, (0, 0.83 * h, 0))
    kit.lathe(red, [(0.1 * h, 0.62 * h), (0.125 * h, 0.64 * h), (0.1 * h, 0.67 * h)])
    for side in (-1, 1):
        elbow = (side * 0.26 * h, 0.57 * h, 0.02 * h)
        kit.tube(
            PALE_WOOD.of("plain").times(0.4),
            [(side * 0.13 * h, 0.52 * h, 0), elbow, (side * 0.37 * h, 0.66 * h, 0.05 * h)],
            [0.012 * h, 0.01 * h, 0.004 * h],
            6,
        )
        kit.tube(
            PALE_WOOD.of("plain").times(0.4), [elbow, (side * 0.36 * h, 0.56 * h, 0.06 * h)], [0.008 * h, 0.003 * h], 6
        )


def scarecrow(kit: Kit, size: Point, paint: Paint) -> None:
    """A coat and a straw hat on a cross of wood."""
    _, h, _ = size
    straw = Paint((0.5, 0.36, 0.12), "thatch")
    coat = paint if max(paint.colour) - min(paint.colour) > 0.12 else Paint((0.1, 0.13, 0.25))
    kit.limb(PALE_WOOD.of("plain"), (0, 0.0, 0), (0, 0.8 * h, 0), 0.025 * h)
    kit.limb(PALE_WOOD.of("plain"), (-0.36 * h, 0.68 * h, 0), (0.36 * h, 0.68 * h, 0), 0.018 * h)
    kit.lathe(coat, [(0.15 * h, 0.3 * h), (0.1 * h, 0.52 * h), (0.13 * h, 0.7 * h), (0.05 * h, 0.74 * h)], squash=0.7)
    kit.lathe(straw, [(0.1 * h, 0.24 * h), (0.13 * h, 0.31 * h)], squash=0.7)
    for side in (-1, 1):
        kit.tube(coat, [(side * 0.1 * h, 0.69 * h, 0), (side * 0.31 * h, 0.66 * h, 0)], [0.06 * h, 0.055 * h])
        kit.tube(straw, [(side * 0.3 * h, 0.66 * h, 0), (side * 0.38 * h, 0.64 * h, 0)], [0.045 * h, 0.02 * h], 8)
    kit.ball(Paint((0.6, 0.46, 0.28)), 0.085 * h, (0, 0.82 * h, 0))
    eyes(kit, (0, 0.835 * h, 0.078 * h), 0.03 * h, 0.011 * h)
    kit.lathe(
        straw, [(0, 0.86 * h), (0.17 * h, 0.86 * h), (0.17 * h, 0.87 * h), (0.08 * h, 0.89 * h), (0.06 * h, h), (0, h)]
    )


def android(kit: Kit, size: Point, paint: Paint) -> None:
    """A machine in the form of a person."""
    w, h, d = size
    metal = Paint(paint.colour, roughness=0.35, metallic=0.6)
    kit.box(metal, (0.5 * w, 0.3 * h, 0.6 * d), (0, 0.42 * h, 0))
    kit.box(GLASS, (0.3 * w, 0.12 * h, 0.04 * d), (0, 0.52 * h, 0.31 * d))
    kit.box(metal.times(1.2), (0.36 * w, 0.16 * h, 0.5 * d), (0, 0.8 * h, 0))
    kit.cylinder(IRON, 0.06 * w, 0.09 * h, (0, 0.72 * h, 0))
    for side in (-1, 1):
        kit.ball(
            Paint((0.3, 0.7, 0.9), glow=(0.4, 1.2, 1.6)),
            (0.05 * w, 0.02 * h, 0.03 * d),
            (side * 0.09 * w, 0.89 * h, 0.25 * d),
        )
        kit.limb(IRON, (side * 0.3 * w, 0.69 * h, 0), (side * 0.38 * w, 0.54 * h, 0.05 * d), 0.035 * h)
        kit.limb(metal, (side * 0.38 * w, 0.54 * h, 0.05 * d), (side * 0.36 * w, 0.38 * h, 0.25 * d), 0.04 * h)
        kit.limb(IRON, (side * 0.14 * w, 0.42 * h, 0), (side * 0.15 * w, 0.22 * h, 0), 0.04 * h)
        kit.limb(metal, (side * 0.15 * w, 0.22 * h, 0), (side * 0.15 * w, 0.05 * h, 0), 0.05 * h)
        kit.box(metal.times(0.7), (0.2 * w, 0.05 * h, 0.6 * d), (side * 0.15 * w, 0, 0.08 * d))


CREATURES: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "cat": cat,
    "dragon": dragon,
    "whale": whale,
    "bird": bird,
    "peacock": peacock,
    "figure": figure,
    "snowman": snowman,
    "scarecrow": scarecrow,
    "android": android,
}
"""By the word that a stage uses for the shape."""
