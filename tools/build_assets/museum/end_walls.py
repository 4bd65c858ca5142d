"""The two ends of the hall: the great window, and the doors where visitors come in."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.arches import arch_outline, opening_panel
from tools.build_assets.extrusion import extrude
from tools.build_assets.glb import Material, Node
from tools.build_assets.museum.surfaces import (
    BACK,
    BEAD,
    ENTABLATURE,
    FRONT,
    HALF_WIDTH,
    RAIL,
    RISE,
    SKIRTING,
    SPRING,
    dado_marble,
    damask,
    stucco,
)
from tools.build_assets.shapes import block, box, moulding, rounded_profile, sphere, tube


def end_walls(node: Node) -> None:
    """The great window at the far end; the doors where visitors come in."""
    plaster = stucco()
    width = 2 * HALF_WIDTH + 1.0
    for z, yaw, opening, rise in ((BACK - 0.25, 0.0, 5.2, 8.4), (FRONT + 0.25, 180.0, 3.0, 4.2)):
        panel_mesh = opening_panel(width, SPRING + RISE + 0.8, opening, rise, 0.5).turned(yaw).moved(0, 0, z)
        node.add(panel_mesh, plaster)
        inner = z + (0.25 if yaw == 0.0 else -0.25)
        arch = arch_outline(opening, rise, 24)
        path = np.stack([arch[:, 0], arch[:, 1], np.full(len(arch), inner)], axis=1)
        toward = 1.0 if yaw == 0.0 else -1.0
        trim = rounded_profile([(0.0, -0.1), (0.0, 0.10), (0.10, 0.14), (0.30, 0.12), (0.36, 0.0)], 0.02)
        node.add(moulding(path if toward > 0 else path[::-1], trim, up=(0, 0, toward)), library.black_marble())
        for side in (-1.0, 1.0):
            edge_in, edge_out = opening / 2 + 0.36, HALF_WIDTH - 0.05
            end_field(node, side * (edge_in + edge_out) / 2, edge_out - edge_in, inner, toward)
    over_door(node)
    great_window(node)
    doors(node)


def over_door(node: Node) -> None:
    """What closes the wall above the doors: a green field, the entablature, a gilt sun."""
    z, width = FRONT, 3.76
    node.add(box((width, 1.4, 0.08), 0.01, cell=0.4).moved(0, 5.5, z), damask())
    path = np.array([[width / 2, 0, z - 0.03], [-width / 2, 0, z - 0.03]])
    node.add(moulding(path, [(y * 0.4, h) for y, h in ENTABLATURE]), stucco())
    node.add(sphere(0.16, 20, 10).scaled(1, 1, 0.4).moved(0, 5.15, z - 0.06), library.gilt())
    for index in range(24):
        ray = tube([(0, 0.19, 0), (0, 0.33 if index % 2 == 0 else 0.27, 0)], [0.016, 0.002], 5)
        node.add(ray.turned(0, roll_deg=index * 15.0).moved(0, 5.15, z - 0.06), library.gilt())


def end_field(node: Node, x: float, width: float, z: float, toward: float) -> None:
    """The green field beside an opening, with dado and entablature like those of the long walls."""
    node.add(box((width, SPRING - 0.05, 0.08), 0.01, cell=0.6).moved(x, SPRING / 2, z), damask())
    left, right = x - width / 2, x + width / 2
    line = np.array([[right, 0, z + 0.03 * toward], [left, 0, z + 0.03 * toward]])
    path = line if toward < 0 else line[::-1]
    node.add(moulding(path, SKIRTING), library.black_marble())
    node.add(moulding(path, [(0.045, 0.2), (0.045, 1.05)]), dado_marble())
    node.add(moulding(path, RAIL), library.black_marble())
    node.add(moulding(path, [(y * 0.4 if y > 0.3 else y, h) for y, h in ENTABLATURE]), stucco())
    corners = np.array([[right - 0.35, 1.5, 0], [right - 0.35, 5.2, 0], [left + 0.35, 5.2, 0], [left + 0.35, 1.5, 0]])
    frame = corners + (0, 0, z + 0.04 * toward)
    node.add(moulding(frame if toward > 0 else frame[::-1], BEAD, closed=True, up=(0, 0, toward)), library.gilt())


def great_window(node: Node) -> None:
    """Iron bars, a low wall with a sill, and milky panes with daylight behind."""
    z, opening, rise = BACK - 0.2, 5.2, 8.4
    pane = extrude(arch_outline(opening, rise, 24), 0.02, 0.004).moved(0, 0, z - 0.1)
    node.add(pane, Material("milk glass", None, colour=(0.7, 0.78, 0.85), roughness=0.3, emissive=(1.15, 1.3, 1.5)))
    node.add(block(opening, 1.0, 0.4, 0.02).moved(0, 0, z), dado_marble())
    node.add(block(opening + 0.2, 0.1, 0.6, 0.03).moved(0, 1.0, z + 0.08), library.black_marble())
    iron = library.iron()
    radius = opening / 2
    for x in (-1.3, 0.0, 1.3):
        node.add(block(0.09, rise - (radius - np.sqrt(radius**2 - x**2)), 0.09, 0.01).moved(x, 0, z), iron)
    for x in (-1.95, -0.65, 0.65, 1.95):
        node.add(block(0.04, rise - (radius - np.sqrt(radius**2 - x**2)), 0.05, 0.008).moved(x, 0, z), iron)
    for y in np.arange(1.9, rise - 0.5, 0.85):
        wide = opening if y < rise - radius else 2 * np.sqrt(max(radius**2 - (y - rise + radius) ** 2, 0.01))
        node.add(box((wide, 0.05, 0.06), 0.008).moved(0, y, z), iron)
    node.add(box((opening, 0.16, 0.14), 0.02).moved(0, rise - radius, z), iron)


def doors(node: Node) -> None:
    """A pair of tall panelled doors under a fanlight."""
    z, opening, rise = FRONT + 0.2, 3.0, 4.2
    wood = library.dark_wood()
    node.add(extrude(arch_outline(opening, rise, 20), 0.03, 0.005).moved(0, 0, z + 0.12), library.window_glow())
    for side in (-1, 1):
        x = side * opening / 4
        node.add(block(opening / 2 - 0.02, 2.7, 0.09, 0.012).moved(x, 0, z), wood)
        for low, high in ((0.15, 0.85), (0.97, 1.75), (1.87, 2.58)):
            for shift in (-0.33, 0.33):
                node.add(box((0.54, high - low, 0.07), 0.03).moved(x + shift, (low + high) / 2, z - 0.035), wood)
        node.add(tube([(side * 0.1, 1.0, z - 0.11), (side * 0.1, 1.3, z - 0.11)], 0.018, 10), library.brass())
    node.add(box((opening, 0.16, 0.16), 0.02).moved(0, 2.76, z), wood)
    for degrees in (30, 60, 90, 120, 150):
        a = np.radians(degrees)
        end = (1.45 * np.cos(a), 2.8 + 1.38 * np.sin(a), z)
        node.add(tube([(0, 2.8, z), end], 0.022, 6), library.iron())
