"""Shown where the scene would be while set-up lacks something: what, why it matters, and the command that mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vr_app.ui import theme
from vr_app.ui.actions import MissingPart
from vr_app.ui.wording import tr


class FirstRunPage(QWidget):
    """Signals:
    retry_wanted(): look again.
    skip_wanted(): enter the scene all the same.
    """

    retry_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._body = QWidget()
        self._body.setObjectName("page")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(36, 32, 36, 32)
        self._column.setSpacing(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_missing(self, parts: Sequence[MissingPart]) -> None:
        """Lists what is missing."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        title = _label(tr("Almost there"), "display")
        self._column.addWidget(title)
        missing = tr("One thing is still missing on this computer.")
        if len(parts) > 1:
            missing = tr("{0} things are still missing on this computer.").format(len(parts))
        self._column.addWidget(_label(f"{missing} {tr('Nothing is downloaded unless you ask for it.')}", "soft"))
        self._column.addSpacing(8)
        for part in parts:
            self._column.addWidget(_PartBox(part))
        again = QPushButton(tr("Look again"))
        again.setProperty("role", "primary")
        again.clicked.connect(self.retry_wanted)
        skip = QPushButton(tr("Enter without"))
        skip.setProperty("role", "quiet")
        skip.clicked.connect(self.skip_wanted)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 10, 0, 0)
        row.addWidget(again)
        row.addWidget(skip)
        row.addStretch(1)
        self._column.addWidget(buttons)
        self._column.addStretch(1)


class _PartBox(QFrame):
    def __init__(self, part: MissingPart) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setMaximumWidth(680)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(6)
        column.addWidget(_label(part.name, "strong"))
        column.addWidget(_label(part.why, "small"))
        if part.command:
            column.addSpacing(4)
            column.addWidget(CommandLine(part.command))


class CommandLine(QFrame):
    """A command to type elsewhere, with a button that copies it."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.setObjectName("command")
        words = QLabel(command)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setFont(theme.fixed_font(14))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy: QPushButton = copy_button(lambda: command)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(self._copy)


def copy_button(text: Callable[[], str]) -> QPushButton:
    """Copies to the clipboard and says so."""
    button = QPushButton(tr("Copy"))
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)

    def copy() -> None:
        QGuiApplication.clipboard().setText(text())
        button.setText(tr("Copied"))

    button.clicked.connect(copy)
    return button


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
