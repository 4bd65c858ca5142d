"""What a story offers: its beginning, then its choices, as buttons above the input line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vr_app.kernel.story_events import ChoicesOffered, StoryChoice, StoryOffered
from vr_app.ui.actions import UiActions
from vr_app.ui.plain_text import harmless
from vr_app.ui.wording import tr

MOST_HEIGHT_PX = 232
NUMBER_KEYS = 9
"""Choices that Alt and a number pick."""


class StoryChoices(QWidget):
    """Hidden where there is nothing to pick.

    Args:
        actions: told what was picked.
    """

    def __init__(self, actions: UiActions) -> None:
        super().__init__()
        self.setObjectName("storyChoices")
        self._actions = actions
        self.buttons: list[QPushButton] = []
        self._title = QLabel()
        self._title.setProperty("role", "tiny")
        self._leave = QPushButton(tr("Leave the story"))
        self._leave.setProperty("role", "link")
        self._leave.setToolTip(tr("The story waits where it is"))
        self._leave.clicked.connect(lambda: self._actions.leave_story())
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._leave)
        self._list = QWidget()
        self._list.setObjectName("transcriptBody")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(5)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("transcript")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll)
        self.hide()

    def handle(self, event: Any) -> None:
        """Takes any event."""
        if isinstance(event, StoryOffered):
            self._offer_story(harmless(event.title), event.begun)
        elif isinstance(event, ChoicesOffered):
            self._offer(event.offer, event.choices)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the buttons say."""
        return tuple(button.text().replace("&&", "&") for button in self.buttons)

    def _offer_story(self, title: str, begun: bool) -> None:
        if not title:
            self._show("", [])
            return
        again = [_button(tr("From the beginning"), lambda: self._actions.begin_story(True))] if begun else []
        first = _button(
            (tr("Go on with “{0}”") if begun else tr("Hear “{0}”")).format(title),
            lambda: self._actions.begin_story(False),
        )
        self._show(tr("This place has a story"), [first, *again])
        self._leave.hide()

    def _offer(self, offer: int, choices: Sequence[StoryChoice]) -> None:
        buttons = []
        for number, choice in enumerate(choices, 1):
            button = _button(
                harmless(choice.text), lambda _=False, index=choice.index: self._actions.pick(offer, index)
            )
            if number <= NUMBER_KEYS:
                button.setShortcut(f"Alt+{number}")
                button.setToolTip(tr("Alt+{0}, or say it").format(number))
            buttons.append(button)
        self._show(tr("Pick one, or say it in your own words"), buttons)
        self._leave.setVisible(bool(buttons))

    def _show(self, title: str, buttons: list[QPushButton]) -> None:
        for old in self.buttons:
            self._rows.removeWidget(old)
            old.deleteLater()
        self.buttons = buttons
        for button in buttons:
            self._rows.addWidget(button)
        self._title.setText(title)
        self.setVisible(bool(buttons))
        if buttons:
            self._fit()

    def _fit(self) -> None:
        height = sum(button.sizeHint().height() + self._rows.spacing() for button in self.buttons)
        self._scroll.setFixedHeight(min(height, MOST_HEIGHT_PX))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, self._scroll.height() + 40)


def _button(text: str, act: Any) -> QPushButton:
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("role", "choice")
    button.setAccessibleName(text)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(act)
    return button
