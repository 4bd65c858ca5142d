"""What things are kept and carried in: pots, boxes, boats."""

from __future__ import annotations

import numpy as np

from tools.build_assets import plants
from tools.build_assets.extrusion import extrude
from tools.build_assets.mesh import Mesh, around, merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve, surface


def vase(k: Kit) -> None:
    """A glazed vase, 0.42 m."""
    outside = curve([(0.06, 0.0), (0.11, 0.08), (0.13, 0.2), (0.07, 0.31), (0.045, 0.36), (0.075, 0.42)], 4)
    inside = [(0.066, 0.418), (0.037, 0.36), (0.06, 0.31)]
    k.add(k.turned([(0, 0), *outside, *inside], 28, 0.0), k.glazed())
    for y, radius in ((0.135, 0.1245), (0.25, 0.1125)):
        k.add(k.turned([(radius, y - 0.008), (radius + 0.004, y), (radius, y + 0.008)], 28), k.glazed("#e9dfc4"))


def jug(k: Kit) -> None:
    """An earthen jug with a handle and a lip, 0.26 m."""
    clay = k.clay()
    profile = curve([(0.06, 0.0), (0.095, 0.07), (0.09, 0.14), (0.055, 0.2), (0.065, 0.255)], 4)
    k.add(k.turned([(0, 0), *profile, (0.057, 0.253), (0.046, 0.2), (0.07, 0.15)], 24, 0.0), clay)
    k.add(k.bar(curve([(-0.06, 0.225, 0), (-0.12, 0.22, 0), (-0.14, 0.15, 0), (-0.09, 0.08, 0)], 4), 0.011), clay)
    k.add(k.turned([(0.0, 0.0), (0.024, 0.028)], 10).turned(0, roll_deg=-58).moved(0.05, 0.236), clay)


def bowl(k: Kit) -> None:
    """A bowl of fruit, 0.32 m across."""
    k.add(
        k.turned([(0, 0), (0.07, 0), (0.075, 0.012), (0.16, 0.085), (0.152, 0.088), (0.07, 0.025), (0, 0.02)], 28),
        k.glazed(),
    )
    fruit = ("#b33a2e", "#d68a2d", "#c9b23a", "#b33a2e", "#7f9a3e", "#d68a2d")
    for index, colour in enumerate(fruit):
        angle = 2 * np.pi * index / 5
        at = (0.075 * np.cos(angle), 0.085, 0.075 * np.sin(angle)) if index < 5 else (0.0, 0.135, 0.0)
        k.add(k.ball(0.042, 12).scaled(1, 0.94, 1).moved(*at), k.plain(colour, 0.45))


def cup(k: Kit) -> None:
    """A tea cup on a saucer."""
    glaze = k.glazed()
    k.add(k.turned([(0, 0), (0.05, 0), (0.08, 0.014), (0.078, 0.017), (0.045, 0.006), (0, 0.006)], 24), glaze)
    k.add(
        k.turned(
            [(0, 0.008), (0.025, 0.008), (0.042, 0.04), (0.046, 0.07), (0.042, 0.07), (0.036, 0.035), (0, 0.02)], 24
        ),
        glaze,
    )
    k.add(k.turned([(0, 0.058), (0.041, 0.058)], 18), k.plain("#5a2f16", 0.1))
    k.add(k.bar(curve([(0.042, 0.06, 0), (0.068, 0.058, 0), (0.066, 0.03, 0), (0.038, 0.026, 0)], 3), 0.004, 6), glaze)


def teapot(k: Kit) -> None:
    """A round teapot, 0.18 m high."""
    glaze = k.glazed()
    body = curve([(0.06, 0.0), (0.1, 0.05), (0.095, 0.1), (0.05, 0.135)], 4)
    k.add(k.turned([(0, 0), *body, (0.045, 0.142), (0.0, 0.155)], 26, 0.0), glaze)
    k.add(k.ball(0.014, 10).moved(0, 0.166), glaze)
    spout = curve([(0.085, 0.06, 0), (0.14, 0.075, 0), (0.155, 0.12, 0), (0.185, 0.145, 0)], 4)
    k.add(k.bar(spout, np.linspace(0.024, 0.011, len(spout)), 10), glaze)
    k.add(k.bar(curve([(-0.08, 0.12, 0), (-0.15, 0.13, 0), (-0.155, 0.07, 0), (-0.09, 0.045, 0)], 4), 0.009), glaze)


