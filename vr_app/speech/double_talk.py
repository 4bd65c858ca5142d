"""Whether somebody speaks into the host's speech: what is left of the sound is louder than the echo's rest ever was.

Cancelling an echo thoroughly takes away half of a word that is said at the same time; cancelling it gently leaves a
rest that sounds like a voice. So both are done, and this says which of the two to hear. How loud the gentle one's rest
is, beside what the loudspeaker plays, is learned while it plays: next to nothing with headphones, more in a hard room.
Pure; it counts blocks.
"""

from __future__ import annotations

from collections import deque

import numpy as np

BLOCKS_PER_S = 100
_SILENT_DB = -65.0
"""A loudspeaker this quiet has no echo."""
_LOUD_DB = -45.0
"""From here on its echo tells something of the room."""
_DECAY_DB = 1.2
"""By which an echo dies away in a block, in a room that is rather hard."""
_FORGOTTEN_DB = 0.45
"""By which the rest of an echo does: what a filter has wrong of a room is heard after the word."""
_FLOOR_RISE_DB, _OVER_FLOOR_DB, _FIRST_FLOOR_DB = 0.03, 8.0, -50.0
"""How a room's own noise is followed: down at once, up slowly; no louder than that it is nobody."""
_KEPT, _ENOUGH = 4 * BLOCKS_PER_S, 150
"""Blocks remembered, and how many of them make a judgement."""
_EVERY = 10
_HIGH = 92
"""Percentile of the rest's levels that counts as the loudest it gets."""
_MARGIN_DB = 7.0
_SKIPPED = 4
"""Of blocks in which somebody seems to speak only every fourth is remembered."""
_HANG = 16
"""Blocks that a voice is taken to go on after its last sign."""
_SMOOTH, _STEADY = 0.5, 0.85
_ADDED = 1.5
"""Two sounds that have nothing to do with each other have the power of both; a wrong guess of an echo adds its own."""


class DoubleTalk:
    """Call `step` for every block of 10 ms.

    Attributes:
        rest_db: how loud the rest of an echo is beside what is played, at most; None where nothing is known yet.
    """

    def __init__(self) -> None:
        self.rest_db: float | None = None
        self._levels: deque[float] = deque(maxlen=_KEPT)
        self._far_db = -100.0
        self._reach_db = -100.0
        self._floor_db = _FIRST_FLOOR_DB
        self._near_power = 0.0
        self._powers = np.zeros(3)
        self._count = 0
        self._hang = 0

    @property
    def playing(self) -> bool:
        """The loudspeaker plays, or its echo may still be in the room."""
        return self._far_db >= _SILENT_DB

    @property
    def unknown(self) -> bool:
        """The loudspeaker plays, and its echo is not known yet."""
        return self.rest_db is None and self.playing

    def step(self, played: float, taken: float, echo: float, left: float) -> bool:
        """Whether the gently cleaned sound is the one to hear.

        Args:
            played: mean square of what the loudspeaker plays, full scale 1; likewise the others.
            taken: of the microphone's sound.
            echo: of what the gentle filter took out of it.
            left: of what it left.
        """
        self._far_db = max(_db(played), self._far_db - _DECAY_DB)
        self._reach_db = max(_db(played), self._reach_db - _FORGOTTEN_DB)
        if not self.playing:
            self._hang = 0
            return True
        fresh = np.array((taken, echo, left))
        self._near_power += (1.0 - _SMOOTH) * (left - self._near_power)
        self._powers += (1.0 - _STEADY) * (fresh - self._powers)
        near_db = _db(self._near_power)
        self._floor_db = min(near_db, self._floor_db + _FLOOR_RISE_DB)
        beside_db = near_db - self._reach_db
        loud = near_db > self._floor_db + _OVER_FLOOR_DB
        spoken = loud and self.rest_db is not None and beside_db > self.rest_db + _MARGIN_DB and not self._lost
        self._count += 1
        if self._far_db > _LOUD_DB and (not spoken or self._count % _SKIPPED == 0):
            self._levels.append(beside_db)
        if self._count % _EVERY == 0 and len(self._levels) >= _ENOUGH:
            self.rest_db = float(np.percentile(self._levels, _HIGH))
        self._hang = _HANG if spoken else max(0, self._hang - 1)
        return self._hang > 0

    @property
    def _lost(self) -> bool:
        """The filter adds sound instead of taking it away: the room has changed, and it has not learned that yet."""
        taken, echo, left = self._powers
        return bool(echo + left > _ADDED * taken)


def _db(power: float) -> float:
    return 10.0 * float(np.log10(power + 1e-10))
