"""How large the eyes' pictures are, and how often: as the graphics card can bear, with hysteresis. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

SCALES = (1.0, 0.9, 0.8, 0.7)
"""Of the sides that the runtime recommends."""
TOO_LONG, ENOUGH_ROOM = 0.85, 0.70
"""Shares of a frame's time: above the first it gets smaller; it gets larger again only below the second."""
QUICK_FRAMES, PATIENT_FRAMES = 12, 180
"""Getting smaller is decided within a moment, getting larger after two seconds without need."""
GIVE_UP_FRAMES = 270
"""At the smallest, still too long for so many frames: fewer pictures a second are asked for."""


class ScaleGovernor:
    """Takes what each frame took the card.

    Attributes:
        scale: of the pictures' sides now.
        overburdened: the smallest pictures are too much, and have been for seconds.
    """

    def __init__(self) -> None:
        self._step = 0
        self._recent: deque[float] = deque(maxlen=QUICK_FRAMES)
        self._calm = self._late = 0
        self.overburdened = False

    @property
    def scale(self) -> float:
        return SCALES[self._step]

    def add(self, card_ms: float, period_ms: float) -> float:
        """One frame took the card so long, where it has `period_ms`. Returns: the scale from now on."""
        self._recent.append(card_ms / max(period_ms, 1e-3))
        if len(self._recent) < QUICK_FRAMES:
            return self.scale
        share = sorted(self._recent)[QUICK_FRAMES // 2]
        if share > TOO_LONG:
            self._calm, self._late = 0, self._late + 1
            if self._step + 1 < len(SCALES):
                self._take(self._step + 1)
            self.overburdened = self._late >= GIVE_UP_FRAMES
            return self.scale
        self._late, self.overburdened = 0, False
        larger = SCALES[self._step - 1] if self._step else 0.0
        # What the larger picture would take: the card's time goes with the area.
        if self._step and share * (larger / self.scale) ** 2 < ENOUGH_ROOM:
            self._calm += 1
            if self._calm >= PATIENT_FRAMES:
                self._take(self._step - 1)
        else:
            self._calm = 0
        return self.scale

    def start_over(self) -> None:
        """Something else has changed (the rate): what was seen before does not count."""
        self._recent.clear()
        self._calm = self._late = 0
        self.overburdened = False

    def _take(self, step: int) -> None:
        self._step = step
        self._recent.clear()
        self._calm = 0


def best_rate(offered: Sequence[float]) -> float:
    """Pictures a second to begin with: the highest; 0 where none is offered."""
    return max(offered, default=0.0)


def lower_rate(offered: Sequence[float], now_hz: float) -> float:
    """The next lower rate; the same where there is none (72 is low enough for anybody)."""
    lower = [rate for rate in offered if rate < now_hz - 0.5 and rate >= 71.0]
    return max(lower, default=now_hz)
