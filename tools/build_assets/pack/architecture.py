"""Parts of buildings and whole small ones. What one walks through or onto is open."""

from __future__ import annotations

import numpy as np

from tools.build_assets.extrusion import extrude
from tools.build_assets.library import courses, paving
from tools.build_assets.mesh import around, merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve, plate


def arch(k: Kit) -> None:
    """A free-standing stone arch, 3 m high; one walks through along Z."""
    stone = k.stone("sand")
    for x in (-0.95, 0.95):
        k.add(k.slab(0.62, 0.2, 0.7, 0.02).moved(x), stone)
        for index in range(4):
            k.add(k.slab(0.5, 0.44, 0.56, 0.015).moved(x + k.jitter(0.01), 0.2 + 0.44 * index), stone)
    for index in range(9):
        angle = np.pi * (index + 0.5) / 9
        block = k.beam((0.4, 0.5, 0.56), 0.015).turned(0, roll_deg=np.degrees(angle) - 90)
        k.add(block.moved(0.95 * np.cos(angle), 1.96 + 0.95 * np.sin(angle)), stone)


def column(k: Kit) -> None:
    """A fluted column with base and capital, 2.8 m."""
    stone = k.stone("sand")
    k.add(k.slab(0.7, 0.14, 0.7, 0.015), stone)
    k.add(k.turned([(0.33, 0.14), (0.34, 0.2), (0.28, 0.26), (0.3, 0.3), (0.25, 0.34)], 28, 0.015), stone)
    shaft = k.turned([(0.25, 0.34), (0.245, 1.2), (0.21, 2.44)], 40)
    angle = np.arctan2(shaft.positions[:, 0], shaft.positions[:, 2])
    shaft.positions[:, [0, 2]] *= (1.0 - 0.035 * np.abs(np.sin(10 * angle)))[:, None]
    k.add(shaft, stone)
    k.add(k.turned([(0.21, 2.44), (0.24, 2.48), (0.22, 2.52), (0.33, 2.64)], 28, 0.015), stone)
    k.add(k.slab(0.72, 0.14, 0.72, 0.015).moved(0, 2.64), stone)


def wall(k: Kit) -> None:
    """A piece of dry-stone wall, 2 m long and 1.1 m high."""
    for row in range(5):
        x = -1.0 + (0.12 if row % 2 else 0.0)
        while x < 0.94:
            wide = float(k.random.uniform(0.22, 0.42)) / min(k.look.detail * 1.6, 1.0)
            wide = min(wide, 1.0 - x)
            if wide > 0.06:
                deep = 0.42 - 0.03 * row + k.jitter(0.03)
                stone = k.slab(wide - 0.012, 0.2, deep, 0.03)
                k.add(stone.turned(k.jitter(2)).moved(x + wide / 2, 0.205 * row), k.stone("grey"), 0.95)
            x += wide
    for index in range(5):
        k.add(k.slab(0.38, 0.1, 0.44, 0.03).turned(k.jitter(3)).moved(-0.8 + 0.4 * index, 1.02), k.stone("grey"))


def fence(k: Kit) -> None:
    """A picket fence, 2 m long."""
    paint = k.painted()
    for x in (-0.97, 0.97):
        k.add(k.slab(0.09, 1.05, 0.09).moved(x), paint)
    for y in (0.3, 0.75):
        k.add(k.beam((1.9, 0.07, 0.035)).moved(0, y, -0.03), paint, 0.92)
    outline = [(-0.04, 0.0), (0.04, 0.0), (0.04, 0.84), (0.0, 0.92), (-0.04, 0.84)]
    for index in range(12):
        x = -0.86 + 1.72 * index / 11
        k.add(extrude(outline, 0.022, 0.004).moved(x, 0.06, 0.0), paint)


