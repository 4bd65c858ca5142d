"""The menu over the wearer's palm: its words, and what its buttons do. Frame thread."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vr_app.app.wearer.labels import Labels
from vr_app.kernel.ports import Mat4
from vr_app.openxr.controls import Controls, Hand, Side
from vr_app.scene.overlay import Label
from vr_app.scene.palm_menu import BUTTON_HIGH_M, PalmHand, PalmMenu

WORDS = {
    "panels": "Panels",
    "mute": "Microphone",
    "start": "To the start",
    "safe": "Safe place",
    "left": "Turn left",
    "right": "Turn right",
}
"""Button -> its words, in reading order."""
PALM, INDEX_TIP = 0, 10
"""XR_HAND_JOINT_PALM_EXT, XR_HAND_JOINT_INDEX_TIP_EXT."""
WIDEST_M = 0.125
PLATE_PX = 520


class Palm:
    """Ask `step`, then `labels`, once a frame.

    Args:
        labels: makes the plates.

    Attributes:
        presses: how often each button was pressed; act on the differences.
    """

    def __init__(self, labels: Labels) -> None:
        self.presses = dict.fromkeys(WORDS, 0)
        self._actions: dict[str, Callable[[], None]] = {}
        self._labels = labels
        self._menu = PalmMenu(tuple(WORDS))

    @property
    def busy(self) -> frozenset[Side]:
        """Hands that belong to the menu now."""
        return self._menu.busy

    @property
    def side(self) -> Side | None:
        """The hand that it stands over; None while it is closed."""
        return self._menu.side

    def add(self, button: str, action: Callable[[], None]) -> None:
        """Something happens when a button is pressed: called on the frame thread, it must not wait."""
        self._actions = self._actions | {button: action}

    def step(self, time_s: float, controls: Controls) -> str:
        """Takes a frame's input; returns the button that was pressed, "" for none."""
        hands = {side: _palm_hand(controls.hand(side), focused=controls.focused) for side in ("left", "right")}
        pressed = self._menu.step(time_s, controls.tracking_from_head, hands)  # type: ignore[arg-type]
        if pressed:
            self.presses[pressed] += 1
            if pressed in self._actions:
                self._actions[pressed]()
        return pressed

    def labels(self, world_from_tracking: Mat4) -> tuple[Label, ...]:
        """The buttons of the open menu as plates; those whose words are still being made are missing."""
        out = []
        if not self._menu.buttons:
            return ()
        size = float(np.linalg.norm(world_from_tracking[:3, 0]))
        for button in self._menu.buttons:
            levels = self._labels.get(WORDS[button.name], lit=button.lit, least_px=PLATE_PX)
            if levels is None:
                continue
            tall, wide = levels[0].shape[:2]
            high = min(BUTTON_HIGH_M, WIDEST_M * tall / wide) * (1.12 if button.lit else 1.0)
            at = world_from_tracking[:3, :3] @ button.at + world_from_tracking[:3, 3]
            x, y, z = (float(value) for value in at)
            out.append(Label(levels, (x, y - high * size / 2, z), high * size, above=True))
        return tuple(out)


def _palm_hand(hand: Hand, *, focused: bool) -> PalmHand:
    """A controller's hand has no palm to show."""
    if hand.joints is None or hand.holding or not focused:
        return PalmHand(aim=hand.tracking_from_aim if focused else None, pinching=hand.select)
    return PalmHand(
        hand.joints[PALM, :3],
        hand.facing,
        hand.joints[INDEX_TIP, :3],
        hand.tracking_from_aim,
        hand.select,
        hand.grab,
    )
