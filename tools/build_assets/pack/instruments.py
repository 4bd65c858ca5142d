"""Musical instruments."""

from __future__ import annotations

import numpy as np

from tools.build_assets.extrusion import extrude
from tools.build_assets.mesh import merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def guitar(k: Kit) -> None:
    """A guitar on a stand, 1.05 m."""
    top, dark = k.wood("pine"), k.wood("dark")
    half = curve([(0, 0.0), (0.16, 0.02), (0.19, 0.13), (0.115, 0.25), (0.14, 0.38), (0.06, 0.47), (0.0, 0.475)], 4)
    outline = np.concatenate([half, (half * (-1, 1))[::-1][1:-1]])
    tilt = {"pitch_deg": -14.0}
    body = [
        (extrude(outline, 0.09, 0.01, 60.0), top),
        (k.turned([(0.05, 0.0), (0, 0.002)], 16).turned(0, pitch_deg=90).moved(0, 0.29, 0.046), k.plain("#1a120c")),
        (k.beam((0.055, 0.5, 0.022)).moved(0, 0.66, 0.04), dark),
        (k.beam((0.08, 0.15, 0.02)).turned(0, pitch_deg=-10).moved(0, 0.965, 0.03), dark),
        (k.beam((0.13, 0.02, 0.012)).moved(0, 0.11, 0.05), dark),
    ]
    body += [
        (k.bar([(x, 0.11, 0.058), (x * 0.7, 0.95, 0.055)], 0.0012, 4), k.metal("steel"))
        for x in np.linspace(-0.02, 0.02, 6)
    ]
    for mesh, material in body:
        k.add(mesh.turned(0, **tilt).moved(0, 0.1, 0.06), material)
    for x in (-0.12, 0.12):
        k.add(k.bar([(x, 0, 0.18), (x, 0.1, 0.14), (0, 0.45, -0.12), (0, 0, -0.3)], 0.012, 6), k.metal("iron"))


def drum(k: Kit) -> None:
    """A barrel drum on a low stand with two sticks, 0.8 m."""
    body = [(0.24 + 0.06 * np.sin(np.pi * t), 0.5 * t) for t in np.linspace(0, 1, 9)]
    k.add(k.turned(body, 26, 0.0).moved(0, 0.26), k.painted())
    k.add(k.turned([(0.242, 0.5), (0, 0.502)], 24).moved(0, 0.26), k.plain("#e9dcbc", 0.8))
    for t in (0.02, 0.98):
        ring = [(0.25 * np.cos(a), 0.26 + 0.5 * t, 0.25 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 25)]
        k.add(k.bar(ring, 0.014, 6), k.metal("brass"))
    for turn in (0, 90):
        k.add(k.beam((0.6, 0.06, 0.05)).moved(0, 0.24, 0).turned(45 + turn), k.wood("dark"))
        for x in (-0.27, 0.27):
            k.add(k.slab(0.05, 0.24, 0.05).moved(x).turned(45 + turn), k.wood("dark"))
    for x in (-0.05, 0.07):
        k.add(k.bar([(x, 0.775, -0.16), (x * 1.8, 0.78, 0.2)], 0.011, 7), k.wood("pine"))


def piano(k: Kit) -> None:
    """An upright piano with its keys towards +Z, 1.45 m wide."""
    dark, gloss = k.wood("dark"), k.plain("#1b1512", 0.15)
    k.add(k.slab(1.45, 1.2, 0.36, 0.015).moved(0, 0, -0.1), dark)
    k.add(k.slab(1.5, 0.04, 0.42, 0.01).moved(0, 1.2, -0.1), dark)
    k.add(k.slab(1.45, 0.08, 0.34, 0.01).moved(0, 0.62, 0.22), dark)
    for x in (-0.69, 0.69):
        k.add(k.slab(0.08, 0.62, 0.08, 0.01).moved(x, 0, 0.33), dark)
        k.add(k.slab(0.07, 0.17, 0.32, 0.012).moved(x, 0.7, 0.22), dark)
    count = 52
    white = merged(
        k.beam((1.29 / count - 0.0015, 0.02, 0.15), 0.001).moved(-0.645 + 1.29 / count * (i + 0.5), 0.715, 0.28)
        for i in range(count)
    )
    k.add(white, k.plain("#f2ecdc", 0.25))
    black = merged(
        k.beam((0.012, 0.018, 0.095), 0.001).moved(-0.645 + 1.29 / count * (i + 1), 0.728, 0.25)
        for i in range(count - 1)
        if i % 7 not in (1, 4)
    )
    k.add(black, gloss)
    k.add(k.beam((0.5, 0.26, 0.015)).turned(0, pitch_deg=-18).moved(0, 0.98, 0.1), dark, 0.9)
    k.add(k.beam((0.2, 0.25, 0.004), 0.001).turned(0, pitch_deg=-18).moved(0.02, 0.99, 0.115), k.plain("#efe6cf", 0.9))
    for x in (-0.08, 0.0, 0.08):
        k.add(k.beam((0.035, 0.015, 0.1)).moved(x, 0.05, 0.12), k.metal("brass"))


