"""The sound of the place under speech, and how one place's gives way to the next one's without a click."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.audio.ambience import Bed
from vr_app.audio.chime import Chime

_FADE_OUT_S = 0.5
_STEPS = 25


class BedDeck:
    """Called by the device's thread alone; fades out over half a second of 20 ms blocks."""

    def __init__(self) -> None:
        self._playing: Bed | Chime | None = None
        self._leaving: list[tuple[Bed | Chime, float]] = []
        self._other = np.zeros((0, 2), np.float32)

    def mix_into(self, out: npt.NDArray[np.float32], bed: Bed | Chime | None, speaking: bool) -> None:
        """Adds the next frames of `bed` and of what sounded before it to `out` (float32[n, 2])."""
        before, self._playing = self._playing, bed
        if before is not None and bed is not before and not (isinstance(bed, Chime) and bed.carries(before)):
            self._leaving.append((before, 1.0))
        if bed is not None:
            bed.mix_into(out, speaking)
        if not self._leaving:
            return
        if len(self._other) < len(out):
            self._other = np.zeros((len(out), 2), np.float32)
        still = []
        for old, share in self._leaving:
            other = self._other[: len(out)]
            other[:] = 0.0
            old.mix_into(other, speaking)
            rest = max(share - 1.0 / _STEPS, 0.0)
            out += other * np.linspace(share, rest, len(out), dtype=np.float32)[:, None]
            if rest > 0.0:
                still.append((old, rest))
        self._leaving = still
