"""Whether somebody speaks into the host's speech: what is left of the sound is louder than the echo's rest ever was.

Cancelling an echo thoroughly takes away half of a word that is said at the same time; cancelling it gently leaves a
rest that sounds like a voice. So both are done, and this says which of the two to hear. In twenty bands it is learned,
while the loudspeaker plays, how loud the gentle one's rest is beside what is played there: a soft voice whose every
band drowns in the sum of the echo still stands out in those where the host has nothing to say at that moment. Next to
nothing is left with headphones, more in a hard room. Pure; it counts blocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.speech.echo_filter import BLOCK

Samples = npt.NDArray[np.float32]

_EDGES = np.array([1, 3, 5, 7, 9, 11, 13, 15, 18, 21, 25, 29, 34, 40, 47, 55, 65, 77, 92, 110, 132])
"""Of the bands, in steps of 50 Hz."""
_SILENT_DB = -65.0
"""A loudspeaker this quiet has no echo."""
_LOUD_DB = -45.0
"""From here on its echo tells something of the room."""
_DECAY_DB = 1.2
"""By which an echo dies away in a block, in a room that is rather hard."""
_FORGOTTEN = 10.0**-0.045
"""To which the power of its rest does in a block: what a filter has wrong of a room is heard after the word."""
_FLOOR_RISE_DB, _OVER_FLOOR_DB, _FIRST_FLOOR_DB = 0.03, 6.0, -30.0
"""How a room's own noise is followed in a band: down at once, up slowly; no louder than that it is nobody."""
_KEPT, _ENOUGH, _ENOUGH_SCORES = 400, 30, 45
"""Blocks remembered, how many of them tell of the bands, and how many of all bands together."""
_UNSETTLED, _FIRST, _EARLY, _LATER = 30, 150, 300, 2
"""Loud blocks until the gentle filter knows something of the room, until no more than every second is remembered, and
until another canceller knows it as well."""
_EVERY = 10
"""Blocks between two judgements of what is usual."""
_FAINT_DB, _HEARD_DB = -35.0, 15.0
"""Beside what is played: taken for a band's rest where nothing is heard that far over the room's own noise (whose
moments are mostly some 8 dB over the softest): with headphones that noise is all there is, and no echo."""
_ECHOLESS = 0.95
"""Share of the bands."""
_USUAL, _LOUDEST = 0.84, 0.95
"""Shares of the blocks: a band's rest is rarely louder than the first, the sum of the bands hardly than the second."""
_SPREADS_DB, _MOST_SPREADS = (1.5, 5.0), 6.0
_TIMES, _MORE, _LEAST, _MOST = 1.5, 0.3, 0.5, 1.2
"""By how much a voice is over the loudest rest; no bar is lower or higher than the last two. At first it is highest."""
_CLEAR = 1.2
"""So many bars: what is heard at this moment is a voice's own, not what an echo has at its loudest."""
_HANG = 16
"""Blocks that a voice is taken to go on after its last sign."""
_NO_VOICE = 250
"""Blocks after which what never ceases is the room's, not a voice's."""
_SMOOTH, _CALM, _STEADY, _LONG = 0.5, 0.7, 0.85, 0.995
"""Shares of what was before in a band's level, in what the bands say together, in the powers of all sounds, and in that
of the echo beside what is played."""
_ADDED = 1.5
"""Two sounds that have nothing to do with each other have the power of both; a wrong guess of an echo adds its own."""