def gate(k: Kit) -> None:
    """A wooden double gate between stone piers, 3 m wide, ajar."""
    stone, oak, iron = k.stone("grey"), k.wood("oak"), k.metal("iron")
    for side in (-1, 1):
        k.add(k.slab(0.5, 2.0, 0.5, 0.02).moved(side * 1.5), stone)
        k.add(k.slab(0.62, 0.12, 0.62, 0.02).moved(side * 1.5, 2.0), stone)
        k.add(k.ball(0.2, 16).moved(side * 1.5, 2.3), stone)
        leaf = []
        for index in range(6):
            high = 1.5 + 0.3 * (index / 5) ** 2
            leaf.append((k.slab(0.19, high, 0.04).moved(0.1 + 0.195 * index, 0.06), oak))
        leaf += [(k.beam((1.16, 0.1, 0.03)).moved(0.59, y, -0.034), oak) for y in (0.3, 1.2)]
        leaf += [(k.beam((0.5, 0.05, 0.012)).moved(0.25, y, 0.028), iron) for y in (0.3, 1.2)]
        for mesh, material in leaf:
            turned = mesh.turned(24) if side < 0 else mesh.scaled(-1, 1, 1).turned(-24)
            k.add(turned.moved(side * 1.24), material)


def door(k: Kit) -> None:
    """A door in its frame, 2.2 m."""
    oak, paint = k.wood("oak"), k.painted()
    for x in (-0.52, 0.52):
        k.add(k.slab(0.1, 2.2, 0.16).moved(x), oak)
    k.add(k.beam((1.24, 0.12, 0.18)).moved(0, 2.2, 0), oak)
    k.add(k.slab(0.92, 2.12, 0.05).moved(0, 0.015), paint)
    for y, high in ((0.6, 0.8), (1.55, 0.8)):
        for x in (-0.21, 0.21):
            k.add(k.beam((0.32, high, 0.02), 0.012).moved(x, y, 0.025), paint, 0.9)
    k.add(k.ball(0.032, 12).moved(0.39, 1.02, 0.06), k.metal("brass"))


def stairs(k: Kit) -> None:
    """Five stone steps, going up towards -Z, 0.85 m high."""
    for index in range(5):
        deep = 1.5 - 0.3 * index
        k.add(k.slab(1.4, 0.17, deep, 0.015).moved(0, 0.17 * index, -0.15 * index), k.stone("grey"))


def well(k: Kit) -> None:
    """A stone well with a roof and a bucket, 2.3 m."""
    stone, oak = k.stone("grey"), k.wood("oak")
    for row in range(4):
        for index in range(12):
            block = k.slab(0.32, 0.19, 0.2, 0.025).moved(0, 0, 0.58)
            k.add(block.turned(30 * index + 15 * (row % 2)).moved(0, 0.195 * row), stone)
    k.add(k.turned([(0.5, 0.55), (0, 0.55)], 18).flipped(), k.plain("#1c333a", 0.05))
    for x in (-0.62, 0.62):
        k.add(k.slab(0.1, 1.95, 0.1).moved(x), oak)
    k.add(k.bar([(-0.7, 1.45, 0), (0.78, 1.45, 0)], 0.07, 10), oak)
    k.add(k.bar([(0.78, 1.45, 0), (0.84, 1.45, 0), (0.84, 1.2, 0), (0.95, 1.2, 0)], 0.018, 6), k.metal("iron"))
    for side in (-1, 1):
        plate = k.beam((1.6, 0.05, 0.78), 0.01).turned(0, pitch_deg=38 * side)
        k.add(plate.moved(0, 2.07, 0.29 * side), k.painted())
    k.add(k.bar([(0, 1.4, 0), (0, 1.02, 0)], 0.012, 6), k.plain("#b79b6c", 0.9))
    k.add(k.turned([(0, 0.78), (0.1, 0.78), (0.13, 1.0), (0.12, 1.0), (0.1, 0.86)], 16), oak)


