"""Where the visitor types: grows with its text, remembers what was sent, takes whatever is pasted."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHideEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from vr_app.ui.plain_text import counted, harmless
from vr_app.ui.wording import tr

MAX_CHARACTERS = 200_000
MAX_ROWS = 6
HISTORY = 100
PAUSE_MS = 350
"""Without a key for so long, a line may be all that is to be said."""
_LONGEST_DRAFT = 600
_ENDERS = ".!?…。！？"


class LineInput(QPlainTextEdit):
    """Signals:
    submitted(str): Enter was pressed on something that is not blank; the field is empty again.
    stop_wanted(): Escape.
    noted(str): a plain word about what was typed or pasted, or "".
    focused(bool): got or lost the keyboard.
    drafted(str, bool): what stands in the field now; True where a sentence ends or nothing was typed for a moment.
    """

    submitted = Signal(str)
    stop_wanted = Signal()
    noted = Signal(str)
    focused = Signal(bool)
    drafted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Say something"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self._history: list[str] = []
        self._at: int | None = None
        self._draft = ""
        self._paused = QTimer(self)
        self._paused.setSingleShot(True)
        self._paused.setInterval(PAUSE_MS)
        self._paused.timeout.connect(lambda: self._tell_draft(paused=True))
        self.textChanged.connect(self._note_change)
        self._grow()

    def submit(self) -> None:
        """Sends what stands in the field, if anything does."""
        text = self.toPlainText().strip()
        if not text:
            return
        if not self._history or self._history[-1] != text:
            self._history = [*self._history, text][-HISTORY:]
        self._at = None
        self._draft = ""
        self.clear()
        self.submitted.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.submit()
        elif key == Qt.Key.Key_Escape:
            self.stop_wanted.emit()
        elif key == Qt.Key.Key_Up and not shift and self._on_row(first=True):
            self._recall(-1)
        elif key == Qt.Key.Key_Down and not shift and self._at is not None and self._on_row(first=False):
            self._recall(1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Pastes plain text, control characters made visible, up to `MAX_CHARACTERS`."""
        text = harmless(source.text())
        room = MAX_CHARACTERS - (self.document().characterCount() - 1) + len(self.textCursor().selectedText())
        self.textCursor().insertText(text[: max(room, 0)])
        if len(text) > room:
            self.noted.emit(
                tr("Only the first {0} fit").format(counted(MAX_CHARACTERS, tr("character"), tr("characters")))
            )

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._paused.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.focused.emit(False)

    def _note_change(self) -> None:
        count = self.document().characterCount() - 1
        self.noted.emit(counted(count, "character", "characters") if count > 500 else "")
        self._grow()
        self._tell_draft(paused=False)
        if count:
            self._paused.start()
        else:
            self._paused.stop()

    def _tell_draft(self, *, paused: bool) -> None:
        text = self.toPlainText().strip()
        if text and len(text) <= _LONGEST_DRAFT:
            self.drafted.emit(text, paused or text[-1] in _ENDERS)

    def _grow(self) -> None:
        """As many rows as the text needs, up to `MAX_ROWS`; then it scrolls."""
        rows = min(max(int(self.document().size().height()), 1), MAX_ROWS)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if rows == MAX_ROWS else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(rows * QFontMetrics(self.document().defaultFont()).lineSpacing() + 8)

    def _on_row(self, *, first: bool) -> bool:
        cursor = self.textCursor()
        before = cursor.position()
        cursor.movePosition(QTextCursor.MoveOperation.Up if first else QTextCursor.MoveOperation.Down)
        return cursor.position() == before or (
            cursor.blockNumber() == self.textCursor().blockNumber() and cursor.atStart()
        )

    def _recall(self, step: int) -> None:
        """Walks through what was sent; past the newest comes back what was being typed."""
        if not self._history:
            return
        if self._at is None:
            self._draft, self._at = self.toPlainText(), len(self._history)
        self._at = max(self._at + step, 0)
        newest = self._at >= len(self._history)
        self.setPlainText(self._draft if newest else self._history[self._at])
        if newest:
            self._at = None
        self.moveCursor(QTextCursor.MoveOperation.End)
