"""auto falls back xr -> window -> offscreen and says why."""

from __future__ import annotations

import pytest

from vr_app.app.modes import MachineFacts, choose_mode, fallback
from vr_app.kernel.errors import UserError

NO_XR = "No OpenXR runtime is installed"
NO_DESKTOP = "No display is connected"


@pytest.mark.parametrize(
    ("asked", "facts", "mode", "words"),
    [
        ("auto", MachineFacts("", ""), "xr", ""),
        ("auto", MachineFacts(NO_XR, ""), "window", "No OpenXR runtime is installed: showing the desktop window."),
        ("auto", MachineFacts(NO_XR, NO_DESKTOP), "offscreen", "and no display is connected"),
        ("auto", MachineFacts("", NO_DESKTOP), "xr", ""),
        ("window", MachineFacts("", ""), "window", ""),
        ("offscreen", MachineFacts("", ""), "offscreen", ""),
        ("xr", MachineFacts("", NO_DESKTOP), "xr", ""),
    ],
)
def test_choice(asked: str, facts: MachineFacts, mode: str, words: str) -> None:
    choice = choose_mode(asked, facts)
    assert choice.mode == mode
    assert words in choice.reason
    assert bool(choice.reason) == bool(words)


@pytest.mark.parametrize("asked", ["xr", "window"])
def test_a_mode_asked_for_by_name_is_not_swapped_silently(asked: str) -> None:
    with pytest.raises(UserError) as caught:
        choose_mode(asked, MachineFacts(NO_XR, NO_DESKTOP))
    assert caught.value.exit_code == 3


def test_fallback_needs_a_desktop_for_a_window() -> None:
    assert fallback(MachineFacts(NO_XR, "")) == "window"
    assert fallback(MachineFacts(NO_XR, NO_DESKTOP)) == "offscreen"
