"""The input line tells what is being typed, so that it can be read ahead."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vr_app.ui.line_input import PAUSE_MS, LineInput


def test_words_are_told_as_they_come_and_as_whole_where_they_may_be(qtbot: QtBot) -> None:
    field = LineInput()
    qtbot.addWidget(field)
    told: list[tuple[str, bool]] = []
    field.drafted.connect(lambda text, whole: told.append((text, whole)))
    QTest.keyClicks(field, "Who is it?")
    assert told[0] == ("W", False) and told[-2:] == [("Who is it", False), ("Who is it?", True)]
    told.clear()
    QTest.keyClicks(field, " And")
    assert told[-1] == ("Who is it? And", False)
    QTest.qWait(PAUSE_MS + 150)
    assert told[-1] == ("Who is it? And", True)
    field.submit()
    told.clear()
    QTest.qWait(PAUSE_MS + 150)
    assert not told


def test_what_is_far_too_long_is_not_told(qtbot: QtBot) -> None:
    field = LineInput()
    qtbot.addWidget(field)
    told: list[str] = []
    field.drafted.connect(lambda text, whole: told.append(text))
    field.setPlainText("word " * 1000)
    assert not told
