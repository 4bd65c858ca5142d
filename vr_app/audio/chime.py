"""A sound that is played once over the sound of the place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.audio.ambience import Bed, read_stereo


class Chime:
    """Takes the place of a bed: plays it on, and a sound once over it.

    Args:
        beneath: what was there before, or None.
        samples: float32[n, 2] at the device's rate.
    """

    def __init__(self, beneath: Bed | Chime | None, samples: npt.NDArray[np.float32], volume: float) -> None:
        # One that has faded away need not be carried along.
        while isinstance(beneath, Chime) and beneath.over:
            beneath = beneath.beneath
        self.beneath = beneath
        self.volume = volume
        self._samples = samples
        self._position = 0

    def carries(self, bed: Bed | Chime) -> bool:
        """Whether what sounded before goes on beneath this."""
        beneath = self.beneath
        while isinstance(beneath, Chime) and beneath is not bed:
            beneath = beneath.beneath
        return beneath is bed or (isinstance(bed, Chime) and bed.over)

    @property
    def over(self) -> bool:
        """Whether all of it was played."""
        return self._position >= len(self._samples)

    def mix_into(self, out: npt.NDArray[np.float32], speaking: bool) -> None:
        """Adds the next frames to `out` (float32[n, 2])."""
        if self.beneath is not None:
            self.beneath.mix_into(out, speaking)
        part = self._samples[self._position : self._position + len(out)]
        out[: len(part)] += part * np.float32(self.volume)
        self._position += len(part)


def read_chime(path: Path, sample_rate_hz: int, volume: float, beneath: Bed | Chime | None) -> Chime:
    """Reads a sound file. Takes some time: not for a callback or a frame. Raises: UserError naming the file."""
    return Chime(beneath, read_stereo(path, sample_rate_hz), volume)
