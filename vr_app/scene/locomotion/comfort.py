"""What keeps motion kind: dips to dark on jumps, a narrowed view while gliding, breaks. Pure functions of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FADE_OUT_S, FADE_IN_S = 0.12, 0.18
"""To dark and back."""
DIP_EVERY_S = 0.36
"""Dips come no faster: fewer than three flashes a second, whatever the wearer does."""
VIGNETTE_RISE_S, VIGNETTE_FALL_S = 0.15, 0.35
BREAK_AFTER_S = 40 * 60.0
PAUSE_S = 3 * 60.0
"""Taken off for so long counts as a break."""


@dataclass(frozen=True)
class Comfort:
    """How the wearer likes to move.

    Attributes:
        move: by jumps, or gliding with the stick.
        turn: in steps, or smoothly.
        snap_deg: size of a step.
        turn_deg_s: speed of a smooth turn.
        walk_m_s: speed of gliding.
        vignette: 0 none to 1 strong, while gliding or turning smoothly.
        seated: the eyes are lifted to standing height.
        height_m: height of the eyes when standing, for seated visitors.
        floor_m: added to the height of the floor, where the runtime has it wrong.
        break_hint: whether to mention a break after forty minutes.
    """

    move: Literal["teleport", "smooth"] = "teleport"
    turn: Literal["snap", "smooth", "off"] = "snap"
    snap_deg: float = 30.0
    turn_deg_s: float = 90.0
    walk_m_s: float = 1.4
    vignette: float = 0.7
    seated: bool = False
    height_m: float = 1.65
    floor_m: float = 0.0
    break_hint: bool = True


class Fade:
    """A dip to dark: what is to happen unseen happens at its darkest. Times are seconds on any clock."""

    def __init__(self) -> None:
        self._begun_s: float | None = None
        self._dark_s: float | None = None

    @property
    def under_way(self) -> bool:
        """Getting dark: it may not begin anew."""
        return self._begun_s is not None

    def rested(self, now_s: float) -> bool:
        """Whether the last dip is long enough ago for another."""
        return self._begun_s is None and (self._dark_s is None or now_s - self._dark_s >= DIP_EVERY_S)

    def begin(self, now_s: float, *, dark_already: bool = False) -> None:
        self._begun_s = now_s - FADE_OUT_S if dark_already else now_s

    def take_dark(self, now_s: float) -> bool:
        """True once per dip: it is dark now."""
        if self._begun_s is None or now_s - self._begun_s < FADE_OUT_S:
            return False
        self._begun_s, self._dark_s = None, now_s
        return True

    def hold(self, now_s: float) -> None:
        """Once it is dark: stays so for another moment."""
        self._dark_s = now_s

    def darkness(self, now_s: float) -> float:
        """0 clear to 1 dark."""
        if self._begun_s is not None:
            return _smooth((now_s - self._begun_s) / FADE_OUT_S)
        if self._dark_s is not None:
            return 1.0 - _smooth((now_s - self._dark_s) / FADE_IN_S)
        return 0.0


class Vignette:
    """How far the rim of the view is closed: follows the motion, without a jump."""

    def __init__(self) -> None:
        self.strength = 0.0

    def step(self, dt_s: float, wanted: float) -> float:
        """Moves towards `wanted` (0 to 1); returns the strength now."""
        rate_s = VIGNETTE_RISE_S if wanted > self.strength else VIGNETTE_FALL_S
        change = dt_s / rate_s
        self.strength += min(max(wanted - self.strength, -change), change)
        return self.strength


class BreakHint:
    """Says once every forty minutes of wearing that a break would be good; a pause begins the count anew."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._seen_s = 0.0

    def step(self, now_s: float) -> bool:
        """Call once a frame while the headset is worn. True when it is time to say so."""
        if self._since_s is None or now_s - self._seen_s > PAUSE_S:
            self._since_s = now_s
        self._seen_s = now_s
        if now_s - self._since_s < BREAK_AFTER_S:
            return False
        self._since_s = now_s
        return True


def _smooth(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)
