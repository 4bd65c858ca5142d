"""Phoneme timings where an engine tells none: letters laid over the loud part of the sound by their usual lengths."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.inference.spans import cover
from vr_app.kernel.events import PhonemeSpan

_VOWELS = frozenset("aeiouyäöüàâéèêëîïôûáíóú")
_SHORT = frozenset("bdgkptcq")
_WINDOW_S = 0.01
_SILENT_SHARE = 0.02
"""Below this part of the loudest window's level a window is silence."""


def estimate_spans(text: str, samples: npt.NDArray[np.int16], sample_rate_hz: int) -> tuple[PhonemeSpan, ...]:
    """One span for every letter, silence before and after, together exactly the sound's length.

    Args:
        samples: mono sound.
    """
    start, end = _loud_part(samples, max(1, int(_WINDOW_S * sample_rate_hz)))
    letters = [letter for letter in text.lower() if letter.isalpha() or letter == " "]
    weights = np.array([_usual_length(letter) for letter in letters], dtype=np.float64)
    if not letters or end <= start:
        return cover([("", samples.size)], samples.size)
    edges = np.rint(start + np.concatenate([[0.0], np.cumsum(weights) / weights.sum()]) * (end - start)).astype(int)
    lengths = [("", start), *zip(letters, np.diff(edges).tolist(), strict=True)]
    return cover(lengths, samples.size)


def _usual_length(letter: str) -> float:
    if letter in _VOWELS:
        return 1.6
    return 0.8 if letter in _SHORT else 0.6 if letter == " " else 1.0


def _loud_part(samples: npt.NDArray[np.int16], window: int) -> tuple[int, int]:
    whole = samples[: samples.size // window * window].astype(np.float64).reshape(-1, window)
    level = np.sqrt((whole**2).mean(axis=1))
    loud = np.flatnonzero(level > _SILENT_SHARE * level.max(initial=0.0))
    return (int(loud[0]) * window, (int(loud[-1]) + 1) * window) if loud.size else (0, 0)
