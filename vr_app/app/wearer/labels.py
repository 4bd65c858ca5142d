"""Names as small plates, made aside: the frame thread asks, and gets the plate a few frames later."""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from vr_app.kernel.latest import Latest
from vr_app.loading.lettering import letter

PLATE = (17, 20, 26)
INK = (247, 240, 226)
OPACITY = 0.86
PADDING_PX = 30
WIDEST_EMS = 16.0
KEPT = 64

Pixels = npt.NDArray[np.uint8]


def plate(text: str) -> Pixels:
    """A text on a dark plate with round corners: uint8 (h, w, 4), straight alpha."""
    ink = letter(text, WIDEST_EMS).coverage
    high, wide = ink.shape[0] + PADDING_PX, ink.shape[1] + 2 * PADDING_PX
    coverage = np.zeros((high, wide), np.float32)
    top = PADDING_PX // 2
    coverage[top : top + ink.shape[0], PADDING_PX : PADDING_PX + ink.shape[1]] = ink / 255.0
    y, x = np.mgrid[0:high, 0:wide] + 0.5
    radius = min(high, wide) * 0.32
    corner = np.hypot(
        np.maximum(np.maximum(radius - x, x - (wide - radius)), 0.0),
        np.maximum(np.maximum(radius - y, y - (high - radius)), 0.0),
    )
    body = np.clip(radius - corner, 0.0, 1.0) * OPACITY
    out = np.zeros((high, wide, 4), np.uint8)
    out[..., :3] = np.array(PLATE) + coverage[..., None] * (np.array(INK) - np.array(PLATE))
    out[..., 3] = np.rint(np.maximum(body, coverage) * 255)
    return out


class Labels:
    """Plates by text. `get` never waits."""

    def __init__(self) -> None:
        self._made: Latest[dict[str, Pixels]] = Latest({})
        self._asked: set[str] = set()
        self._keeping = threading.Lock()

    def get(self, text: str) -> Pixels | None:
        """The plate, or None while it is being made. From one thread only."""
        made = self._made.get().get(text)
        if made is None and text and text not in self._asked:
            self._asked.add(text)
            threading.Thread(target=self._make, args=(text,), name="label", daemon=True).start()
        return made

    def _make(self, text: str) -> None:
        pixels = plate(text)
        with self._keeping:
            kept = dict(list(self._made.get().items())[-KEPT + 1 :])
            self._made.set(kept | {text: pixels})
