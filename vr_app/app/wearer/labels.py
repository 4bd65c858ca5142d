"""Names as small plates, made aside: the frame thread asks, and gets the plate a few frames later."""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from vr_app.kernel.latest import Latest
from vr_app.loading.lettering import letter
from vr_app.loading.pictures import mip_levels
from vr_app.scene.overlay import Levels

PLATE = (17, 20, 26)
INK = (247, 240, 226)
LIT_PLATE = (201, 138, 58)
"""Of what is chosen."""
OPACITY = 0.86
PADDING_PX = 30
WIDEST_EMS = 16.0
KEPT = 64

_ONE_AT_A_TIME = threading.Lock()
_Key = tuple[str, bool, int]

Pixels = npt.NDArray[np.uint8]


def plate(text: str, *, lit: bool = False, least_px: int = 0) -> Pixels:
    """A text on a dark plate (warm where it is lit) with round corners: uint8 (h, w, 4), straight alpha.

    Args:
        least_px: the plate is as wide at least, its text in the middle.
    """
    ground, letters = (LIT_PLATE, PLATE) if lit else (PLATE, INK)
    ink = letter(text, WIDEST_EMS).coverage
    high, wide = ink.shape[0] + PADDING_PX, max(ink.shape[1] + 2 * PADDING_PX, least_px)
    coverage = np.zeros((high, wide), np.float32)
    top, left = PADDING_PX // 2, (wide - ink.shape[1]) // 2
    coverage[top : top + ink.shape[0], left : left + ink.shape[1]] = ink / 255.0
    y, x = np.mgrid[0:high, 0:wide] + 0.5
    radius = min(high, wide) * 0.32
    corner = np.hypot(
        np.maximum(np.maximum(radius - x, x - (wide - radius)), 0.0),
        np.maximum(np.maximum(radius - y, y - (high - radius)), 0.0),
    )
    body = np.clip(radius - corner, 0.0, 1.0) * OPACITY
    out = np.zeros((high, wide, 4), np.uint8)
    out[..., :3] = np.array(ground) + coverage[..., None] * (np.array(letters) - np.array(ground))
    out[..., 3] = np.rint(np.maximum(body, coverage) * 255)
    return out


class Labels:
    """Plates by text. `get` never waits."""

    def __init__(self) -> None:
        self._made: Latest[dict[_Key, Levels]] = Latest({})
        self._asked: set[_Key] = set()
        self._keeping = threading.Lock()

    def get(self, text: str, *, lit: bool = False, least_px: int = 0) -> Levels | None:
        """The plate, or None while it is being made. From one thread only."""
        key = (text, lit, least_px)
        made = self._made.get().get(key)
        if made is None and text and key not in self._asked:
            self._asked.add(key)
            threading.Thread(target=self._make, args=key, name="label", daemon=True).start()
        return made

    def _make(self, text: str, lit: bool, least_px: int) -> None:
        with _ONE_AT_A_TIME:  # the fonts are shared, and take one text at a time
            levels = mip_levels(plate(text, lit=lit, least_px=least_px), srgb=True)
        with self._keeping:
            kept = dict(list(self._made.get().items())[-KEPT + 1 :])
            self._made.set(kept | {(text, lit, least_px): levels})
