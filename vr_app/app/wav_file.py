"""Writes 16-bit mono WAV files."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from pathlib import Path

from vr_app.kernel.errors import Location, UserError


def write_wav(path: Path, pieces: Iterable[bytes], sample_rate_hz: int) -> None:
    """Writes 16-bit little-endian mono samples.

    Raises: UserError naming the file.
    """
    try:
        with path.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(sample_rate_hz)
            for piece in pieces:
                file.writeframes(piece)
    except OSError as error:
        raise UserError(
            f"This sound file cannot be written: {error.strerror}", where=Location(path), remedy="Choose another --out."
        ) from error
