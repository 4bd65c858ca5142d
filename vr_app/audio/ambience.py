"""The sound of a place: a loop that lies quietly under speech and makes way for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError

DUCKED = 0.35
"""Share of its level that is left while the host speaks."""
_DUCK_S = 0.15
_RETURN_S = 0.8
_FADE_IN_S = 1.5
_SEAM_S = 0.25
_LONGEST_S = 120.0


class Bed:
    """A loop at the device's rate, mixed in the device's callback.

    Args:
        samples: float32[n, 2].
        volume: 0 to 1.
    """

    def __init__(self, samples: npt.NDArray[np.float32], sample_rate_hz: int, volume: float) -> None:
        self.volume = volume
        self._samples = samples
        self._rate_hz = sample_rate_hz
        self._position = 0
        self._level = 0.0
        self._heard_volume = volume
        self._rise = 1.0 / (_FADE_IN_S * sample_rate_hz)

    def mix_into(self, out: npt.NDArray[np.float32], speaking: bool) -> None:
        """Adds the next frames to `out` (float32[n, 2]); quieter while somebody speaks."""
        count, filled = len(out), 0
        target = DUCKED if speaking else 1.0
        seconds = _DUCK_S if target < self._level else _RETURN_S
        step = count / (seconds * self._rate_hz) if self._level >= DUCKED else count * self._rise
        level = min(self._level + step, target) if self._level < target else max(self._level - step, target)
        volume = self.volume
        gain = np.linspace(self._level * self._heard_volume, level * volume, count, dtype=np.float32)[:, None]
        self._level, self._heard_volume = level, volume
        while filled < count:
            part = min(count - filled, len(self._samples) - self._position)
            out[filled : filled + part] += self._samples[self._position : self._position + part] * gain[filled:][:part]
            self._position = (self._position + part) % len(self._samples)
            filled += part


def read_bed(path: Path, sample_rate_hz: int, volume: float) -> Bed:
    """Reads a sound file as a seamless loop at the device's rate. Takes some time: not for a callback or a frame.

    Raises: UserError naming the file.
    """
    return Bed(seamless(read_stereo(path, sample_rate_hz), sample_rate_hz), sample_rate_hz, volume)


def read_stereo(path: Path, sample_rate_hz: int) -> npt.NDArray[np.float32]:
    """Reads a sound file at a rate, float32[n, 2]. Raises: UserError naming the file."""
    import soundfile
    import soxr

    try:
        with soundfile.SoundFile(path) as sound:
            if sound.samplerate < 1000 or sound.samplerate > 768_000:
                raise UserError(
                    f"this sound claims {sound.samplerate} samples a second", where=Location(path), remedy=_REMEDY
                )
            data = sound.read(int(_LONGEST_S * sound.samplerate), dtype="float32", always_2d=True)
            rate_hz = sound.samplerate
    except (soundfile.SoundFileError, OSError, ValueError, TypeError, MemoryError) as error:
        raise UserError(f"this sound cannot be read: {error}", where=Location(path), remedy=_REMEDY) from error
    if len(data) < rate_hz // 10 or not np.isfinite(data).all():
        raise UserError("this sound is empty or broken", where=Location(path), remedy=_REMEDY)
    stereo = np.repeat(data, 2, axis=1) if data.shape[1] == 1 else data[:, :2]
    if rate_hz != sample_rate_hz:
        stereo = soxr.resample(stereo, rate_hz, sample_rate_hz)
    return np.ascontiguousarray(stereo, np.float32)


_REMEDY = "Use a 16-bit PCM .wav file of at least a tenth of a second."


def seamless(samples: npt.NDArray[np.float32], sample_rate_hz: int) -> npt.NDArray[np.float32]:
    """Blends the end into the beginning (equal power), so that a loop of what is left has no click."""
    seam = min(int(_SEAM_S * sample_rate_hz), len(samples) // 4)
    share = np.linspace(0.0, np.pi / 2, seam, dtype=np.float32)[:, None]
    looped = samples[: len(samples) - seam].copy()
    looped[:seam] = looped[:seam] * np.sin(share) + samples[len(samples) - seam :] * np.cos(share)
    return looped
