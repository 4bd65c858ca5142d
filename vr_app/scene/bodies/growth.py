"""What grows or lies there: trees, ferns, crystals, heaps, far hills."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from vr_app.scene.bodies.kit import (
    BLACK,
    PALE_WOOD,
    Kit,
    Paint,
    Point,
)

LEAF = Paint((0.07, 0.17, 0.045))


def crystal(kit: Kit, size: Point, paint: Paint) -> None:
    """A cluster of pointed crystals that shine a little."""
    w, h, d = size
    colour = paint.colour if max(paint.colour) - min(paint.colour) > 0.08 else (0.16, 0.42, 0.68)
    glow = (colour[0] * 0.12, colour[1] * 0.12, colour[2] * 0.14)
    stuff = Paint(colour, roughness=0.08, glow=glow)
    rng = np.random.default_rng(3)
    for number in range(9):
        tall = h * (1.0 if number == 0 else float(rng.uniform(0.3, 0.75)))
        lean = 0.0 if number == 0 else float(rng.uniform(12, 34))
        root: Point = (0, 0, 0.0 if number == 0 else 0.1 * w)
        with kit.posed((0, -0.02 * h, 0), yaw_deg=number * 137.0), kit.posed(root, pitch_deg=lean):
            r = 0.1 * w * (1.3 if number == 0 else 1.0)
            kit.lathe(stuff, [(0.8 * r, 0), (r, 0.7 * tall), (0, tall)], spokes=6, flat=True, squash=d / w)


def tree(kit: Kit, size: Point, paint: Paint) -> None:
    """Branches with clumps of leaves."""
    w, h, d = size
    bark = Paint((0.12, 0.085, 0.055))
    kit.tube(
        bark,
        [(0, 0, 0), (0.02 * w, 0.2 * h, 0), (0, 0.45 * h, 0.02 * d), (0, 0.7 * h, 0)],
        [0.07 * w, 0.05 * w, 0.04 * w, 0.01 * w],
        10,
    )
    rng = np.random.default_rng(11)
    for number in range(13):
        angle, share = number * 2.4, number / 12
        reach = 0.34 * (1 - 0.75 * share) + 0.04
        at = (reach * w * float(np.cos(angle)), (0.5 + 0.38 * share) * h, reach * d * float(np.sin(angle)))
        kit.tube(bark, [(0, at[1] - 0.16 * h, 0), at], [0.025 * w, 0.008 * w], 6)
        puff = float(rng.uniform(0.13, 0.18))
        for _ in range(3):
            off = rng.uniform(-0.07, 0.07, 3)
            kit.ball(
                paint.times(float(rng.uniform(0.75, 1.3))),
                (puff * w * 0.9, puff * 0.62 * h, puff * d * 0.9),
                (at[0] + off[0] * w, at[1] + off[1] * h * 0.6, at[2] + off[2] * d),
            )


def bamboo(kit: Kit, size: Point, paint: Paint) -> None:
    """A clump of canes with leaves."""
    w, h, d = size
    rng = np.random.default_rng(4)
    cane, leaf = Paint((0.2, 0.3, 0.08), roughness=0.4), LEAF.times(1.5)
    for _ in range(8):
        x, z = float(rng.uniform(-0.2, 0.2)) * w, float(rng.uniform(-0.2, 0.2)) * d
        tall, bend = h * float(rng.uniform(0.75, 1.0)), rng.uniform(-0.22, 0.22, 2)
        path: list[Point] = [
            (x + float(bend[0]) * w * s * s, tall * s, z + float(bend[1]) * d * s * s) for s in np.linspace(0, 1, 8)
        ]
        radius = 0.018 * h * float(rng.uniform(0.5, 0.8))
        kit.tube(cane.times(float(rng.uniform(0.7, 1.3))), path, list(np.linspace(radius, 0.3 * radius, 8)), 8)
        for number, (px, py, pz) in enumerate(path[1:]):
            kit.ball(cane.times(0.6), (radius * 1.15, 0.012, radius * 1.15), (px, py, pz))
            if number < 2:
                continue
            for _ in range(5):
                angle, long = float(rng.uniform(0, 6.3)), float(rng.uniform(0.1, 0.2)) * min(w, d) + 0.12
                tip = (px + long * float(np.cos(angle)), py - 0.3 * long, pz + long * float(np.sin(angle)))
                wide = (0.12 * long * float(np.sin(angle)), 0.0, -0.12 * long * float(np.cos(angle)))
                middle = ((px + tip[0]) / 2, (py + tip[1]) / 2 + 0.05, (pz + tip[2]) / 2)
                blade = np.array(
                    [
                        [(px, py, pz), (middle[0] + wide[0], middle[1], middle[2] + wide[2]), tip],
                        [(px, py, pz), tip, (middle[0] - wide[0], middle[1], middle[2] - wide[2])],
                    ]
                )
                kit.triangles(leaf, blade)
                kit.triangles(leaf.times(0.7), blade[:, ::-1])


def fern(kit: Kit, size: Point, paint: Paint) -> None:
    """Arching fronds: what grows in pots and under trees."""
    w, h, d = size
    for number in range(14):
        angle, reach = number * 2.4, 0.28 + 0.2 * (number % 3) / 2
        x, z = float(np.cos(angle)), float(np.sin(angle))
        spine = [
            (
                s * reach * w * x,
                h * (0.95 - 0.2 * (number % 3)) * (1 - (1 - 1.5 * s) ** 2)
                if s < 0.67
                else h * (0.95 - 0.2 * (number % 3)) * (1 - (1.5 * s - 1) ** 2 * 2),
                s * reach * d * z,
            )
            for s in np.linspace(0, 1, 9)
        ]
        for share, (a, b) in enumerate(pairwise(spine)):
            wide = 0.09 * w * (1 - share / 8) + 0.01
            side = (-z * wide, 0.0, x * wide)
            leaf = np.array(
                [
                    [a, (b[0] + side[0], b[1] - 0.02, b[2] + side[2]), b],
                    [a, b, (b[0] - side[0], b[1] - 0.02, b[2] - side[2])],
                ]
            )
            shade = paint.times(0.8 + 0.05 * (number % 7))
            kit.triangles(shade, leaf)
            kit.triangles(shade.times(0.7), leaf[:, ::-1])


def ridge(kit: Kit, size: Point, paint: Paint) -> None:
    """A far range of hills, an island."""
    w, h, d = size
    columns, rows = 65, 17
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    rng = np.random.default_rng(int(w * 13 + h))
    rise = np.zeros_like(u)
    for octave in range(1, 7):
        phase, tilt = rng.uniform(0, 6.28), rng.uniform(-1.0, 1.0)
        rise += np.sin(u * 2.2 * octave * 1.37 + tilt * v * 2.0 + phase) / octave
    rise = (rise - rise.min()) / (np.ptp(rise) + 1e-9)
    body = np.clip(1 - np.abs(u) ** 2.4, 0, 1) * np.clip(1 - v**2, 0, 1) ** 0.8 * (0.35 + 0.65 * rise)
    points = np.stack([u * w / 2, body / max(float(body.max()), 1e-9) * h, v * d / 2], axis=-1)
    dx, dz = np.gradient(points, axis=1), np.gradient(points, axis=0)
    normals = np.cross(dz, dx)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9)
    parts = []
    for values in (points, normals):
        a, b, c, e = values[:-1, :-1], values[1:, :-1], values[1:, 1:], values[:-1, 1:]
        parts.append(
            np.concatenate([np.stack([a, b, c], 2).reshape(-1, 3, 3), np.stack([a, c, e], 2).reshape(-1, 3, 3)])
        )
    corners, shade = parts
    steep = shade[:, :, 1].mean(axis=1) < 0.78
    kit.triangles(paint, corners[~steep], shade[~steep])
    if steep.any():
        kit.triangles(Paint((0.16, 0.145, 0.13)), corners[steep], shade[steep])


def monument(kit: Kit, size: Point, paint: Paint) -> None:
    """An obelisk on steps."""
    w, h, d = size
    stone = paint.of("bricks")
    for number in range(3):
        kit.box(
            stone.of("paving"), (w * (1 - 0.16 * number), 0.04 * h, d * (1 - 0.16 * number)), (0, 0.04 * h * number, 0)
        )
    kit.lathe(stone, [(0.24 * w, 0.12 * h), (0.15 * w, 0.9 * h), (0, h)], spokes=4, flat=True, squash=d / w)


def heap(kit: Kit, size: Point, paint: Paint) -> None:
    """A heap: of hay, of leaves, of bones."""
    _heaped(kit, size, paint, 0.11)


def hoard(kit: Kit, size: Point, paint: Paint) -> None:
    """A heap of coins."""
    _heaped(kit, size, Paint(paint.colour, roughness=0.3, metallic=0.9), 0.045)


def _heaped(kit: Kit, size: Point, stuff: Paint, piece: float) -> None:
    """Pieces of a share of its width, all over a mound."""
    w, h, d = size
    rng = np.random.default_rng(8)
    kit.lathe(stuff, [(0.5 * w, 0), (0.4 * w, 0.4 * h), (0.18 * w, 0.84 * h), (0, 0.95 * h)], squash=d / w)
    for _ in range(90):
        share, angle = float(rng.uniform(0, 1)) ** 0.5, float(rng.uniform(0, 6.3))
        y = 0.96 * h * (1 - share) ** 0.8
        with kit.posed(
            (0.46 * w * share * float(np.cos(angle)), y, 0.46 * d * share * float(np.sin(angle))),
            float(np.degrees(angle)),
            float(rng.uniform(-50, 50)),
        ):
            kit.cylinder(stuff.times(float(rng.uniform(0.65, 1.35))), piece * w, 0.012 * w)


def hive(kit: Kit, size: Point, paint: Paint) -> None:
    """A beehive of straw on a stand."""
    w, h, d = size
    straw = Paint((0.5, 0.36, 0.13), "plain")
    kit.box(PALE_WOOD, (0.9 * w, 0.06 * h, 0.9 * d), (0, 0.26 * h, 0))
    for x in (-0.36, 0.36):
        for z in (-0.36, 0.36):
            kit.limb(PALE_WOOD.of("plain"), (x * w, 0.02 * h, z * d), (x * w, 0.28 * h, z * d), 0.035 * w)
    for number in range(8):
        share = number / 7
        radius = 0.4 * w * float(np.sqrt(1 - 0.86 * share**2))
        y = 0.36 * h + 0.58 * h * share
        ring: list[Point] = [
            (radius * float(np.cos(a)), y, radius * d / w * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 19)
        ]
        kit.tube(straw.times(0.85 + 0.2 * (number % 2)), ring, [0.055 * h] * 19, 8)
    kit.dome(straw, 0.16 * w, 0.08 * h, (0, 0.9 * h, 0))
    kit.lathe(straw, [(0.36 * w, 0.32 * h), (0.38 * w, 0.6 * h), (0.16 * w, 0.94 * h)])
    kit.ball(BLACK, (0.07 * w, 0.05 * h, 0.04 * d), (0, 0.38 * h, 0.42 * d))


GROWTH: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "crystal": crystal,
    "tree": tree,
    "bamboo": bamboo,
    "fern": fern,
    "ridge": ridge,
    "monument": monument,
    "heap": heap,
    "hoard": hoard,
    "hive": hive,
}
"""By the word that a stage uses for the shape."""
