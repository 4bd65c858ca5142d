"""Books, writing, pictures and instruments of science."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import Mesh, merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve, surface


def _book(k: Kit, size: tuple[float, float, float], colour: str) -> list[tuple[Mesh, object]]:
    """A closed book lying flat: cover boards, spine and pages."""
    wide, high, deep = size
    cover = k.plain(colour, 0.6)
    pages = k.plain("#eadfc4", 0.95)
    return [
        (k.slab(wide, 0.004, deep, 0.001), cover),
        (k.slab(wide, 0.004, deep, 0.001).moved(0, high - 0.004), cover),
        (k.slab(0.006, high, deep, 0.002).moved(-wide / 2 + 0.003), cover),
        (k.slab(wide * 0.94, high - 0.008, deep * 0.95, 0.001).moved(0.002, 0.004), pages),
    ]


def book(k: Kit) -> None:
    """A thick closed book."""
    for mesh, material in _book(k, (0.17, 0.05, 0.24), k.colour):
        k.add(mesh, material)  # type: ignore[arg-type]
    for z in (-0.07, 0.07):
        k.add(k.slab(0.012, 0.052, 0.008, 0.002).moved(-0.082, -0.001, z), k.metal("brass"))


def book_stack(k: Kit) -> None:
    """Five books, one upon the other."""
    y = 0.0
    for colour in (k.colour, "#2f4a63", "#8a6a34", "#45583a", "#5a3b5e"):
        high = float(k.random.uniform(0.025, 0.05))
        size = (float(k.random.uniform(0.15, 0.2)), high, float(k.random.uniform(0.21, 0.27)))
        turn, x, z = k.jitter(16), k.jitter(0.012), k.jitter(0.012)
        for mesh, material in _book(k, size, colour):
            k.add(mesh.turned(turn).moved(x, y, z), material)  # type: ignore[arg-type]
        y += high


def open_book(k: Kit) -> None:
    """An open book, read from +Z."""
    xs = np.linspace(-0.2, 0.2, 21)
    for lift, margin in ((0.0, 0.0), (0.006, 0.006), (0.012, 0.012)):
        wide = xs * (1 - margin * 4)
        heights = 0.012 + lift + 0.028 * np.exp(-((np.abs(xs) - 0.05) ** 2) / 0.006) * (np.abs(xs) > 0.004)
        rows = np.array(
            [[(x, y, z) for x, y in zip(wide, heights, strict=True)] for z in (0.145 - margin, -0.145 + margin)]
        )
        k.add(surface(rows), k.plain("#efe6cf", 0.95, both_sides=True))
    k.add(k.slab(0.42, 0.006, 0.31, 0.002), k.plain(k.colour, 0.6))
    lines = [
        k.beam((0.13, 0.001, 0.004), 0.0003).moved(side * 0.105, 0.0475 - 0.0075 * 0, -0.1 + 0.022 * row)
        for side in (-1, 1)
        for row in range(9)
    ]
    k.add(merged(lines), k.plain("#4a4038", 0.9))
    k.add(k.beam((0.01, 0.002, 0.36), 0.0005).moved(0.01, 0.022, 0.03), k.cloth("#8a2b2b"))


def scroll(k: Kit) -> None:
    """A scroll, partly unrolled, 0.5 m wide."""
    paper = k.plain("#e6d6ae", 0.95, both_sides=True)
    rows = [[(x, 0.012 + 0.004 * np.sin(9 * z), z) for x in (-0.22, 0.22)] for z in np.linspace(-0.2, 0.22, 9)]
    k.add(surface(np.array(rows)[::-1]), paper)
    for z in (-0.22, 0.24):
        k.add(k.bar([(-0.22, 0.03, z), (0.22, 0.03, z)], 0.03, 14), paper)
        k.add(k.bar([(-0.27, 0.03, z), (0.27, 0.03, z)], 0.012, 8), k.wood("dark"))
        for x in (-0.275, 0.275):
            k.add(k.ball(0.018, 8).moved(x, 0.03, z), k.wood("dark"))
    lines = [
        k.beam((0.006, 0.001, 0.28 - 0.03 * (i % 3)), 0.0003).moved(-0.17 + 0.038 * i, 0.0185, 0.01) for i in range(10)
    ]
    k.add(merged(lines), k.plain("#3a322a", 0.9))


def globe(k: Kit) -> None:
    """A terrestrial globe on a stand, 0.6 m."""
    k.add(
        k.turned([(0, 0), (0.14, 0), (0.15, 0.02), (0.05, 0.05), (0.025, 0.09), (0.03, 0.13), (0.02, 0.16)], 22, 0.008),
        k.wood("dark"),
    )
    sea = k.ball(0.19, 36)
    p = sea.positions / 0.19
    land = np.zeros(len(p))
    source = np.random.default_rng(7)
    for octave in range(5):
        way = source.normal(size=3)
        land += np.sin((1.6 + 1.3 * octave) * (p @ way) + source.random() * 6) / (1 + 0.6 * octave)
    land = np.clip((land - 0.35) * 6, 0, 1)[:, None]
    cold = np.clip((np.abs(p[:, 1:2]) - 0.82) * 9, 0, 1)
    colour = np.array((0.09, 0.24, 0.36)) * (1 - land) + np.array((0.35, 0.36, 0.14)) * land
    sea.colours = np.clip(colour * (1 - cold) + cold * 0.85, 0, 1)
    k.add(sea.turned(0, roll_deg=-23).moved(0, 0.38), k.plain("#ffffff", 0.35))
    arc = [(0.205 * np.cos(a), 0.38 + 0.205 * np.sin(a), 0) for a in np.linspace(-1.98, 1.17, 22)]
    k.add(k.bar(arc, 0.008, 8), k.metal("brass"))


def telescope(k: Kit) -> None:
    """A brass telescope on a tripod, 1.6 m, looking up towards +Z."""
    brass, oak = k.metal("brass"), k.wood("dark")
    for turn in (30, 150, 270):
        k.add(k.bar([(0, 1.05, 0.03), (0, 0, 0.5)], [0.02, 0.026], 8).turned(turn), oak)
    k.add(k.turned([(0.05, 1.0), (0.06, 1.06), (0.03, 1.12), (0.02, 1.18)], 16), brass)
    tube = [
        (0.0, -0.5),
        (0.022, -0.5),
        (0.022, -0.42),
        (0.03, -0.42),
        (0.03, -0.2),
        (0.045, -0.2),
        (0.045, 0.45),
        (0.055, 0.45),
        (0.055, 0.62),
        (0.046, 0.62),
        (0.046, 0.55),
    ]
    k.add(k.turned(tube, 22, 0.002).turned(0, pitch_deg=58).moved(0, 1.24), brass)
    lens = k.turned([(0.046, 0.56), (0, 0.575)], 20).turned(0, pitch_deg=58).moved(0, 1.24)
    k.add(lens, k.plain("#1c2c3c", 0.04))


def microscope(k: Kit) -> None:
    """A brass microscope, 0.34 m."""
    brass, black = k.metal("brass"), k.plain("#1d1b1a", 0.4)
    k.add(k.slab(0.13, 0.02, 0.18, 0.006), black)
    k.add(k.bar(curve([(0, 0.02, -0.07), (0, 0.12, -0.085), (0, 0.22, -0.06), (0, 0.25, -0.02)], 4), 0.014, 8), black)
    k.add(k.slab(0.1, 0.008, 0.1, 0.003).moved(0, 0.1, 0.0), black)
    body = [
        (0, 0.12),
        (0.008, 0.12),
        (0.012, 0.15),
        (0.019, 0.16),
        (0.019, 0.3),
        (0.014, 0.3),
        (0.014, 0.34),
        (0.017, 0.345),
        (0, 0.345),
    ]
    k.add(k.turned(body, 18, 0.002).turned(0, pitch_deg=-8), brass)
    k.add(k.bar([(-0.04, 0.2, -0.06), (0.04, 0.2, -0.06)], 0.017, 12), brass)
    k.add(k.turned([(0, 0.0), (0.025, 0.004)], 14).turned(0, pitch_deg=35).moved(0, 0.05), k.metal("silver"))


def hourglass(k: Kit) -> None:
    """An hourglass, 0.26 m."""
    dark = k.wood("dark")
    for y in (0.0, 0.24):
        k.add(k.slab(0.14, 0.02, 0.14, 0.006).moved(0, y), dark)
    for x in (-0.055, 0.055):
        for z in (-0.055, 0.055):
            k.add(k.bar([(x, 0.02, z), (x, 0.24, z)], 0.006, 7), dark)
    glass = curve([(0.045, 0.02), (0.05, 0.07), (0.008, 0.13), (0.05, 0.19), (0.045, 0.24)], 4)
    k.add(k.turned(glass, 20, 0.0), k.glass())
    k.add(k.turned([(0.044, 0.021), (0.046, 0.04), (0, 0.072)], 16), k.plain("#d9b979", 1.0))
    k.add(k.turned([(0.0, 0.13), (0.035, 0.17), (0, 0.172)], 16), k.plain("#d9b979", 1.0))


def typewriter(k: Kit) -> None:
    """A typewriter with a sheet in it, 0.4 m wide; its keys are at +Z."""
    paint, steel = k.painted(), k.metal("steel")
    k.add(k.slab(0.38, 0.05, 0.36, 0.015), paint)
    k.add(k.slab(0.36, 0.1, 0.2, 0.02).moved(0, 0.05, -0.07), paint)
    k.add(k.bar([(-0.21, 0.175, -0.12), (0.21, 0.175, -0.12)], 0.025, 14), k.plain("#1d1b1a", 0.5))
    for x in (-0.22, 0.22):
        k.add(k.bar([(x - 0.012, 0.175, -0.12), (x + 0.012, 0.175, -0.12)], 0.03, 14), steel)
    sheet = surface(
        np.array(
            [[(x, y, z) for x in (-0.11, 0.11)] for y, z in ((0.16, -0.095), (0.2, -0.11), (0.3, -0.15), (0.38, -0.2))]
        )
    )
    k.add(sheet, k.plain("#f3eee0", 0.9, both_sides=True))
    for row in range(4):
        for column in range(10):
            x = -0.15 + 0.032 * column + 0.008 * row
            y, z = 0.105 - 0.017 * row, 0.06 + 0.032 * row
            k.add(k.turned([(0.0115, 0), (0.0115, 0.006), (0, 0.006)], 9).moved(x, y, z), k.plain("#efe9da", 0.3))


def easel(k: Kit) -> None:
    """An easel with a landscape on it, 1.7 m; one looks at it from +Z."""
    oak = k.wood("oak")
    for x in (-1, 1):
        k.add(k.bar([(0.34 * x, 0, 0.12), (0.05 * x, 1.7, -0.1)], 0.02, 6), oak)
    k.add(k.bar([(0, 0, -0.55), (0, 1.62, -0.11)], 0.02, 6), oak)
    k.add(k.beam((0.6, 0.03, 0.08)).moved(0, 0.72, 0.06), oak)
    tilt = -7.0
    canvas = k.beam((0.8, 0.6, 0.025), 0.003).turned(0, pitch_deg=tilt).moved(0, 1.05, 0.03)
    k.add(canvas, k.plain("#efe7d2", 0.9))
    xs, ys = np.linspace(-0.385, 0.385, 25), np.linspace(-0.285, 0.285, 19)
    grid = surface(np.array([[(x, y, 0) for x in xs] for y in ys]))
    x, y = grid.positions[:, 0], grid.positions[:, 1]
    sky = np.array((0.35, 0.5, 0.7)) + np.clip((0.2 - y) * 2.2, 0, 1)[:, None] * np.array((0.5, 0.25, 0.0))
    hills = (y < -0.02 + 0.07 * np.sin(7 * x) + 0.03 * np.sin(17 * x))[:, None]
    field = (y < -0.12 + 0.03 * np.sin(5 * x + 1))[:, None]
    colour = np.where(field, (0.32, 0.36, 0.09), np.where(hills, (0.12, 0.2, 0.28), sky))
    grid.colours = np.clip(colour, 0, 1)
    k.add(grid.turned(0, pitch_deg=tilt).moved(0, 1.05, 0.046), k.plain("#ffffff", 0.8, both_sides=True))


def picture(k: Kit) -> None:
    """A framed picture to be hung, 0.9 m by 0.7 m; its back is at -Z, its lower edge on the origin."""
    gilt = k.metal("brass")
    for y in (0.045, 0.655):
        k.add(k.beam((0.9, 0.09, 0.05), 0.015).moved(0, y, 0.025), gilt)
    for x in (-0.405, 0.405):
        k.add(k.beam((0.09, 0.7, 0.05), 0.015).moved(x, 0.35, 0.025), gilt)
    xs, ys = np.linspace(-0.37, 0.37, 29), np.linspace(0.08, 0.62, 21)
    grid = surface(np.array([[(x, y, 0.02) for x in xs] for y in ys]))
    x, y = grid.positions[:, 0], grid.positions[:, 1]
    sun = np.exp(-((x - 0.1) ** 2 + (y - 0.4) ** 2) / 0.006)[:, None]
    sea = (y < 0.3)[:, None]
    glint = (np.exp(-((x - 0.1) ** 2) / 0.004) * (0.5 + 0.5 * np.sin(160 * y)))[:, None]
    base = np.where(
        sea,
        (0.05, 0.14, 0.22),
        np.stack([0.3 + 0.8 * (0.62 - y), 0.28 + 0.35 * (0.62 - y), 0.42 - 0.2 * (0.62 - y)], 1),
    )
    grid.colours = np.clip(base + sun * (0.9, 0.6, 0.2) * ~sea + glint * sea * (0.6, 0.4, 0.15), 0, 1)
    k.add(grid, k.plain("#ffffff", 0.6, both_sides=True))
    k.add(k.beam((0.8, 0.6, 0.01), 0.001).moved(0, 0.35, 0.006), k.plain("#4a3826", 0.9))


def statue(k: Kit) -> None:
    """A standing figure in a cloak on a pedestal, 2.3 m."""
    stone = k.stone("sand")
    k.add(k.slab(0.8, 0.12, 0.8, 0.015), stone)
    k.add(k.slab(0.64, 0.6, 0.64, 0.015).moved(0, 0.12), stone)
    k.add(k.slab(0.76, 0.1, 0.76, 0.015).moved(0, 0.72), stone)
    robe = k.turned(
        curve([(0.3, 0.82), (0.24, 1.05), (0.19, 1.45), (0.25, 1.78), (0.21, 1.92), (0.07, 1.99)], 5), 40, 0.0
    )
    angle = np.arctan2(robe.positions[:, 0], robe.positions[:, 2])
    fold = np.clip((1.95 - robe.positions[:, 1]) * 1.4, 0, 1)
    robe.positions[:, [0, 2]] *= (1 + 0.06 * fold * np.sin(9 * angle + 4 * robe.positions[:, 1]))[:, None]
    robe.positions[:, 2] *= 0.78
    from tools.build_assets.mesh import smooth_normals

    robe.normals = smooth_normals(robe.positions, robe.faces)
    k.add(robe, stone)
    k.add(k.turned([(0.06, 1.95), (0.06, 2.06)], 14), stone)
    k.add(k.ball(0.115, 20).scaled(0.9, 1.15, 1.0).moved(0, 2.16, 0.01), stone)
    hood = k.turned(
        curve([(0.14, 1.98), (0.15, 2.12), (0.12, 2.26), (0.02, 2.33)], 4),
        20,
        0.0,
    )
    k.add(hood.scaled(1, 1, 0.9).moved(0, 0, -0.045), stone)
    for x in (-1, 1):
        arm = curve([(0.2 * x, 1.82, 0), (0.27 * x, 1.6, 0.03), (0.2 * x, 1.42, 0.16), (0.05 * x, 1.45, 0.22)], 4)
        k.add(k.bar(arm, np.linspace(0.075, 0.05, len(arm)), 10), stone)
    k.add(k.slab(0.2, 0.26, 0.05, 0.01).moved(0, 1.36, 0.25), stone)
