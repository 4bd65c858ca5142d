"""One bubble of the conversation: text that grows while it is written and shows what has been heard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from vr_app.ui import theme
from vr_app.ui.plain_text import counted, shortened
from vr_app.ui.transcript import Entry
from vr_app.ui.wording import tr

Spans = tuple[tuple[int, int, str], ...]
"""Start and end in characters, and the colour between."""
FOLDED_CHARACTERS = 700
_LONGEST_SOURCES = 60
_PADDING_X, _PADDING_Y = 14, 10


class BubbleText(QTextEdit):
    """Selectable text exactly as large as its words."""

    copy_all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self._text = ""
        self._spans: Spans = ()
        self._fitted: tuple[str, int, int] = ("", 0, 0)

    def show_text(self, text: str) -> None:
        """Replaces the text; where it only grew, appends."""
        if text == self._text:
            return
        cursor = QTextCursor(self.document())
        if self._text and text.startswith(self._text):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(self._text) :], QTextCharFormat())
        else:
            self.setPlainText(text)
            self._spans = ()
        self._text = text

    def colour(self, spans: Spans, plain: str) -> None:
        """Colours spans (start, end, colour) of the text and everything else in `plain`."""
        if spans == self._spans:
            return
        self._spans = spans
        for start, end, colour in [(0, len(self._text), plain), *spans]:
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16_length(self._text[:start]))
            cursor.setPosition(utf16_length(self._text[:end]), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setForeground(QColor(colour))
            cursor.mergeCharFormat(look)

    def fit(self, most_px: int) -> None:
        """Takes the width its words need, at most `most_px`, and the height that follows.

        Cheap where text only grew in a bubble that is as wide as it may be: words are streamed.
        """
        self.ensurePolished()
        document = self.document()
        face_px = self.font().pixelSize()
        text, fitted_most_px, fitted_face_px = self._fitted
        same_room = (fitted_most_px, fitted_face_px) == (most_px, face_px)
        if same_room and text == self._text:
            return
        self._fitted = (self._text, most_px, face_px)
        if fitted_face_px != face_px:
            document.setDefaultFont(self.font())
        if not (same_room and self.width() == most_px and text and self._text.startswith(text)):
            document.setTextWidth(-1)
            document.setTextWidth(min(int(document.idealWidth()) + 2, most_px))
        size = QSize(int(document.textWidth()), int(document.size().height()) + 1)
        if size != self.size():
            self.setFixedSize(size)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        selected = self.textCursor().selectedText().replace("\u2029", "\n")
        copy = menu.addAction(tr("Copy selection") if selected else tr("Copy"))
        everything = menu.addAction(tr("Copy conversation"))
        chosen = menu.exec(event.globalPos())
        if chosen is copy:
            QGuiApplication.clipboard().setText(selected or self._text)
        elif chosen is everything:
            self.copy_all_wanted.emit()


class ThinkingDots(QWidget):
    """Three dots that breathe while the host thinks."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(44, 20)
        self.setAccessibleName(tr("Thinking"))
        self._phase = 0
        self._timer_id = 0

    def showEvent(self, event: QEvent) -> None:  # noqa: N802
        self._timer_id = self._timer_id or self.startTimer(160)

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802
        if self._timer_id:
            self.killTimer(self._timer_id)
            self._timer_id = 0

    def timerEvent(self, event: QEvent) -> None:  # noqa: N802
        self._phase = (self._phase + 1) % 6
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in range(3):
            behind = (self._phase - dot * 2) % 6
            colour = QColor(theme.COLOURS.lamp)
            colour.setAlphaF(max(0.25, 1.0 - behind * 0.25))
            painter.setBrush(colour)
            painter.drawEllipse(4 + dot * 14, 6, 8, 8)
        painter.end()


