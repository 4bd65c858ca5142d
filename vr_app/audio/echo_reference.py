"""What the loudspeaker played while the microphone took its sound: the echo canceller's other half."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.audio.sample_ring import SampleRing

RATE_HZ = 16_000
_KEPT_S = 4.0
EARLY_S = 0.03
"""The canceller finds echoes that come after what was played, never before: it gets the sound this much early."""
_PATIENCE_S, _RUNNING_S, _LATEST_S = 0.008, 0.2, -0.06
_DRIFT_S = 0.03
"""Two clocks that have run this far apart are set right."""


class EchoReference:
    """Filled by the loudspeaker's callback, read in step with the microphone.

    Args:
        sample_rate_hz: of the loudspeaker; a whole multiple of 16 kHz is cheapest.
        delay_s: how much later than the device says the sound comes back, as measured; 0 where it was not.
    """

    def __init__(self, sample_rate_hz: int, delay_s: float = 0.0) -> None:
        import soxr

        self.delay_s = delay_s
        self._rate_hz = sample_rate_hz
        self._ring = SampleRing(int(_KEPT_S * sample_rate_hz))
        self._mono = np.zeros(16384, np.float32)
        self._resampler: Any = soxr.ResampleStream(sample_rate_hz, RATE_HZ, 1, dtype="float32", quality="HQ")
        self._waiting = np.zeros(0, np.float32)
        self._next: int | None = None
        self._played_s = 0.0
        self._early_s = EARLY_S

    def played(self, block: npt.NDArray[np.float32], leaves_s: float) -> None:
        """The callback: float32[n, channels] whose first sample leaves the loudspeaker at `leaves_s`."""
        mono = self._mono[: len(block)]
        np.mean(block, axis=1, out=mono)
        self._ring.write(mono, leaves_s + len(block) / self._rate_hz)
        self._played_s = time.monotonic()
        lead_s = leaves_s + len(block) / self._rate_hz - self._played_s
        # A loudspeaker that prepares its sound late cannot give it early; this only ever falls.
        self._early_s = max(min(self._early_s, lead_s - 2 * len(block) / self._rate_hz), _LATEST_S)

    def _wanted_end(self, at_s: float) -> int:
        begun_s = time.monotonic()
        while True:
            written, anchor_s = self._ring.anchor
            wanted = written + round((at_s + self._early_s - self.delay_s - anchor_s) * self._rate_hz)
            now_s = time.monotonic()
            if wanted <= written or now_s - begun_s > _PATIENCE_S or now_s - self._played_s > _RUNNING_S:
                return wanted
            time.sleep(0.003)

    def until(self, at_s: float, count: int) -> npt.NDArray[np.int16]:
        """The `count` samples at 16 kHz that were played until `at_s` (a little early); zeros for silence.

        Waits for a moment where a loudspeaker that runs is a little behind.
        """
        wanted_end = self._wanted_end(at_s)
        need = -(-count * self._rate_hz // RATE_HZ)
        wanted = wanted_end - need
        if self._next is None or abs(self._next - wanted) > _DRIFT_S * self._rate_hz:
            self._next = wanted
            self._waiting = self._waiting[:0]
            self._resampler.clear()
        while len(self._waiting) < count:
            chunk = self._resampler.resample_chunk(self._ring.read(self._next, need))
            self._next += need
            self._waiting = np.concatenate([self._waiting, chunk])
        found, self._waiting = self._waiting[:count], self._waiting[count:]
        return np.clip(np.rint(found * 32767.0), -32768, 32767).astype(np.int16)
