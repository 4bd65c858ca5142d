"""A keyboard to point at: its keys go to whatever has the focus beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from vr_app.ui.wording import tr

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm,.?")
KEY_PX = 44


@dataclass(frozen=True)
class KeyStroke:
    """One key. `text` is what it writes, "" for none."""

    key: Qt.Key
    text: str


SPACE = KeyStroke(Qt.Key.Key_Space, " ")
ERASE = KeyStroke(Qt.Key.Key_Backspace, "")
ENTER = KeyStroke(Qt.Key.Key_Return, "\r")


class OnScreenKeyboard(QWidget):
    """Letters, figures, and what a spoken line needs.

    Args:
        strike: takes each key.
    """

    def __init__(self, strike: Callable[[KeyStroke], None]) -> None:
        super().__init__()
        self.setObjectName("keyboard")
        self._strike = strike
        self._letters: list[QPushButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 4, 14, 12)
        grid.setSpacing(6)
        for row, keys in enumerate(ROWS):
            for column, key in enumerate(keys):
                button = self._key(key, lambda key=key: self._type(key))
                self._letters.append(button)
                grid.addWidget(button, row, column)
        erase = self._key("⌫", lambda: strike(ERASE), tr("Erase"))
        erase.setAutoRepeat(True)
        grid.addWidget(erase, 0, len(ROWS[0]))
        grid.addWidget(self._key(tr("Send"), lambda: strike(ENTER), tr("Send"), "primary"), 1, len(ROWS[0]), 2, 1)
        self.shift = self._key("⇧", lambda: None, tr("Capital letters"))
        self.shift.setCheckable(True)
        self.shift.toggled.connect(self._show_case)
        grid.addWidget(self.shift, 3, len(ROWS[0]))
        grid.addWidget(self._key(tr("space"), lambda: strike(SPACE), tr("Space")), 4, 2, 1, 6)
        grid.addWidget(self._key("!", lambda: self._type("!")), 4, 8)
        grid.addWidget(self._key("-", lambda: self._type("-")), 4, 9)

    def _key(self, words: str, act: Callable[[], None], spoken: str = "", role: str = "key") -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", role)
        button.setAccessibleName(spoken or words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumSize(QSize(36, KEY_PX))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda: act())
        return button

    def _type(self, letter: str) -> None:
        text = letter.upper() if self.shift.isChecked() else letter
        self._strike(KeyStroke(Qt.Key(ord(letter.upper())), text))
        self.shift.setChecked(False)

    def _show_case(self, capital: bool) -> None:
        for button in self._letters:
            button.setText(button.text().upper() if capital else button.text().lower())