def fountain(k: Kit) -> None:
    """A two-tiered fountain, 2.4 m across."""
    stone, water = k.stone("sand"), k.plain("#2b5a66", 0.04)
    k.add(
        k.turned(
            [(1.2, 0), (1.2, 0.08), (1.1, 0.12), (1.1, 0.38), (1.2, 0.42), (1.2, 0.48), (1.02, 0.48), (1.0, 0.3)],
            40,
            0.015,
        ),
        stone,
    )
    k.add(k.turned([(1.01, 0.38), (0, 0.38)], 36).flipped(), water)
    k.add(
        k.turned(
            [
                (0.3, 0.3),
                (0.3, 0.42),
                (0.14, 0.52),
                (0.12, 0.95),
                (0.24, 1.02),
                (0.56, 1.12),
                (0.6, 1.18),
                (0.52, 1.17),
            ],
            32,
            0.015,
        ),
        stone,
    )
    k.add(k.turned([(0.53, 1.15), (0, 1.15)], 28).flipped(), water)
    k.add(k.turned([(0.1, 1.12), (0.07, 1.3), (0.12, 1.42), (0.05, 1.5), (0, 1.52)], 18, 0.01), stone)
    jets = []
    for index in range(8):
        angle = np.pi / 4 * index
        path = [(r * np.cos(angle), 1.48 + 0.9 * r - 5.4 * r * r, r * np.sin(angle)) for r in np.linspace(0.02, 0.5, 8)]
        jets.append(k.bar(path, 0.012, 5))
    k.add(merged(jets), k.glass())


def footbridge(k: Kit) -> None:
    """An arched wooden footbridge, 3.6 m long along Z."""
    paint, oak = k.painted(), k.wood("oak")
    for index in range(16):
        t = (index + 0.5) / 16
        y, tilt = 0.5 * np.sin(np.pi * t), np.degrees(np.arctan(0.5 * np.pi / 3.6 * np.cos(np.pi * t)))
        k.add(k.beam((1.3, 0.045, 0.21)).across().turned(0, pitch_deg=-tilt).moved(0, y + 0.06, 3.6 * (t - 0.5)), oak)
    for x in (-0.62, 0.62):
        for lift, radius in ((0.0, 0.055), (0.85, 0.04), (0.5, 0.025)):
            rail = [(x, 0.5 * np.sin(np.pi * t) + 0.02 + lift, 3.6 * (t - 0.5)) for t in np.linspace(0, 1, 11)]
            k.add(k.bar(rail, radius, 8), paint)
        for t in (0.02, 0.26, 0.5, 0.74, 0.98):
            k.add(k.slab(0.08, 0.98, 0.08).moved(x, 0.5 * np.sin(np.pi * t) - 0.02, 3.6 * (t - 0.5)), paint)


def jetty(k: Kit) -> None:
    """A wooden jetty on piles, 6 m long along Z, 1.8 m wide; its deck is at 0.6 m."""
    grey = k.wood("grey")
    boards = k.count(28)
    for index in range(boards):
        deep = 6.0 / boards
        k.add(
            k.beam((1.8 + k.jitter(0.03), 0.05, deep - 0.012)).across().moved(0, 0.575, -3 + deep * (index + 0.5)), grey
        )
    for x in (-0.72, 0.72):
        k.add(k.beam((0.12, 0.14, 5.9)).moved(x, 0.48, 0), grey, 0.8)
        for z in (-2.7, -0.9, 0.9, 2.7):
            high = 1.15 if abs(z) > 2 else 0.95
            k.add(k.bar([(x * 1.2, -0.6, z), (x * 1.2, high, z)], 0.09, 9), grey, 0.85)
    k.add(k.bar(curve([(0.864, 1.0, 2.7), (0.9, 0.72, 1.8), (0.864, 0.85, 0.9)], 5), 0.022, 6), k.plain("#b79b6c", 0.9))


