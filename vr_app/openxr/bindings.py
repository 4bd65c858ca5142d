"""Which button does what on which controller, as data (suggested bindings; the runtime may remap them)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vr_app.openxr.profiles import PROFILES, Profile

LEFT = "/user/hand/left"
RIGHT = "/user/hand/right"
HANDS = (LEFT, RIGHT)

Context = Literal["visit", "walk", "panel"]

SETS: dict[Context, tuple[str, int]] = {
    "visit": ("Always", 0),
    "walk": ("Moving about", 0),
    "panel": ("At a panel", 1),
}
"""Action set -> (name shown in the runtime's settings, its priority over the others). "visit" is always active."""

ACTIONS: dict[str, tuple[str, str, Context]] = {
    "grip_pose": ("pose", "Hand", "visit"),
    "aim_pose": ("pose", "Pointer", "visit"),
    "select": ("boolean", "Select", "visit"),
    "grab": ("boolean", "Take hold", "visit"),
    "menu": ("boolean", "Menu (twice: back to the start; held: safe place)", "visit"),
    "haptic": ("vibration", "Vibration", "visit"),
    "stick": ("vector2", "Walk, turn and teleport", "walk"),
    "stick_press": ("boolean", "Touchpad press", "walk"),
    "teleport": ("boolean", "Teleport", "walk"),
    "recentre": ("boolean", "Put the view straight", "walk"),
    "scroll": ("vector2", "Scroll", "panel"),
}
"""Action name -> (type, name shown in the runtime's settings, action set). Each has both hands as subaction paths."""

REBINDABLE = ("select", "grab", "teleport", "menu", "recentre")
BUTTONS = ("trigger", "squeeze", "primary", "secondary", "stick press", "menu", "none")
"""What a rebindable action can be put on, where the controller has it."""

Rebinding = Mapping[str, str]
"""Rebindable action -> one of `BUTTONS`; what is left out stays where the profile has it."""


@dataclass(frozen=True)
class Handling:
    """How the wearer likes their controllers.

    Attributes:
        left_handed: the left hand points, turns and teleports, the right one walks.
        rebinding: actions put on other buttons than usual.
    """

    left_handed: bool = False
    rebinding: Rebinding = field(default_factory=dict)


def suggested(profile: Profile, rebinding: Rebinding | None = None) -> list[tuple[str, str]]:
    """(action, input or output path) of a profile. A button that it has not leaves the action where it was."""
    bindings = [("grip_pose", hand + "/input/grip/pose") for hand in HANDS]
    bindings += [("aim_pose", hand + "/input/aim/pose") for hand in HANDS]
    if profile.haptic:
        bindings += [("haptic", hand + "/output/haptic") for hand in HANDS]
    for action, usual in profile.uses.items():
        button = (rebinding or {}).get(action, usual)
        if button == "none" and action != "select":
            continue
        components = profile.buttons.get(button, profile.buttons[usual])
        bindings += [(action, hand + component) for hand, component in zip(HANDS, components, strict=True) if component]
    return bindings


SUGGESTED: dict[str, list[tuple[str, str]]] = {profile.path: suggested(profile) for profile in PROFILES}
"""Interaction profile -> its bindings as they come."""
