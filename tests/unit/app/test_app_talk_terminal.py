"""The terminal of `vr-app talk` waits for answers, and not for ever."""

from __future__ import annotations

import pytest

from tests.fakes.made_places import ISLAND, ISLAND_HOST, ISLAND_PAGES, pages_of
from vr_app.app.commands.talk_command import Terminal
from vr_app.host.knowledge import Knowledge
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.store.passages import PassageIndex


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


@pytest.mark.parametrize("explain", [True, False])
def test_it_tells_why_only_where_that_is_asked_for(explain: bool, capsys: pytest.CaptureFixture[str]) -> None:
    known = Knowledge(ISLAND, ISLAND_HOST, pages_of(ISLAND_PAGES), PassageIndex())
    said = "When was the lighthouse built?"
    terminal = Terminal("Mei", explain=explain)
    terminal.looked_up = lambda: known.consult(said, ISLAND.arrival)
    terminal.note(ev.TurnOpened(TurnId(1), said, "keyboard", PersonId("me")))
    messages = (ev.Message("system", "You are Mei."), ev.Message("user", "Hello"), ev.Message("assistant", "Hi"))
    asked = ev.Message("user", said)
    terminal.note(ev.Generate(TurnId(1), (*messages, asked), max_tokens=60))
    terminal.note(ev.Generate(TurnId(1), (asked,), weigh=('"yes"', '"no"')))
    told = capsys.readouterr().out
    assert ("looked up: said as it is written" in told) is explain
    assert ("uses lore/" in told and "found " in told) is explain
    assert ("writes 60 tokens at most" in told and 'weighs "yes" or "no"' in told) is explain


def test_where_nothing_was_looked_up_nothing_is_told_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal("Mei", explain=True).note(ev.TurnOpened(TurnId(1), "Hello", "keyboard", PersonId("me")))
    assert "looked up" not in capsys.readouterr().out
