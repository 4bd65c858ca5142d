"""Writes pictures as PNG files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from vr_app.kernel.errors import Location, UserError


def write_png(path: Path, picture: npt.NDArray[np.uint8]) -> None:
    """Writes uint8 (height, width, 3 or 4), top row first.

    Raises: UserError naming the file.
    """
    try:
        Image.fromarray(picture).save(path, format="PNG")
    except OSError as error:
        raise UserError(
            f"This picture cannot be written: {error.strerror or error}",
            where=Location(path),
            remedy="Choose another place with --out, or change its permissions.",
        ) from error