class DoubleTalk:
    """Call `step` for every block of 10 ms.

    Attributes:
        bar: from which the bands together are a voice, in spreads over their usual; None where nothing is known yet.
        clear: somebody makes a sound at this moment, and it is well over the bar.
    """

    def __init__(self) -> None:
        bands = len(_EDGES) - 1
        self.bar: float | None = None
        self.clear = False
        self._window = np.hanning(2 * BLOCK).astype(np.float32)
        self._before = np.zeros((2, BLOCK), np.float32)
        self._beside = np.zeros((_KEPT, bands))
        self._scores = np.zeros(_KEPT)
        self._usual: npt.NDArray[np.float64] | None = None
        self._spread = np.ones(bands)
        self._reach = np.full(bands, 1e-9)
        self._near = np.zeros(bands)
        self._floor_db = np.full(bands, _FIRST_FLOOR_DB)
        self._far_db, self._over = -100.0, 0.0
        self._powers = np.zeros(3)
        self._returned = np.zeros(2)
        self._count = self._loud = self._learned = self._hang = self._going = 0

    @property
    def playing(self) -> bool:
        """The loudspeaker plays, or its echo may still be in the room."""
        return self._far_db >= _SILENT_DB

    @property
    def unknown(self) -> bool:
        """The loudspeaker plays, and its echo is not known yet."""
        return self.bar is None and self.playing

    @property
    def echoless(self) -> bool:
        """What the loudspeaker played until now was heard in next to no band: the visitor has headphones."""
        if self._usual is None or float(np.mean(self._usual <= _FAINT_DB)) < _ECHOLESS:
            return False
        back, played = self._returned
        return bool(_db(back) - _db(played) < _FAINT_DB)

    @property
    def early(self) -> bool:
        """The loudspeaker plays, and another canceller may not know the room yet."""
        return self._loud < _EARLY and self.playing

    def step(self, played: Samples, taken: Samples, echo: Samples, left: Samples) -> bool:
        """Whether the gently cleaned sound is the one to hear.

        Args:
            played: float32[BLOCK] by the loudspeaker, full scale 1; likewise the others.
            taken: by the microphone.
            echo: what the gentle filter took out of it.
            left: what it left.
        """
        self._far_db = max(_db(_power(played)), self._far_db - _DECAY_DB)
        if not self.playing:
            self._before, self._hang, self._over, self.clear = np.stack([played, left]), 0, 0.0, False
            return True
        near_db, beside_db = self._bands(played, left)
        self._powers += (1.0 - _STEADY) * (np.array([_power(taken), _power(echo), _power(left)]) - self._powers)
        self._floor_db = np.minimum(near_db, self._floor_db + _FLOOR_RISE_DB)
        fresh = self._score(beside_db, near_db > self._floor_db + _OVER_FLOOR_DB)
        self._over += (1.0 - _CALM) * (fresh - self._over)
        spoken = self.bar is not None and self._over > self.bar and not self._lost
        self.clear = bool(spoken and self._over > _CLEAR * (self.bar or 0.0))
        self._count += 1
        self._going = self._going + 1 if spoken else max(0, self._going - 5)
        if self._far_db > _LOUD_DB:
            self._loud += 1
            self._returned += (1.0 - _LONG) * (np.array([_power(echo), _power(played)]) - self._returned)
            if (not spoken and not self._hang) or self._going > _NO_VOICE:
                heard = near_db > self._floor_db + _HEARD_DB
                self._learn(np.where(heard, beside_db, np.minimum(beside_db, _FAINT_DB)))
        if self._count % _EVERY == 0:
            self._judge()
        self._hang = _HANG if spoken else max(0, self._hang - 1)
        return self._hang > 0

    def _bands(self, played: Samples, left: Samples) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Levels of what is left, and beside what is played or was a moment ago."""
        fresh = np.stack([played, left])
        spectrum = np.fft.rfft(self._window * np.concatenate([self._before, fresh], axis=1), axis=1)
        self._before = fresh
        far, near = np.add.reduceat(np.square(np.abs(spectrum)), _EDGES, axis=1)[:, :-1]
        self._reach = np.maximum(far, self._reach * _FORGOTTEN)
        self._near = _SMOOTH * self._near + (1.0 - _SMOOTH) * near
        near_db = _db(self._near)
        return near_db, near_db - _db(self._reach)

    def _score(self, beside_db: npt.NDArray[np.float64], loud: npt.NDArray[np.bool_]) -> float:
        """How far the bands are over their usual rest, on average."""
        if self._usual is None:
            return 0.0
        over = np.clip((beside_db - self._usual) / self._spread, 0.0, _MOST_SPREADS)
        return float(np.mean(np.where(loud, over, 0.0)))

    def _learn(self, beside_db: npt.NDArray[np.float64]) -> None:
        if self._loud < _UNSETTLED or (self._loud >= _FIRST and self._count % _LATER):
            return
        at = self._learned % _KEPT
        self._beside[at], self._scores[at] = beside_db, self._over
        self._learned += 1

    def _judge(self) -> None:
        known = min(self._learned, _KEPT)
        if known < _ENOUGH:
            return
        middle, usual = np.quantile(self._beside[:known], [0.5, _USUAL], axis=0)
        spread = np.clip(usual - middle, *_SPREADS_DB)
        self._usual, self._spread = usual, np.where(usual > _FAINT_DB, spread, _SPREADS_DB[1])
        if known >= _ENOUGH_SCORES:
            loudest = float(np.quantile(self._scores[:known], _LOUDEST))
            self.bar = min(_MOST, max(_MOST if self._loud < _FIRST else _LEAST, _TIMES * loudest + _MORE))

    @property
    def _lost(self) -> bool:
        """The filter adds sound instead of taking it away: the room has changed, and it has not learned that yet."""
        taken, echo, left = self._powers
        return bool(echo + left > _ADDED * taken)


def _power(block: Samples) -> float:
    return float(np.dot(block, block)) / BLOCK


def _db(power: Any) -> Any:
    return 10.0 * np.log10(power + 1e-10)
