"""The table of suggested bindings, and what session states ask of us."""

from __future__ import annotations

import re

import pytest

from vr_app.openxr.bindings import ACTIONS, BUTTONS, HANDS, REBINDABLE, SETS, SUGGESTED, suggested
from vr_app.openxr.profiles import BARE_HANDS, PROFILES, profile_name
from vr_app.openxr.session_state import Duty, SessionState, duty_on_entering
from vr_app.openxr.swapchain import usable_formats

ALLOWED_LAST_PARTS = {
    "pose": {"pose"},
    "boolean": {"click", "value"},
    "vector2": {"thumbstick", "trackpad"},
    "vibration": {"haptic"},
}


@pytest.mark.parametrize("profile", SUGGESTED)
def test_bindings_fit_their_actions(profile: str) -> None:
    suggested = SUGGESTED[profile]
    assert len(set(suggested)) == len(suggested)
    for action, path in suggested:
        assert path.startswith(tuple(f"{hand}/" for hand in HANDS))
        assert path.rpartition("/")[2] in ALLOWED_LAST_PARTS[ACTIONS[action][0]]


@pytest.mark.parametrize("profile", SUGGESTED)
def test_every_controller_can_point_select_teleport_and_open_the_menu(profile: str) -> None:
    bound = {action for action, _ in SUGGESTED[profile]}
    assert {"aim_pose", "grip_pose", "select"} <= bound
    if profile not in BARE_HANDS:
        assert {"menu", "haptic"} <= bound
        assert "stick" in bound or "teleport" in bound


@pytest.mark.parametrize("action", REBINDABLE)
@pytest.mark.parametrize("button", BUTTONS)
def test_any_rebinding_leaves_a_controller_that_can_select(action: str, button: str) -> None:
    for profile in PROFILES:
        usual, changed = suggested(profile), suggested(profile, {action: button})
        assert {path for name, path in changed if name != action} == {path for name, path in usual if name != action}
        paths = [path for name, path in changed if name == action]
        if button == "none" and action != "select":
            assert not paths
        elif button in profile.buttons:
            components = [part for part in profile.buttons[button] if part]
            assert all(path.endswith(tuple(components)) for path in paths) and len(paths) == (
                len(components) if action in profile.uses else 0
            )
        else:
            assert paths == [path for name, path in usual if name == action]


def test_each_profile_has_a_name_of_its_own() -> None:
    assert len({profile.name for profile in PROFILES}) == len({profile.path for profile in PROFILES}) == len(PROFILES)
    assert profile_name(PROFILES[1].path) == PROFILES[1].name and profile_name("/interaction_profiles/acme/x") == ""


def test_action_names_are_valid() -> None:
    assert all(re.fullmatch(r"[a-z0-9_.-]{1,63}", name) for name in ACTIONS)
    assert len({shown for _, shown, _ in ACTIONS.values()}) == len(ACTIONS)
    assert all(context in SETS for _, _, context in ACTIONS.values())


@pytest.mark.parametrize(
    ("state", "running", "duty"),
    [
        (SessionState.READY, False, Duty.BEGIN),
        (SessionState.READY, True, Duty.NONE),
        (SessionState.STOPPING, True, Duty.END),
        (SessionState.STOPPING, False, Duty.NONE),
        (SessionState.FOCUSED, True, Duty.NONE),
        (SessionState.LOSS_PENDING, True, Duty.RECONNECT),
        (SessionState.EXITING, False, Duty.LEAVE),
    ],
)
def test_duties(state: SessionState, running: bool, duty: Duty) -> None:
    assert duty_on_entering(state, running=running) is duty


def test_unknown_states_ask_nothing() -> None:
    assert duty_on_entering(SessionState(1000099), running=True) is Duty.NONE


def test_srgb_is_preferred_to_the_runtimes_first() -> None:
    assert usable_formats([0x881A, 0x8058, 0x8C43]) == [0x8C43, 0x881A, 0x8058]
    assert usable_formats([0x8058]) == [0x8058]