def quay(k: Kit) -> None:
    """A piece of stone quay, 12 m by 12 m and 1.6 m deep; one stands on it at the height of its origin."""
    k.add(plate(12.0, 12.0, 2.0), paving())
    for turn in range(4):
        face = k.beam((12.0, 1.6, 0.02), 0.0).moved(0, -0.8, 5.99).turned(90 * turn)
        k.add(face, courses())
        rim = k.beam((12.0, 0.2, 0.34), 0.02).moved(0, -0.098, 5.83).turned(90 * turn)
        k.add(rim, k.stone("grey"))


def lighthouse(k: Kit) -> None:
    """A striped lighthouse, 7 m."""
    white, band = k.painted("#ece7da"), k.painted()
    for index in range(5):
        low, high = 1.15 * index, 1.15 * (index + 1)
        profile = [(1.15 - 0.085 * low, low), (1.15 - 0.085 * high, high)]
        k.add(k.turned(profile, 28, 0.0), band if index % 2 else white)
    k.add(k.turned([(0.66, 5.75), (0.92, 5.78), (0.92, 5.86), (0, 5.86)], 28), k.stone("dark"))
    for turn in range(0, 360, 30):
        k.add(k.bar([(0.86, 5.86, 0), (0.86, 6.3, 0)], 0.014, 5).turned(turn), k.metal("iron"))
    ring = [(0.86 * np.cos(a), 6.3, 0.86 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)]
    k.add(k.bar(ring, 0.018, 6), k.metal("iron"))
    k.add(k.turned([(0.42, 5.86), (0.42, 6.6)], 12), k.glass())
    k.add(k.turned([(0, 6.02), (0.2, 6.1), (0.2, 6.36), (0, 6.44)], 12), k.glow("#ffe2a0", 5.0))
    k.add(k.turned([(0.52, 6.6), (0.5, 6.66), (0.12, 7.0), (0.05, 7.05), (0.04, 7.2), (0, 7.25)], 20), band)
    k.add(k.slab(0.7, 1.5, 0.1, 0.02).moved(0, 0.0, 1.12), k.wood("oak"))
    for y in (2.4, 3.9):
        k.add(k.beam((0.3, 0.5, 0.08), 0.02).moved(0, y, 1.13 - 0.085 * y), k.plain("#243440", 0.1))


def cottage(k: Kit) -> None:
    """A small cottage with a steep roof and a chimney, 4.4 m by 3.6 m; lit windows; its door looks to +Z."""
    walls, oak = k.painted(), k.wood("dark")
    k.add(k.slab(4.4, 2.3, 3.6, 0.02), walls)
    gable = extrude([(-1.8, 2.3), (1.8, 2.3), (0, 4.05)], 4.36, 0.01).turned(90)
    k.add(gable, walls, 0.97)
    for side in (-1, 1):
        thatch = k.beam((4.9, 0.16, 2.75), 0.03).turned(0, pitch_deg=44 * side)
        k.add(thatch.moved(0, 3.15, 0.99 * side), k.plain("#8a7247", 1.0), 0.9)
    k.add(k.slab(0.6, 1.9, 0.6, 0.02).moved(1.3, 3.0, -0.6), k.stone("dark"))
    k.add(k.slab(0.95, 1.95, 0.1, 0.02).moved(-0.3, 0, 1.8), oak)
    k.add(k.ball(0.04, 8).moved(0.02, 0.98, 1.87), k.metal("brass"))
    k.add(k.slab(1.3, 0.12, 0.5, 0.02).moved(-0.3, 0, 2.05), k.stone("grey"))
    for x in (-1.6, 1.25):
        k.add(k.beam((0.95, 0.85, 0.06), 0.01).moved(x, 1.3, 1.8), oak)
        k.add(k.beam((0.8, 0.7, 0.07), 0.005).moved(x, 1.3, 1.8), k.glow("#ffb45c", 1.4))
        k.add(k.beam((0.04, 0.72, 0.09)).moved(x, 1.3, 1.8), oak)
        k.add(k.beam((0.82, 0.04, 0.09)).moved(x, 1.3, 1.8), oak)
    for x in (-2.2, 2.2):
        k.add(k.beam((0.02, 0.7, 0.8)).moved(x, 1.35, 0), k.glow("#ffb45c", 1.4))


