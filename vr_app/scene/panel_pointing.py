"""From hands to what happens on panels: hover, press, drag, scroll, with a ray, a pinch or a fingertip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vr_app.kernel.canvas import PanelInput
from vr_app.scene.quad import Mat4, Quad, QuadHit, Vec3, fingertip, ray_hit

REACH_M = 6.0
TOUCH_M = 0.004
"""A fingertip that is nearer than this presses."""
LIFT_M = 0.02
"""... and lets go once it is farther than this."""
NEAR_M = 0.10
"""Within this height over a panel the fingertip points, not the ray."""
THROUGH_M = 0.08
"""A fingertip deeper than this is behind the panel, not on it."""
SCROLL_STEPS_PER_S = 12.0
MOVE_EVERY_S = 0.03
"""How often a panel hears of a hand that only moves over it: it is painted no oftener."""


@dataclass(frozen=True)
class PointingHand:
    """One hand as far as panels are concerned.

    Attributes:
        tracking_from_aim: ray along -Z; None while not tracked.
        tip: fingertip or the controller's nose, metres; None while unknown.
        select: trigger, pinch or button held down.
        scroll: stick, 1 upwards to -1 downwards.
    """

    tracking_from_aim: Mat4 | None = None
    tip: Vec3 | None = None
    select: bool = False
    scroll: float = 0.0


@dataclass(frozen=True)
class Cursor:
    """Where a hand points on a panel."""

    panel: str
    hit: QuadHit
    pressed: bool


@dataclass
class _HandState:
    panel: str = ""
    pressed: bool = False
    poking: bool = False
    select: bool = False
    at: tuple[float, float] = (-1.0, -1.0)
    scrolled: float = 0.0
    still_s: float = MOVE_EVERY_S


class PanelPointing:
    """Keeps what each hand is doing. One hand at a time holds a panel: the one that pressed last, else the right one.

    Attributes:
        events: what the last `update` made happen, in order.
        cursors: where each hand (left, right) points.
    """

    def __init__(self) -> None:
        self.events: list[PanelInput] = []
        self.cursors: tuple[Cursor | None, Cursor | None] = (None, None)
        self._hands = (_HandState(), _HandState())
        self._active = 1

    @property
    def over(self) -> tuple[bool, bool]:
        """Which hands (left, right) point at a panel or hold one: their buttons belong to it."""
        left, right = self.cursors
        return left is not None, right is not None

    def update(self, hands: tuple[PointingHand, PointingHand], quads: Mapping[str, Quad], step_s: float) -> None:
        """Takes the next frame's hands and the panels that can be pointed at."""
        self.events = []
        found = tuple(self._look(hand, state, quads) for hand, state in zip(hands, self._hands, strict=True))
        pressing = [
            cursor is not None and self._wants_press(number, hands[number]) for number, cursor in enumerate(found)
        ]
        touching = [
            hand.tip is not None and c is not None and _touches(quads[c[0]], hand.tip)
            for hand, c in zip(hands, found, strict=True)
        ]
        for number in (1, 0):
            if (
                (pressing[number] or touching[number])
                and not self._hands[number].pressed
                and not self._hands[1 - number].pressed
            ):
                self._change_hand(number)
        if (
            found[self._active] is None
            and found[1 - self._active] is not None
            and not self._hands[self._active].pressed
        ):
            self._change_hand(1 - self._active)
        cursors: list[Cursor | None] = []
        for number, cursor in enumerate(found):
            state = self._hands[number]
            if number == self._active:
                touch = None if cursor is None else _touch(quads[cursor[0]], hands[number].tip, state.poking)
                self._act(state, cursor, touch, pressing[number], hands[number], step_s)
            state.select = hands[number].select
            cursors.append(None if cursor is None else Cursor(cursor[0], cursor[1], state.pressed))
        self.cursors = (cursors[0], cursors[1])

    def cancel(self) -> None:
        """Lets everything go, as when the input is taken away or the panels close."""
        self.events = []
        for state in self._hands:
            self._leave(state)
            state.poking = state.select = False
        self.cursors = (None, None)

    def _look(self, hand: PointingHand, state: _HandState, quads: Mapping[str, Quad]) -> tuple[str, QuadHit] | None:
        """The panel a hand points at: the one it holds, else one under the fingertip, else the nearest on the ray."""
        if state.pressed and state.panel in quads:
            quad = quads[state.panel]
            hit = fingertip(quad, hand.tip) if state.poking and hand.tip is not None else None
            if hit is None and hand.tracking_from_aim is not None:
                hit = ray_hit(quad, hand.tracking_from_aim)
            return None if hit is None else (state.panel, hit)
        if hand.tip is not None:
            touched = [
                (abs(hit.distance_m), name, hit) for name, quad in quads.items() if (hit := _touch(quad, hand.tip))
            ]
            if touched:
                _, name, hit = min(touched, key=lambda entry: entry[0])
                return name, hit
        if hand.tracking_from_aim is None:
            return None
        met = [
            (hit.distance_m, name, hit)
            for name, quad in quads.items()
            if (hit := ray_hit(quad, hand.tracking_from_aim)) is not None and hit.inside and hit.distance_m <= REACH_M
        ]
        if not met:
            return None
        _, name, hit = min(met, key=lambda entry: entry[0])
        return name, hit

    def _wants_press(self, number: int, hand: PointingHand) -> bool:
        """Whether the hand presses now; a button that came down elsewhere is not taken over by a panel."""
        state = self._hands[number]
        return hand.select and not state.poking and (state.pressed or not state.select)

    def _change_hand(self, number: int) -> None:
        if number != self._active:
            self._leave(self._hands[self._active])
            self._active = number

    def _act(
        self,
        state: _HandState,
        found: tuple[str, QuadHit] | None,
        touch: QuadHit | None,
        pressing: bool,
        hand: PointingHand,
        step_s: float,
    ) -> None:
        if found is None:
            self._leave(state)
            state.poking = False
            return
        panel, hit = found
        if state.panel and panel != state.panel:
            self._leave(state)
        state.panel = panel
        state.poking = touch is not None and touch.distance_m < (LIFT_M if state.poking else TOUCH_M)
        pressing = pressing or state.poking
        state.still_s += step_s
        if (hit.x, hit.y) != state.at and (pressing or state.pressed or state.still_s >= MOVE_EVERY_S):
            state.at, state.still_s = (hit.x, hit.y), 0.0
            self.events.append(PanelInput(panel, "move", hit.x, hit.y))
        if pressing != state.pressed and (state.poking or pressing or not hand.select):
            state.pressed = pressing
            self.events.append(PanelInput(panel, "press" if pressing else "release", hit.x, hit.y))
        state.scrolled += hand.scroll * step_s * SCROLL_STEPS_PER_S
        if abs(state.scrolled) >= 1.0:
            steps = float(int(state.scrolled))
            state.scrolled -= steps
            self.events.append(PanelInput(panel, "wheel", hit.x, hit.y, steps))

    def _leave(self, state: _HandState) -> None:
        if state.pressed:
            self.events.append(PanelInput(state.panel, "release", *state.at))
        if state.panel:
            self.events.append(PanelInput(state.panel, "leave"))
        state.panel, state.pressed, state.at, state.scrolled = "", False, (-1.0, -1.0), 0.0
        state.still_s = MOVE_EVERY_S


def _touch(quad: Quad, tip: Vec3 | None, dragging: bool = False) -> QuadHit | None:
    """The place under a fingertip that is near the panel; while it drags, beyond the edges too."""
    if tip is None:
        return None
    hit = fingertip(quad, tip)
    return hit if (hit.inside or dragging) and -THROUGH_M < hit.distance_m < NEAR_M else None


def _touches(quad: Quad, tip: Vec3) -> bool:
    hit = _touch(quad, tip)
    return hit is not None and hit.distance_m < TOUCH_M
