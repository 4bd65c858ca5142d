"""Darkens the ambient light round the host's feet and body: a few balls stand for it."""

from __future__ import annotations

import math

from vr_app.render.frame import Frame, Pass

BODY_BALLS = ((0.14, 0.17), (0.5, 0.2), (0.95, 0.22), (1.35, 0.22))
"""Height and radius of the balls."""


class BodyShade(Pass):
    """Writes the balls' places into the frame's block."""

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        row = frame.block[0]
        row["fog_shape"][2] = 0.0
        host = frame.scene.placements.get("host")
        if host is None:
            return
        row["fog_shape"][2] = len(BODY_BALLS)
        world = frame.world_from_node[host.root]
        (x, y, z), size = world[:3, 3].tolist(), math.hypot(*world[:3, 1].tolist())
        row["occluder"][:] = [(x, y + height * size, z, radius * size) for height, radius in BODY_BALLS]
