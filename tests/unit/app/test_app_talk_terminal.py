"""The terminal of `vr-app talk` waits for answers, and not for ever."""

from __future__ import annotations

import pytest

from vr_app.app.commands.talk_command import Terminal
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId


def test_it_waits_for_as_many_turns_as_were_asked_for() -> None:
    terminal = Terminal("Mei")
    terminal.note(ev.TurnClosed(TurnId(1), "Good evening.", "complete"))
    terminal.wait_for_turns(1)
    with pytest.raises(DeviceError, match="has not stirred"):
        terminal.wait_until(lambda: terminal.closed_turns >= 2, patience_s=0.0)


def test_a_model_that_cannot_be_loaded_ends_the_wait() -> None:
    terminal = Terminal("Mei")
    terminal.note(ev.InferenceFailed("language", None, "The model file is cut short.", recoverable=False))
    with pytest.raises(DeviceError, match="cut short"):
        terminal.wait_until_ready()
