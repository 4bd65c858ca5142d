"""What is shown in the place of something missing or broken: a magenta and black checker, unmistakable."""

from __future__ import annotations

import numpy as np


def _checker() -> np.ndarray:
    cells = (np.indices((64, 64)) // 8).sum(axis=0) % 2
    pixels = np.where(cells[..., None] == 0, [255, 0, 255, 255], [20, 20, 20, 255])
    return pixels.astype(np.uint8)


CHECKER = _checker()
"""uint8 (64, 64, 4)."""