def bottle(k: Kit) -> None:
    """A corked bottle, 0.31 m."""
    profile = [
        (0, 0),
        (0.036, 0),
        (0.038, 0.01),
        (0.038, 0.18),
        (0.03, 0.215),
        (0.014, 0.235),
        (0.014, 0.295),
        (0.0165, 0.3),
        (0, 0.3),
    ]
    k.add(k.turned(profile, 20, 0.01), k.plain("#23402f", 0.08))
    k.add(k.turned([(0.0115, 0.3), (0.0115, 0.315), (0, 0.315)], 10), k.plain("#b58d5c", 0.9))
    k.add(k.turned([(0.0386, 0.06), (0.0386, 0.14)], 20), k.plain("#e7dcbd", 0.9))


def barrel(k: Kit) -> None:
    """An oak barrel with iron hoops, 0.9 m."""
    oak, iron = k.wood("oak"), k.metal("iron")
    bulge = [(0.29 + 0.06 * np.sin(np.pi * t), 0.9 * t) for t in np.linspace(0, 1, 9)]
    stave = k.turned(bulge, 22, 0.0)
    k.add(stave, oak)
    for y in (0.02, 0.86):
        k.add(k.turned([(0, y), (0.285, y)] if y > 0.5 else [(0.285, y), (0, y)], 22), oak, 0.75)
    for t in (0.06, 0.28, 0.72, 0.94):
        radius = 0.292 + 0.06 * np.sin(np.pi * t)
        k.add(k.turned([(radius, 0.9 * t - 0.022), (radius + 0.006, 0.9 * t), (radius, 0.9 * t + 0.022)], 22), iron)


def crate(k: Kit) -> None:
    """A slatted wooden crate, 0.6 m."""
    pine = k.wood("pine")
    for y in (0.07, 0.235, 0.4):
        for turn in range(4):
            k.add(k.beam((0.6, 0.13, 0.02)).across().moved(0, y, 0.29).turned(90 * turn), pine)
    for x in (-0.265, 0.265):
        for z in (-0.265, 0.265):
            k.add(k.slab(0.05, 0.48, 0.05).moved(x, 0, z), pine, 0.85)
    for index in range(4):
        k.add(k.beam((0.58, 0.018, 0.13)).across().moved(0, 0.02, -0.2175 + 0.145 * index), pine, 0.8)


def chest(k: Kit) -> None:
    """A treasure chest with a round lid, 0.8 m wide."""
    oak, iron = k.wood("dark"), k.metal("brass")
    k.add(k.slab(0.8, 0.34, 0.48, 0.01), oak)
    lid = [(0.24 * np.cos(a), 0.34 + 0.17 * np.sin(a)) for a in np.linspace(0, np.pi, 11)]
    k.add(extrude([(z, y) for z, y in lid], 0.8, 0.01).turned(90), oak, 0.95)
    for x in (-0.3, 0.3):
        k.add(k.beam((0.05, 0.36, 0.5), 0.004).moved(x, 0.18), iron)
        band = [(0.25 * np.cos(a), 0.34 + 0.18 * np.sin(a)) for a in np.linspace(0, np.pi, 11)]
        k.add(extrude([(z, y) for z, y in band], 0.05, 0.004).turned(90).moved(x), iron)
    k.add(k.beam((0.1, 0.12, 0.03), 0.006).moved(0, 0.33, 0.25), iron)


def basket(k: Kit) -> None:
    """A wicker basket with a handle, 0.4 m across."""
    straw = k.plain("#b08a4e", 0.9)
    for index in range(8):
        t = index / 7
        ring = [
            ((0.15 + 0.05 * t) * np.cos(a), 0.015 + 0.19 * t, (0.15 + 0.05 * t) * np.sin(a))
            for a in np.linspace(0, 2 * np.pi, k.sides(20) + 1)
        ]
        k.add(k.bar(ring, 0.014, 6), straw, 0.8 if index % 2 else 1.0)
    k.add(k.turned([(0.155, 0.012), (0, 0.012)], 18).flipped(), straw, 0.7)
    arc = [(0.2 * np.cos(a), 0.2 + 0.22 * np.sin(a), 0) for a in np.linspace(0, np.pi, 13)]
    k.add(k.bar(arc, 0.013, 7), straw)


