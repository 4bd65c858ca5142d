"""Two controls drawn in our own hand: a switch and a drop-down list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox

from vr_app.ui import theme
from vr_app.ui.icons import icon


class Switch(QAbstractButton):
    """On or off, with words beside it. Space toggles."""

    _TRACK = QSize(40, 22)

    def __init__(self, words: str, on: bool) -> None:
        super().__init__()
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(self.font())
        return QSize(self._TRACK.width() + 16 + metrics.horizontalAdvance(self.text()), max(28, metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._TRACK.width() + 60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        colours = theme.COLOURS
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - self._TRACK.height()) / 2
        track = QRectF(2, top, self._TRACK.width(), self._TRACK.height())
        painter.setPen(
            QPen(QColor(colours.text if self.hasFocus() else colours.line_strong), 2 if self.hasFocus() else 1)
        )
        painter.setBrush(QColor(colours.lamp if self.isChecked() else colours.hover))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 8
        left = track.right() - knob - 4 if self.isChecked() else track.left() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_lamp if self.isChecked() else colours.soft))
        painter.drawEllipse(QRectF(left, track.top() + 4, knob, knob))
        painter.setPen(QColor(colours.text))
        words = self.rect().adjusted(self._TRACK.width() + 14, 0, 0, 0)
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class DropDown(QComboBox):
    """A list to choose from, with an arrow that shows; the wheel scrolls the page, not the choice."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        mark = self.rect().adjusted(self.width() - 30, (self.height() - 16) // 2, -14, -(self.height() - 16) // 2)
        icon("down", theme.COLOURS.soft).paint(painter, mark)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()