class Bubble(QWidget):
    """A visitor's or host's words with name, state and, for very long ones, a way to unfold them."""

    copy_all_wanted = Signal()
    resized = Signal()

    def __init__(self, entry: Entry, host_name: str) -> None:
        super().__init__()
        self._mine = entry.kind == "visitor"
        self._unfolded = False
        self._entry = entry
        self._most_px = 300
        self._frame = QFrame()
        self._frame.setObjectName("visitorBubble" if self._mine else "hostBubble")
        self.text = BubbleText()
        self.text.setAccessibleName(tr("You said") if self._mine else tr("{0} said").format(host_name))
        self.text.copy_all_wanted.connect(self.copy_all_wanted)
        self._dots = ThinkingDots()
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(_PADDING_X, _PADDING_Y, _PADDING_X, _PADDING_Y)
        inside.setSpacing(0)
        inside.addWidget(self._dots)
        inside.addWidget(self.text)
        self._unfold = QPushButton()
        self._unfold.setProperty("role", "link")
        self._unfold.setCursor(Qt.CursorShape.PointingHandCursor)
        self._unfold.clicked.connect(self._toggle_fold)
        self._state = QLabel()
        self._state.setProperty("role", "tiny")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        side = Qt.AlignmentFlag.AlignRight if self._mine else Qt.AlignmentFlag.AlignLeft
        if not self._mine:
            name = QLabel(host_name)
            name.setProperty("role", "name")
            name.setContentsMargins(2, 0, 0, 0)
            column.addWidget(name, 0, side)
        column.addWidget(self._frame, 0, side)
        below = QHBoxLayout()
        below.setContentsMargins(2, 0, 2, 0)
        below.setSpacing(8)
        if self._mine:
            below.addStretch(1)
        below.addWidget(self._unfold)
        below.addWidget(self._state)
        if not self._mine:
            below.addStretch(1)
        column.addLayout(below)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Shows the entry as it is now."""
        self._entry = entry
        has_text = bool(entry.text.strip())
        self._dots.setVisible(not has_text)
        self.text.setVisible(has_text)
        if has_text:
            folded = len(entry.text) > FOLDED_CHARACTERS and not self._unfolded
            self.text.show_text(shortened(entry.text, FOLDED_CHARACTERS) if folded else entry.text)
            if not self._mine and not folded:
                self._colour(entry)
            whole = counted(len(entry.text), tr("character"), tr("characters"))
            self._unfold.setText(tr("Show all {0}").format(whole) if folded else tr("Show less"))
        self._unfold.setVisible(len(entry.text) > FOLDED_CHARACTERS)
        state = {
            "interrupted": tr("Stopped here") if entry.heard_end == 0 else tr("Stopped"),
            "failed": tr("Could not finish"),
        }
        told = [words for words in (state.get(entry.progress, ""), shortened(entry.sources, _LONGEST_SOURCES)) if words]
        self._state.setText(" · ".join(told) if has_text else "")
        self._state.setToolTip(shortened(entry.quoted, FOLDED_CHARACTERS))
        self._state.setVisible(bool(told) and has_text)
        self.fit(self._most_px)

    def fit(self, most_px: int) -> None:
        """Lays out for a column `most_px` wide."""
        self._most_px = most_px
        if self._entry.text.strip():
            self.text.fit(max(80, round(most_px * 0.9) - 2 * _PADDING_X))

    def _colour(self, entry: Entry) -> None:
        spans: Spans = ()
        if entry.spoken:
            spans += ((*entry.spoken, theme.COLOURS.lamp_bright),)
        if entry.progress == "interrupted" and 0 < entry.heard_end < len(entry.text):
            spans += ((entry.heard_end, len(entry.text), theme.COLOURS.faint),)
        self.text.colour(spans, theme.COLOURS.text)

    def _toggle_fold(self) -> None:
        self._unfolded = not self._unfolded
        self.show_entry(self._entry)
        self.resized.emit()


def utf16_length(text: str) -> int:
    """How Qt counts: characters outside the basic plane are two."""
    return len(text) + sum(1 for character in text if character > "\uffff")
