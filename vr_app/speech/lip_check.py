"""Judges a mouth against phones that somebody else aligned to the same sound.

Lips must be closed at /p b m/, round at /uw ow w/ and open at vowels (so that a mouth that stays shut fails).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.speech.visemes import CLOSURE

Mouth = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float32]]
"""Times in seconds (n) to weights aa ih ou ee oh closure (n, 6)."""

CLOSING = frozenset({"P", "B", "M"})
ROUNDING = frozenset({"UW", "OW", "W"})
OPEN_VOWELS = frozenset({"AA", "AE", "AH", "AO", "AY", "AW", "EH", "EY", "IY", "ER", "OY"})
TOLERANCE_S = 0.06
_CLOSED_BELOW = 0.1
_ROUND_ABOVE = 0.3
_OPEN_ABOVE = 0.15


@dataclass(frozen=True)
class AlignedPhone:
    """A phone in ARPABET without stress ("UW"), in seconds of the recording."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class LipScore:
    """How many of the phones of each kind were met, and how many there were."""

    closed: int = 0
    closing: int = 0
    rounded: int = 0
    rounding: int = 0
    opened: int = 0
    opening: int = 0

    def __add__(self, other: LipScore) -> LipScore:
        return LipScore(
            self.closed + other.closed,
            self.closing + other.closing,
            self.rounded + other.rounded,
            self.rounding + other.rounding,
            self.opened + other.opened,
            self.opening + other.opening,
        )

    @property
    def closed_share(self) -> float:
        return self.closed / max(self.closing, 1)

    @property
    def rounded_share(self) -> float:
        return self.rounded / max(self.rounding, 1)

    @property
    def opened_share(self) -> float:
        return self.opened / max(self.opening, 1)

    @property
    def passed(self) -> bool:
        """Closed on 90 % of /p b m/, round on 80 % of /uw ow w/, open on 80 % of the vowels."""
        return self.closed_share >= 0.9 and self.rounded_share >= 0.8 and self.opened_share >= 0.8


def judge_lips(mouth: Mouth, aligned: Sequence[AlignedPhone]) -> LipScore:
    """Looks at the mouth within 60 ms of the middle of every phone."""
    score = LipScore()
    for phone in aligned:
        if phone.name not in CLOSING | ROUNDING | OPEN_VOWELS:
            continue
        middle_s = 0.5 * (phone.start_s + phone.end_s)
        weights = mouth(np.linspace(middle_s - TOLERANCE_S, middle_s + TOLERANCE_S, 25))
        openness = weights[:, :CLOSURE].max(axis=1)
        if phone.name in CLOSING:
            score += LipScore(closed=int(openness.min() < _CLOSED_BELOW), closing=1)
        elif phone.name in ROUNDING:
            round_ = np.maximum(weights[:, 2], weights[:, 4])
            other = weights[:, (0, 1, 3)].max(axis=1)
            score += LipScore(rounded=int(bool(((round_ > _ROUND_ABOVE) & (round_ > other)).any())), rounding=1)
        else:
            score += LipScore(opened=int(openness.max() > _OPEN_ABOVE), opening=1)
    return score


def loudness_mouth(pcm: npt.NDArray[np.int16], sample_rate_hz: int) -> Mouth:
    """A control that must fail: the jaw follows the loudness."""
    hop = sample_rate_hz // 100
    count = max(len(pcm) // hop, 1)
    frames = np.resize(pcm.astype(np.float32), (count, hop))
    loudness = np.sqrt((frames**2).mean(axis=1))
    loudness = np.convolve(loudness, np.ones(5) / 5, "same") / max(float(np.percentile(loudness, 95)), 1.0)

    def mouth(t_s: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        weights = np.zeros((len(t_s), CLOSURE + 1), np.float32)
        weights[:, 0] = np.clip(np.interp(t_s * 100.0, np.arange(count), loudness), 0.0, 1.0)
        return weights

    return mouth
