"""Round arches: their outline, and walls with an opening of that shape."""

from __future__ import annotations

import numpy as np

from tools.build_assets.extrusion import extrude
from tools.build_assets.mesh import Array, Mesh


def arch_outline(width: float, height: float, steps: int = 14) -> Array:
    """Half circle on two uprights, from the foot at the right over the top to the foot at the left; [K, 2]."""
    radius = width / 2
    angle = np.linspace(0.0, np.pi, steps + 1)
    top = np.stack([np.cos(angle) * radius, height - radius + np.sin(angle) * radius], axis=1)
    return np.concatenate([[(radius, 0.0)], top, [(-radius, 0.0)]])


def opening_panel(width: float, height: float, opening: float, rise: float, depth: float) -> Mesh:
    """A piece of wall `width` x `height` with one arched opening down to the floor."""
    arch = arch_outline(opening, rise)[::-1]
    outline = np.concatenate([[(-width / 2, 0.0)], arch, [(width / 2, 0.0), (width / 2, height), (-width / 2, height)]])
    return extrude(outline, depth, 0.02)
