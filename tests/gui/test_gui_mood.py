"""How the person seems to feel, as the window shows it: seen, corrected, switched off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vr_app.kernel.mind_events import MoodCorrected, MoodSensed
from vr_app.ui.actions import UiActions
from vr_app.ui.mood_bar import MoodBar

TIRED = MoodSensed("tired", -0.3, -0.6, 0.8)


def bar(qtbot: QtBot) -> tuple[MoodBar, list]:
    told: list = []
    made = MoodBar(UiActions(remember=told.append, change_setting=lambda key, value: told.append((key, value))))
    qtbot.addWidget(made)
    return made, told


def test_a_mood_is_told_until_it_has_passed(qapp, qtbot: QtBot) -> None:
    made, _ = bar(qtbot)
    assert made.isHidden()
    made.handle(TIRED)
    assert not made.isHidden() and made.words.text() == "You seem tired"
    made.handle(MoodSensed("neutral", 0.0, 0.0, 0.0))
    assert made.isHidden()


def test_an_unsure_mood_is_not_told(qapp, qtbot: QtBot) -> None:
    made, _ = bar(qtbot)
    made.handle(MoodSensed("anger", -0.3, 0.6, 0.2))
    assert made.isHidden()


def test_it_can_be_corrected(qapp, qtbot: QtBot) -> None:
    made, told = bar(qtbot)
    made.handle(TIRED)
    qtbot.mouseClick(made.not_so, Qt.MouseButton.LeftButton)
    assert told == [MoodCorrected("neutral")] and made.isHidden()


def test_it_can_be_switched_off(qapp, qtbot: QtBot) -> None:
    made, told = bar(qtbot)
    made.handle(TIRED)
    qtbot.mouseClick(made.off, Qt.MouseButton.LeftButton)
    assert ("mind.moods", False) in told and made.isHidden()
