"""A microphone that hears recordings, in real time: for scripts and benches. Between them it hears a quiet room."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from vr_app.audio.capture_wire import SAMPLE_RATE_HZ, CapturedBlock
from vr_app.audio.microphone import TakeBlock

_BLOCK = SAMPLE_RATE_HZ // 100
_ROOM = 2e-4
"""Root mean square of the room's noise: -74 dB."""

Samples = npt.NDArray[np.float32]


class RecordedMicrophone:
    """Same calls as `Microphone`.

    Attributes:
        echo: called with (monotonic second of the block's end, samples) for what the room adds; None for nothing.
    """

    def __init__(self, take: TakeBlock, told: Callable[[str, str], None], device: str = "") -> None:
        self.echo: Callable[[float, int], Samples] | None = None
        self._take = take
        self._told = told
        self._lock = threading.Lock()
        self._playing = np.zeros(0, np.float32)
        self._position = 0
        self._begun_s = 0.0
        self._done = threading.Event()
        self._done.set()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._random = np.random.default_rng(0)

    def open(self) -> None:
        """Begins to hear."""
        if self._thread is None:
            self._told("recordings", "")
            self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)
            self._thread.start()

    def choose(self, device: str) -> None:
        """There is only one."""

    def play(self, samples: Samples) -> float:
        """Says this now (mono at 16 kHz), in place of what is still being said.

        Returns: the monotonic second at which its first sample is taken.
        """
        with self._lock:
            self._playing, self._position = samples.astype(np.float32), 0
            self._done.clear()
            self._begun_s = self._next_s
            return self._begun_s

    def wait(self, timeout_s: float | None = None) -> bool:
        """Until the recording is over. False where it is not in time."""
        return self._done.wait(timeout_s)

    @property
    def playing(self) -> bool:
        return not self._done.is_set()

    def close(self) -> None:
        self._closing.set()
        self._done.set()
        if self._thread is not None:
            self._thread.join(5.0)

    def _run(self) -> None:
        self._next_s = time.monotonic()
        while not self._closing.is_set():
            end_s = self._next_s + _BLOCK / SAMPLE_RATE_HZ
            pause_s = end_s - time.monotonic()
            if pause_s > 0:
                time.sleep(pause_s)
            elif pause_s < -1.0:
                self._next_s = end_s = time.monotonic()  # the machine slept
            block = self._block(end_s)
            pcm = np.clip(np.rint(block * 32767.0), -32768, 32767).astype("<i2").tobytes()
            self._take(CapturedBlock(pcm, end_s))

    _next_s = 0.0

    def _block(self, end_s: float) -> Samples:
        block = self._random.standard_normal(_BLOCK, np.float32) * np.float32(_ROOM)
        with self._lock:
            part = self._playing[self._position : self._position + _BLOCK]
            block[: len(part)] += part
            self._position += len(part)
            if self._position >= len(self._playing):
                self._done.set()
            self._next_s = end_s
        if self.echo is not None:
            block += self.echo(end_s, _BLOCK)
        return block
