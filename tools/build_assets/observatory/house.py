"""The front of the house behind the terrace: three arched openings lit from within."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.arches import arch_outline, opening_panel
from tools.build_assets.extrusion import extrude
from tools.build_assets.glb import Node
from tools.build_assets.observatory.layout import BACK, HALF_WIDTH
from tools.build_assets.shapes import block, box, moulding, rounded_profile, sphere


def house(node: Node) -> None:
    """The front of the house at the back of the terrace: three arched openings lit from within, cornice, steps."""
    wall, stone = library.courses(), library.stone()
    height, depth = 4.4, 0.5
    bays = ((-5.4, 3.0, 1.5, 3.0), (0.0, 3.2, 1.7, 3.1), (5.4, 3.0, 1.5, 3.0))
    z = BACK + depth / 2
    filled = [(-HALF_WIDTH - 0.3, -6.9), (-3.9, -1.6), (1.6, 3.9), (6.9, HALF_WIDTH + 0.3)]
    for left, right in filled:
        node.add(block(right - left, height, depth, 0.02, cell=0.4).moved((left + right) / 2, 0, z), wall)
    for x, width, opening, rise in bays:
        node.add(opening_panel(width, height, opening, rise, depth).turned(180).moved(x, 0, z), wall)
        arch = arch_outline(opening, rise)
        path = np.stack([arch[:, 0] + x, arch[:, 1], np.full(len(arch), BACK)], axis=1)
        trim = rounded_profile([(0.0, 0.12), (0.0, -0.06), (0.16, -0.07), (0.2, 0.0)], 0.015)
        node.add(moulding(path, trim, up=(0, 0, 1)), stone)
        key = extrude([(-0.11, -0.18), (0.11, -0.18), (0.16, 0.22), (-0.16, 0.22)], 0.22, 0.02)
        node.add(key.moved(x, rise + 0.08, BACK - 0.04), stone)
        window(node, x, opening, rise, door=x == 0.0)
    cornice = rounded_profile(
        [
            (0.0, height - 0.35),
            (0.05, height - 0.3),
            (0.08, height - 0.12),
            (0.22, height - 0.02),
            (0.26, height + 0.1),
            (0.2, height + 0.16),
            (-0.3, height + 0.18),
        ],
        0.02,
    )
    line = np.array([[HALF_WIDTH + 0.3, 0, BACK], [-HALF_WIDTH - 0.3, 0, BACK]])
    node.add(moulding(line, cornice), stone)
    base = rounded_profile([(0.1, 0.0), (0.1, 0.42), (0.03, 0.5), (0.0, 0.5)], 0.02)
    for left, right in filled + [(-6.9, -6.15), (-4.65, -3.9), (-1.6, -0.85), (0.85, 1.6), (3.9, 4.65), (6.15, 6.9)]:
        node.add(moulding(np.array([[right, 0, BACK], [left, 0, BACK]]), base), stone)
    for x in (-8.2, -2.7, 2.7, 8.2):
        pilaster(node, x, height)
    parapet = block(2 * HALF_WIDTH + 0.8, 0.55, 0.34, 0.03, cell=0.6).moved(0, height + 0.16, BACK + 0.25)
    node.add(parapet, stone)
    for step, reach in ((0, 1.0), (1, 0.65)):
        node.add(
            block(3.0 - 0.5 * step, 0.16, 0.4 + reach, 0.025, cell=0.4).moved(
                0, 0.16 * step - 0.001, BACK - (0.4 + reach) / 2 + 0.2
            ),
            stone,
        )


def pilaster(node: Node, x: float, height: float) -> None:
    """A flat pillar on the wall."""
    stone = library.stone()
    node.add(block(0.46, height - 0.4, 0.16, 0.02, cell=0.4).moved(x, 0.2, BACK - 0.05), stone)
    node.add(block(0.6, 0.5, 0.26, 0.03).moved(x, 0, BACK - 0.05), stone)
    node.add(block(0.62, 0.18, 0.26, 0.04).moved(x, height - 0.55, BACK - 0.05), stone)


def window(node: Node, x: float, opening: float, rise: float, *, door: bool) -> None:
    """Glazing bars over lit panes; a pair of panelled leaves below where it is a door."""
    z = BACK + 0.3
    arch = arch_outline(opening, rise)
    pane = extrude(np.concatenate([arch]), 0.02, 0.004).turned(180).moved(x, 0, z + 0.04)
    node.add(pane, library.window_glow())
    bars = library.dark_wood()
    sill = 0.0 if door else 0.75
    frame = np.stack([arch[:, 0] + x, arch[:, 1], np.full(len(arch), z)], axis=1)
    node.add(
        moulding(frame, [(-0.09, -0.05), (-0.09, 0.05), (0.0, 0.06), (0.0, -0.06), (-0.09, -0.05)], up=(0, 0, 1)), bars
    )
    for offset in (-opening / 6, opening / 6) if not door else (0.0,):
        tall = rise - 0.05 - (opening / 2 - np.sqrt((opening / 2) ** 2 - offset**2))
        node.add(block(0.05, tall, 0.05, 0.008).moved(x + offset, 0, z), bars)
    for y in np.arange(sill + 0.55, rise - 0.4, 0.55):
        wide = (
            opening
            if y < rise - opening / 2
            else 2 * np.sqrt(max((opening / 2) ** 2 - (y - rise + opening / 2) ** 2, 0.01))
        )
        node.add(box((wide, 0.045, 0.05), 0.008).moved(x, y, z), bars)
    if door:
        for side in (-1, 1):
            centre = x + side * opening / 4
            node.add(block(opening / 2 - 0.03, 1.0, 0.07, 0.012).moved(centre, 0.3, z - 0.02), bars)
            node.add(block(opening / 2 - 0.28, 0.62, 0.1, 0.03).moved(centre, 0.48, z - 0.02), bars)
            node.add(sphere(0.035, 12, 8).moved(x + side * 0.09, 1.12, z - 0.1), library.brass())
    else:
        node.add(block(opening - 0.02, sill, 0.35, 0.02).moved(x, 0, z + 0.05), library.courses())
        node.add(block(opening + 0.3, 0.09, 0.5, 0.025).moved(x, sill - 0.02, z - 0.18), library.stone())
