"""Writes pictures the app took."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from vr_app.kernel.errors import Location, UserError


def write_png(path: Path, pixels: npt.NDArray[np.uint8]) -> None:
    """Writes uint8 (height, width, 3 or 4) as PNG, without transparency. Raises: UserError."""
    try:
        Pillow.fromarray(np.ascontiguousarray(pixels[..., :3])).save(path, format="PNG", compress_level=4)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(f"The picture cannot be written ({reason})", where=Location(path)) from None