def bucket(k: Kit) -> None:
    """A wooden bucket of water with an iron handle."""
    k.add(k.turned([(0, 0), (0.12, 0), (0.155, 0.28), (0.145, 0.28), (0.135, 0.23)], 20), k.wood("oak"))
    for y, radius in ((0.05, 0.1275), (0.22, 0.149)):
        k.add(k.turned([(radius, y - 0.012), (radius + 0.004, y), (radius, y + 0.012)], 20), k.metal("iron"))
    k.add(k.turned([(0.136, 0.23), (0, 0.23)], 18).flipped(), k.plain("#26414a", 0.06))
    arc = [(0.152 * np.cos(a), 0.28 + 0.14 * np.sin(a), 0) for a in np.linspace(0, np.pi, 11)]
    k.add(k.bar(arc, 0.006, 6), k.metal("iron"))


def sack(k: Kit) -> None:
    """A tied sack of grain, 0.6 m."""
    body = curve([(0.1, 0.0), (0.21, 0.06), (0.22, 0.22), (0.17, 0.4), (0.055, 0.48), (0.1, 0.57)], 4)
    sag = k.turned([(0, 0.01), *body], 18, 0.0)
    angle = np.arctan2(sag.positions[:, 0], sag.positions[:, 2])
    sag.positions[:, [0, 2]] *= (1.0 + 0.05 * np.sin(3 * angle + 9 * sag.positions[:, 1]))[:, None]
    k.add(sag, k.cloth("#b79b6c"))
    k.add(k.turned([(0.062, 0.468), (0.07, 0.48), (0.062, 0.492)], 14), k.plain("#6e5430", 0.9))


def flower_pot(k: Kit) -> None:
    """A clay pot with red flowers, 0.55 m."""
    k.add(
        k.turned([(0, 0), (0.11, 0), (0.15, 0.2), (0.165, 0.2), (0.165, 0.25), (0.14, 0.25), (0.135, 0.21)], 22),
        k.clay(),
    )
    k.add(k.turned([(0.138, 0.215), (0, 0.225)], 14).flipped(), k.plain("#2a1d14", 1.0))
    bush = plants.ball(0.17, k.count(260), k.look.seed, 0.07).moved(0, 0.36)
    k.add(bush, k.leaves())
    blooms = []
    for _ in range(k.count(16)):
        way = k.random.normal(size=3)
        way /= np.linalg.norm(way)
        at = way * (0.17, 0.15, 0.17) + (0, 0.4, 0)
        if at[1] > 0.33:
            blooms.append(k.ball(0.028, 6).scaled(1, 0.7, 1).moved(*at))
    if blooms:
        k.add(merged(blooms), k.plain(k.colour, 0.7))


def rowing_boat(k: Kit) -> None:
    """A rowing boat, 3.4 m long, its bow at +Z; it lies on its keel."""
    paint, oak = k.painted(), k.wood("oak")
    hull = _hull(3.4, 0.66, 0.5, k.sides(12))
    k.add(hull, paint)
    k.add(_inside(hull), oak, 0.8)
    for z in (-0.9, 0.05, 0.85):
        wide = 1.18 - 0.35 * abs(z)
        k.add(k.beam((wide, 0.035, 0.24)).across().moved(0, 0.36, z), oak)
    for side in (-1, 1):
        oar = [(side * 0.3, 0.45, -0.9), (side * 0.62, 0.52, 0.3), (side * 0.8, 0.55, 1.0)]
        k.add(k.bar(oar, 0.02, 7), k.wood("pine"))
        k.add(k.beam((0.11, 0.02, 0.42)).turned(12 * side, pitch_deg=-3).moved(side * 0.87, 0.56, 1.2), k.wood("pine"))
        rim = [
            (side * 0.66 * _width(t), 0.5 + 0.2 * (2 * t - 1) ** 2, 3.4 * (t - 0.5))
            for t in np.linspace(0.02, 0.99, 14)
        ]
        k.add(k.bar(rim, 0.028, 6), oak, 0.9)


