"""The microphone in the window: its button, how loud it is, what was heard, and the talk key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from vr_app.kernel import hearing_events as he
from vr_app.ui import theme
from vr_app.ui.icons import icon
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr

QUIET_DB, LOUD_DB = -65.0, -10.0
TALK_KEY = Qt.Key.Key_F8
_TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QAbstractButton)
_FADE_MS = 250


class LevelMeter(QWidget):
    """How loud it is, and how sure it is that this is a voice, with the mark it must pass. Takes `SoundLevel`s."""

    def __init__(self, threshold: float = 0.5) -> None:
        super().__init__()
        self.threshold = threshold
        self.level = 0.0
        self.voice = 0.0
        self.setAccessibleName(tr("Level of the microphone"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_FADE_MS * 3)
        self._fade.timeout.connect(self.clear)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, 14)

    def show_level(self, event: he.SoundLevel) -> None:
        """The newest level."""
        self.level = min(max((event.level_db - QUIET_DB) / (LOUD_DB - QUIET_DB), 0.0), 1.0)
        self.voice = event.voice
        self.setToolTip(tr("{0} dB, a voice: {1} sure").format(f"{event.level_db:.0f}", f"{event.voice:.0%}"))
        self._fade.start()
        self.update()

    def clear(self) -> None:
        """Nothing comes any more."""
        self.level = self.voice = 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Above, the loudness; below, thin, the surety of a voice with its threshold as a notch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, colours = float(self.width()), theme.COLOURS
        loud = QRectF(0, self.height() / 2 - 5, width, 6)
        sure = QRectF(0, loud.bottom() + 2, width, 2)
        for bar, share, colour in (
            (loud, self.level, colours.lamp if self.voice >= self.threshold else colours.faint),
            (sure, self.voice, colours.good),
        ):
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
            painter.setBrush(QColor(colour))
            filled = QRectF(bar.left(), bar.top(), bar.width() * share, bar.height())
            painter.drawRoundedRect(filled, bar.height() / 2, bar.height() / 2)
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(width * self.threshold - 1, sure.top() - 2, 2, 6))
        painter.end()


class MicrophoneBar(QWidget):
    """Under the input line: button, level, and what is being heard.

    Args:
        listen: called with whether to listen.
    """

    def __init__(self, listen: Callable[[bool], None]) -> None:
        super().__init__()
        self._listen = listen
        self._state = he.HearingChanged(False)
        self._wanted = False
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(18, 18))
        self.button.setFixedSize(30, 30)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._clicked)
        self.meter = LevelMeter()
        self.meter.setFixedWidth(96)
        self.heard = QLabel()
        self.heard.setTextFormat(Qt.TextFormat.PlainText)
        self.heard.setProperty("role", "tiny")
        self.heard.setWordWrap(True)
        self.heard.setMinimumWidth(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(10)
        row.addWidget(self.button)
        row.addWidget(self.meter)
        row.addWidget(self.heard, 1)
        self._show_state()

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        match event:
            case he.HearingChanged():
                self._state = event
                self._wanted = event.listening or (self._wanted and bool(event.device or event.problem))
                self._show_state()
            case he.SoundLevel():
                self.meter.show_level(event)
            case he.VoiceBegan():
                self.heard.setText("…")
            case he.WordsHeard() if event.text:
                self.heard.setText(shortened(harmless(event.text), 160) + " …")
            case he.LineHeard():
                self.heard.setText(f"“{shortened(harmless(event.text), 160)}”")
            case he.VoiceDropped():
                self.heard.setText(self._idle_words())
            case he.CommandGiven():
                self.heard.setText(tr("Done: “{0}”").format(shortened(harmless(event.said), 80)))

    def _clicked(self, checked: bool) -> None:
        self._wanted = checked
        self._listen(checked)
        self._show_state()

    def _show_state(self) -> None:
        on = self._state.listening or self._wanted
        self.button.setChecked(on)
        colour = theme.COLOURS.lamp if self._state.listening else theme.COLOURS.soft
        self.button.setIcon(icon("microphone" if on else "microphone_off", colour))
        words = tr("Stop listening") if on else tr("Listen to me")
        self.button.setToolTip(tr("{0} (hold F8 or Space to talk)").format(words))
        self.button.setAccessibleName(words)
        self.meter.setVisible(self._state.listening)
        if not self._state.listening:
            self.meter.clear()
        self.heard.setText(self._idle_words())

    def _idle_words(self) -> str:
        state = self._state
        if state.problem:
            return state.problem
        if not state.listening:
            return tr("Getting ready to listen …") if self._wanted else tr("The microphone is off. You can type.")
        return tr("Hold F8 or Space and speak") if state.mode == "push" else tr("Listening")


class TalkKey(QObject):
    """Watches the whole application for the talk key: F8, or Space where nobody types.

    Args:
        press: called with True as it goes down, False as it comes up.
    """

    def __init__(self, press: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._press = press
        self._down: int | None = None
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """True where the key is ours."""
        kind = event.type()
        if kind == QEvent.Type.ApplicationDeactivate and self._down is not None:
            self._down = None
            self._press(False)
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key not in (TALK_KEY, Qt.Key.Key_Space):
            return False
        if kind == QEvent.Type.KeyPress:
            if self._down is not None:
                return self._down == key
            if event.isAutoRepeat() or (key == Qt.Key.Key_Space and typing(watched)):
                return False
            self._down = key
            self._press(True)
            return True
        if self._down != key:
            return False
        if not event.isAutoRepeat():
            self._down = None
            self._press(False)
        return True


def typing(receiver: QObject) -> bool:
    """Whether Space means something where the keyboard is, or where the key goes."""
    return isinstance(receiver, _TYPING) or isinstance(QGuiApplication.focusObject(), _TYPING)
