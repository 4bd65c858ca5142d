"""A recording of any common kind as mono sound at one rate, with plain words where it is broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError

MAX_BYTES = 200_000_000
MAX_SECONDS = 600.0


def read_sound(path: Path, sample_rate_hz: int = 16_000) -> npt.NDArray[np.float32]:
    """Mono samples within -1 and 1; of several channels their mean.

    Raises: UserError naming the file where it is missing, too long or no recording.
    """
    import soundfile
    import soxr

    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError("this recording is too large", where=Location(path), remedy="Keep it under 200 MB.")
        with soundfile.SoundFile(path) as file:
            rate_hz, frames = file.samplerate, file.frames
            if not 1000 <= rate_hz <= 768_000:
                raise UserError(
                    f"this recording's rate of {rate_hz} Hz is none",
                    where=Location(path),
                    remedy="Save it anew, at 8,000 to 192,000 Hz.",
                )
            if frames / rate_hz > MAX_SECONDS:
                raise UserError("this recording is too long", where=Location(path), remedy="Keep it under ten minutes.")
            samples = file.read(dtype="float32", always_2d=True)
    except OSError as error:
        raise UserError(
            f"this recording cannot be read: {error.strerror or error}", where=Location(path), remedy="Check its name."
        ) from error
    except (soundfile.SoundFileError, ValueError, MemoryError) as error:
        raise UserError(
            "this is no recording that can be read", where=Location(path), remedy="Use WAV, FLAC, OGG or MP3."
        ) from error
    mono = np.nan_to_num(samples.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
    if rate_hz != sample_rate_hz and len(mono):
        mono = soxr.resample(mono, rate_hz, sample_rate_hz)
    return np.clip(np.asarray(mono, np.float32), -1.0, 1.0)
