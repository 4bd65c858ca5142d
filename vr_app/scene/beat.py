"""Work that need not be done in every frame is done on a beat of its own, so that no frame has all of it to do."""

from __future__ import annotations

import math

BEATS_PER_S = 30.0


class Beat:
    """Falls about `BEATS_PER_S` times a second of display time, so the same times always have the same beats.

    Args:
        phase: 0 to 1, where between two beats of another this one falls.
    """

    def __init__(self, phase: float = 0.0) -> None:
        self._phase = phase
        self._time_s = -math.inf
        self._count = 0
        self._due = True

    def due(self, time_s: float) -> bool:
        """Whether a beat has fallen since the moment asked about before; the same moment has the same answer.

        The first one is due, and so is one that lies before the last.
        """
        if time_s == self._time_s:
            return self._due
        count = math.floor(time_s * BEATS_PER_S + self._phase)
        self._due = time_s < self._time_s or count != self._count or self._time_s == -math.inf
        self._time_s, self._count = time_s, count
        return self._due
