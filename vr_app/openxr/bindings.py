"""Which button does what on which controller, as data (suggested bindings; the runtime may remap them)."""

from __future__ import annotations

LEFT = "/user/hand/left"
RIGHT = "/user/hand/right"
HANDS = (LEFT, RIGHT)

ACTIONS: dict[str, tuple[str, str]] = {
    "grip_pose": ("pose", "Hand"),
    "aim_pose": ("pose", "Pointer"),
    "select": ("boolean", "Select"),
    "stick": ("vector2", "Walk (left), turn and teleport (right)"),
    "stick_press": ("boolean", "Touchpad press"),
    "teleport": ("boolean", "Teleport"),
    "menu": ("boolean", "Menu"),
    "recentre": ("boolean", "Put the view straight"),
    "haptic": ("vibration", "Vibration"),
}
"""Action name -> (type, name shown in the runtime's settings). Each action has both hands as subaction paths."""


def _both(action: str, component: str) -> list[tuple[str, str]]:
    return [(action, hand + component) for hand in HANDS]


_EVERY = (
    _both("grip_pose", "/input/grip/pose") + _both("aim_pose", "/input/aim/pose") + _both("haptic", "/output/haptic")
)
_STICK = _both("stick", "/input/thumbstick")

SUGGESTED: dict[str, list[tuple[str, str]]] = {
    "/interaction_profiles/khr/simple_controller": [
        *_EVERY,
        *_both("select", "/input/select/click"),
        ("menu", LEFT + "/input/menu/click"),
        ("teleport", RIGHT + "/input/menu/click"),
    ],
    "/interaction_profiles/oculus/touch_controller": [
        *_EVERY,
        *_STICK,
        *_both("select", "/input/trigger/value"),
        ("menu", LEFT + "/input/menu/click"),
        ("teleport", RIGHT + "/input/a/click"),
        ("recentre", RIGHT + "/input/thumbstick/click"),
    ],
    "/interaction_profiles/valve/index_controller": [
        *_EVERY,
        *_STICK,
        *_both("select", "/input/trigger/value"),
        ("menu", LEFT + "/input/b/click"),
        ("teleport", RIGHT + "/input/a/click"),
        ("recentre", RIGHT + "/input/thumbstick/click"),
    ],
    "/interaction_profiles/htc/vive_controller": [
        *_EVERY,
        *_both("stick", "/input/trackpad"),
        *_both("stick_press", "/input/trackpad/click"),
        *_both("select", "/input/trigger/value"),
        ("menu", LEFT + "/input/menu/click"),
        ("recentre", RIGHT + "/input/menu/click"),
    ],
    "/interaction_profiles/microsoft/motion_controller": [
        *_EVERY,
        *_STICK,
        *_both("select", "/input/trigger/value"),
        ("menu", LEFT + "/input/menu/click"),
        ("teleport", RIGHT + "/input/trackpad/click"),
        ("recentre", RIGHT + "/input/thumbstick/click"),
    ],
}
"""Interaction profile -> (action, input or output path)."""
