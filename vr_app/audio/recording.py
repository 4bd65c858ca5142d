"""Writes what the host said to a file as it is played: 16-bit mono, sample k at `k / rate` on the audio clock."""

from __future__ import annotations

import wave
from collections import deque
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError

_ZEROS = b"\0" * 8192


class Recording:
    """Takes blocks in the device's callback, writes them on another thread.

    Args:
        channels: 1 for what is said, 2 for what two ears hear.

    Raises: UserError where the file cannot be written.
    """

    def __init__(self, path: Path, sample_rate_hz: int, channels: int = 1) -> None:
        try:
            self._bytes = path.open("wb")
        except OSError as error:
            raise UserError(
                f"this sound file cannot be written: {error.strerror or error}",
                where=Location(path),
                remedy="Choose another folder with --out, or change its permissions.",
            ) from error
        self._file = wave.open(self._bytes, "wb")  # noqa: SIM115 - closed in close()
        self._file.setnchannels(channels)
        self._channels = channels
        self._file.setsampwidth(2)
        self._file.setframerate(sample_rate_hz)
        self._blocks: deque[npt.NDArray[np.float32] | int] = deque()
        self._closed = False

    def add(self, block: npt.NDArray[np.float32], silent: bool) -> None:
        """Callback: keeps a copy of a block, or only its length where it is silent."""
        self._blocks.append(len(block) if silent else block.copy())

    def write(self) -> None:
        """The writing thread: empties what was kept into the file."""
        while self._blocks and not self._closed:
            block = self._blocks.popleft()
            if isinstance(block, int):
                left = 2 * self._channels * block
                while left > 0:
                    self._file.writeframesraw(_ZEROS[: min(left, len(_ZEROS))])
                    left -= len(_ZEROS)
            else:
                pcm = np.clip(np.rint(block * 32767.0), -32768, 32767).astype("<i2")
                self._file.writeframesraw(pcm.tobytes())

    def close(self) -> None:
        """Writes the rest and completes the file's header; the file is given back also where that fails."""
        if self._closed:
            return
        try:
            self.write()
        finally:
            self._closed = True
            try:
                self._file.close()
            finally:
                self._bytes.close()
