"""Measures of the terrace and where things stand on it (so that they darken the floor under them)."""

from __future__ import annotations

from tools.build_assets.mesh import Mesh
from tools.build_assets.shapes import block, lathe

HALF_WIDTH = 9.0
FRONT = -7.0
BACK = 6.0
BOW = 4.0
DOME_AT = (-6.8, -8.7)
DOME_RADIUS = 2.75


# name of the asset, x, z, yaw, scale
PLACES: tuple[tuple[str, float, float, float, float], ...] = (
    ("lantern-post", -3.0, -1.3, 0.0, 1.0),
    ("lantern-post", 3.0, -1.3, 0.0, 1.0),
    ("lantern-post", -3.3, 3.6, 0.0, 1.0),
    ("lantern-post", 3.3, 3.6, 0.0, 1.0),
    ("bench", 7.6, -2.2, -90.0, 1.0),
    ("bench", -7.6, 1.2, 90.0, 1.0),
    ("orrery", 4.3, -4.4, 0.0, 1.0),
    ("chart-table", 6.3, -5.9, -12.0, 1.0),
    ("cypress-pot", -5.0, 5.1, 0.0, 1.0),
    ("cypress-pot", -2.4, 4.9, 70.0, 0.85),
    ("cypress-pot", 2.4, 4.9, 140.0, 0.85),
    ("cypress-pot", 8.2, -6.2, 200.0, 0.9),
    ("cypress-pot", 8.2, 0.6, 30.0, 1.0),
    ("box-pot", -3.6, -6.2, 0.0, 1.0),
    ("box-pot", 5.0, -6.3, 40.0, 0.85),
    ("box-pot", 8.1, -4.6, 80.0, 0.9),
    ("box-pot", -8.2, 3.4, 80.0, 1.0),
    ("box-pot", 5.9, 5.1, 80.0, 1.0),
    ("lavender-trough", 8.3, 3.6, 90.0, 1.0),
    ("lavender-trough", -8.3, -1.8, 90.0, 1.0),
    ("lavender-trough", -1.0, -10.35, 14.0, 0.85),
)


def occluders() -> list[Mesh]:
    """Coarse stand-ins for all that stands on the terrace."""
    shapes = {
        "lantern-post": lathe([(0.2, 0.0), (0.12, 0.25), (0.04, 0.4), (0.04, 2.0)], 8),
        "bench": block(1.7, 0.45, 0.5),
        "orrery": lathe([(0.5, 0.0), (0.35, 0.3), (0.5, 0.85), (0.0, 0.9)], 20),
        "chart-table": block(1.1, 0.75, 0.6),
        "cypress-pot": lathe([(0.26, 0.0), (0.36, 0.55), (0.3, 1.4), (0.0, 2.4)], 12),
        "box-pot": lathe([(0.22, 0.0), (0.32, 0.45), (0.4, 0.9), (0.0, 1.2)], 12),
        "lavender-trough": block(1.2, 0.5, 0.4),
    }
    placed = [shapes[name].scaled(scale).turned(yaw).moved(x, 0, z) for name, x, z, yaw, scale in PLACES]
    drum = lathe([(DOME_RADIUS + 0.15, 0.0), (DOME_RADIUS, 0.6), (DOME_RADIUS, 3.1)], 32)
    return [*placed, drum.moved(DOME_AT[0], 0, DOME_AT[1])]
