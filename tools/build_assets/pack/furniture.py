"""Things to sit at, lie on and keep things in. Their front is +Z."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def table(k: Kit) -> None:
    """A farmhouse table, 1.6 m long."""
    oak = k.wood("oak")
    for index in range(4):
        k.add(k.beam((1.6, 0.035, 0.195)).across().moved(0, 0.7325, -0.3 + 0.2 * index), oak)
    k.legs(1.38, 0.62, 0.715, 0.075, oak)
    for z in (-0.31, 0.31):
        k.add(k.beam((1.3, 0.09, 0.025)).moved(0, 0.665, z), oak, 0.9)
    for x in (-0.69, 0.69):
        k.add(k.beam((0.025, 0.09, 0.56)).moved(x, 0.665, 0), oak, 0.9)


def round_table(k: Kit) -> None:
    """A round tea table on a turned foot, 0.9 m."""
    dark = k.wood("dark")
    k.add(k.turned([(0, 0.70), (0.44, 0.70), (0.45, 0.715), (0.45, 0.73), (0.44, 0.74), (0, 0.74)], 32), dark)
    profile = [(0.05, 0.12), (0.035, 0.2), (0.06, 0.3), (0.04, 0.42), (0.045, 0.62), (0.11, 0.70)]
    k.add(k.turned(profile, 16, 0.02), dark)
    for turn in (0, 120, 240):
        foot = curve([(0, 0.2, 0.02), (0, 0.16, 0.16), (0, 0.04, 0.3), (0, 0.022, 0.36)], 3)
        k.add(k.bar(foot, [0.03] * (len(foot) - 1) + [0.022]).turned(turn), dark)


def chair(k: Kit) -> None:
    """A wooden chair with a slatted back; the seat is at 0.45 m."""
    oak = k.wood("oak")
    k.add(k.beam((0.42, 0.035, 0.42), 0.012).moved(0, 0.44, 0.01), oak)
    for x in (-0.18, 0.18):
        k.add(k.slab(0.04, 0.425, 0.04).moved(x, 0, 0.18), oak)
        k.add(k.bar([(x, 0, -0.17), (x, 0.45, -0.18), (x, 0.92, -0.24)], 0.02, 8), oak)
        k.add(k.beam((0.022, 0.03, 0.34)).moved(x, 0.2, 0.0), oak, 0.9)
    for y, back in ((0.62, -0.2), (0.75, -0.215), (0.88, -0.232)):
        k.add(k.beam((0.36, 0.07, 0.016)).moved(0, y, back), oak, 0.95)
    k.add(k.beam((0.34, 0.03, 0.022)).moved(0, 0.24, 0.18), oak, 0.9)


def stool(k: Kit) -> None:
    """A three-legged stool, 0.45 m high."""
    pine = k.wood("pine")
    k.add(k.turned([(0, 0.41), (0.16, 0.41), (0.175, 0.43), (0.165, 0.45), (0, 0.445)], 24), pine)
    for turn in (30, 150, 270):
        k.add(k.bar([(0, 0, 0.17), (0, 0.42, 0.09)], [0.017, 0.022]).turned(turn), pine, 0.92)


def armchair(k: Kit) -> None:
    """An upholstered armchair with rolled arms."""
    cloth, dark = k.cloth(), k.wood("dark")
    k.add(k.slab(0.62, 0.2, 0.66, 0.03).moved(0, 0.14, 0.02), cloth, 0.9)
    k.add(k.beam((0.56, 0.14, 0.56), 0.06).moved(0, 0.4, 0.06), cloth)
    k.add(k.beam((0.62, 0.62, 0.16), 0.07).turned(0, pitch_deg=-10).moved(0, 0.7, -0.3), cloth)
    for x in (-0.37, 0.37):
        k.add(k.beam((0.13, 0.4, 0.68), 0.05).moved(x, 0.36, 0.03), cloth, 0.95)
        k.add(k.bar([(x, 0.57, -0.28), (x, 0.57, 0.37)], 0.085, 14), cloth)
        for z in (-0.26, 0.3):
            k.add(k.turned([(0.022, 0), (0.032, 0.08), (0.03, 0.16)], 10).moved(x * 0.9, 0, z), dark)


def sofa(k: Kit) -> None:
    """A sofa for three, 2 m wide."""
    cloth, dark = k.cloth(), k.wood("dark")
    k.add(k.slab(1.84, 0.2, 0.74, 0.03).moved(0, 0.14, 0.02), cloth, 0.9)
    for x in (-0.58, 0.0, 0.58):
        k.add(k.beam((0.57, 0.16, 0.62), 0.06).moved(x, 0.4, 0.06), cloth)
        k.add(k.beam((0.57, 0.5, 0.18), 0.08).turned(0, pitch_deg=-12).moved(x, 0.66, -0.3), cloth)
    k.add(k.beam((1.84, 0.6, 0.1), 0.04).moved(0, 0.5, -0.37), cloth, 0.88)
    for x in (-0.95, 0.95):
        k.add(k.beam((0.16, 0.5, 0.78), 0.06).moved(x, 0.38, 0.0), cloth, 0.95)
        for z in (-0.3, 0.32):
            k.add(k.slab(0.05, 0.16, 0.05).moved(x * 0.95, 0, z), dark)


def bed(k: Kit) -> None:
    """A single bed with a quilt; the head is at -Z."""
    oak, linen, quilt = k.wood("oak"), k.cloth("#e9e3d6"), k.cloth()
    k.legs(0.9, 1.92, 0.42, 0.07, oak)
    for x in (-0.45, 0.45):
        k.add(k.beam((0.04, 0.16, 1.9)).moved(x, 0.32, 0), oak)
    k.add(k.beam((0.94, 0.62, 0.05), 0.02).moved(0, 0.65, -0.98), oak)
    k.add(k.beam((0.94, 0.3, 0.05), 0.02).moved(0, 0.45, 0.98), oak)
    k.add(k.beam((0.88, 0.2, 1.88), 0.07).moved(0, 0.46, 0), linen)
    k.add(k.beam((0.96, 0.12, 1.3), 0.055).moved(0, 0.55, 0.29), quilt)
    k.add(k.beam((0.6, 0.13, 0.34), 0.06).turned(0, pitch_deg=12).moved(0, 0.62, -0.7), linen)


def bookshelf(k: Kit) -> None:
    """A shelf 1.9 m high, full of books."""
    oak = k.wood("dark")
    for x in (-0.48, 0.48):
        k.add(k.slab(0.03, 1.9, 0.3).moved(x), oak)
    k.add(k.beam((0.98, 1.86, 0.015)).moved(0, 0.95, -0.14), oak, 0.8)
    shelves = (0.06, 0.43, 0.8, 1.17, 1.54, 1.885)
    for y in shelves:
        k.add(k.beam((0.94, 0.028, 0.29)).moved(0, y, 0), oak)
    spines = ("#7a2f2b", "#2f4a63", "#45583a", "#8a6a34", "#5a3b5e", "#2c2c30", "#a89b7c")
    step = 1 if k.look.detail >= 1 else 4
    for y in shelves[:-1]:
        x = -0.45
        while x < 0.40:
            wide = float(k.random.uniform(0.022, 0.05)) * step
            high, deep = float(k.random.uniform(0.2, 0.31)), float(k.random.uniform(0.16, 0.22))
            colour = spines[int(k.random.integers(len(spines)))]
            if k.random.random() < 0.94:
                book = k.beam((wide * 0.94, high, deep), 0.004).moved(
                    x + wide / 2, y + 0.014 + high / 2, -0.11 + deep / 2
                )
                k.add(book, k.plain(colour, 0.75))
            x += wide


def cabinet(k: Kit) -> None:
    """A painted cupboard with two doors."""
    paint, brass = k.painted(), k.metal("brass")
    k.add(k.slab(0.96, 1.3, 0.42, 0.01).moved(0, 0.1), paint, 0.92)
    k.add(k.slab(1.02, 0.04, 0.48, 0.012).moved(0, 1.4, 0.01), k.wood("oak"))
    k.legs(0.86, 0.34, 0.11, 0.06, k.wood("oak"))
    for x in (-0.235, 0.235):
        k.add(k.beam((0.45, 1.2, 0.02), 0.006).moved(x, 0.75, 0.22), paint)
        for y in (0.47, 1.05):
            k.add(k.beam((0.31, 0.46, 0.012), 0.01).moved(x, y, 0.232), paint, 0.93)
        k.add(k.ball(0.018, 10).moved(x * 0.14, 0.78, 0.245), brass)


def desk(k: Kit) -> None:
    """A writing desk with drawers on both sides."""
    dark, brass = k.wood("dark"), k.metal("brass")
    k.add(k.beam((1.4, 0.04, 0.7), 0.012).across().moved(0, 0.75, 0), dark)
    k.add(k.beam((1.1, 0.008, 0.46), 0.003).moved(0, 0.773, 0.04), k.cloth())
    for x in (-0.5, 0.5):
        k.add(k.slab(0.36, 0.69, 0.6).moved(x, 0.04), dark, 0.9)
        for y in (0.17, 0.39, 0.61):
            k.add(k.beam((0.31, 0.19, 0.02), 0.008).moved(x, y, 0.305), dark)
            k.add(k.ball(0.014, 8).moved(x, y, 0.325), brass)
    k.add(k.beam((0.62, 0.1, 0.02)).moved(0, 0.67, 0.3), dark, 0.95)


def bench(k: Kit) -> None:
    """A plain plank bench, 1.5 m long."""
    oak = k.wood("grey" if k.look.wear > 0.6 else "oak")
    for z in (-0.1, 0.1):
        k.add(k.beam((1.5, 0.045, 0.19)).across().moved(0, 0.43, z), oak)
    for x in (-0.56, 0.56):
        k.add(k.slab(0.06, 0.41, 0.32).moved(x), oak, 0.9)
    k.add(k.beam((1.1, 0.08, 0.03)).moved(0, 0.2, 0), oak, 0.88)


def rug(k: Kit) -> None:
    """A woven rug with a border and fringes, 2 m by 1.3 m."""
    for wide, deep, high, colour in (
        (2.0, 1.3, 0.008, k.colour),
        (1.8, 1.1, 0.010, "#d9c79c"),
        (1.7, 1.0, 0.012, k.colour),
    ):
        k.add(k.slab(wide, high, deep, 0.002), k.cloth(colour))
    for x in (-0.42, 0.0, 0.42):
        diamond = k.slab(0.36, 0.0135, 0.36, 0.002).turned(45)
        k.add(diamond.moved(x), k.cloth("#d9c79c"))
    fringe = merged(
        k.beam((0.06, 0.004, 0.012), 0.001).moved(side * 1.03, 0.004, z)
        for side in (-1, 1)
        for z in np.linspace(-0.62, 0.62, k.count(26))
    )
    k.add(fringe, k.cloth("#e4d8b8"))


def screen(k: Kit) -> None:
    """A folding screen of three papered panels, 1.7 m high."""
    dark, paper = k.wood("dark"), k.plain("#efe6cf", 0.9, both_sides=True)
    for index, turn in enumerate((24, -24, 24)):
        panel = []
        for x in (-0.29, 0.29):
            panel.append((k.slab(0.03, 1.7, 0.03).moved(x), dark))
        panel += [(k.beam((0.55, 0.03, 0.03)).moved(0, y, 0), dark) for y in (0.08, 0.62, 1.16, 1.68)]
        panel += [(k.beam((0.02, 1.6, 0.02)).moved(0, 0.88, 0), dark)]
        panel += [(k.beam((0.56, 1.6, 0.006), 0.001).moved(0, 0.88, 0), paper)]
        for mesh, material in panel:
            k.add(mesh.turned(turn).moved((index - 1) * 0.55), material)
