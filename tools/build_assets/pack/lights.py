"""Lamps, candles and fires. They glow by themselves; the light they throw is the stage's."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import around
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def lantern(k: Kit) -> None:
    """A hand lantern with glass panes, 0.38 m."""
    iron = k.metal("iron")
    k.add(k.slab(0.17, 0.03, 0.17, 0.006), iron)
    for x in (-0.07, 0.07):
        for z in (-0.07, 0.07):
            k.add(k.slab(0.012, 0.2, 0.012).moved(x, 0.03, z), iron)
    k.add(
        k.turned([(0.1, 0.23), (0.105, 0.24), (0.06, 0.28), (0.03, 0.3), (0.03, 0.32), (0, 0.33)], 4).turned(45), iron
    )
    k.add(around(k.beam((0.13, 0.19, 0.002), 0.0005).moved(0, 0.13, 0.066), 4), k.glass())
    k.add(k.turned([(0.03, 0.03), (0.03, 0.1), (0, 0.1)], 12), k.plain("#f2ead2", 0.6))
    k.add(k.turned([(0, 0.105), (0.014, 0.125), (0, 0.17)], 8), k.glow("#ffb04a", 6.0))
    ring = [(0.035 * np.cos(a), 0.355 + 0.035 * np.sin(a), 0) for a in np.linspace(0, 2 * np.pi, 12)]
    k.add(k.bar(ring, 0.005, 6), iron)


def street_lamp(k: Kit) -> None:
    """A cast-iron street lamp, 3.2 m."""
    iron = k.metal("iron")
    k.add(
        k.turned(
            [(0.16, 0), (0.16, 0.08), (0.09, 0.14), (0.11, 0.3), (0.06, 0.42), (0.045, 0.6), (0.035, 2.6)], 16, 0.02
        ),
        iron,
    )
    k.add(k.turned([(0.035, 2.6), (0.07, 2.64), (0.03, 2.68), (0.03, 2.72)], 16), iron)
    k.add(k.bar([(-0.3, 2.5, 0), (0.3, 2.5, 0)], 0.014), iron)
    k.add(k.turned([(0.1, 2.72), (0.17, 3.0)], 6), k.glow("#ffd796", 2.2))
    k.add(k.turned([(0.2, 3.0), (0.2, 3.02), (0.09, 3.13), (0.05, 3.15), (0.03, 3.22), (0, 3.25)], 6), iron)
    for turn in range(0, 360, 60):
        k.add(k.bar([(0.1, 2.72, 0), (0.172, 3.0, 0)], 0.008, 6).turned(turn + 30), iron)


def candle(k: Kit) -> None:
    """A candle on a saucer."""
    k.add(k.turned([(0, 0), (0.05, 0), (0.075, 0.018), (0.07, 0.02), (0.045, 0.008), (0, 0.008)], 20), k.metal("brass"))
    k.add(k.turned([(0.026, 0.008), (0.025, 0.13), (0.018, 0.135), (0, 0.128)], 14), k.plain("#f1e6c6", 0.55))
    k.add(k.bar([(0, 0.125, 0), (0.001, 0.145, 0)], 0.002, 5), k.plain("#201a16"))
    k.add(k.turned([(0, 0.138), (0.009, 0.152), (0.006, 0.17), (0, 0.192)], 8), k.glow("#ffb24d", 7.0))


def candelabra(k: Kit) -> None:
    """A five-armed candlestick, 0.5 m."""
    brass, wax = k.metal("brass"), k.plain("#f1e6c6", 0.55)
    k.add(
        k.turned(
            [(0, 0), (0.11, 0), (0.11, 0.015), (0.04, 0.04), (0.02, 0.08), (0.03, 0.14), (0.015, 0.2), (0.015, 0.34)],
            20,
            0.01,
        ),
        brass,
    )
    spots = [(0.0, 0.36, 0.0)]
    for turn in range(4):
        angle = np.pi / 2 * turn
        x, z = 0.17 * np.cos(angle), 0.17 * np.sin(angle)
        k.add(k.bar(curve([(0, 0.22, 0), (x * 0.5, 0.2, z * 0.5), (x, 0.24, z), (x, 0.32, z)], 4), 0.009), brass)
        spots.append((x, 0.32, z))
    for x, y, z in spots:
        k.add(k.turned([(0.012, -0.02), (0.032, 0), (0.03, 0.008), (0, 0.006)], 14).moved(x, y, z), brass)
        k.add(k.turned([(0.014, 0.005), (0.013, 0.11), (0, 0.108)], 10).moved(x, y, z), wax)
        k.add(k.turned([(0, 0.112), (0.007, 0.125), (0, 0.155)], 6).moved(x, y, z), k.glow("#ffb24d", 7.0))


def paper_lantern(k: Kit) -> None:
    """A round paper lantern with a tassel, hung from a short cord; its top is at 0.62 m."""
    ribs = []
    for index in range(13):
        angle = np.pi * (index / 12 - 0.5) * 0.86
        ribs.append((0.19 * np.cos(angle) * (1.0 if index % 2 else 0.975), 0.34 + 0.17 * np.sin(angle)))
    k.add(k.turned(ribs, 28, 0.0), k.glow(k.colour, 1.5))
    for y in (0.178, 0.5):
        k.add(k.turned([(0.062, y - 0.012), (0.062, y + 0.012)], 20), k.wood("dark"))
    k.add(k.bar([(0, 0.5, 0), (0, 0.62, 0)], 0.004, 5), k.plain("#3a2a20"))
    k.add(k.turned([(0.012, 0.0), (0.016, 0.1), (0.005, 0.17)], 10), k.cloth(k.colour))


def torch(k: Kit) -> None:
    """A garden torch stuck in the ground, 1.6 m."""
    k.add(k.bar([(0, 0, 0), (0, 1.36, 0)], [0.02, 0.026], 8), k.wood("dark"))
    k.add(k.turned([(0.03, 1.3), (0.06, 1.38), (0.075, 1.46), (0.065, 1.46), (0, 1.4)], 12), k.metal("iron"))
    flame(k, 1.42, 0.055, 0.24)


def campfire(k: Kit) -> None:
    """A fire of logs in a ring of stones, 1 m across."""
    for index in range(9):
        angle = 2 * np.pi * index / 9
        stone = k.ball(0.1, 8).scaled(1.1, 0.7, 0.9).turned(k.jitter(90))
        k.add(stone.moved(0.46 * np.cos(angle), 0.05, 0.46 * np.sin(angle)), k.stone("dark"))
    for index in range(5):
        turn = 72 * index + k.jitter(12)
        k.add(k.bar([(0, 0.34, 0.03), (0, 0.05, 0.32)], [0.035, 0.045], 7).turned(turn), k.wood("dark"), 0.55)
    k.add(k.turned([(0.3, 0.015), (0.2, 0.05), (0, 0.06)], 14), k.plain("#1c1714", 1.0))
    flame(k, 0.06, 0.2, 0.66)


def desk_lamp(k: Kit) -> None:
    """A banker's lamp with a coloured shade, 0.4 m."""
    brass = k.metal("brass")
    k.add(k.turned([(0, 0), (0.09, 0), (0.09, 0.012), (0.03, 0.03), (0.012, 0.05), (0.012, 0.3)], 20, 0.006), brass)
    k.add(k.bar([(-0.1, 0.31, 0), (0.1, 0.31, 0)], 0.008), brass)
    shade = [(0, 0.05 * np.cos(a) + 0.31, 0.075 * np.sin(a)) for a in np.linspace(-1.9, 1.9, 9)]
    for x in (-0.07, 0.07):
        k.add(k.bar([(x, *point[1:]) for point in shade], 0.006, 5), brass)
    half = k.turned([(0.075, -0.13), (0.08, -0.12), (0.08, 0.12), (0.075, 0.13)], 20)
    half = half.turned(0, roll_deg=90).scaled(1, 0.7, 1).moved(0, 0.35, 0)
    k.add(half, k.glow(k.colour, 1.2))


