"""How the person seems to feel, in one line above the input: they may say that it is not so, or switch it off."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from vr_app.host.feeling.mood import TOLD
from vr_app.kernel.mind_events import MoodCorrected, MoodSensed
from vr_app.ui.actions import UiActions
from vr_app.ui.wording import tr

_MOODS = {
    "joy": "You seem happy",
    "calm": "You seem at ease",
    "tired": "You seem tired",
    "sadness": "You seem sad",
    "fear": "You seem uneasy",
    "anger": "You seem annoyed",
    "surprise": "You seem surprised",
}


class MoodBar(QWidget):
    """Hidden where nothing is sensed.

    Args:
        actions: told where the person corrects it, or wants it no more.
    """

    def __init__(self, actions: UiActions) -> None:
        super().__init__()
        self.setObjectName("moodBar")
        self._actions = actions
        self.words = QLabel()
        self.words.setProperty("role", "tiny")
        self.not_so = _link(tr("Not so"), tr("Forget it; you feel otherwise"))
        self.not_so.clicked.connect(self._correct)
        self.off = _link(tr("Don't notice"), tr("Moods are not noticed any more; the settings can turn it on again"))
        self.off.clicked.connect(self._switch_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 14, 0)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.not_so)
        row.addWidget(self.off)
        self.hide()

    def handle(self, event: Any) -> None:
        """Takes any event."""
        if isinstance(event, MoodSensed):
            told = _MOODS.get(event.emotion, "") if event.confidence >= TOLD else ""
            self.words.setText(tr(told) if told else "")
            self.setVisible(bool(told))

    def _correct(self) -> None:
        self.hide()
        self._actions.remember(MoodCorrected("neutral"))

    def _switch_off(self) -> None:
        self.hide()
        self._actions.remember(MoodCorrected("neutral"))
        self._actions.change_setting("mind.moods", False)


def _link(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    button.setToolTip(tip)
    return button
