"""What turns, ticks, drives and hums."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def bicycle(k: Kit) -> None:
    """A bicycle on its stand, 1.75 m long, front at +Z."""
    paint, steel, black = k.plain("", 0.3), k.metal("steel"), k.plain("#1d1b1a", 0.8)
    for z in (-0.52, 0.54):
        tyre = [(0, 0.34 + 0.33 * np.cos(a), z + 0.33 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, k.sides(28) + 1)]
        k.add(k.bar(tyre, 0.02, 6), black)
        rim = [(0, 0.34 + 0.305 * np.cos(a), z + 0.305 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, k.sides(28) + 1)]
        k.add(k.bar(rim, 0.009, 5), steel)
        for index in range(k.count(14)):
            a = 2 * np.pi * index / k.count(14)
            k.add(k.bar([(0, 0.34, z), (0, 0.34 + 0.3 * np.cos(a), z + 0.3 * np.sin(a))], 0.002, 4), steel)
        k.add(k.bar([(-0.05, 0.34, z), (0.05, 0.34, z)], 0.02, 8), steel)
    crank, seat, head = (0, 0.31, -0.08), (0, 0.85, -0.24), (0, 0.82, 0.4)
    for path in (
        [crank, seat],
        [crank, (0, 0.68, 0.43)],
        [(0, 0.8, -0.225), head],
        [crank, (0, 0.34, -0.52)],
        [(0, 0.78, -0.22), (0, 0.34, -0.52)],
        [head, (0, 0.6, 0.45), (0, 0.34, 0.54)],
    ):
        k.add(k.bar(path, 0.018, 8), paint)
    k.add(k.bar([seat, (0, 0.95, -0.27)], 0.013, 8), steel)
    k.add(k.beam((0.15, 0.05, 0.26), 0.024).moved(0, 0.97, -0.27), k.plain("#5a3a22", 0.6))
    k.add(k.bar([head, (0, 0.98, 0.36)], 0.014, 8), steel)
    k.add(
        k.bar(
            curve([(-0.28, 0.99, 0.14), (-0.26, 1.0, 0.3), (0, 0.99, 0.37), (0.26, 1.0, 0.3), (0.28, 0.99, 0.14)], 4),
            0.012,
            8,
        ),
        steel,
    )
    for x in (-0.28, 0.28):
        k.add(k.bar([(x, 0.99, 0.06), (x, 0.99, 0.18)], 0.017, 8), k.plain("#5a3a22", 0.6))
    k.add(
        k.turned([(0.095, -0.004), (0.095, 0.004), (0, 0.004)], 20).turned(0, roll_deg=90).moved(0.045, 0.31, -0.08),
        steel,
    )
    for x, y in ((0.08, 0.17), (-0.08, 0.45)):
        k.add(k.beam((0.09, 0.02, 0.06)).moved(x + 0.03 * np.sign(x), y, -0.08), black)
        k.add(k.bar([(x * 0.7, 0.31, -0.08), (x * 0.7, y, -0.08)], 0.01, 6), steel)
    k.add(k.bar([(0.03, 0.3, -0.12), (0.16, 0.0, -0.2)], 0.009, 6), steel)


def grandfather_clock(k: Kit) -> None:
    """A long-case clock with a pendulum, 2 m."""
    dark, brass = k.wood("dark"), k.metal("brass")
    k.add(k.slab(0.5, 0.4, 0.3, 0.012), dark)
    k.add(k.slab(0.4, 1.05, 0.25, 0.01).moved(0, 0.4), dark, 0.92)
    k.add(k.slab(0.5, 0.48, 0.3, 0.012).moved(0, 1.42), dark)
    k.add(k.slab(0.58, 0.06, 0.36, 0.02).moved(0, 1.9), dark)
    k.add(k.turned([(0.26, 1.96), (0.2, 2.02), (0.05, 2.06), (0, 2.12)], 4).turned(45).scaled(1, 1, 0.6), dark)
    k.add(k.slab(0.26, 0.8, 0.01).moved(0, 0.53, 0.122), k.plain("#120d0a", 0.3))
    k.add(
        k.turned([(0.17, 0), (0.18, 0.012), (0.16, 0.012), (0, 0.01)], 32).turned(0, pitch_deg=90).moved(0, 1.66, 0.15),
        k.plain("#efe7d2", 0.5),
    )
    ring = [(0.175 * np.cos(a), 1.66 + 0.175 * np.sin(a), 0.155) for a in np.linspace(0, 2 * np.pi, 33)]
    k.add(k.bar(ring, 0.01, 6), brass)
    for hour in range(12):
        mark = k.beam((0.008, 0.03, 0.004), 0.001).moved(0, 0.14).turned(0, roll_deg=30 * hour)
        k.add(mark.moved(0, 1.66, 0.163), k.plain("#241a12"))
    for roll, length in ((-60, 0.09), (62, 0.13)):
        k.add(
            k.beam((0.01, length, 0.004), 0.001).moved(0, length / 2).turned(0, roll_deg=roll).moved(0, 1.66, 0.167),
            k.plain("#1d1b1a"),
        )
    k.add(k.bar([(0, 1.35, 0.13), (0, 0.72, 0.13)], 0.005, 6), brass)
    k.add(
        k.turned([(0, -0.008), (0.07, -0.004), (0.07, 0.004), (0, 0.008)], 24)
        .turned(0, pitch_deg=90)
        .moved(0, 0.7, 0.135),
        brass,
    )


def gramophone(k: Kit) -> None:
    """A gramophone with a great horn, 0.75 m; the horn looks to +Z."""
    dark, brass = k.wood("dark"), k.metal("brass")
    k.add(k.slab(0.4, 0.16, 0.4, 0.012), dark)
    k.add(k.slab(0.44, 0.03, 0.44, 0.01), dark)
    k.add(k.turned([(0, 0.165), (0.155, 0.165), (0.155, 0.18), (0, 0.18)], 32), k.plain("#141210", 0.3))
    k.add(k.turned([(0.05, 0.1805), (0, 0.181)], 20), k.plain(k.colour, 0.7))
    path = curve([(0.14, 0.2, -0.06), (0.17, 0.27, -0.14), (0.1, 0.38, -0.2), (0.0, 0.46, -0.08), (0, 0.52, 0.05)], 5)
    k.add(k.bar(path, np.linspace(0.012, 0.04, len(path)), 12), brass)
    horn = curve([(0.04, 0.0), (0.06, 0.12), (0.12, 0.24), (0.27, 0.32)], 6)
    outer = k.turned(horn, 32, 0.0)
    for mesh in (outer, outer.flipped().scaled(0.985, 1, 0.985)):
        k.add(mesh.turned(0, pitch_deg=68).moved(0, 0.52, 0.04), brass)
    k.add(k.bar([(0.14, 0.19, -0.06), (0.05, 0.19, 0.06)], 0.008, 6), brass)
    k.add(k.bar([(0.2, 0.08, 0), (0.26, 0.08, 0), (0.26, 0.02, 0), (0.32, 0.02, 0)], 0.008, 6), k.metal("iron"))


def radio(k: Kit) -> None:
    """A valve radio, 0.5 m wide, its front at +Z."""
    k.add(k.slab(0.5, 0.32, 0.22, 0.04), k.wood("oak"))
    k.add(k.beam((0.24, 0.2, 0.01), 0.01).moved(-0.1, 0.17, 0.108), k.cloth("#c9b389"))
    for index in range(5):
        k.add(k.beam((0.24, 0.008, 0.012), 0.003).moved(-0.1, 0.09 + 0.04 * index, 0.113), k.wood("dark"))
    k.add(k.beam((0.16, 0.1, 0.01), 0.006).moved(0.13, 0.22, 0.108), k.glow("#ffcf86", 1.0))
    k.add(k.beam((0.004, 0.09, 0.014), 0.001).moved(0.15, 0.22, 0.11), k.plain("#b33a2e"))
    for x in (0.08, 0.18):
        k.add(
            k.turned([(0.028, 0), (0.026, 0.024), (0, 0.026)], 18).turned(0, pitch_deg=90).moved(x, 0.1, 0.11),
            k.plain("#2a1d14", 0.4),
        )


def windmill(k: Kit) -> None:
    """A tower mill with four sails towards +Z, 6.5 m."""
    white, roof, oak = k.painted("#e8e1d0"), k.painted(), k.wood("oak")
    k.add(k.turned([(1.5, 0), (1.3, 1.6), (1.05, 3.6), (0.95, 4.3)], 20, 0.0), white)
    k.add(k.turned([(1.06, 4.3), (1.0, 4.42), (0.75, 4.9), (0.3, 5.25), (0, 5.32)], 20, 0.02), roof)
    k.add(k.slab(0.9, 1.8, 0.12, 0.02).moved(0, 0, 1.36), oak)
    for y, z in ((2.4, 1.19), (3.5, 1.06)):
        k.add(k.beam((0.4, 0.5, 0.1), 0.02).moved(0, y, z), k.plain("#243440", 0.1))
    k.add(k.bar([(0, 4.65, 0.4), (0, 4.7, 1.45)], 0.12, 10), oak)
    for index in range(4):
        roll = 90 * index + 22
        k.add(k.beam((0.1, 2.9, 0.08)).moved(0, 1.45).turned(0, roll_deg=roll).moved(0, 4.7, 1.4), oak)
        for x in (0.12, 0.34, 0.58):
            k.add(k.beam((0.03, 2.1, 0.03)).moved(x, 1.75).turned(0, roll_deg=roll).moved(0, 4.7, 1.4), oak)
        for step in range(k.count(9)):
            y = 0.75 + 2.0 * step / max(k.count(9) - 1, 1)
            k.add(k.beam((0.62, 0.03, 0.03)).moved(0.29, y).turned(0, roll_deg=roll).moved(0, 4.7, 1.4), oak)
        sheet = k.beam((0.5, 1.95, 0.012), 0.002).moved(0.34, 1.75).turned(0, roll_deg=roll).moved(0, 4.7, 1.385)
        k.add(sheet, k.cloth("#efe7d2"))


def water_wheel(k: Kit) -> None:
    """A water wheel in its bearings, 2.4 m; its axle lies along X."""
    oak, dark = k.wood("oak"), k.wood("dark")
    for x in (-0.4, 0.4):
        rim = [(x, 1.25 + 1.05 * np.cos(a), 1.05 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, k.sides(30) + 1)]
        k.add(k.bar(rim, 0.06, 6), dark)
        for index in range(8):
            a = np.pi / 4 * index
            k.add(k.bar([(x, 1.25, 0), (x, 1.25 + 1.02 * np.cos(a), 1.02 * np.sin(a))], 0.04, 6), oak)
    paddles = [k.beam((0.86, 0.3, 0.035)).moved(0, 1.05).turned(0, pitch_deg=22.5 * i) for i in range(16)]
    k.add(merged(paddles).moved(0, 1.25), oak)
    k.add(k.bar([(-0.75, 1.25, 0), (0.75, 1.25, 0)], 0.09, 10), dark)
    for x in (-0.65, 0.65):
        k.add(k.bar([(x, 0, -0.5), (x, 1.25, 0), (x, 0, 0.5)], 0.07, 7), oak)


def anvil(k: Kit) -> None:
    """An anvil on a block, with a hammer on it, 0.85 m."""
    iron = k.metal("iron")
    k.add(k.turned([(0.26, 0), (0.25, 0.5), (0, 0.5)], 14), k.wood("dark"))
    k.add(k.slab(0.2, 0.06, 0.32, 0.015).moved(0, 0.5), iron)
    k.add(k.slab(0.11, 0.1, 0.18, 0.02).moved(0, 0.56), iron)
    k.add(k.slab(0.14, 0.12, 0.42, 0.015).moved(0, 0.66, -0.04), iron)
    k.add(k.bar([(0, 0.72, 0.15), (0, 0.735, 0.27), (0, 0.75, 0.4)], [0.062, 0.045, 0.008], 12), iron)
    k.add(k.bar([(-0.16, 0.8, -0.1), (0.17, 0.795, -0.02)], 0.014, 8), k.wood("pine"))
    k.add(k.beam((0.06, 0.06, 0.13), 0.01).turned(14).moved(0.17, 0.81, -0.02), k.metal("steel"))


def robot(k: Kit) -> None:
    """A friendly tin robot, 1.3 m, looking to +Z."""
    paint, steel, dark = k.plain("", 0.35, 0.2), k.metal("steel"), k.plain("#22252a", 0.5)
    for x in (-0.15, 0.15):
        k.add(k.slab(0.17, 0.1, 0.28, 0.03).moved(x, 0, 0.03), dark)
        k.add(k.bar([(x, 0.08, 0), (x, 0.42, 0)], 0.05, 12), steel)
    k.add(k.slab(0.5, 0.46, 0.34, 0.07).moved(0, 0.4), paint)
    k.add(k.beam((0.26, 0.16, 0.02), 0.015).moved(0, 0.68, 0.17), dark)
    for index, colour in enumerate(("#e2574c", "#f2c14e", "#6cc08b")):
        k.add(k.ball(0.022, 10).moved(-0.07 + 0.07 * index, 0.69, 0.18), k.glow(colour, 1.6))
    k.add(k.bar([(0, 0.86, 0), (0, 0.95, 0)], 0.06, 12), steel)
    k.add(k.slab(0.42, 0.3, 0.32, 0.09).moved(0, 0.94), paint)
    for x in (-0.09, 0.09):
        k.add(
            k.turned([(0.06, 0), (0.06, 0.02), (0.045, 0.025), (0, 0.025)], 18)
            .turned(0, pitch_deg=90)
            .moved(x, 1.11, 0.155),
            dark,
        )
        k.add(k.ball(0.034, 12).moved(x, 1.11, 0.17), k.glow("#9be3ff", 2.0))
    k.add(k.beam((0.14, 0.014, 0.02), 0.006).moved(0, 1.01, 0.16), dark)
    k.add(k.bar([(0, 1.24, 0), (0, 1.34, 0)], 0.008, 6), steel)
    k.add(k.ball(0.026, 10).moved(0, 1.35), k.glow("#e2574c", 2.0))
    for x in (-1, 1):
        arm = curve([(0.25 * x, 0.76, 0), (0.37 * x, 0.68, 0.02), (0.39 * x, 0.52, 0.08), (0.34 * x, 0.44, 0.18)], 4)
        k.add(k.bar(arm, 0.04, 10), steel)
        k.add(k.ball(0.06, 12).moved(0.335 * x, 0.43, 0.2), dark)


def steam_engine(k: Kit) -> None:
    """A stationary steam engine with a flywheel, 1.9 m long."""
    paint, brass, iron = k.plain("", 0.35), k.metal("brass"), k.metal("iron")
    k.add(k.slab(1.9, 0.16, 0.8, 0.02), k.wood("dark"))
    k.add(
        k.turned([(0, 0), (0.28, 0.0), (0.28, 1.0), (0, 1.0)], 26, 0.03).turned(0, roll_deg=90).moved(0.35, 0.62), paint
    )
    for x in (-0.6, -0.15, 0.3):
        ring = [(x, 0.62 + 0.285 * np.cos(a), 0.285 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 27)]
        k.add(k.bar(ring, 0.014, 6), brass)
    for x in (-0.5, 0.2):
        k.add(k.slab(0.1, 0.3, 0.5, 0.02).moved(x, 0.14), iron)
    k.add(k.turned([(0.09, 0.86), (0.07, 1.0), (0.07, 1.5), (0.12, 1.56), (0.1, 1.6)], 18, 0.01).moved(-0.45), iron)
    k.add(k.turned([(0.1, 0.86), (0.1, 0.98), (0.05, 1.05), (0, 1.06)], 18, 0.01).moved(0.05), brass)
    rim = [(0.72, 0.7 + 0.5 * np.cos(a), 0.5 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, k.sides(32) + 1)]
    k.add(k.bar(rim, 0.05, 8), paint, 0.9)
    for index in range(6):
        a = np.pi / 3 * index
        k.add(k.bar([(0.72, 0.7, 0), (0.72, 0.7 + 0.48 * np.cos(a), 0.48 * np.sin(a))], 0.022, 6), iron)
    k.add(k.bar([(0.45, 0.7, 0), (0.85, 0.7, 0)], 0.05, 10), iron)
    for x in (0.55, 0.86):
        k.add(k.slab(0.06, 0.7, 0.16, 0.01).moved(x, 0.1), iron)
    k.add(k.bar([(-0.1, 0.96, 0.2), (0.5, 0.8, 0.26)], 0.022, 8), k.metal("steel"))


def sewing_machine(k: Kit) -> None:
    """A sewing machine on its board, 0.5 m wide."""
    black, brass = k.plain("", 0.2), k.metal("brass")
    k.add(k.slab(0.5, 0.05, 0.24, 0.012), k.wood("oak"))
    k.add(k.slab(0.44, 0.035, 0.17, 0.012).moved(0, 0.05), black)
    k.add(
        k.bar(
            curve([(0.16, 0.08, 0), (0.17, 0.2, 0), (0.12, 0.29, 0), (-0.05, 0.29, 0), (-0.16, 0.28, 0)], 4), 0.035, 12
        ),
        black,
    )
    k.add(k.slab(0.05, 0.16, 0.06, 0.012).moved(-0.165, 0.15), black)
    k.add(k.bar([(-0.165, 0.15, 0), (-0.165, 0.09, 0)], 0.005, 6), k.metal("steel"))
    wheel = [(0.215, 0.25 + 0.075 * np.cos(a), 0.075 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 23)]
    k.add(k.bar(wheel, 0.012, 7), k.metal("steel"))
    k.add(k.bar([(0.16, 0.25, 0), (0.215, 0.25, 0)], 0.014, 8), brass)
    k.add(
        k.turned([(0.018, 0.325), (0.012, 0.33), (0.012, 0.37), (0.018, 0.375)], 12).moved(-0.02),
        k.plain("#b5492f", 0.7),
    )
    k.add(k.beam((0.3, 0.004, 0.2), 0.001).moved(-0.18, 0.088, 0.02), k.cloth("#3f5e6b"))
