"""How often a light flashes, as the Web Content Accessibility Guidelines count it (2.3.1, general flash)."""

from __future__ import annotations

from collections.abc import Sequence

MOST_PER_S = 3
STEP = 0.10
"""Of the largest luminance: a smaller change is no part of a flash."""
BRIGHT = 0.80
"""Changes between two states that are both at least so bright are no flash."""


def flashes_within(times_s: Sequence[float], luminances: Sequence[float], window_s: float = 1.0) -> int:
    """The most flashes in any stretch of time: pairs of opposing changes by `STEP` or more.

    Args:
        times_s: rising.
        luminances: relative luminance then, 0 black to 1 white.
    """
    turns = _changes(times_s, luminances)
    most = 0
    for number, begun_s in enumerate(turns):
        most = max(most, sum(1 for at_s in turns[number:] if at_s < begun_s + window_s))
    return most // 2


def _changes(times_s: Sequence[float], luminances: Sequence[float]) -> list[float]:
    """When each change of `STEP` or more away from the last extreme was reached, opposing ones in turn."""
    changes: list[float] = []
    low = high = luminances[0]
    going = 0
    for at_s, light in zip(times_s, luminances, strict=True):
        low, high = min(low, light), max(high, light)
        if going >= 0 and high - light >= STEP and light < BRIGHT:
            changes.append(at_s)
            going, low, high = -1, light, light
        elif going <= 0 and light - low >= STEP and low < BRIGHT:
            changes.append(at_s)
            going, low, high = 1, light, light
    return changes
