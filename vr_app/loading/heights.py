"""A picture as heights of the ground: black is low, white is high."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError
from vr_app.loading.pictures import PictureError, decode_picture


def read_heights(path: Path) -> npt.NDArray[np.float32]:
    """Reads a PNG, JPEG or WebP: float32 (H, W), 0 to 1, its 256 grades smoothed into slopes. Raises: UserError."""
    remedy = "Give a PNG or JPEG picture, light where the ground is high."
    try:
        picture = decode_picture(path.read_bytes(), path.name, srgb=False).levels[0]
    except (OSError, PictureError) as error:
        raise UserError(f"These heights cannot be read: {error}", where=Location(path), remedy=remedy) from error
    grey = picture[..., :3].astype(np.float32).mean(axis=2) / 255.0
    for axis in (0, 1):
        for _ in range(2):
            grey = (np.roll(grey, 1, axis) + 2 * grey + np.roll(grey, -1, axis)) / 4
    if min(grey.shape) < 2:
        raise UserError("This picture of heights is too small", where=Location(path), remedy=remedy)
    return grey
