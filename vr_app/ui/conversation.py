"""The conversation panel: what was said, what is being said, and where to answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vr_app.ui import theme
from vr_app.ui.actions import NO_ACTIONS, UiActions
from vr_app.ui.bubble import Bubble
from vr_app.ui.choices import StoryChoices
from vr_app.ui.icons import icon
from vr_app.ui.line_input import LineInput
from vr_app.ui.microphone import MicrophoneBar
from vr_app.ui.mood_bar import MoodBar
from vr_app.ui.transcript import Entry, Transcript
from vr_app.ui.wording import tr

_KEYS_HINT = "Enter sends  ·  Shift+Enter new line  ·  Esc stops"
SUGGESTIONS = ("Hello, who are you?", "What can I see from here?", "Tell me about this place.")


class ConversationPanel(QWidget):
    """Bubbles above, the input line below.

    Args:
        send_line: called with each line the visitor sends.
        stop: called when the visitor wants silence.
        actions: told what the visitor picks of a story, and what is being typed.
    """

    def __init__(
        self,
        send_line: Callable[[str], None],
        stop: Callable[[], None],
        host_name: str = "",
        actions: UiActions = NO_ACTIONS,
    ) -> None:
        super().__init__()
        self.setObjectName("conversation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.transcript = Transcript(self._entry_changed, self._entry_removed)
        self.input = LineInput()
        self.choices = StoryChoices(actions)
        self.mood = MoodBar(actions)
        self.microphone = MicrophoneBar(actions.listen)
        self._send_line = send_line
        self._actions = actions
        self._stop = stop
        self._host_name = host_name or tr("Your host")
        self._widgets: dict[int, QWidget] = {}
        self._stick = True
        self._empty = _EmptyState(self._send_suggestion)
        self._build()
        self._show_host_name()
        self._refresh_state()

    # ---------------------------------------------------------------- told by the window

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        self.transcript.handle(event)
        self.choices.handle(event)
        self.mood.handle(event)
        self.microphone.handle(event)
        self._refresh_state()

    def set_host(self, name: str) -> None:
        """The host of the scene one is in now."""
        self._host_name = name or tr("Your host")
        self._show_host_name()

    def set_readiness(self, title: str, detail: str) -> None:
        """What an empty conversation says."""
        self._empty.show_words(title, detail)

    def focus_input(self) -> None:
        self.window().activateWindow()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        self._body = QWidget()
        self._body.setObjectName("transcriptBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(18, 20, 18, 12)
        self._column.setSpacing(16)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("transcript")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: bar.setValue(high) if self._stick else None)
        bar.valueChanged.connect(self._note_scrolled)
        self._newer = QPushButton(tr("Newest"), self._scroll)
        self._newer.setObjectName("newer")
        self._newer.setIcon(icon("down", theme.COLOURS.text))
        self._newer.setCursor(Qt.CursorShape.PointingHandCursor)
        self._newer.clicked.connect(self._to_newest)
        self._newer.hide()
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.choices)
        column.addWidget(self.mood)
        column.addWidget(self._built_foot())

    def _built_foot(self) -> QWidget:
        self._frame = QFrame()
        self._frame.setObjectName("inputFrame")
        self._stop_button = _round_button("stop", tr("Stop talking (Esc)"), theme.COLOURS.text, self._stop)
        self._send_button = _round_button("send", tr("Send (Enter)"), theme.COLOURS.on_lamp, self.input.submit)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(18, 6, 6, 6)
        row.setSpacing(6)
        row.addWidget(self.input, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._stop_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._send_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._note = QLabel(tr(_KEYS_HINT))
        self._note.setProperty("role", "tiny")
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._note.setWordWrap(True)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 6, 14, 10)
        column.setSpacing(7)
        column.addWidget(self._frame)
        column.addWidget(self.microphone)
        column.addWidget(self._note)
        self.input.submitted.connect(self._submitted)
        self.input.drafted.connect(self._actions.typing)
        self.input.stop_wanted.connect(self._stop)
        self.input.noted.connect(lambda words: self._note.setText(words or tr(_KEYS_HINT)))
        self.input.focused.connect(self._show_focus)
        self.input.textChanged.connect(self._refresh_state)
        return foot

    # ---------------------------------------------------------------- what happens

    def _submitted(self, text: str) -> None:
        self._to_newest()
        self._send_line(text)

    def _send_suggestion(self, text: str) -> None:
        self._submitted(text)
        self.input.setFocus()

    def _entry_changed(self, entry: Entry) -> None:
        widget = self._widgets.get(entry.number)
        if widget is None:
            widget = self._widgets[entry.number] = self._made(entry)
            self._column.addWidget(widget)
        elif isinstance(widget, Bubble):
            widget.show_entry(entry)
        if not self._stick:
            self._place_newer()

    def _made(self, entry: Entry) -> QWidget:
        if entry.kind == "notice":
            label = QLabel(entry.text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("role", "faint")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            return label
        bubble = Bubble(entry, self._host_name)
        bubble.fit(self._room_px())
        bubble.copy_all_wanted.connect(
            lambda: QGuiApplication.clipboard().setText(self.transcript.as_text(self._host_name))
        )
        return bubble

    def _entry_removed(self, entry: Entry) -> None:
        widget = self._widgets.pop(entry.number, None)
        if widget is not None:
            self._column.removeWidget(widget)
            widget.deleteLater()

    def _refresh_state(self) -> None:
        talking = self.transcript.active is not None
        self._stop_button.setVisible(talking)
        self._send_button.setEnabled(bool(self.input.toPlainText().strip()))
        empty = not self.transcript.entries
        self._empty.setVisible(empty)
        self._scroll.setVisible(not empty)

    def _show_host_name(self) -> None:
        name = self._host_name if self._host_name != tr("Your host") else tr("your host")
        self.input.setPlaceholderText(tr("Say something to {0}").format(name))
        self.input.viewport().update()

    def _show_focus(self, focused: bool) -> None:
        self._frame.setProperty("focused", "true" if focused else "false")
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)

    # ---------------------------------------------------------------- scrolling and sizes

    def _note_scrolled(self, value: int) -> None:
        self._stick = value >= self._scroll.verticalScrollBar().maximum() - 24
        if self._stick:
            self._newer.hide()

    def _to_newest(self) -> None:
        self._stick = True
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _place_newer(self) -> None:
        self._newer.adjustSize()
        self._newer.move(
            (self._scroll.width() - self._newer.width()) // 2, self._scroll.height() - self._newer.height() - 10
        )
        self._newer.show()
        self._newer.raise_()

    def _room_px(self) -> int:
        return max(160, self.width() - 36 - 12)

    def _fit(self) -> None:
        for widget in self._widgets.values():
            if isinstance(widget, Bubble):
                widget.fit(self._room_px())

    def refit(self) -> None:
        """Lays all bubbles out again, after a change of text size."""
        self._fit_soon.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_soon.start(0)


class _EmptyState(QWidget):
    """Before the first word: who is there, and three ways to begin."""

    def __init__(self, send: Callable[[str], None]) -> None:
        super().__init__()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._detail = QLabel()
        self._detail.setProperty("role", "soft")
        for label in (self._title, self._detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        column.addSpacing(10)
        for text in map(tr, SUGGESTIONS):
            chip = QPushButton(text)
            chip.setProperty("role", "chip")
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _checked=False, line=text: send(line))
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_words(self, title: str, detail: str) -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


def _round_button(name: str, words: str, colour: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon("send" if name == "send" else "stop", colour, theme.COLOURS.faint))
    button.setIconSize(QSize(20, 20))
    button.setFixedSize(36, 36)
    button.setProperty("role", name)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: act())
    return button
