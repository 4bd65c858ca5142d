"""Where the exhibits stand, so that hall and scene agree."""

from __future__ import annotations

from tools.build_assets.mesh import Mesh
from tools.build_assets.shapes import block, box, lathe

# id, asset, x, y, z, yaw, scale
PLACES: tuple[tuple[str, str, float, float, float, float, float], ...] = (
    ("amphora", "amphora", -3.6, 0.0, -4.6, 20.0, 1.0),
    ("bust", "bust", 3.6, 0.0, -4.6, -20.0, 1.0),
    ("ship", "ship", -3.6, 0.0, -10.6, 90.0, 1.0),
    ("clock", "clock", 3.7, 0.0, -10.6, -90.0, 1.0),
    ("globe", "globe", -3.6, 0.0, -16.6, 30.0, 1.0),
    ("ammonite", "ammonite", 3.6, 0.0, -16.6, -70.0, 1.0),
    ("whale", "whale", 0.0, 5.1, -13.0, 24.0, 1.0),
    ("bench-1", "bench", 0.0, 0.0, -8.6, 0.0, 1.0),
    ("bench-2", "bench", 0.0, 0.0, -18.0, 0.0, 1.0),
    ("rope-amphora", "rope", -3.6, 0.0, -4.6, 0.0, 1.0),
    ("rope-clock", "rope", 3.7, 0.0, -10.6, 0.0, 1.0),
    ("painting-sea", "painting-sea", -6.9, 2.55, -6.0, 90.0, 1.0),
    ("painting-still-life", "painting-still-life", -6.9, 2.55, -12.0, 90.0, 1.0),
    ("painting-mountains", "painting-mountains", 6.9, 2.55, -6.0, -90.0, 1.0),
    ("painting-night", "painting-night", 6.9, 2.55, -12.0, -90.0, 1.0),
    ("palm-1", "palm", -5.6, 0.0, -21.2, 0.0, 1.0),
    ("palm-2", "palm", 5.6, 0.0, -21.2, 130.0, 1.0),
)


def occluders() -> list[Mesh]:
    """Coarse stand-ins that darken the floor and the walls."""
    shapes = {
        "amphora": block(0.8, 1.1, 0.8),
        "bust": block(0.7, 1.3, 0.7),
        "ship": block(1.9, 0.85, 0.9),
        "clock": block(1.3, 2.4, 0.8),
        "globe": lathe([(0.5, 0.0), (0.6, 0.9), (0.0, 1.5)], 12),
        "ammonite": block(1.3, 1.6, 0.7),
        "bench": block(1.8, 0.45, 0.6),
        "palm": lathe([(0.3, 0.0), (0.35, 0.5), (0.0, 0.55)], 12),
    }
    placed = [shapes[asset].turned(yaw).moved(x, y, z) for _, asset, x, y, z, yaw, _ in PLACES if asset in shapes]
    frames = [
        box((1.9, 1.5, 0.14)).turned(yaw).moved(x, y, z) for _, asset, x, y, z, yaw, _ in PLACES if "painting" in asset
    ]
    return placed + frames
