"""Says once what to do when a controller is seen no more: its battery may be empty, or it has gone to sleep."""

from __future__ import annotations

from vr_app.openxr.controls import Controls, Side

LOST_S = 6.0
"""A controller laid aside for a moment is no loss."""
BACK_S = 30.0
"""One that was back for so long may be missed again."""
SIDES: tuple[Side, Side] = ("left", "right")


class LostHands:
    """On the frame thread; call `step` once a frame."""

    def __init__(self) -> None:
        self._seen_s: dict[Side, float] = {}
        self._since_s: dict[Side, float] = {}
        self._told: set[Side] = set()

    def step(self, time_s: float, controls: Controls) -> str:
        """Returns: what to tell the wearer now, "" for nothing."""
        if not controls.focused or not controls.worn or controls.tracking_from_head is None:
            self._seen_s.clear()  # nobody can be seen now
            return ""
        for side in SIDES:
            hand = controls.hand(side)
            if hand.joints is not None and not hand.holding:
                self._seen_s.pop(side, None)  # laid aside for a bare hand
            elif hand.tracking_from_grip is not None:
                if side not in self._seen_s:
                    self._since_s[side] = time_s
                self._seen_s[side] = time_s
                if time_s - self._since_s[side] > BACK_S:
                    self._told.discard(side)
            elif side in self._seen_s and time_s - self._seen_s[side] > LOST_S:
                del self._seen_s[side]
                if side not in self._told:
                    self._told.add(side)
                    return _words(side, controls)
        return ""


def _words(side: Side, controls: Controls) -> str:
    other = controls.hand("left" if side == "right" else "right").tracking_from_grip is not None
    meanwhile = "the other one does everything" if other else "look at a thing for a moment to choose it"
    return (
        f"Your {side} controller is not seen. Press one of its buttons; if it stays away, its battery may be empty. "
        f"Until then {meanwhile}."
    )
