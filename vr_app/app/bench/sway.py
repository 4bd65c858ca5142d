"""The camera of `bench render`: a head that looks about, the same for all engines."""

from __future__ import annotations

import numpy as np

from vr_app.kernel.ports import Mat4
from vr_app.scene.transform import identity

SIDE, FOV_RAD, RATE_HZ = 16, 1.2, 90.0
"""Pixels of a picture's side (so few that filling them costs nothing), its angle of view, frames a second."""


def swaying(time_s: float) -> Mat4:
    """12 degrees to each side in four seconds, and a few centimetres of movement."""
    yaw = np.radians(12.0) * np.sin(time_s * np.pi / 2)
    out = identity()
    out[0, 0] = out[2, 2] = np.cos(yaw)
    out[0, 2], out[2, 0] = np.sin(yaw), -np.sin(yaw)
    out[:3, 3] = (0.05 * np.sin(time_s * 1.3), 0.02 * np.sin(time_s * 2.1), 0.03 * np.sin(time_s))
    return out