def flame(k: Kit, foot_m: float, radius: float, height: float) -> None:
    """A flame standing there: tongues that lean and lick, the taller the nearer the middle, yellow low and red high."""
    rings = (
        (1, 0.0, 1.0, 0.62, "#ff8418", 0.85),
        (3, 0.42, 0.66, 0.5, "#ffa328", 0.95),
        (5, 0.8, 0.4, 0.36, "#ffc94f", 1.15),
        (4, 1.0, 0.52, 0.24, "#ff5a0c", 0.75),
    )
    for count, out, tall, wide, colour, strength in rings:
        for number in range(count):
            angle = 2 * np.pi * number / count + 0.7 * count + 0.25 * k.jitter(1.0)
            foot = np.array([np.cos(angle), 0.0, np.sin(angle)]) * out * radius * 0.75
            lick = np.array([-np.sin(angle), 0.0, np.cos(angle)]) * radius * 0.28
            top = height * tall * (1.0 + 0.12 * k.jitter(1.0))
            knots = [(0.0, 0.0), (0.35, 0.25), (-0.3, 0.55), (0.55, 1.0)]
            path = [foot * (1.0 - 0.55 * up) + lick * side + [0.0, foot_m + top * up, 0.0] for side, up in knots]
            thick = curve([[0.45], [1.0], [0.62], [0.03]], 4)[:, 0] * radius * wide
            k.add(k.bar(curve(path, 4), thick, 9), k.fire(colour, strength))
