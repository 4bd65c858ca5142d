"""Takes the loudspeaker's echo out of the microphone's sound and leaves everything else as it was: a Kalman filter.

The room is learned as a filter of a quarter of a second, in short pieces, each frequency by itself (a partitioned
block frequency-domain Kalman filter, after Enzner and Vary, and Kuech et al.). What somebody says meanwhile slows the
learning by itself, and is never made quieter: no sound is taken away that the loudspeaker did not make. Where there is
no echo, as with headphones, nothing is learned and the sound comes out as it came in.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK = 160
"""Samples taken at a time: 10 ms at 16 kHz."""
_FFT = 2 * BLOCK
_PIECES = 26
"""Of 10 ms: the longest echo."""
_STEADY = 0.9995
"""How much of the room stays the same from block to block."""
_SMOOTH = 0.85
_TURNS = 4
"""Each piece is cut to its length every so many blocks: in between it may spill over a little."""
_FIRST_DOUBT = 0.3
"""Of each piece, before anything was heard."""
_LEAST = 4e-5
_SILENT = 1e-6
"""Root mean square of a loudspeaker that plays nothing."""

Samples = npt.NDArray[np.float32]


class EchoFilter:
    """One room. Call `step` for every block, in order.

    Attributes:
        echo: the echo that was found in the last block, float32[BLOCK].
    """

    def __init__(self) -> None:
        bins = _FFT // 2 + 1
        self._played = np.zeros((_PIECES, bins), np.complex64)
        self._power = np.zeros((_PIECES, bins), np.float32)
        self._room = np.zeros((_PIECES, bins), np.complex64)
        self._doubt = np.repeat(
            _FIRST_DOUBT * np.exp(-np.arange(_PIECES, dtype=np.float32) / 6.0)[:, None], bins, axis=1
        )
        self._rest = np.zeros(bins, np.float32)
        self._turn = 0
        self._before = np.zeros(BLOCK, np.float32)
        self._quiet = _PIECES
        self.echo: Samples = np.zeros(BLOCK, np.float32)

    def step(self, taken: Samples, played: Samples) -> Samples:
        """One block without its echo.

        Args:
            taken: float32[BLOCK] by the microphone, full scale 1.
            played: float32[BLOCK] by the loudspeaker, at the same time or a little earlier.
        """
        silent = float(np.dot(played, played)) < _SILENT * _SILENT * BLOCK
        self._quiet = self._quiet + 1 if silent else 0
        if self._quiet > _PIECES:
            self.echo = np.zeros(BLOCK, np.float32)
            return taken
        self._take_in(played)
        found = np.fft.irfft(np.einsum("pk,pk->k", self._room, self._played), _FFT)[BLOCK:]
        self.echo = found.astype(np.float32)
        rest = taken - self.echo
        self._learn(rest)
        return rest

    def _take_in(self, played: Samples) -> None:
        self._played[1:] = self._played[:-1]
        self._power[1:] = self._power[:-1]
        self._played[0] = np.fft.rfft(np.concatenate([self._before, played]))
        self._power[0] = np.square(np.abs(self._played[0]))
        self._before = played.astype(np.float32)

    def _learn(self, rest: Samples) -> None:
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), rest])).astype(np.complex64)
        power = np.square(error.real) + np.square(error.imag)
        self._rest = np.maximum(_SMOOTH * self._rest + (1.0 - _SMOOTH) * power, _LEAST)
        unsure = self._doubt * self._power
        step = self._doubt / (0.5 * unsure.sum(axis=0) + 2.0 * np.maximum(self._rest, power))
        self._room += step * np.conj(self._played) * error
        self._room *= _STEADY
        some = slice(self._turn, None, _TURNS)
        self._turn = (self._turn + 1) % _TURNS
        pieces = np.fft.irfft(self._room[some], _FFT, axis=1)
        pieces[:, BLOCK:] = 0.0
        self._room[some] = np.fft.rfft(pieces, axis=1)
        self._doubt *= _STEADY**2 * (1.0 - 0.5 * step * self._power)
        self._doubt += (1.0 - _STEADY**2) * (np.square(self._room.real) + np.square(self._room.imag) + 1e-6)
