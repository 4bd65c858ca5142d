"""Line icons drawn by path, sharp at any scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

IconName = Literal[
    "send", "stop", "places", "settings", "captions", "close", "down", "lamp", "microphone", "microphone_off"
]


def icon(name: IconName, colour: str, disabled: str = "") -> QIcon:
    """An icon of one colour; disabled, it takes that colour or fades."""
    return QIcon(_PathIcon(name, colour, disabled))


class _PathIcon(QIconEngine):
    def __init__(self, name: IconName, colour: str, disabled: str) -> None:
        super().__init__()
        self._name: IconName = name
        self._colour = colour
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        colour = QColor(self._colour)
        if mode == QIcon.Mode.Disabled:
            colour = QColor(self._disabled or self._colour)
            colour.setAlphaF(1.0 if self._disabled else 0.45)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / 24.0, rect.height() / 24.0)
        painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(colour if self._name in _FILLED else Qt.BrushStyle.NoBrush)
        painter.drawPath(_PATHS[self._name]())
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _PathIcon(self._name, self._colour, self._disabled)


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *rest in strokes:
        path.moveTo(*first)
        for point in rest:
            path.lineTo(*point)
    return path


def _send() -> QPainterPath:
    return _lines(((12, 19), (12, 5)), ((6, 11), (12, 5), (18, 11)))


def _stop() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(7, 7, 10, 10), 1.5, 1.5)
    return path


def _places() -> QPainterPath:
    path = _lines(((3.5, 19), (9, 9.5), (13, 16), (15, 13), (20.5, 19), (3.5, 19)))
    path.addEllipse(QPointF(16.5, 6.5), 2.2, 2.2)
    return path


def _settings() -> QPainterPath:
    path = _lines(((4, 7), (12, 7)), ((17, 7), (20, 7)), ((4, 17), (7, 17)), ((12, 17), (20, 17)))
    path.addEllipse(QPointF(14.5, 7), 2.4, 2.4)
    path.addEllipse(QPointF(9.5, 17), 2.4, 2.4)
    return path


def _captions() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.5, 5.5, 17, 13), 2.5, 2.5)
    path.addPath(_lines(((7, 12), (11, 12)), ((13.5, 12), (17, 12)), ((7, 15), (9, 15)), ((11.5, 15), (17, 15))))
    return path


def _lamp() -> QPainterPath:
    """The mark: a flame in a ring, for the one who leads the way."""
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 9, 9)
    path.moveTo(12, 6.2)
    path.cubicTo(15.4, 9.6, 15.8, 11.6, 15.2, 13.8)
    path.cubicTo(14.6, 16.0, 13.2, 17.0, 12, 17.0)
    path.cubicTo(10.8, 17.0, 9.4, 16.0, 8.8, 13.8)
    path.cubicTo(8.4, 12.0, 9.6, 11.0, 10.4, 9.8)
    path.cubicTo(11.0, 8.8, 11.8, 8.0, 12, 6.2)
    return path


def _close() -> QPainterPath:
    return _lines(((6.5, 6.5), (17.5, 17.5)), ((17.5, 6.5), (6.5, 17.5)))


def _down() -> QPainterPath:
    return _lines(((6, 9.5), (12, 15.5), (18, 9.5)))


def _microphone() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(9, 3.5, 6, 10.5), 3, 3)
    path.moveTo(5.5, 11.5)
    path.cubicTo(5.5, 15.5, 8.4, 17.5, 12, 17.5)
    path.cubicTo(15.6, 17.5, 18.5, 15.5, 18.5, 11.5)
    path.addPath(_lines(((12, 17.5), (12, 20.5)), ((9, 20.5), (15, 20.5))))
    return path


def _microphone_off() -> QPainterPath:
    path = _microphone()
    path.addPath(_lines(((4.5, 4), (19.5, 20.5))))
    return path


_FILLED = {"stop"}
_PATHS: dict[IconName, Callable[[], QPainterPath]] = {
    "send": _send,
    "stop": _stop,
    "places": _places,
    "settings": _settings,
    "captions": _captions,
    "close": _close,
    "down": _down,
    "lamp": _lamp,
    "microphone": _microphone,
    "microphone_off": _microphone_off,
}
