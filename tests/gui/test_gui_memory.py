"""The list of what is remembered, and what an answer rests on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from vr_app.kernel import events as ev
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.ui.actions import UiActions
from vr_app.ui.memory_window import MemoryWindow
from vr_app.ui.transcript import Transcript

ENTRIES = ((1, "My name is Anna."), (4, "I have a dog called Rex."))


def test_entries_are_shown_corrected_and_forgotten(qtbot: Any) -> None:
    asked: list[Any] = []
    window = MemoryWindow(UiActions(remember=asked.append), PersonId("anna"))
    qtbot.addWidget(window)
    window.ask()
    assert asked == [ev.MemoriesWanted()] and window.nothing.isVisible()
    window.handle(ev.MemoriesListed(ENTRIES))
    assert [window.list.item(row).text() for row in range(2)] == [text for _, text in ENTRIES]
    window.list.item(1).setText("I have a cat called Rex.")
    assert asked[-1] == ev.MemoryEdited(4, "I have a cat called Rex.")
    window.list.item(0).setSelected(True)
    qtbot.mouseClick(window.forget, Qt.MouseButton.LeftButton)
    assert asked[-1] == ev.ForgetAsked(PersonId("anna"), ("My name is Anna.",))


def test_everything_is_forgotten_only_at_the_second_word(qtbot: Any) -> None:
    asked: list[Any] = []
    window = MemoryWindow(UiActions(remember=asked.append), PersonId("anna"))
    qtbot.addWidget(window)
    window.handle(ev.MemoriesListed(ENTRIES))
    qtbot.mouseClick(window.forget_all, Qt.MouseButton.LeftButton)
    assert asked == []
    qtbot.mouseClick(window.forget_all, Qt.MouseButton.LeftButton)
    assert asked == [ev.ForgetAsked(PersonId("anna"), ())]


def test_a_reply_shows_what_it_rests_on() -> None:
    transcript = Transcript(lambda entry: None, lambda entry: None)
    turn = TurnId(1)
    for event in (
        ev.TurnOpened(turn, "How old is the clock?", "keyboard"),
        ev.SentenceReady(turn, 0, "It was built in 1856."),
        ev.SourcesCited(turn, (("lore/clock.md", "The clock was built in 1856."),)),
    ):
        transcript.handle(event)
    assert transcript.entries[-1].sources == "lore/clock.md"
    assert "1856" in transcript.entries[-1].quoted
