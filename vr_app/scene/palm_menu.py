"""A menu over a bare hand that is turned palm towards the face: touched, pointed at, or looked at. Pure.

Everything is in tracking space. The other hand presses a button with its fingertip, or with its ray and a pinch; with
one hand alone the look chooses and that hand's own pinch presses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.quad import Mat4, Quad, facing, fingertip, point_at, ray_hit

Side = Literal["left", "right"]
Point = npt.NDArray[np.floating]

TURNED_COS, TURNED_AWAY_COS = 0.75, 0.45
"""How well the palm faces the eyes to open the menu, and to keep it."""
LOOKED_COS = 0.80
"""The hand is looked at."""
OPEN_S, LINGER_S = 0.35, 0.4
"""So long the palm is shown before the menu opens, and hidden before it goes."""
RISE_M = 0.17
"""The menu's middle over the palm."""
COLUMNS, COLUMN_M, ROW_M = 2, 0.135, 0.052
BUTTON_HIGH_M = 0.042
HOVER_M, PRESSED_M = 0.05, 0.008
"""A fingertip so near is at a button, and presses it."""


@dataclass(frozen=True)
class PalmHand:
    """One hand of a frame.

    Attributes:
        palm: its middle; None where no bare hand is seen.
        facing: unit vector out of the palm.
        tip: of the index finger.
        aim: the pointing ray's pose.
        pinching: thumb and index meet.
        closed: a fist.
    """

    palm: Point | None = None
    facing: Point | None = None
    tip: Point | None = None
    aim: Mat4 | None = None
    pinching: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Button:
    """One button of an open menu.

    Attributes:
        at: its middle.
        lit: chosen now.
    """

    name: str
    at: Point
    lit: bool


class PalmMenu:
    """Follows both hands.

    Args:
        names: of the buttons, in reading order.

    Attributes:
        side: the hand that it stands over; None while it is closed.
        buttons: those of the open menu.
        busy: hands that belong to it now: they neither point nor pick.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.side: Side | None = None
        self.buttons: tuple[Button, ...] = ()
        self.busy: frozenset[Side] = frozenset()
        self._names = tuple(names)
        self._since_s: dict[Side, float] = {}
        self._gone_s: float | None = None
        self._pinched: dict[Side, bool] = {"left": False, "right": False}
        self._touching = False

    def step(self, time_s: float, head: Mat4 | None, hands: Mapping[Side, PalmHand]) -> str:
        """Takes the next frame; returns the name of a button that was pressed in it, "" for none."""
        now: dict[Side, bool] = {side: hand.pinching for side, hand in hands.items()}
        before, self._pinched = self._pinched, now
        self._open_or_close(time_s, head, hands)
        if self.side is None or head is None:
            self.buttons, self.busy, self._touching = (), frozenset(), False
            return ""
        pinched = {side: now[side] and not before[side] for side in now}
        other: Side = "left" if self.side == "right" else "right"
        quads = self._quads(hands[self.side], head)
        chosen, pressed, by_other = self._chosen(quads, hands[other], head, pinched[self.side], pinched[other])
        self.buttons = tuple(
            Button(name, quad.world_from_quad[:3, 3], number == chosen)
            for number, (name, quad) in enumerate(zip(self._names, quads, strict=True))
        )
        self.busy = frozenset((self.side, other) if by_other else (self.side,))
        return self._names[chosen] if pressed else ""

    def _open_or_close(self, time_s: float, head: Mat4 | None, hands: Mapping[Side, PalmHand]) -> None:
        if self.side is not None:
            if _shown(hands[self.side], head, TURNED_AWAY_COS):
                self._gone_s = None
            else:
                self._gone_s = time_s if self._gone_s is None else self._gone_s
                if time_s - self._gone_s >= LINGER_S or hands[self.side].palm is None:
                    self.side, self._gone_s = None, None
            return
        for side, hand in hands.items():
            if not _shown(hand, head, TURNED_COS) or hand.closed or hand.pinching:
                self._since_s.pop(side, None)
            elif time_s - self._since_s.setdefault(side, time_s) >= OPEN_S:
                self.side = side
                self._since_s.clear()
                return

    def _quads(self, hand: PalmHand, head: Mat4) -> list[Quad]:
        assert hand.palm is not None
        rows = -(-len(self._names) // COLUMNS)
        board = Quad(facing(hand.palm + np.array([0.0, RISE_M, 0.0]), head[:3, 3]), COLUMNS * COLUMN_M, rows * ROW_M)
        quads = []
        for number in range(len(self._names)):
            row, column = divmod(number, COLUMNS)
            pose = board.world_from_quad.copy()
            pose[:3, 3] = point_at(board, (column + 0.5) / COLUMNS, (row + 0.5) / rows)
            quads.append(Quad(pose, COLUMN_M, ROW_M))
        return quads

    def _chosen(
        self, quads: Sequence[Quad], other: PalmHand, head: Mat4, own_pinch: bool, other_pinch: bool
    ) -> tuple[int, bool, bool]:
        """Which button is chosen (-1 for none), whether it is pressed, and whether by the other hand."""
        if other.tip is not None:
            for number, quad in enumerate(quads):
                hit = fingertip(quad, other.tip)
                if hit.inside and abs(hit.distance_m) < HOVER_M:
                    touching = hit.distance_m < PRESSED_M
                    pressed, self._touching = touching and not self._touching, touching
                    return number, pressed, True
        self._touching = False
        if other.aim is not None and (number := _met(quads, other.aim)) >= 0:
            return number, other_pinch, True
        number = _met(quads, head)
        return number, own_pinch and number >= 0, False


def _met(quads: Sequence[Quad], ray: Mat4) -> int:
    """Number of the quad that a ray meets, -1 for none."""
    for number, quad in enumerate(quads):
        hit = ray_hit(quad, ray)
        if hit is not None and hit.inside:
            return number
    return -1


def _shown(hand: PalmHand, head: Mat4 | None, turned_cos: float) -> bool:
    """Whether a palm is turned to the eyes, and looked at."""
    if hand.palm is None or hand.facing is None or head is None:
        return False
    to_eyes = head[:3, 3] - hand.palm
    to_eyes = to_eyes / max(float(np.linalg.norm(to_eyes)), 1e-6)
    looked = float(-head[:3, 2] @ -to_eyes)
    return float(hand.facing @ to_eyes) > turned_cos and looked > LOOKED_COS
