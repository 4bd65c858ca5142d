"""Ambient sound beds, synthesised on a circle of samples so that the end runs into the beginning; and single sounds."""

from __future__ import annotations

import wave
from io import BytesIO

import numpy as np

from tools.build_assets.mesh import Array

RATE_HZ = 22050
LENGTH_S = 15


def _noise(seed: int, low_hz: float, high_hz: float, slope: float = 1.0) -> Array:
    """Periodic noise of a band, falling with frequency, of unit loudness."""
    count = RATE_HZ * LENGTH_S
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
    gain = 1.0 / np.maximum(frequency, 20.0) ** slope
    gain /= 1.0 + (low_hz / np.maximum(frequency, 1.0)) ** 4
    gain /= 1.0 + (frequency / high_hz) ** 4
    sound = np.fft.irfft(spectrum * gain, count)
    return sound / sound.std()


def _swell(seed: int, lowest: int = 1, highest: int = 6) -> Array:
    """A slow periodic curve from 0 to 1."""
    generator = np.random.default_rng(seed)
    t = np.arange(RATE_HZ * LENGTH_S) / (RATE_HZ * LENGTH_S)
    curve = sum(
        generator.normal() / waves * np.sin(2 * np.pi * (waves * t + generator.random()))
        for waves in range(lowest, highest)
    )
    curve = np.asarray(curve)
    return (curve - curve.min()) / (curve.max() - curve.min())


def _put(bed: Array, sound: Array, at_s: float, left: float, right: float) -> None:
    """Adds a short sound to a stereo bed [2, N], wrapping round its end."""
    index = (int(at_s * RATE_HZ) + np.arange(len(sound))) % bed.shape[1]
    np.add.at(bed[0], index, sound * left)
    np.add.at(bed[1], index, sound * right)


def _chirp(generator: np.random.Generator, pitch_hz: float) -> Array:
    """One cricket's chirp of three or four pulses."""
    pulses = int(generator.integers(3, 5))
    pulse = 0.017
    count = int(RATE_HZ * pulse)
    t = np.arange(count) / RATE_HZ
    one = np.sin(2 * np.pi * pitch_hz * t) * np.sin(np.pi * t / pulse) ** 2
    gap = np.zeros(int(RATE_HZ * 0.021))
    return np.concatenate([part for _ in range(pulses) for part in (one, gap)])


def evening_terrace() -> bytes:
    """Wind in leaves, the sea far below, crickets to both sides, once a far bell."""
    count = RATE_HZ * LENGTH_S
    bed = np.zeros((2, count))
    gust = _swell(3)
    for channel in range(2):
        leaves = _noise(10 + channel, 900.0, 4200.0, 0.6) * (0.15 + 0.85 * _swell(20 + channel, 2, 9) ** 2)
        bed[channel] += 0.020 * leaves + 0.050 * _noise(30 + channel, 90.0, 520.0, 0.9) * (0.35 + 0.65 * gust)
        bed[channel] += 0.035 * _noise(40 + channel, 60.0, 900.0, 0.8) * (0.25 + 0.75 * _swell(5, 1, 3) ** 2)
    generator = np.random.default_rng(77)
    for pitch, pause, left, loud in ((4150.0, 0.62, 0.9, 0.020), (4420.0, 0.71, 0.2, 0.016), (3890.0, 0.9, 0.5, 0.009)):
        for at_s in np.arange(generator.random() * pause, LENGTH_S - 0.01, LENGTH_S / round(LENGTH_S / pause)):
            if generator.random() < 0.86:
                _put(bed, _chirp(generator, pitch) * loud, float(at_s), left, 1.1 - left)
    t = np.arange(int(RATE_HZ * 4.0)) / RATE_HZ
    partials = ((1.0, 1.0), (2.0, 0.55), (2.41, 0.4), (3.0, 0.25), (4.53, 0.12))
    bell = sum(
        level * np.sin(2 * np.pi * 311.0 * ratio * t) * np.exp(-t * (0.8 + 0.5 * ratio)) for ratio, level in partials
    )
    _put(bed, np.asarray(bell) * np.minimum(t / 0.01, 1.0) * 0.007, 9.2, 0.9, 0.6)
    return _wav(bed)


def _echo(sound: Array, seed: int, seconds: float) -> Array:
    """A hall's reverberation: distance and plaster take the high tones away."""
    generator = np.random.default_rng(seed)
    count = int(RATE_HZ * seconds)
    tail = generator.standard_normal(count) * np.exp(-6.0 * np.arange(count) / count)
    tail = np.convolve(tail, np.ones(9) / 9.0, "same")
    size = len(sound) + count
    muffled = 1.0 / (1.0 + (np.fft.rfftfreq(size, 1.0 / RATE_HZ) / 1100.0) ** 2)
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size) * muffled, size)


