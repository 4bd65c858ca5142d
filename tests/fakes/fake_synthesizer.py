"""A voice that hums: 60 ms of a tone for every letter, within the contract of `Synthesizer`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId

_LETTER_S = 0.06


class FakeSynthesizer:
    """Every letter is a phoneme of the same length, whatever is not a letter a silence."""

    name = "fake"
    engine = "fake"

    def __init__(self, sample_rate_hz: int = 16_000) -> None:
        self.sample_rate_hz = sample_rate_hz

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        if cancelled():
            return None
        letter = int(_LETTER_S * self.sample_rate_hz / speed)
        spans = tuple(
            PhonemeSpan(sign if sign.isalpha() else "", index * letter, (index + 1) * letter)
            for index, sign in enumerate(text or " ")
        )
        time_s = np.arange(spans[-1].end_sample) / self.sample_rate_hz
        loud = np.repeat([bool(span.phoneme) for span in spans], letter)
        pcm = (np.sin(time_s * 2 * np.pi * 220) * 8000 * loud).astype("<i2").tobytes()
        return Utterance(TurnId(0), 0, text, pcm, self.sample_rate_hz, spans)

    def close(self) -> None:
        """Holds nothing."""
