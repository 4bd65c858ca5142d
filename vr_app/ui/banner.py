"""A strip under the header for what the person should know now: why there is no headset, what broke, how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from vr_app.ui import theme
from vr_app.ui.icons import icon
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr

Tone = Literal["info", "warn", "bad"]
_MAX_CHARACTERS = 400
_INFO_MS = 20_000


class Banner(QFrame):
    """One message at a time; a new one takes the place of the old. Mere information goes by itself after a while."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setProperty("role", "quiet")
        self._button.clicked.connect(self._clicked)
        self._close = QToolButton()
        self._close.setIcon(icon("close", theme.COLOURS.soft))
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip(tr("Dismiss"))
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.clicked.connect(self.dismiss)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_INFO_MS)
        self._fade.timeout.connect(self.dismiss)
        self._act: Callable[[], None] | None = None
        self._dismissed: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What stands there, "" when nothing does."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        text: str,
        tone: Tone = "info",
        *,
        button: str = "",
        act: Callable[[], None] | None = None,
        dismissed: Callable[[], None] | None = None,
    ) -> None:
        """Shows a message until dismissed, with at most one thing to do about it."""
        self._text.setText(shortened(harmless(text), _MAX_CHARACTERS))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._act, self._dismissed = act, dismissed
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if tone == "info":
            self._fade.start()
        else:
            self._fade.stop()

    def dismiss(self) -> None:
        self._fade.stop()
        self.hide()
        if self._dismissed:
            self._dismissed()
        self._act = self._dismissed = None

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._fade.stop()

    def _clicked(self) -> None:
        if self._act:
            self._act()
