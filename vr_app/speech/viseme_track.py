"""The mouth over the course of one utterance: a pure function of the sample position.

Neighbouring sounds blend by dominance (Cohen and Massaro, "Modeling coarticulation in synthetic visual speech", 1993):
each sound pulls the mouth to its shape with a strength that falls off before and after it; rounding begins early. Lips
that must touch are laid over the blend, so that /p b m/ are always closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.kernel.events import Utterance
from vr_app.speech.visemes import CLOSURE, COLUMNS, Phone, phones

_RATE_HZ = 120.0
_BEFORE_S = 0.055
_BEFORE_ROUNDED_S = 0.09
_AFTER_S = 0.05
_CLOSING_S = 0.06
_OPENING_S = 0.07
_TAIL_S = 0.15
_LEAD_S = 0.02
"""The mouth is shaped a little before its sound is heard; voice engines also time sounds a little late."""


@dataclass(frozen=True)
class VisemeTrack:
    """Mouth weights at regular times.

    Attributes:
        weights: float32[n, 6]: aa ih ou ee oh (VRM mouth expressions) and the closure of the lips.
        rate_hz: keys a second; key i is at `i / rate_hz` from the utterance's start.
    """

    weights: npt.NDArray[np.float32]
    rate_hz: float = _RATE_HZ

    def sample(self, t_s: float | npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
        """Weights at a time (float32[6]) or at n times (float32[n, 6]); at rest outside the utterance.

        Args:
            t_s: seconds from the utterance's first sample, that is `playhead sample / sample rate`.
        """
        position = np.clip(np.asarray(t_s, np.float64) * self.rate_hz, 0.0, len(self.weights) - 1.0)
        before = np.minimum(position.astype(np.int64), max(len(self.weights) - 2, 0))
        after = np.minimum(before + 1, len(self.weights) - 1)
        share = (position - before)[..., None].astype(np.float32)
        return (self.weights[before] * (1 - share) + self.weights[after] * share).astype(np.float32)


def viseme_track(utterance: Utterance) -> VisemeTrack:
    """The track of an utterance, from its engine's phoneme timings."""
    return track_of_phones(phones(utterance.phonemes, utterance.sample_rate_hz), utterance.duration_s)


def track_of_phones(sounds: Sequence[Phone], duration_s: float) -> VisemeTrack:
    """The track of timed sounds; the mouth is at rest at both ends."""
    count = int(np.ceil((duration_s + _TAIL_S) * _RATE_HZ)) + 1
    if not sounds:
        return VisemeTrack(np.zeros((count, COLUMNS), np.float32))
    t = (np.arange(count) / _RATE_HZ + _LEAD_S)[:, None]
    start = np.array([sound.start_s for sound in sounds])
    end = np.array([sound.end_s for sound in sounds])
    shape = np.array([sound.viseme.shape for sound in sounds])
    rounded = np.array([sound.viseme.rounded for sound in sounds])
    strength = np.array([sound.viseme.dominance for sound in sounds])
    inset = np.minimum(0.25 * (end - start), 0.03)
    early = (start + inset - t) / np.where(rounded, _BEFORE_ROUNDED_S, _BEFORE_S)
    late = (t - (end - inset)) / _AFTER_S
    dominance = strength * np.exp(-(np.maximum(np.maximum(early, late), 0.0) ** 1.5))
    rest = 0.02
    blend = (dominance @ shape) / (dominance.sum(axis=1, keepdims=True) + rest)
    closure = _closure(t, start, end, np.array([sound.viseme.closure for sound in sounds]))
    weights = np.empty((count, COLUMNS), np.float32)
    weights[:, :CLOSURE] = blend * (1.0 - closure[:, None])
    weights[:, CLOSURE] = closure
    weights[0] = weights[-1] = 0.0
    return VisemeTrack(weights)


def _closure(t: npt.NDArray, start: npt.NDArray, end: npt.NDArray, amount: npt.NDArray) -> npt.NDArray:
    """How far the lips are closed at each time: eased in before a lip sound, held within it, eased out after it."""
    lips = amount > 0.0
    if not lips.any():
        return np.zeros(len(t))
    start, end, amount = start[lips], end[lips], amount[lips]
    held_until = np.maximum(start + 0.02, end - 0.015)
    closing = np.clip((t - (start - _CLOSING_S)) / _CLOSING_S, 0.0, 1.0)
    opening = np.clip((held_until + _OPENING_S - t) / _OPENING_S, 0.0, 1.0)
    ramp = np.minimum(closing, opening)
    return (amount * ramp * ramp * (3.0 - 2.0 * ramp)).max(axis=1)
