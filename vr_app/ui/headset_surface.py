"""A widget that is on no screen: painted into an image, sent off as patches, touched by events from the headset."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer
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
MOST_PATCHES = 6
BAND_GAP_PX = 12
"""Rows that are the same between two that are not, for them to be sent apart."""
DOUBLE_CLICK_S = 0.4
DOUBLE_CLICK_PX = 24.0
WHEEL_STEP = 120


def straight_pixels(image: QImage) -> npt.NDArray[np.uint8]:
    """An image's pixels, (height, width, 4), top row first, alpha not multiplied in."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return flat[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4).copy()


def cut_patch(pixels: npt.NDArray[np.uint8], rect: QRect, *, last: bool = True) -> Patch:
    """A part of a picture, ready to be sent."""
    x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    part = pixels[y : y + height, x : x + width]
    return Patch(x, pixels.shape[0] - y - height, width, height, part[::-1].tobytes(), last)


def changed_parts(before: npt.NDArray[np.uint8], after: npt.NDArray[np.uint8]) -> list[QRect]:
    """Rectangles that hold all that differs: one for each band of rows, or a single one where there are many bands."""
    differs = before.view(np.uint32)[..., 0] != after.view(np.uint32)[..., 0]
    rows = np.flatnonzero(differs.any(axis=1))
    if not len(rows):
        return []
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > BAND_GAP_PX) + 1)
    if len(bands) > MOST_PATCHES:
        bands = [rows]
    parts = []
    for band in bands:
        top, bottom = int(band[0]), int(band[-1])
        columns = np.flatnonzero(differs[top : bottom + 1].any(axis=0))
        left, right = int(columns[0]), int(columns[-1])
        parts.append(QRect(left, top, right - left + 1, bottom - top + 1))
    return parts


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
        self._image = blank_image(canvas)
        self._sent: npt.NDArray[np.uint8] | None = None
        self._stale = True
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
        """Paints where something may have changed and posts what did. What finds no room is posted next time."""
        anew = self._renewals != self.canvas.renewals
        if not (self._stale or anew):
            return
        self._stale = False
        self._image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._scene.render(painter, QRectF(self._image.rect()), self._scene.sceneRect())
        painter.end()
        pixels = straight_pixels(self._image)
        whole = QRect(0, 0, self.canvas.width, self.canvas.height)
        parts = [whole] if anew or self._sent is None else changed_parts(self._sent, pixels)
        self._renewals = self.canvas.renewals
        for number, rect in enumerate(parts, 1):
            if not self.canvas.post(cut_patch(pixels, rect, last=number == len(parts))):
                self._stale, self._renewals = True, -1
                return
        self._sent = pixels

    def _note_changes(self, areas: list[QRectF]) -> None:
        # Without a view the scene tells of whole items only: what really changed is found by comparing.
        self._stale = self._stale or bool(areas)

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