def tent(k: Kit) -> None:
    """A ridge tent, open towards +Z, 2.4 m long."""
    cloth, pole = k.cloth(), k.wood("pine")
    for side in (-1, 1):
        sheet = k.beam((0.02, 1.98, 2.4), 0.002).turned(0, roll_deg=39 * side)
        k.add(sheet.moved(0.62 * side, 0.76, 0), cloth)
    back = extrude([(-1.22, 0.0), (1.22, 0.0), (0, 1.5)], 0.012, 0.002)
    k.add(back.moved(0, 0, -1.19), cloth, 0.92)
    for z in (-1.2, 1.2):
        k.add(k.bar([(0, 0, z), (0, 1.6, z)], 0.022, 7), pole)
    k.add(k.bar([(0, 1.54, -1.25), (0, 1.54, 1.25)], 0.02, 7), pole)
    for x in (-1, 1):
        for z in (-1, 1):
            k.add(k.bar([(0.05 * x, 1.5, 1.2 * z), (1.6 * x, 0.02, 1.75 * z)], 0.006, 4), k.plain("#d8c9a2"))


def pavilion(k: Kit) -> None:
    """An open pavilion on six posts, 3.6 m across and 3.6 m high."""
    paint, roof = k.painted("#ece6d8"), k.painted()
    k.add(k.turned([(1.9, 0), (1.9, 0.12), (1.86, 0.14), (0, 0.14)], 6), k.stone("sand"))
    for index in range(6):
        turn = 60 * index
        k.add(
            k.turned([(0.1, 0.14), (0.1, 0.24), (0.06, 0.3), (0.055, 2.2), (0.1, 2.32)], 12, 0.01)
            .moved(0, 0, 1.6)
            .turned(turn),
            paint,
        )
        k.add(k.beam((1.62, 0.16, 0.08)).moved(0, 2.38, 1.42).turned(turn + 30), paint)
        if index:
            k.add(k.beam((1.4, 0.06, 0.06)).moved(0, 0.95, 1.4).turned(turn + 30), paint)
            k.add(around(k.bar([(0, 0.14, 1.4), (0, 0.95, 1.4)], 0.018, 6), 5, turn + 14, 8.0), paint)
    k.add(
        k.turned([(1.98, 2.42), (1.98, 2.48), (1.0, 2.95), (0.25, 3.3), (0.06, 3.38), (0.05, 3.5), (0, 3.62)], 6), roof
    )


def tower(k: Kit) -> None:
    """A ruined round tower, 5 m, covered in ivy on one side."""
    stone = k.stone("grey")
    rows = 11
    for row in range(rows):
        for index in range(14):
            angle = 360 / 14 * index + (13 if row % 2 else 0)
            if row < 5 and abs((angle + 180) % 360 - 180) < 20:
                continue  # the doorway, at +Z
            ruin = rows - 3 * (0.5 + 0.5 * np.sin(np.radians(angle * 1.0 + 60)))
            if row > ruin + k.jitter(0.6):
                continue
            block = k.slab(0.72, 0.44, 0.36, 0.03 if index % 2 else 0.0).moved(k.jitter(0.01), 0, 1.5 + k.jitter(0.02))
            k.add(block.turned(angle).moved(0, 0.45 * row), stone)
    from tools.build_assets import plants

    ivy = plants.ivy(1.4, 3.2, k.count(500), k.look.seed).moved(-0.7, 0, 1.66).turned(110)
    k.add(ivy, k.leaves("#6f8a4c", "#2c4226"))
