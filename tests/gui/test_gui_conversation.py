"""Typing, reading and stopping in the real window."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QMimeData, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from vr_app.kernel.events import (
    HostNotice,
    PlaybackStarted,
    SentenceHeard,
    SentenceReady,
    TokensGenerated,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import TurnId

ONE, TWO = TurnId(1), TurnId(2)


def bubbles(case) -> list[str]:
    return [edit.toPlainText() for edit in case.conversation.findChildren(QTextEdit) if edit.isVisible()]


def test_enter_sends_the_line_and_empties_the_field(case, qtbot: QtBot) -> None:
    qtbot.keyClicks(case.input, "Hello, who are you?")
    qtbot.keyClick(case.input, Qt.Key.Key_Return)
    assert case.sent == ["Hello, who are you?"]
    assert case.input.toPlainText() == ""


def test_a_blank_line_is_not_sent(case, qtbot: QtBot) -> None:
    qtbot.keyClicks(case.input, "   ")
    qtbot.keyClick(case.input, Qt.Key.Key_Return)
    assert case.sent == []


def test_shift_enter_makes_a_second_row(case, qtbot: QtBot) -> None:
    one_row = case.input.height()
    qtbot.keyClicks(case.input, "one")
    qtbot.keyClick(case.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(case.input, "two")
    assert case.sent == []
    assert case.input.toPlainText() == "one\ntwo"
    assert case.input.height() > one_row


def test_the_up_arrow_brings_back_what_was_sent(case, qtbot: QtBot) -> None:
    for line in ("first", "second"):
        qtbot.keyClicks(case.input, line)
        qtbot.keyClick(case.input, Qt.Key.Key_Return)
    qtbot.keyClicks(case.input, "draft")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(case.input, key)
        seen.append(case.input.toPlainText())
    assert seen == ["second", "first", "first", "second", "draft"]


def test_the_send_button_sends(case, qtbot: QtBot) -> None:
    assert not case.conversation._send_button.isEnabled()
    qtbot.keyClicks(case.input, "by mouse")
    qtbot.mouseClick(case.conversation._send_button, Qt.MouseButton.LeftButton)
    assert case.sent == ["by mouse"]


def test_escape_and_the_button_stop(case, qtbot: QtBot) -> None:
    assert not case.conversation._stop_button.isVisible()
    case.show_events(TurnOpened(ONE, "Hi", "keyboard"))
    assert case.conversation._stop_button.isVisible()
    qtbot.mouseClick(case.conversation._stop_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(case.input, Qt.Key.Key_Escape)
    assert case.stops == 2
    case.show_events(TurnClosed(ONE, "", "interrupted"))
    assert not case.conversation._stop_button.isVisible()


def test_streamed_text_grows_in_one_bubble(case) -> None:
    case.show_events(TurnOpened(ONE, "Hi", "keyboard"))
    assert bubbles(case) == ["Hi"]
    case.show_events(TokensGenerated(ONE, "Welcome "))
    assert bubbles(case) == ["Hi", "Welcome "]
    case.show_events(TokensGenerated(ONE, "to the"), TokensGenerated(ONE, " terrace."))
    case.show_events(SentenceReady(ONE, 0, "Welcome to the terrace."))
    assert bubbles(case) == ["Hi", "Welcome to the terrace."]


def test_the_sentence_being_spoken_stands_out(case) -> None:
    case.show_events(TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "First."), SentenceReady(ONE, 1, "Second."))
    edit = next(e for e in case.conversation.findChildren(QTextEdit) if e.isVisible())

    def colour_at(position: int) -> str:
        cursor = edit.textCursor()
        cursor.setPosition(position + 1)
        return cursor.charFormat().foreground().color().name()

    case.show_events(PlaybackStarted(ONE, 1, 0.0, 0.0))
    plain, spoken = colour_at(0), colour_at(8)
    assert plain != spoken
    case.show_events(SentenceHeard(ONE, 1, "Second.", True))
    assert colour_at(8) == plain


def test_a_hundred_thousand_characters_are_pasted_sent_and_shown_folded(case, qtbot: QtBot) -> None:
    text = ("word " * 20_000).strip() + "!"
    data = QMimeData()
    data.setText(text)
    started_s = time.monotonic()
    case.input.insertFromMimeData(data)
    assert "characters" in case.conversation._note.text()
    qtbot.keyClick(case.input, Qt.Key.Key_Return)
    assert case.sent == [text]
    case.show_events(TurnOpened(ONE, text, "keyboard"))
    shown = bubbles(case)
    assert len(shown) == 1
    assert len(shown[0]) < 2000
    unfold = next(b for b in case.conversation.findChildren(QPushButton) if b.isVisible() and "Show all" in b.text())
    unfold.click()
    assert bubbles(case) == [text]
    assert time.monotonic() - started_s < 20.0


def test_control_characters_are_shown_harmlessly(case, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("a\x00b\x1b[31mc\u202ed\r\ne")
    case.input.insertFromMimeData(data)
    qtbot.keyClick(case.input, Qt.Key.Key_Return)
    assert case.sent == ["a␀b␛[31mc\ufffdd\ne"]
    case.show_events(TurnOpened(ONE, "x\x00\x07<b>bold</b>", "script"), TokensGenerated(ONE, "y\x1b\ud800"))
    assert bubbles(case) == ["x␀␇<b>bold</b>", "y␛\ufffd"]


def test_events_from_another_thread_arrive_on_the_qt_thread_in_order(case, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []
    case.window.bridge.received.connect(
        lambda event: seen.append((event.text, QThread.currentThread() is QApplication.instance().thread()))
    )

    def talk() -> None:
        for number in range(500):
            case.window.bridge.post(HostNotice(f"notice {number}"))

    thread = threading.Thread(target=talk)
    thread.start()
    qtbot.waitUntil(lambda: len(seen) == 500, timeout=20_000)
    thread.join()
    assert seen == [(f"notice {number}", True) for number in range(500)]


def test_waiting_tokens_of_one_turn_are_joined(case) -> None:
    seen = []
    case.window.bridge.received.connect(seen.append)
    case.show_events(
        TokensGenerated(ONE, "a"), TokensGenerated(ONE, "b"), TokensGenerated(TWO, "c"), TokensGenerated(ONE, "d")
    )
    assert seen == [TokensGenerated(ONE, "ab"), TokensGenerated(TWO, "c"), TokensGenerated(ONE, "d")]


def test_posting_after_the_window_closed_is_harmless(case, qtbot: QtBot) -> None:
    case.window.close()
    case.show_events(TurnOpened(ONE, "late", "keyboard"))
    assert bubbles(case) == []
    assert case.closed == 1


def test_a_suggestion_is_sent_with_one_click(case, qtbot: QtBot) -> None:
    chip = next(b for b in case.conversation.findChildren(QPushButton) if b.text() == "Hello, who are you?")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert case.sent == ["Hello, who are you?"]


def test_the_conversation_follows_the_newest_words_unless_one_reads_back(case, qtbot: QtBot) -> None:
    bar = case.conversation._scroll.verticalScrollBar()
    for number in range(30):
        case.show_events(TurnOpened(TurnId(number), f"line {number}", "keyboard"), HostNotice(f"notice {number}"))
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=20_000)
    bar.setValue(0)
    case.show_events(HostNotice("something new"))
    assert bar.value() == 0
    assert case.conversation._newer.isVisible()
    qtbot.mouseClick(case.conversation._newer, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()


def test_the_whole_conversation_can_be_copied(case) -> None:
    case.show_events(TurnOpened(ONE, "Hi", "keyboard"), SentenceReady(ONE, 0, "Welcome."))
    bubble = next(iter(case.conversation._widgets.values()))
    bubble.copy_all_wanted.emit()
    assert QGuiApplication.clipboard().text() == "You: Hi\nMei: Welcome."
