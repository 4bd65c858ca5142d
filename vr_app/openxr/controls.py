"""What the wearer's hands ask for, as plain data, and how stick movements become turns and teleports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4

FIRE_AT = 0.7
"""Deflection (0 to 1) from which a stick movement counts as a turn or a teleport."""

REARM_AT = 0.4
"""Deflection below which the next one may follow."""

DEAD_ZONE = 0.15
"""Deflection that is taken for rest."""

HOLD_S = 0.8
"""A button pressed for so long is held: a wish of its own."""

AIM_S = 0.45
"""A bare hand that pinches for so long aims a teleport; a shorter pinch selects, as it is let go."""

TWICE_S = 0.4
"""Two presses within so long are one wish."""

Side = Literal["left", "right"]


@dataclass(frozen=True)
class Hand:
    """One controller, or a bare hand.

    Attributes:
        tracking_from_grip: where the hand is, in the tracking space; None while not tracked.
        tracking_from_aim: the pointing ray's pose (along -Z); None while not tracked.
        select: held down now.
        select_count: presses since the session began (compare with the last one seen: no press gets lost).
        grab: held closed now.
        joints: float32 (26, 4), middle and radius of each joint of a bare hand in tracking space, in OpenXR's order;
            None where the runtime sees no bare hand.
        facing: unit vector out of the palm, in tracking space; None without joints.
        holding: it holds a controller, from which any joints are guessed.
    """

    tracking_from_grip: Mat4 | None = None
    tracking_from_aim: Mat4 | None = None
    select: bool = False
    select_count: int = 0
    grab: bool = False
    joints: npt.NDArray[np.float32] | None = None
    facing: npt.NDArray[np.float32] | None = None
    holding: bool = False


@dataclass(frozen=True)
class ModelPose:
    """How a controller's own model stands in a frame.

    Attributes:
        key: of the `ModelFile`.
        tracking_from_model: None where it stands in the grip.
        parts: of each part that moves, by the name of its glTF node: where it is in its parent's space.
        hidden: names of parts that are not seen.
    """

    key: str
    tracking_from_model: Mat4 | None = None
    parts: Mapping[str, Mat4] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Controls:
    """All input of one frame. Counts grow from 0 at the session's start; act on their differences.

    Attributes:
        focused: False while the runtime keeps the input to itself (its own menu is open).
        tracking_from_head: at the frame's display time; None while not tracked.
        main: the hand that points, turns and teleports.
        move: walking stick, x to the right and y forward, -1 to 1, dead zone removed.
        turn: turning stick to the right, -1 to 1, dead zone removed.
        scroll: stick of the main hand while a panel has the input, y up.
        turn_count: snap turns to the right minus those to the left.
        teleport: a teleport is being aimed.
        aiming: the hand that aims it: the main one, or a bare hand that keeps pinching.
        teleport_count: teleports released so far: jump now.
        menu_count: short presses of the menu button, counted as it is let go.
        start_count: wishes to be back at the start (menu pressed twice).
        safe_count: wishes for the safe place, or back from it (menu held).
        recentre_count: how often the wearer, or the runtime, put the view straight.
        moved_count: how often the runtime moved the tracking space of itself (part of `recentre_count`).
        profile: interaction profile of the main hand ("/interaction_profiles/..."), "" for none.
        worn: False once the runtime says that nobody wears the headset.
        models: how the controllers' own models stand, where the runtime has any.
    """

    focused: bool = False
    tracking_from_head: Mat4 | None = None
    left: Hand = field(default_factory=Hand)
    right: Hand = field(default_factory=Hand)
    main: Side = "right"
    move: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0
    scroll: tuple[float, float] = (0.0, 0.0)
    turn_count: int = 0
    teleport: bool = False
    aiming: Side = "right"
    teleport_count: int = 0
    menu_count: int = 0
    start_count: int = 0
    safe_count: int = 0
    recentre_count: int = 0
    moved_count: int = 0
    profile: str = ""
    worn: bool = True
    models: Mapping[Side, ModelPose] = field(default_factory=dict)

    def hand(self, side: Side) -> Hand:
        return self.left if side == "left" else self.right


@dataclass(frozen=True)
class RawInput:
    """Action states of one frame, as the runtime gave them. Pairs are (left, right).

    Attributes:
        stick_press: None where the controller has a real stick, else whether its touchpad is pressed.
        bare: bare hands that are seen: their pinch is a gesture, short or held.
        may_aim: a pinch that is held aims a teleport.
    """

    select: tuple[bool, bool] = (False, False)
    grab: tuple[bool, bool] = (False, False)
    stick: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    stick_press: tuple[bool | None, bool | None] = (None, None)
    bare: tuple[bool, bool] = (False, False)
    may_aim: bool = True
    teleport: bool = False
    menu: bool = False
    recentre: bool = False


class Presses:
    """Counts how often each button went down and each gesture was made.

    Args:
        main: number of the hand that turns and teleports (1 right, 0 left); the other one walks.
    """

    def __init__(self, main: int = 1) -> None:
        self.main = main
        self._before = RawInput()
        self._armed = True
        self._menu_down_s: float | None = None
        self._menu_up_s = -TWICE_S
        self._menu_held = False
        self.move = (0.0, 0.0)
        self.turn = 0.0
        self.select_counts = [0, 0]
        self.turn_count = 0
        self.aiming = False
        self._pinched_s: list[float | None] = [None, None]
        self._throws: int | None = None
        self.teleport_count = 0
        self.menu_count = 0
        self.start_count = 0
        self.safe_count = 0
        self.recentre_count = 0

    def update(self, raw: RawInput, now_s: float = 0.0) -> None:
        """Takes the next frame's input, seen at `now_s`."""
        before, self._before = self._before, raw
        for hand in (0, 1):
            if raw.bare[hand] or before.bare[hand]:
                self._follow_pinch(hand, raw, now_s)
            else:
                self.select_counts[hand] += raw.select[hand] and not before.select[hand]
        self._follow_menu(raw, before, now_s)
        self.recentre_count += raw.recentre and not before.recentre
        # A controller for one hand both walks (forward is a teleport) and turns.
        self.move = without_dead_zone(_stick(raw, 1 - self.main))
        self.turn = without_dead_zone((_stick(raw, self.main)[0], 0.0))[0]
        self._turn_and_teleport(raw, _stick(raw, self.main))

    @property
    def aiming_hand(self) -> int:
        """The hand that aims (0 left, 1 right)."""
        return self.main if self._throws is None else self._throws

    def selecting(self, hand: int) -> bool:
        """Whether the hand's select button is held down (0 left, 1 right)."""
        return self._before.select[hand]

    def grabbing(self, hand: int) -> bool:
        """Whether the hand is closed."""
        return self._before.grab[hand]

    def cancel(self) -> None:
        """Forgets what was under way, without counting it."""
        self._before = RawInput()
        self.aiming = False
        self._armed = False
        self._menu_down_s = None
        self._pinched_s, self._throws = [None, None], None
        self.move, self.turn = (0.0, 0.0), 0.0

    def _follow_pinch(self, hand: int, raw: RawInput, now_s: float) -> None:
        """A short pinch selects as it ends, a held one aims; a fist, or a hand out of sight, forgets it."""
        begun_s = self._pinched_s[hand]
        if not raw.bare[hand] or raw.grab[hand]:
            self._pinched_s[hand] = None
            if self._throws == hand:
                self._throws, self.aiming = None, False
        elif raw.select[hand]:
            self._pinched_s[hand] = begun_s = now_s if begun_s is None else begun_s
            if raw.may_aim and self._throws is None and not self.aiming and now_s - begun_s >= AIM_S:
                self._throws = hand
        elif begun_s is not None:
            self._pinched_s[hand] = None
            if self._throws != hand:
                self.select_counts[hand] += now_s - begun_s < AIM_S

    def _follow_menu(self, raw: RawInput, before: RawInput, now_s: float) -> None:
        if raw.menu and not before.menu:
            if now_s - self._menu_up_s < TWICE_S:
                self.start_count += 1
                self._menu_up_s = -TWICE_S
            self._menu_down_s, self._menu_held = now_s, False
        elif raw.menu and self._menu_down_s is not None and not self._menu_held:
            if now_s - self._menu_down_s >= HOLD_S:
                self._menu_held = True
                self.safe_count += 1
        elif before.menu and not raw.menu:
            self.menu_count += not self._menu_held
            self._menu_up_s = -TWICE_S if self._menu_held else now_s

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
        pinching = self._throws is not None and raw.select[self._throws]
        aiming = raw.teleport or forward or keeps_aiming or pinching
        if self.aiming and not aiming:
            self.teleport_count += 1
        self.aiming = aiming
        if not aiming:
            self._throws = None


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
