"""Chance that is a pure function of a seed and a number, and slow smooth drifts made of it."""

from __future__ import annotations

import functools
import math

_MASK = (1 << 64) - 1


@functools.lru_cache(maxsize=4096)
def chance(seed: int, number: int, channel: int = 0) -> float:
    """Uniform in [0, 1) (splitmix64)."""
    x = (seed * 0x9E3779B97F4A7C15 + number * 0xBF58476D1CE4E5B9 + channel * 0x94D049BB133111EB) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((x ^ (x >> 31)) >> 11) / float(1 << 53)


def drift(time_s: float, seed: int, channel: int, period_s: float) -> float:
    """Smooth wandering in [-1, 1]: eased from one random value to the next every `period_s`."""
    position = time_s / period_s + chance(seed, channel, 77)
    step = math.floor(position)
    t = position - step
    before, way = _stretch(seed, step, channel)
    return before + way * (t * t * t * (t * (6.0 * t - 15.0) + 10.0))


@functools.lru_cache(maxsize=4096)
def _stretch(seed: int, step: int, channel: int) -> tuple[float, float]:
    """Where a drift begins at a step, and how far it goes until the next."""
    before, after = (2.0 * chance(seed, number, channel) - 1.0 for number in (step, step + 1))
    return before, after - before


def ease(t: float) -> float:
    """0 to 1 with no jolt at either end."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)
