"""Stalls, carts and signs: what a street or a fair is made of."""

from __future__ import annotations

import numpy as np

from tools.build_assets.extrusion import extrude
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def _awning(k: Kit, width: float, front: tuple[float, float], back: tuple[float, float], stripes: int) -> None:
    """Striped cloth from (height, z) at the back to the front."""
    (high, z0), (low, z1) = back, front
    slope, length = np.degrees(np.arctan2(high - low, z1 - z0)), float(np.hypot(high - low, z1 - z0))
    for index in range(stripes):
        wide = width / stripes
        strip = k.beam((wide, 0.02, length), 0.002).turned(0, pitch_deg=slope)
        x = -width / 2 + wide * (index + 0.5)
        cloth = k.cloth(k.colour if index % 2 == 0 else "#efe7d2")
        k.add(strip.moved(x, (high + low) / 2, (z0 + z1) / 2), cloth)
        outline = [(-wide / 2, 0), (-wide / 4, -0.13), (wide / 4, -0.13), (wide / 2, 0)]
        k.add(extrude(outline, 0.012, 0.002).moved(x, low - 0.005, z1), cloth)


def market_stall(k: Kit) -> None:
    """A market stall with a striped awning and crates of fruit, 2.2 m wide; customers stand at +Z."""
    oak = k.wood("oak")
    for x in (-1.05, 1.05):
        k.add(k.slab(0.07, 2.4, 0.07).moved(x, 0, -0.6), oak)
        k.add(k.slab(0.07, 2.05, 0.07).moved(x, 0, 0.5), oak)
    _awning(k, 2.5, (2.0, 0.95), (2.5, -0.75), 9)
    k.add(k.slab(2.1, 0.05, 0.9).moved(0, 0.82, 0.05), oak)
    k.add(k.slab(2.06, 0.8, 0.03).moved(0, 0.02, 0.47), oak, 0.85)
    fruit = ("#b33a2e", "#d68a2d", "#7f9a3e", "#6a3550")
    for index, colour in enumerate(fruit):
        x = -0.78 + 0.52 * index
        k.add(k.slab(0.46, 0.14, 0.62, 0.006).turned(0, pitch_deg=8).moved(x, 0.86, 0.06), k.wood("pine"))
        for row in range(k.count(5)):
            for column in range(4):
                at = (x - 0.15 + 0.1 * column + k.jitter(0.012), 1.03 - 0.1 * (row / 5), -0.16 + 0.11 * row)
                k.add(k.ball(0.05, 8).moved(*at), k.plain(colour, 0.5))


def tea_stall(k: Kit) -> None:
    """A tea stall under a pointed roof with a counter, pots and lanterns, 1.8 m wide."""
    dark, roof = k.wood("dark"), k.painted()
    for x in (-0.85, 0.85):
        for z in (-0.55, 0.55):
            k.add(k.slab(0.08, 2.2, 0.08).moved(x, 0, z), dark)
    for side in (-1, 1):
        k.add(k.beam((2.3, 0.06, 1.0), 0.01).turned(0, pitch_deg=34 * side).moved(0, 2.46, 0.4 * side), roof)
    k.add(k.slab(1.8, 0.9, 0.4).moved(0, 0, 0.45), dark, 0.9)
    k.add(k.slab(1.95, 0.05, 0.56).moved(0, 0.9, 0.45), k.wood("oak"))
    for x, colour in ((-0.55, "#3f5e6b"), (0.0, "#7a2f2b"), (0.5, "#d8c9a2")):
        body = curve([(0.05, 0.0), (0.09, 0.05), (0.08, 0.1), (0.03, 0.13)], 3)
        k.add(k.turned([(0, 0), *body, (0, 0.14)], 16, 0.0).moved(x, 0.95, 0.4), k.glazed(colour))
        k.add(
            k.turned([(0, 0), (0.025, 0), (0.04, 0.05), (0.034, 0.05), (0, 0.012)], 12).moved(x + 0.2, 0.95, 0.55),
            k.glazed("#efe7d2"),
        )
    for x in (-0.95, 0.95):
        k.add(k.ball(0.13, 14).scaled(1, 1.15, 1).moved(x, 1.85, 0.7), k.glow("#ff8d4a", 1.6))
        k.add(k.bar([(x, 2.0, 0.7), (x, 2.2, 0.7)], 0.006, 4), dark)
    k.add(k.beam((1.7, 0.34, 0.01), 0.002).moved(0, 2.02, 0.58), k.cloth())


def cart(k: Kit) -> None:
    """A two-wheeled hand cart with hay, 1.9 m long; its shafts point to +Z."""
    oak, iron = k.wood("oak"), k.metal("iron")
    for index in range(5):
        k.add(k.beam((0.19, 0.03, 1.3)).moved(-0.4 + 0.2 * index, 0.62, -0.25), oak)
    for x in (-0.5, 0.5):
        k.add(k.beam((0.03, 0.28, 1.3)).moved(x, 0.78, -0.25), oak, 0.9)
        k.add(k.bar([(x * 0.8, 0.58, -0.85), (x * 0.8, 0.6, 0.4), (x * 0.7, 0.72, 1.15)], 0.03, 8), oak)
        _wheel(k, x * 1.24, 0.45, -0.25, 0.45)
    k.add(k.beam((0.98, 0.28, 0.03)).moved(0, 0.78, -0.89), oak, 0.9)
    k.add(k.bar([(-0.66, 0.45, -0.25), (0.66, 0.45, -0.25)], 0.03, 8), iron)
    hay = k.ball(0.5, 14).scaled(0.92, 0.62, 1.2).moved(0, 0.82, -0.25)
    k.add(hay, k.plain("#c9a955", 1.0))


