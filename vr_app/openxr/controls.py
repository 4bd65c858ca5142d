"""What the wearer's hands ask for, as plain data, and how stick movements become turns and teleports."""

from __future__ import annotations

from dataclasses import dataclass, field

from vr_app.kernel.ports import Mat4

FIRE_AT = 0.7
"""Deflection (0 to 1) from which a stick movement counts as a turn or a teleport."""

REARM_AT = 0.4
"""Deflection below which the next one may follow."""

DEAD_ZONE = 0.15
"""Deflection that is taken for rest."""


@dataclass(frozen=True)
class Hand:
    """One controller.

    Attributes:
        tracking_from_grip: where the hand is, in the tracking space; None while not tracked.
        tracking_from_aim: the pointing ray's pose (along -Z); None while not tracked.
        select: held down now.
        select_count: presses since the session began (compare with the last one seen: no press gets lost).
    """

    tracking_from_grip: Mat4 | None = None
    tracking_from_aim: Mat4 | None = None
    select: bool = False
    select_count: int = 0


@dataclass(frozen=True)
class Controls:
    """All input of one frame. Counts grow from 0 at the session's start; act on their differences.

    Attributes:
        focused: False while the runtime keeps the input to itself (its own menu is open).
        tracking_from_head: at the frame's display time; None while not tracked.
        move: left stick, x to the right and y forward, -1 to 1, dead zone removed.
        turn_count: snap turns to the right minus those to the left.
        teleport: a teleport is being aimed (with the right hand's ray).
        teleport_count: teleports released so far: jump now.
        menu_count: presses of the menu button.
        recentre_count: how often the wearer, or the runtime, put the view straight.
        profile: interaction profile of the right hand ("/interaction_profiles/..."), "" for none.
    """

    focused: bool = False
    tracking_from_head: Mat4 | None = None
    left: Hand = field(default_factory=Hand)
    right: Hand = field(default_factory=Hand)
    move: tuple[float, float] = (0.0, 0.0)
    turn_count: int = 0
    teleport: bool = False
    teleport_count: int = 0
    menu_count: int = 0
    recentre_count: int = 0
    profile: str = ""


@dataclass(frozen=True)
class RawInput:
    """Action states of one frame, as the runtime gave them. Pairs are (left, right).

    Attributes:
        stick_press: None where the controller has a real stick, else whether its touchpad is pressed.
    """

    select: tuple[bool, bool] = (False, False)
    stick: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    stick_press: tuple[bool | None, bool | None] = (None, None)
    teleport: bool = False
    menu: bool = False
    recentre: bool = False


class Presses:
    """Counts how often each button went down and each gesture was made."""

    def __init__(self) -> None:
        self._before = RawInput()
        self._armed = True
        self.move = (0.0, 0.0)
        self.select_counts = [0, 0]
        self.turn_count = 0
        self.aiming = False
        self.teleport_count = 0
        self.menu_count = 0
        self.recentre_count = 0

    def update(self, raw: RawInput) -> None:
        """Takes the next frame's input."""
        before, self._before = self._before, raw
        for hand in (0, 1):
            self.select_counts[hand] += raw.select[hand] and not before.select[hand]
        self.menu_count += raw.menu and not before.menu
        self.recentre_count += raw.recentre and not before.recentre
        self.move = without_dead_zone(_stick(raw, 0))
        self._turn_and_teleport(raw, _stick(raw, 1))

    def selecting(self, hand: int) -> bool:
        """Whether the hand's select button is held down (0 left, 1 right)."""
        return self._before.select[hand]

    def cancel(self) -> None:
        """Forgets what was under way, without counting it."""
        self._before = RawInput()
        self.aiming = False
        self._armed = False
        self.move = (0.0, 0.0)

    def _turn_and_teleport(self, raw: RawInput, stick: tuple[float, float]) -> None:
        x, y = stick
        deflection = max(abs(x), abs(y))
        if deflection < REARM_AT:
            self._armed = True
        elif self._armed and not self.aiming and abs(x) >= FIRE_AT and abs(x) > abs(y):
            self._armed = False
            self.turn_count += 1 if x > 0 else -1
        forward = y >= FIRE_AT and y > abs(x) and (self._armed or self.aiming)
        keeps_aiming = self.aiming and y >= REARM_AT
        aiming = raw.teleport or forward or keeps_aiming
        if self.aiming and not aiming:
            self.teleport_count += 1
        self.aiming = aiming


def _stick(raw: RawInput, hand: int) -> tuple[float, float]:
    """The stick's deflection; a touchpad's counts only while it is pressed."""
    return (0.0, 0.0) if raw.stick_press[hand] is False else raw.stick[hand]


def without_dead_zone(stick: tuple[float, float]) -> tuple[float, float]:
    """Zero near the middle, growing smoothly to 1 at the rim."""
    x, y = stick
    length = (x * x + y * y) ** 0.5
    if length <= DEAD_ZONE:
        return 0.0, 0.0
    scale = min((length - DEAD_ZONE) / (1.0 - DEAD_ZONE), 1.0) / length
    return x * scale, y * scale
