"""What exhibits stand on."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.glb import Material, Node
from tools.build_assets.shapes import block, box, moulding, rounded_profile


def plinth(node: Node, width: float, height: float, material: Material, depth: float | None = None) -> None:
    """A moulded plinth on the origin."""
    depth = depth or width
    x, z = width / 2, depth / 2
    node.add(block(width, height, depth, 0.015, cell=0.2), material)
    path = np.array([[x, 0, z], [x, 0, -z], [-x, 0, -z], [-x, 0, z]])
    node.add(
        moulding(
            path,
            rounded_profile([(0.07, 0.0), (0.07, 0.10), (0.045, 0.13), (0.02, 0.17), (0.0, 0.17)], 0.012),
            closed=True,
        ),
        material,
    )
    top = [
        (0.0, height - 0.10),
        (0.03, height - 0.08),
        (0.055, height - 0.05),
        (0.055, height + 0.005),
        (0.03, height + 0.02),
        (-x, height + 0.02),
    ]
    node.add(moulding(path, rounded_profile(top, 0.01), closed=True), material)
    node.add(box((0.2, 0.07, 0.012), 0.004).moved(0, height * 0.72, z + 0.006), library.dark_brass())
