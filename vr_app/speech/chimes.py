"""Short sounds that confirm: soft, without a click at either end. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_NOTES_HZ = {"done": (880.0, 1318.5), "off": (880.0, 587.3), "on": (587.3, 880.0)}
_NOTE_S, _LEVEL = 0.09, 0.12


def chime(kind: str, sample_rate_hz: int) -> npt.NDArray[np.float32]:
    """Two soft notes, float32 mono.

    Args:
        kind: "done" for a command, "on" and "off" for the microphone.
    """
    count = int(_NOTE_S * sample_rate_hz)
    time_s = np.arange(count) / sample_rate_hz
    shape = np.sin(np.pi * np.arange(count) / count) ** 2
    notes = [
        shape * (np.sin(2 * np.pi * hz * time_s) + 0.25 * np.sin(4 * np.pi * hz * time_s)) for hz in _NOTES_HZ[kind]
    ]
    return (_LEVEL * np.concatenate(notes)).astype(np.float32)


def chirp(sample_rate_hz: int, duration_s: float = 0.25) -> npt.NDArray[np.float32]:
    """A rising sweep, 400 Hz to 6 kHz, by which the way from loudspeaker to microphone is measured; float32 mono."""
    count = int(duration_s * sample_rate_hz)
    time_s = np.arange(count) / sample_rate_hz
    low_hz, high_hz = 400.0, 6000.0
    phase = 2 * np.pi * (low_hz * time_s + (high_hz - low_hz) / (2 * duration_s) * time_s**2)
    fade = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.01 * sample_rate_hz))
    return (0.3 * np.sin(phase) * fade).astype(np.float32)


def echo_delay_s(
    heard: npt.NDArray[np.float32], played: npt.NDArray[np.float32], sample_rate_hz: int
) -> tuple[float, float]:
    """Where in what was heard the played sound is found.

    Returns: seconds from the beginning, and how clearly: the best place beside the typical one (above about 6 is sure).
    """
    if len(heard) < len(played):
        return 0.0, 0.0
    size = 1 << (len(heard) + len(played) - 1).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    match = np.abs(np.fft.irfft(spectrum, size)[: len(heard) - len(played) + 1])
    best = int(match.argmax())
    typical = float(np.sqrt(np.mean(np.square(match)))) or 1e-12
    return best / sample_rate_hz, float(match[best]) / typical
