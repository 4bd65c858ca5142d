"""A widget that is on no screen: painted into an image, sent off as patches, touched by events from the headset."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsSceneWheelEvent,
    QWidget,
)

from vr_app.kernel.canvas import Canvas, PanelInput, Patch

PAINT_EVERY_MS = 33
DOUBLE_CLICK_S = 0.4
DOUBLE_CLICK_PX = 24.0
WHEEL_STEP = 120


def patch_of(image: QImage, rect: QRect, *, last: bool = True) -> Patch:
    """The pixels of a part of an image of format RGBA8888 premultiplied."""
    part = image.copy(rect).convertToFormat(QImage.Format.Format_RGBA8888)
    row_bytes, height = part.bytesPerLine(), part.height()
    flat = bytes(part.constBits())
    rows = [flat[row * row_bytes : row * row_bytes + part.width() * 4] for row in reversed(range(height))]
    lower = image.height() - rect.y() - rect.height()
    return Patch(rect.x(), lower, rect.width(), height, b"".join(rows), last)


def blank_image(canvas: Canvas) -> QImage:
    """A clear image of a canvas's size."""
    image = QImage(canvas.width, canvas.height, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


class HeadsetSurface(QObject):
    """Lives on the Qt thread.

    Args:
        widget: taken over; it is laid out at the canvas's size divided by `scale`.
        canvas: where its pixels go.
        scale: pixels of the canvas per device-independent pixel.

    Attributes:
        shown: whether somebody sees it; it is painted only then.
    """

    def __init__(self, widget: QWidget, canvas: Canvas, scale: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        self.canvas = canvas
        self.shown = False
        self._scale = scale
        self._image = blank_image(canvas)
        self._dirty = QRect()
        self._renewals = -1
        self._buttons = Qt.MouseButton.NoButton
        self._pressed_at = self._last_at = QPointF()
        self._pressed_s = -1.0
        self._scene = QGraphicsScene(self)
        size = QRectF(0, 0, canvas.width / scale, canvas.height / scale)
        self._scene.setSceneRect(size)
        widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        widget.setFixedSize(size.size().toSize())
        self._scene.addWidget(widget)
        self._scene.changed.connect(self._note_changes)
        QApplication.sendEvent(self._scene, QEvent(QEvent.Type.WindowActivate))
        self._timer = QTimer(self)
        self._timer.setInterval(PAINT_EVERY_MS)
        self._timer.timeout.connect(self.paint)

    @property
    def scene(self) -> QGraphicsScene:
        """The scene that the widget lives in (its keyboard focus, its open lists)."""
        return self._scene

    def show(self, shown: bool) -> None:
        """Somebody sees it from now on, or nobody does."""
        if shown == self.shown:
            return
        self.shown = shown
        if shown:
            self._timer.start()
        else:
            self._timer.stop()

    def close(self) -> None:
        self._timer.stop()
        self._scene.changed.disconnect(self._note_changes)
        self.widget.close()

    # ---------------------------------------------------------------- out

    def paint(self) -> None:
        """Paints what has changed and posts it. What finds no room in the inbox is posted next time."""
        if self._renewals != self.canvas.renewals:
            self._renewals = self.canvas.renewals
            self._dirty = self._image.rect()
        rect = self._dirty.intersected(self._image.rect())
        if rect.isEmpty():
            return
        painter = QPainter(self._image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(rect)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(rect, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        scale = self._scale
        source = QRectF(rect.x() / scale, rect.y() / scale, rect.width() / scale, rect.height() / scale)
        self._scene.render(painter, QRectF(rect), source, Qt.AspectRatioMode.IgnoreAspectRatio)
        painter.end()
        if self.canvas.post(patch_of(self._image, rect)):
            self._dirty = QRect()

    def _note_changes(self, areas: list[QRectF]) -> None:
        scale = self._scale
        for area in areas:
            left, top = math.floor(area.left() * scale) - 1, math.floor(area.top() * scale) - 1
            right, bottom = math.ceil(area.right() * scale) + 1, math.ceil(area.bottom() * scale) + 1
            self._dirty = self._dirty.united(QRect(QPoint(left, top), QPoint(right, bottom)))

    # ---------------------------------------------------------------- in

    def handle(self, event: PanelInput) -> None:
        """Does what a hand did, as a mouse would have."""
        size = self._scene.sceneRect()
        at = self._last_at if event.kind == "leave" else QPointF(event.x * size.width(), event.y * size.height())
        left = Qt.MouseButton.LeftButton
        if event.kind == "move":
            self._send(QEvent.Type.GraphicsSceneMouseMove, at, Qt.MouseButton.NoButton)
        elif event.kind == "press":
            now_s, near = time.monotonic(), (at - self._pressed_at).manhattanLength() < DOUBLE_CLICK_PX
            twice = near and now_s - self._pressed_s < DOUBLE_CLICK_S
            self._pressed_at, self._pressed_s = at, now_s
            self._buttons = left
            kind = QEvent.Type.GraphicsSceneMouseDoubleClick if twice else QEvent.Type.GraphicsSceneMousePress
            self._send(kind, at, left)
        elif event.kind == "release":
            self._buttons = Qt.MouseButton.NoButton
            self._send(QEvent.Type.GraphicsSceneMouseRelease, at, left)
        elif event.kind == "wheel":
            self._wheel(at, event.steps)
        else:
            self._send(QEvent.Type.GraphicsSceneMouseMove, QPointF(-100.0, -100.0), Qt.MouseButton.NoButton)
        self._last_at = at

    def _send(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        event = QGraphicsSceneMouseEvent(kind)
        event.setScenePos(at)
        event.setLastScenePos(self._last_at)
        event.setScreenPos(at.toPoint())
        event.setButtonDownScenePos(Qt.MouseButton.LeftButton, self._pressed_at)
        event.setButton(button)
        event.setButtons(self._buttons)
        event.setAccepted(False)
        QApplication.sendEvent(self._scene, event)

    def _wheel(self, at: QPointF, steps: float) -> None:
        event = QGraphicsSceneWheelEvent(QEvent.Type.GraphicsSceneWheel)
        event.setScenePos(at)
        event.setScreenPos(at.toPoint())
        event.setDelta(round(steps * WHEEL_STEP))
        event.setOrientation(Qt.Orientation.Vertical)
        event.setAccepted(False)
        QApplication.sendEvent(self._scene, event)
