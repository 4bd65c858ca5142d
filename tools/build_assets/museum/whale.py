"""The skeleton of a fin whale, 13 m, hung on steel cables: vertebrae on a curved spine, ribs, skull, flippers."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.glb import Node
from tools.build_assets.mesh import Array, Mesh, merged
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import curve, lathe, rounded_profile, tube

LENGTH = 13.0


def spine(t: Array) -> Array:
    """Points along the back, 0 at the skull (towards +Z) to 1 at the tail (towards -Z)."""
    z = 3.2 - t * 9.3
    y = 0.35 * np.sin(t * np.pi * 1.05) - 0.75 * t**2.2
    return np.stack([0.12 * np.sin(t * 2.6), y, z], axis=-1)


def vertebra(radius: float, length: float, rise: float, side: float) -> Mesh:
    """One vertebra about the origin, its axis along Z."""
    body = lathe(
        rounded_profile(
            [(0.0, -length / 2), (radius, -length / 2), (radius * 0.8, 0.0), (radius, length / 2), (0.0, length / 2)],
            radius * 0.12,
        ),
        12,
        crease_deg=60,
    )
    parts = [body.turned(0, pitch_deg=90)]
    if rise > 0.02:
        spike = curve(
            [(0, radius * 0.7, 0), (0, radius + rise * 0.5, -length * 0.35), (0, radius + rise, -length * 0.8)], 3
        )
        parts.append(tube(spike, np.linspace(0.05, 0.028, len(spike)) * (0.5 + rise), 6, squash=2.4))
    if side > 0.02:
        for sign in (-1, 1):
            wing = curve(
                [
                    (sign * radius * 0.7, 0, 0),
                    (sign * (radius + side * 0.6), 0.02, -0.02),
                    (sign * (radius + side), -0.03, -0.08),
                ],
                3,
            )
            parts.append(tube(wing, np.linspace(0.05, 0.03, len(wing)) * (0.6 + side), 6, squash=0.45))
    return merged(parts)


def skull() -> list[Mesh]:
    """A long flat upper jaw, the brain case, two bowed lower jaws; the joint at the origin, forward is +Z."""
    parts = []
    for sign in (-1, 1):
        upper = curve(
            [
                (sign * 0.30, 0.02, 0.0),
                (sign * 0.42, 0.10, 0.7),
                (sign * 0.34, 0.16, 1.6),
                (sign * 0.18, 0.10, 2.4),
                (sign * 0.05, -0.04, 2.95),
            ],
            5,
        )
        parts.append(
            tube(
                upper,
                np.interp(np.linspace(0, 1, len(upper)), [0, 0.2, 0.6, 1], [0.17, 0.20, 0.13, 0.035]),
                9,
                squash=0.55,
            )
        )
        lower = curve(
            [
                (sign * 0.62, -0.22, -0.1),
                (sign * 0.86, -0.36, 0.7),
                (sign * 0.80, -0.42, 1.6),
                (sign * 0.48, -0.34, 2.5),
                (sign * 0.08, -0.22, 3.05),
            ],
            6,
        )
        parts.append(
            tube(lower, np.interp(np.linspace(0, 1, len(lower)), [0, 0.15, 0.7, 1], [0.10, 0.13, 0.10, 0.05]), 10)
        )
        brow = curve(
            [
                (sign * 0.18, 0.14, -0.25),
                (sign * 0.58, 0.08, 0.05),
                (sign * 0.78, -0.06, 0.12),
                (sign * 0.70, -0.20, -0.05),
            ],
            4,
        )
        parts.append(tube(brow, np.linspace(0.15, 0.07, len(brow)), 8, squash=0.7))
    ridge = curve(
        [(0, 0.05, -0.55), (0, 0.28, -0.2), (0, 0.24, 0.5), (0, 0.20, 1.5), (0, 0.08, 2.6), (0, -0.03, 2.95)], 5
    )
    parts.append(
        tube(
            ridge, np.interp(np.linspace(0, 1, len(ridge)), [0, 0.15, 0.4, 1], [0.12, 0.26, 0.13, 0.03]), 9, squash=0.7
        )
    )
    case = lathe(
        rounded_profile([(0.0, -0.42), (0.22, -0.40), (0.40, -0.2), (0.42, 0.1), (0.26, 0.34), (0.0, 0.4)], 0.08),
        16,
        crease_deg=181,
    )
    parts.append(case.scaled(1.15, 0.8, 0.95).turned(0, pitch_deg=80).moved(0, 0.05, -0.1))
    return parts


def flipper(sign: float) -> list[Mesh]:
    """Shoulder blade, arm and four fingers."""
    parts = [
        tube(
            curve([(sign * 0.75, -0.1, 2.1), (sign * 1.02, -0.45, 2.2), (sign * 1.08, -0.72, 2.25)], 4),
            [0.20] * 4 + [0.13] * 4 + [0.09],
            8,
            squash=0.3,
        )
    ]
    parts.append(
        tube(
            curve([(sign * 1.08, -0.72, 2.25), (sign * 1.22, -0.92, 2.1), (sign * 1.34, -1.08, 1.9)], 3),
            [0.10, 0.08, 0.075, 0.08, 0.085, 0.095, 0.1],
            8,
        )
    )
    for shift in (-0.07, 0.07):
        bone = [
            (sign * 1.36, -1.1, 1.87 + shift),
            (sign * 1.55, -1.32, 1.5 + shift * 1.2),
            (sign * 1.66, -1.46, 1.28 + shift),
        ]
        parts.append(tube(curve(bone, 3), 0.05, 7))
    for finger in range(4):
        spread = (finger - 1.5) * 0.085
        start = np.array([sign * 1.70, -1.5, 1.2 + spread])
        reach = (0.55, 0.95, 0.9, 0.5)[finger]
        end = start + np.array([sign * 0.22 * reach + spread * 0.2 * sign, -0.28 * reach, -reach * 0.75 + spread])
        for joint in range(4):
            a, b = start + (end - start) * joint / 4, start + (end - start) * (joint + 0.82) / 4
            parts.append(tube([a, (a + b) / 2, b], np.array([0.032, 0.024, 0.03]) * (1.15 - joint * 0.18), 6))
    return parts


def skeleton() -> Mesh:
    """All the bones; the middle of the back at the origin."""
    parts = [mesh.moved(0, 0.0, 3.55) for mesh in skull()]
    count = 46
    for index in range(count):
        t = (index + 0.5) / count
        here, there = spine(np.array(t)), spine(np.array(t + 0.01))
        pitch = float(np.degrees(np.arctan2(there[1] - here[1], -(there[2] - here[2]))))
        radius = float(np.interp(t, [0, 0.1, 0.45, 0.8, 1.0], [0.12, 0.15, 0.18, 0.12, 0.035]))
        rise = float(np.interp(t, [0, 0.15, 0.5, 0.8, 0.92], [0.14, 0.34, 0.42, 0.16, 0.0]))
        side = float(np.interp(t, [0, 0.3, 0.5, 0.75, 0.85], [0.12, 0.26, 0.36, 0.14, 0.0]))
        parts.append(vertebra(radius, 9.3 / count * 0.78, rise, side).turned(0, pitch_deg=pitch).moved(*here))
    for index in range(14):
        t = 0.075 + index * 0.0285
        here = spine(np.array(t))
        width = float(np.interp(index, [0, 4, 9, 13], [0.72, 1.05, 1.0, 0.62]))
        depth = float(np.interp(index, [0, 3, 8, 13], [1.15, 1.75, 1.6, 0.85]))
        for sign in (-1, 1):
            bow = (
                (0.12, 0.02, 0.0),
                (width * 0.62, 0.05, -0.06),
                (width, -depth * 0.38, -0.20),
                (width * 0.92, -depth * 0.75, -0.34),
                (width * 0.52, -depth, -0.46),
            )
            line = curve(here + np.array(bow) * (sign, 1.0, 1.0), 4)
            parts.append(
                tube(line, np.interp(np.linspace(0, 1, len(line)), [0, 0.2, 0.8, 1], [0.035, 0.045, 0.04, 0.022]), 7)
            )
    for sign in (-1.0, 1.0):
        parts += flipper(sign)
    for index in range(7):
        under = spine(np.array(0.62 + index * 0.045))
        size = 0.2 - index * 0.022
        parts.append(tube([under + (0, -0.14, 0), under + (0, -0.14 - size, -0.1)], [0.03, 0.02], 6, squash=2.0))
    return merged(parts)


def whale() -> Node:
    """The skeleton with its cables, hanging points 4.6 m above."""
    node = Node("whale_skeleton")
    node.add(skeleton(), library.bone())
    bake([node], 0.05, 0.6, darkest=0.35)
    steel = library.iron()
    for t, top in ((0.12, 4.9), (0.42, 4.9), (0.78, 4.9)):
        place = spine(np.array(t))
        for sign in (-1, 1):
            hook = np.array([place[0] + sign * 0.9, top - 1.0, place[2]])
            node.add(tube(np.stack([place + (0, 0.12, 0), hook]), 0.008, 5), steel)
    node.add(tube([(0, 0.25, 5.0), (-0.9, 3.9, 4.6)], 0.008, 5), steel)
    node.add(tube([(0, 0.25, 5.0), (0.9, 3.9, 4.6)], 0.008, 5), steel)
    return node
