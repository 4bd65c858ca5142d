"""The controls of every controller as a Markdown table, from the same data as the bindings: for the manual."""

from __future__ import annotations

from vr_app.openxr.profiles import PROFILES, Profile

BEGIN, END = "<!-- controls: made by vr_app/openxr/bindings_table.py -->", "<!-- controls: end -->"

COLUMNS = {
    "select": "Select",
    "grab": "Take hold",
    "stick": "Walk, turn, jump",
    "teleport": "Jump (button)",
    "menu": "Menu",
    "recentre": "View straight",
}
_WORDS = {
    "/input/select/click": "select",
    "/input/trigger/value": "trigger",
    "/input/squeeze/value": "grip",
    "/input/squeeze/click": "grip",
    "/input/thumbstick": "stick",
    "/input/thumbstick/click": "stick, pressed",
    "/input/trackpad": "touchpad, pressed",
    "/input/trackpad/click": "touchpad, pressed",
    "/input/menu/click": "menu",
    "/input/a/click": "A",
    "/input/b/click": "B",
    "/input/x/click": "X",
    "/input/y/click": "Y",
    "/input/aim_activate_ext/value": "pinch",
    "/input/grasp_ext/value": "fist",
    "/input/select/value": "pinch",
}


def table() -> str:
    """One row per controller."""
    head = "| Controller | " + " | ".join(COLUMNS.values()) + " |"
    rows = [
        f"| {profile.name} | " + " | ".join(_cell(profile, action) for action in COLUMNS) + " |" for profile in PROFILES
    ]
    return "\n".join([head, "|" + "---|" * (len(COLUMNS) + 1), *rows])


def with_table(page: str) -> str:
    """A page with its table as the bindings are now. Raises: ValueError where the page has no place for it."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError("The page has no place for the table of controls")
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def _cell(profile: Profile, action: str) -> str:
    if action not in profile.uses:
        return ""
    left, right = profile.buttons[profile.uses[action]]
    words = [_WORDS[part] if part else "" for part in (left, right)]
    if profile.path.startswith("/interaction_profiles/microsoft/hand") and action == "grab":
        return "fist"
    if words[0] == words[1]:
        return words[0]
    named = [
        f"{side} {word}" if word in ("menu", "B") else word
        for side, word in zip(("left", "right"), words, strict=True)
        if word
    ]
    return " or ".join(named)
