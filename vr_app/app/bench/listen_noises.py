"""Sounds that people make while they listen, and that say nothing: coughs and laughter, made here."""

from __future__ import annotations

import numpy as np

from vr_app.app.bench.listen_cases import RATE_HZ, Samples

_LAUGHS = ((120.0, 4.6, 4), (210.0, 5.2, 6), (170.0, 4.0, 3), (260.0, 5.8, 7), (145.0, 5.0, 2), (320.0, 4.4, 5))
"""Pitch in Hz, "ha"s in a second, and how many of them."""
_FORMANTS = ((750.0, 90.0, 1.0), (1250.0, 110.0, 0.6), (2650.0, 160.0, 0.3))
"""Of an open vowel: frequency and width in Hz, and strength."""


def coughs(count: int = 3) -> list[tuple[str, Samples]]:
    """Short bursts of noise, as a throat makes them."""
    rng = np.random.default_rng(5)
    found = []
    for number in range(count):
        parts = []
        for _ in range(1 + number % 2):
            length = int((0.12 + 0.05 * number) * RATE_HZ)
            burst = rng.standard_normal(length) * np.exp(-np.arange(length) / (0.05 * RATE_HZ))
            parts += [np.convolve(burst, np.ones(6) / 6, "same") * 0.35, np.zeros(int(0.15 * RATE_HZ))]
        found.append((f"cough {number + 1}", np.concatenate(parts).astype(np.float32)))
    return found


def laughs(count: int = 6) -> list[tuple[str, Samples]]:
    """Breath and an open vowel by turns, falling in pitch and loudness."""
    rng = np.random.default_rng(6)
    found = []
    for number in range(count):
        pitch_hz, rate, times = _LAUGHS[number % len(_LAUGHS)]
        parts = [_ha(pitch_hz * 0.96**n, 1.0 / rate, 0.85**n, rng) for n in range(times)]
        sound = np.concatenate([*parts, np.zeros(RATE_HZ // 10)])
        found.append((f"laugh {number + 1}", (0.3 * sound / np.abs(sound).max()).astype(np.float32)))
    return found


def _ha(pitch_hz: float, seconds: float, loud: float, rng: np.random.Generator) -> Samples:
    count = int(seconds * RATE_HZ)
    times_s = np.arange(count) / RATE_HZ
    breath = np.exp(-(((times_s - 0.25 * seconds) / (0.12 * seconds)) ** 2)) * rng.standard_normal(count) * 0.25
    open_share = np.exp(-(((times_s - 0.6 * seconds) / (0.17 * seconds)) ** 2))
    bent_hz = pitch_hz * (1.08 - 0.16 * times_s / seconds)
    pulses = np.diff(np.floor(np.cumsum(bent_hz) / RATE_HZ), prepend=0.0)
    vowel = sum(
        strength * np.convolve(pulses, _ringing(frequency_hz, width_hz))[:count]
        for frequency_hz, width_hz, strength in _FORMANTS
    )
    whole = np.asarray(vowel * open_share / max(float(np.abs(vowel).max()), 1e-6) + breath, np.float32)
    return (loud * whole).astype(np.float32)


def _ringing(frequency_hz: float, width_hz: float) -> Samples:
    times_s = np.arange(RATE_HZ // 50) / RATE_HZ
    return np.asarray(np.exp(-np.pi * width_hz * times_s) * np.sin(2 * np.pi * frequency_hz * times_s), np.float32)