def sailing_boat(k: Kit) -> None:
    """A small sailing boat with two sails, 4.4 m long, bow at +Z."""
    paint, oak, linen = k.painted(), k.wood("oak"), k.cloth("#efe7d2")
    hull = _hull(4.4, 0.8, 0.6, k.sides(12))
    k.add(hull, paint)
    k.add(_inside(hull), oak, 0.8)
    k.add(k.bar([(0, 0.1, 0.4), (0, 4.6, 0.4)], [0.05, 0.03], 10), oak)
    k.add(k.bar([(0, 1.0, 0.4), (0, 0.95, -1.7)], 0.03, 8), oak)
    for corners in (
        ((0, 1.1, 0.32), (0, 1.05, -1.65), (0, 4.5, 0.34)),
        ((0, 0.95, 2.1), (0, 1.0, 0.6), (0, 4.2, 0.46)),
    ):
        a, b, c = (np.array(corner) for corner in corners)
        rows = np.array(
            [[a + (b - a) * s * (1 - t) + (c - a) * t for s in np.linspace(0, 1, 7)] for t in np.linspace(0, 0.98, 8)]
        )
        rows[..., 0] += 0.16 * np.sin(np.pi * np.linspace(0, 1, 7))[None, :] * (1 - np.linspace(0, 1, 8))[:, None]
        k.add(surface(rows), linen)
    for side in (-1, 1):
        rim = [
            (side * 0.8 * _width(t), 0.6 + 0.24 * (2 * t - 1) ** 2, 4.4 * (t - 0.5))
            for t in np.linspace(0.02, 0.99, 14)
        ]
        k.add(k.bar(rim, 0.03, 6), oak, 0.9)
    k.add(k.beam((1.2, 0.04, 0.3)).across().moved(0, 0.42, -0.8), oak)
    k.add(k.beam((0.04, 0.8, 0.3)).moved(0, 0.4, -2.2), oak)


def _width(t: float) -> float:
    """Of a hull, 0 stern to 1 bow, as a share of its greatest."""
    return float(max(1.0 - abs((t - 0.42) / (0.6 if t > 0.42 else 0.68)) ** 2.2, 0.0))


def _hull(length: float, half: float, depth: float, sections: int) -> Mesh:
    rows = []
    for t in np.linspace(0.0, 1.0, sections + 1):
        wide, rise = half * _width(t), 0.4 * depth * (2 * t - 1) ** 2
        angles = np.linspace(-np.pi / 2, np.pi / 2, 11)
        row = [(wide * np.sin(a), rise + depth * (1 - np.cos(a) ** 0.8), length * (t - 0.5)) for a in angles]
        rows.append(row)
    return surface(np.array(rows)[:, ::-1])


def _inside(hull: Mesh) -> Mesh:
    inner = Mesh(hull.positions * (0.95, 1.0, 0.985) + (0, 0.025, 0), hull.normals, hull.uvs, hull.faces)
    return inner.flipped()


def fishing_net(k: Kit) -> None:
    """A net hung over a pole to dry, 2 m wide."""
    grey = k.wood("grey")
    for x in (-1.0, 1.0):
        k.add(k.bar([(x, 0, 0), (x, 1.6, 0)], 0.035, 7), grey)
    k.add(k.bar([(-1.1, 1.55, 0), (1.1, 1.55, 0)], 0.03, 7), grey)
    cord = k.plain(k.colour, 0.95)
    count = k.count(14)
    for index in range(count + 1):
        x = -0.9 + 1.8 * index / count
        sway = 0.05 * np.sin(5 * x + k.look.seed)
        line = curve([(x, 1.57, 0), (x + sway, 1.0, 0.16), (x - sway, 0.5, 0.22), (x, 0.12, 0.34 + sway)], 3)
        k.add(k.bar(line, 0.006, 4), cord)
    for index in range(k.count(10)):
        t = (index + 0.5) / k.count(10)
        line = [(x, 1.57 - 1.42 * t, 0.34 * t + 0.04 * np.sin(7 * x + 9 * t)) for x in np.linspace(-0.9, 0.9, 10)]
        k.add(k.bar(line, 0.005, 4), cord)
    k.add(around(k.ball(0.05, 8).moved(0.6, 0.06, 0.0), 1).moved(0, 0, 0.36), k.plain("#b5492f", 0.6))
    k.add(k.ball(0.05, 8).moved(-0.5, 0.06, 0.36), k.plain("#d8c08a", 0.6))
