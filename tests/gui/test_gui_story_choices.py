"""A story's choices as buttons in the window's conversation panel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from vr_app.kernel.story_events import ChoicesOffered, StoryChoice, StoryOffered
from vr_app.ui.actions import UiActions
from vr_app.ui.choices import StoryChoices
from vr_app.ui.theme import COLOURS, apply


def make(qtbot: Any) -> tuple[StoryChoices, list[Any]]:
    done: list[Any] = []
    actions = UiActions(
        pick=lambda offer, index: done.append((offer, index)),
        begin_story=lambda afresh: done.append(("begin", afresh)),
        leave_story=lambda: done.append("leave"),
    )
    panel = StoryChoices(actions)
    qtbot.addWidget(panel)
    panel.resize(360, 300)
    return panel, done


def press(qtbot: Any, panel: StoryChoices, number: int) -> None:
    qtbot.mouseClick(panel.buttons[number], Qt.MouseButton.LeftButton)


def test_a_story_is_offered_begun_or_not(qtbot: Any, display: None) -> None:
    panel, done = make(qtbot)
    assert panel.isHidden()
    panel.handle(StoryOffered("The Lamp"))
    assert panel.texts == ("Hear “The Lamp”",) and not panel.isHidden()
    press(qtbot, panel, 0)
    panel.handle(StoryOffered("The Lamp", begun=True))
    press(qtbot, panel, 1)
    assert done == [("begin", False), ("begin", True)]
    panel.handle(StoryOffered(""))
    assert panel.isHidden()


def test_choices_are_picked_by_the_index_they_carry_and_vanish(qtbot: Any, display: None) -> None:
    panel, done = make(qtbot)
    panel.handle(ChoicesOffered(7, (StoryChoice(2, "Salt & pepper"), StoryChoice(5, "Go"))))
    assert panel.texts == ("Salt & pepper", "Go")
    press(qtbot, panel, 1)
    assert done == [(7, 5)]
    panel.handle(ChoicesOffered(8))
    assert panel.isHidden() and panel.texts == ()


def test_twenty_choices_scroll_instead_of_filling_the_panel(qtbot: Any, display: None) -> None:
    panel, _ = make(qtbot)
    panel.handle(ChoicesOffered(1, tuple(StoryChoice(i, f"Choice {i}") for i in range(20))))
    panel.show()
    assert panel.sizeHint().height() < 320


def test_between_the_buttons_is_the_ground_of_the_conversation(qtbot: Any, display: None) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.styleSheet(), application.palette(), application.font()
    apply(application)
    try:
        panel, _ = make(qtbot)
        panel.handle(StoryOffered("The Lamp", begun=True))
        panel.show()
        first, second = (button.mapTo(panel, button.rect().center()) for button in panel.buttons)
        between = panel.grab().toImage().pixelColor(first.x(), (first.y() + second.y()) // 2)
        assert between.name() == COLOURS.surface.lower()
    finally:
        application.setStyleSheet(before[0])
        application.setPalette(before[1])
        application.setFont(before[2])