def museum_hall() -> bytes:
    """The air of a large hall, a slow clock, somebody's steps far off."""
    count = RATE_HZ * LENGTH_S
    bed = np.zeros((2, count))
    for channel in range(2):
        bed[channel] += 0.030 * _noise(110 + channel, 40.0, 260.0, 1.1) + 0.006 * _noise(
            120 + channel, 400.0, 2500.0, 0.9
        )
        bed[channel] *= 0.8 + 0.2 * _swell(130 + channel)
    generator = np.random.default_rng(9)
    t = np.arange(int(RATE_HZ * 0.03)) / RATE_HZ
    for index in range(LENGTH_S):
        pitch = 1450.0 if index % 2 == 0 else 1180.0
        tick = np.sin(2 * np.pi * pitch * t) * np.exp(-t * 260.0) + 0.5 * generator.standard_normal(len(t)) * np.exp(
            -t * 500.0
        )
        _put(bed, _echo(tick, 3, 0.6) * 0.007, index + 0.25, 0.5, 0.9)
    for index in range(9):
        length = int(RATE_HZ * 0.05)
        s = np.arange(length) / RATE_HZ
        heel = np.sin(2 * np.pi * generator.uniform(150, 180) * s) * np.exp(-s * 90)
        heel = heel + 0.6 * generator.standard_normal(length) * np.exp(-s * 160)
        fade = np.sin(np.pi * (index + 0.7) / 9.4)
        _put(
            bed,
            _echo(heel, 5, 1.6) * 0.009 * fade,
            3.1 + index * 0.61 + generator.normal(0, 0.015),
            0.9 - 0.06 * index,
            0.35 + 0.05 * index,
        )
    return _wav(bed)


def night_harbour() -> bytes:
    """Small waves against stone, a fire to the right, wood that creaks, rigging that taps a mast."""
    count = RATE_HZ * LENGTH_S
    bed = np.zeros((2, count))
    for channel in range(2):
        wash = _noise(210 + channel, 120.0, 1400.0, 0.8) * (0.15 + 0.85 * _swell(220 + channel, 3, 7) ** 3)
        bed[channel] += 0.045 * wash + 0.030 * _noise(230 + channel, 40.0, 240.0, 1.0)
    generator = np.random.default_rng(17)
    for at_s in generator.uniform(0, LENGTH_S, 150):
        length = int(RATE_HZ * generator.uniform(0.002, 0.012))
        crackle = generator.standard_normal(length) * np.exp(-np.arange(length) / (0.25 * length))
        _put(bed, crackle * generator.uniform(0.004, 0.03), float(at_s), 0.35, 0.9)
    for at_s, loud in ((2.4, 0.010), (6.9, 0.014), (11.8, 0.008)):
        t = np.arange(int(RATE_HZ * 0.9)) / RATE_HZ
        bend = 2 * np.pi * np.cumsum(95.0 + 40.0 * np.sin(2.2 * np.pi * t)) / RATE_HZ
        creak = np.sign(np.sin(bend)) * np.sin(np.pi * t / 0.9) ** 2
        creak = np.convolve(creak, np.ones(24) / 24.0, "same")
        _put(bed, creak * loud, at_s, 0.8, 0.5)
    for at_s in np.cumsum(generator.uniform(0.9, 2.1, 8)):
        t = np.arange(int(RATE_HZ * 0.25)) / RATE_HZ
        tap = np.sin(2 * np.pi * 1260.0 * t) * np.exp(-t * 38.0) + 0.4 * np.sin(2 * np.pi * 2790.0 * t) * np.exp(
            -t * 60.0
        )
        _put(bed, tap * 0.006, float(at_s), 0.85, 0.3)
    return _wav(bed)


def lantern_shutter() -> bytes:
    """A tin shutter over a lantern, opened and closed three times."""
    generator = np.random.default_rng(31)
    sound = np.zeros(int(RATE_HZ * 2.4))
    t = np.arange(int(RATE_HZ * 0.16)) / RATE_HZ
    for at_s, pitch_hz in ((0.05, 1.0), (0.31, 0.86), (0.80, 1.03), (1.05, 0.88), (1.55, 0.99), (1.82, 0.85)):
        ring = sum(
            level * np.sin(2 * np.pi * hz * pitch_hz * t) * np.exp(-t * fade)
            for hz, level, fade in ((640.0, 0.5, 45.0), (1730.0, 0.7, 60.0), (3180.0, 0.45, 80.0), (4920.0, 0.2, 95.0))
        )
        clack = np.asarray(ring) + 0.9 * generator.standard_normal(len(t)) * np.exp(-t * 240.0)
        start = int(RATE_HZ * at_s)
        sound[start : start + len(t)] += clack * generator.uniform(0.85, 1.0)
    return _wav(sound[None])


def church_bell() -> bytes:
    """A bell a mile off, struck three times: hum, prime, tierce, quint and nominal, the high ones lost on the way."""
    sound = np.zeros(int(RATE_HZ * 8.0))
    partials = ((0.5, 0.7, 0.35), (1.0, 1.0, 0.6), (1.2, 0.8, 0.8), (1.5, 0.35, 1.0), (2.0, 0.5, 1.2), (2.5, 0.12, 2.0))
    for at_s in (0.0, 1.9, 3.8):
        t = np.arange(len(sound) - int(RATE_HZ * at_s)) / RATE_HZ
        ring = sum(level * np.sin(2 * np.pi * 392.0 * ratio * t) * np.exp(-t * fade) for ratio, level, fade in partials)
        sound[len(sound) - len(t) :] += np.asarray(ring) * np.minimum(t / 0.012, 1.0)
    return _wav((sound * np.minimum((len(sound) - np.arange(len(sound))) / RATE_HZ, 1.0))[None])


def _wav(bed: Array) -> bytes:
    """Channels [C, N] as a 16-bit .wav file, peak well below full scale."""
    scaled = bed / np.abs(bed).max() * 0.5
    samples = np.floor(scaled.T * 32767.0 + 0.5).astype("<i2")
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(len(bed))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return out.getvalue()