def _wheel(k: Kit, x: float, y: float, z: float, radius: float) -> None:
    """A spoked wheel that stands across X."""
    rim = [(0, radius * np.cos(a), radius * np.sin(a)) for a in np.linspace(0, 2 * np.pi, k.sides(24) + 1)]
    k.add(k.bar(rim, 0.035, 6).moved(x, y, z), k.wood("dark"))
    k.add(k.ball(0.08, 10).moved(x, y, z), k.wood("dark"))
    for index in range(8):
        angle = np.pi / 4 * index
        end = (x, y + radius * np.cos(angle), z + radius * np.sin(angle))
        k.add(k.bar([(x, y, z), end], 0.02, 6), k.wood("oak"))


def signpost(k: Kit) -> None:
    """A signpost with two blank arms, 2.2 m."""
    oak, paint = k.wood("oak"), k.painted()
    k.add(k.slab(0.1, 2.2, 0.1), oak)
    k.add(k.turned([(0.08, 2.2), (0.08, 2.23), (0, 2.3)], 4).turned(45), oak)
    for y, turn, side in ((1.95, 12, 1), (1.65, -28, -1)):
        outline = [(0, -0.1), (0.75, -0.1), (0.9, 0), (0.75, 0.1), (0, 0.1)]
        arm = extrude(outline, 0.035, 0.006).moved(0, 0, 0.07)
        k.add((arm if side > 0 else arm.turned(180).moved(0, 0, 0.14)).turned(turn).moved(0, y), paint)


def notice_board(k: Kit) -> None:
    """A notice board with a little roof and pinned sheets, 1.9 m."""
    oak = k.wood("oak")
    for x in (-0.62, 0.62):
        k.add(k.slab(0.09, 1.85, 0.09).moved(x), oak)
    k.add(k.beam((1.24, 0.86, 0.04)).moved(0, 1.25, 0), k.plain("#a8804e", 0.95))
    for y in (0.8, 1.7):
        k.add(k.beam((1.34, 0.07, 0.07)).moved(0, y, 0), oak)
    for side in (-1, 1):
        k.add(k.beam((1.6, 0.035, 0.32)).turned(0, pitch_deg=32 * side).moved(0, 1.92, 0.12 * side), k.painted())
    for x, y, turn in ((-0.35, 1.38, 4), (0.05, 1.3, -3), (0.38, 1.42, 2), (-0.2, 1.02, -5), (0.25, 1.0, 6)):
        sheet = k.beam((0.22, 0.28, 0.004), 0.001).turned(0, roll_deg=turn)
        k.add(sheet.moved(x, y, 0.024), k.plain("#efe6cf", 0.9))
        k.add(k.ball(0.01, 6).moved(x, y + 0.12, 0.03), k.plain("#b33a2e", 0.4))


def banner(k: Kit) -> None:
    """A string of pennants between two poles, 4 m."""
    for x in (-2, 2):
        k.add(k.bar([(x, 0, 0), (x, 2.6, 0)], 0.04, 8), k.wood("oak"))
    line = [(x, 2.5 - 0.35 * (1 - (x / 2) ** 2), 0) for x in np.linspace(-2, 2, 15)]
    k.add(k.bar(line, 0.01, 5), k.plain("#d8c9a2"))
    colours = (k.colour, "#e3b341", "#3f5e6b", "#efe7d2")
    for index in range(12):
        x = -1.75 + 3.5 * index / 11
        y = 2.5 - 0.35 * (1 - (x / 2) ** 2)
        flag = extrude([(-0.12, 0), (0, -0.3), (0.12, 0)], 0.006, 0.001).moved(x, y, k.jitter(0.02))
        k.add(flag, k.cloth(colours[index % 4]))


def stage(k: Kit) -> None:
    """A low wooden stage with steps at the front, 3 m by 2.4 m."""
    oak, cloth = k.wood("oak"), k.cloth()
    for index in range(12):
        k.add(k.beam((0.245, 0.05, 2.4)).moved(-1.375 + 0.25 * index, 0.6, 0), oak)
    for x in (-1.4, 0, 1.4):
        for z in (-1.1, 1.1):
            k.add(k.slab(0.1, 0.58, 0.1).moved(x, 0, z), oak, 0.8)
    k.add(k.slab(2.9, 0.5, 0.02).moved(0, 0.06, 1.15), cloth)
    for index in range(2):
        k.add(k.slab(0.9, 0.2 * (2 - index), 0.3).moved(0, 0, 1.62 - 0.3 * index + 0.15), oak)
