"""How speech reaches the two channels: plainly, or through a `SpatialMixer`; from one to the other without a click."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.audio.spatial import SpatialMixer

Samples = npt.NDArray[np.float32]


class VoiceOutput:
    """Called by the device's thread; `space` and `mono` may be set by any.

    Attributes:
        space: places the voice in the scene; None leaves it in the middle.
        mono: both channels alike, for whoever hears with one ear or one loudspeaker.
        sides: how loud speech is on the left and on the right; other than (1, 1) it is plain for so long.
    """

    def __init__(self) -> None:
        self.space: SpatialMixer | None = None
        self.mono = False
        self.sides = (1.0, 1.0)
        self._heard_sides = (1.0, 1.0)
        self._before: SpatialMixer | None = None
        self._mono_share = 0.0
        self._other = np.zeros((0, 2), np.float32)

    @property
    def latency_frames(self) -> int:
        """How much later than it was rendered speech is heard."""
        space = self.space if self.sides == (1.0, 1.0) else None
        return 0 if space is None else space.latency_frames

    def mix_into(self, out: Samples, speech: Samples, volume: float, speaking: bool) -> None:
        """Fills `out` (float32[n, 2]) with `speech` (float32[n]) and the sounds of the scene."""
        sides = self.sides
        space, before = self.space if sides == (1.0, 1.0) else None, self._before
        self._one_way(space, out, speech, volume, speaking)
        if space is not before:
            if len(self._other) < len(out):
                self._other = np.zeros_like(out)
            other = self._other[: len(out)]
            self._one_way(before, other, speech, volume, speaking)
            share = np.linspace(0.0, 1.0, len(out), dtype=np.float32)[:, None]
            out *= share
            other *= 1.0 - share
            out += other
            self._before = space
        self._heard_sides = sides

    def uses(self, space: SpatialMixer) -> bool:
        """Whether a mixer may still be heard."""
        return space is self.space or space is self._before

    def to_mono(self, out: Samples) -> None:
        """Makes both channels alike where that is wanted: the last step."""
        target = float(self.mono)
        if target == self._mono_share == 0.0:
            return
        middle = out.mean(axis=1, keepdims=True)
        if target == self._mono_share:
            out[:] = middle
            return
        share = np.linspace(self._mono_share, target, len(out), dtype=np.float32)[:, None]
        self._mono_share = target
        out += share * (middle - out)

    def _one_way(
        self, space: SpatialMixer | None, out: Samples, speech: Samples, volume: float, speaking: bool
    ) -> None:
        if space is not None:
            out[:] = 0.0
            space.mix_into(out, speech, volume, speaking)
            return
        before, after = self._heard_sides, self.sides
        for side in (0, 1):
            np.multiply(speech, np.float32(volume * after[side]), out=out[:, side])
            if before[side] != after[side]:
                out[:, side] += speech * volume * np.linspace(before[side] - after[side], 0, len(out), dtype=np.float32)