def violin(k: Kit) -> None:
    """A violin with its bow, lying on its back, 0.6 m long."""
    half = curve([(0, 0.0), (0.085, 0.01), (0.1, 0.08), (0.055, 0.165), (0.08, 0.26), (0.04, 0.35), (0, 0.355)], 4)
    outline = np.concatenate([half, (half * (-1, 1))[::-1][1:-1]])
    flat = {"pitch_deg": -90.0}
    k.add(extrude(outline, 0.04, 0.012, 60.0).turned(0, **flat).moved(0, 0.02, 0.18), k.plain("#8a4a22", 0.25))
    k.add(k.beam((0.03, 0.014, 0.26)).moved(0, 0.048, -0.26), k.plain("#1b1512", 0.4))
    k.add(k.beam((0.045, 0.01, 0.012)).moved(0, 0.056, 0.03), k.wood("pine"))
    k.add(k.bar(curve([(0, 0.04, -0.36), (0, 0.045, -0.42), (0, 0.02, -0.45)], 4), 0.014, 8), k.plain("#8a4a22", 0.25))
    for x in (-0.012, -0.004, 0.004, 0.012):
        k.add(k.bar([(x, 0.058, 0.03), (x * 0.7, 0.056, -0.38)], 0.0008, 4), k.metal("steel"))
    k.add(k.bar([(0.2, 0.012, 0.3), (0.18, 0.022, -0.4)], 0.005, 6), k.wood("dark"))
    k.add(k.beam((0.012, 0.001, 0.68), 0.0004).turned(-1.6).moved(0.19, 0.006, -0.04), k.plain("#efe7d2"))


def harp(k: Kit) -> None:
    """A harp, 1.7 m."""
    gold = k.metal("brass")
    neck = curve([(-0.32, 1.35, 0), (-0.1, 1.2, 0), (0.18, 1.42, 0), (0.42, 1.62, 0)], 5)
    k.add(k.bar(neck, 0.045, 10), gold)
    k.add(k.bar([(0.42, 0.14, 0), (0.42, 1.62, 0)], [0.05, 0.035], 12), gold)
    k.add(k.ball(0.07, 12).moved(0.42, 1.68, 0), gold)
    k.add(k.bar([(0.32, 0.14, 0), (-0.34, 1.36, 0)], [0.14, 0.05], 12), k.wood("dark"))
    k.add(k.slab(0.62, 0.14, 0.34, 0.02).moved(0.3), k.wood("dark"))
    for index in range(k.count(17)):
        t = (index + 1) / (k.count(17) + 1)
        foot = np.array([0.3 - 0.62 * t, 0.24 + 1.08 * t, 0])
        top = neck[int((1 - t) * (len(neck) - 1))]
        middle = (foot + top) / 2 + (0.06 * (1 - t), 0, 0)
        k.add(k.bar(np.array([foot, middle, top]), 0.0022, 4), k.metal("silver"))


def gong(k: Kit) -> None:
    """A gong in a wooden frame, 1.5 m."""
    paint = k.painted()
    for x in (-0.62, 0.62):
        k.add(k.slab(0.09, 1.5, 0.09).moved(x), paint)
        k.add(k.slab(0.1, 0.09, 0.6).moved(x), paint)
    k.add(k.beam((1.56, 0.1, 0.1)).moved(0, 1.46, 0), paint)
    disc = k.turned([(0, 0.03), (0.08, 0.028), (0.1, 0.01), (0.38, 0.0), (0.42, -0.015), (0.42, -0.045)][::-1], 36)
    k.add(disc.turned(0, pitch_deg=90).moved(0, 0.82, 0.02), k.metal("brass"))
    back = k.turned([(0.42, 0.0), (0, 0.0)], 36).turned(0, pitch_deg=-90).moved(0, 0.82, -0.02)
    k.add(back, k.metal("copper"))
    for x in (-0.2, 0.2):
        k.add(k.bar([(x, 1.18, 0), (x * 1.1, 1.42, 0)], 0.008, 5), k.plain("#6b1f1c"))


def bell(k: Kit) -> None:
    """A bronze bell hung from a beam, 1.6 m."""
    oak = k.wood("dark")
    for x in (-0.6, 0.6):
        k.add(k.bar([(x, 0, 0.35), (x * 0.9, 1.6, 0)], 0.05, 8), oak)
        k.add(k.bar([(x, 0, -0.35), (x * 0.9, 1.6, 0)], 0.05, 8), oak)
    k.add(k.bar([(-0.75, 1.56, 0), (0.75, 1.56, 0)], 0.06, 10), oak)
    bronze = curve([(0.34, 0.62), (0.31, 0.7), (0.24, 0.9), (0.22, 1.12), (0.16, 1.24)], 4)
    k.add(k.turned([(0.3, 0.63), *bronze, (0.05, 1.28), (0.0, 1.3)], 30, 0.0), k.metal("copper"))
    inner = [(0.15, 1.2), (0.2, 1.0), (0.29, 0.64)]
    k.add(k.turned(inner, 24), k.metal("iron"))
    k.add(k.bar([(0, 1.25, 0), (0, 1.5, 0)], 0.03, 8), k.metal("iron"))
    k.add(k.ball(0.05, 10).moved(0, 0.62, 0), k.metal("iron"))


def music_stand(k: Kit) -> None:
    """A music stand with sheets, 1.3 m; one reads from +Z."""
    iron = k.metal("iron")
    k.add(k.bar([(0, 0.12, 0), (0, 1.05, 0)], 0.012, 8), iron)
    for turn in (0, 120, 240):
        k.add(k.bar([(0, 0.2, 0), (0, 0.02, 0.26)], 0.009, 6).turned(turn), iron)
    k.add(k.beam((0.46, 0.32, 0.012)).turned(0, pitch_deg=-24).moved(0, 1.18, 0), k.wood("dark"))
    k.add(k.beam((0.46, 0.02, 0.05)).moved(0, 1.03, 0.08), k.wood("dark"))
    for x in (-0.11, 0.11):
        k.add(k.beam((0.2, 0.27, 0.003), 0.001).turned(0, pitch_deg=-24).moved(x, 1.19, 0.016), k.plain("#f1ead6", 0.9))
