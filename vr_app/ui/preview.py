"""The picture: what the wearer sees, or the desktop visitor's own view with mouse look and WASD."""

from __future__ import annotations

import math
import time
from typing import Literal, Protocol

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QExposeEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLWindow

from vr_app.kernel.latest import Latest
from vr_app.ui.captions import Caption, caption_image, hint_image
from vr_app.ui.figures import Figures, figures_image
from vr_app.ui.graphics import surface_format
from vr_app.ui.picture_painter import PicturePainter
from vr_app.ui.waiting_picture import waiting_image
from vr_app.ui.walker import Direction, Walker
from vr_app.ui.wording import tr

_KEYS: dict[int, Direction] = {
    Qt.Key.Key_W: "forward",
    Qt.Key.Key_Up: "forward",
    Qt.Key.Key_S: "back",
    Qt.Key.Key_Down: "back",
    Qt.Key.Key_A: "left",
    Qt.Key.Key_D: "right",
    Qt.Key.Key_Left: "turn_left",
    Qt.Key.Key_Right: "turn_right",
    Qt.Key.Key_E: "up",
    Qt.Key.Key_Q: "down",
    Qt.Key.Key_Shift: "fast",
}
_TO_CONVERSATION = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_T,
    Qt.Key.Key_Slash,
)
_HINT = "Drag to look    W A S D to walk    Click a thing to ask about it    Enter to talk"
_HINT_S = 12.0
_CLICK_PX = 5
_YFOV_RAD = math.radians(60)
"""Vertical angle of view of the window's picture."""


class PictureSource(Protocol):
    """Finished pictures made by another thread in a GL context that shares with this one. No call ever waits."""

    def acquire(self) -> tuple[int, int, int] | None:
        """The newest finished picture as (2D texture name, width, height), or None before the first.

        Called with the preview's context current. The texture stays untouched until the next `acquire`; a newer
        picture is another texture.
        """
        ...

    def release(self) -> None:
        """The drawing commands that read the acquired texture have been given."""
        ...


class Preview(QOpenGLWindow):
    """Shows the newest picture, its captions and hints. Put it into a widget with `QWidget.createWindowContainer`.

    Attributes:
        camera: newest pose of the desktop visitor, for the frame thread.
        pointed: slopes right and up of the mouse's ray against the view's axis; None while it is elsewhere.
        picture_size: width and height worth drawing, in pixels; (0, 0) while nobody can see the window.

    Signals:
        talk_wanted: a key that leads to the conversation was pressed.
        stop_wanted: Escape was pressed.
        picked: clicked without dragging: on what is pointed at.
        back_wanted: Home was pressed: back to where one arrived.
    """

    talk_wanted = Signal()
    stop_wanted = Signal()
    picked = Signal()
    back_wanted = Signal()

    def __init__(self, source: PictureSource | None = None, walker: Walker | None = None) -> None:
        super().__init__(QOpenGLWindow.UpdateBehavior.NoPartialUpdate)
        self.setFormat(surface_format())
        self.walker = walker or Walker()
        self.camera = Latest(self.walker.pose)
        self.pointed: Latest[tuple[float, float] | None] = Latest(None)
        self.picture_size: Latest[tuple[int, int]] = Latest((0, 0))
        self.frames_drawn = 0
        self._source = source
        self._painter: PicturePainter | None = None
        self._text_size = 1.0
        self._waiting = ("", "")
        self._note = ""
        self._caption: Caption | None = None
        self._figures: Figures | None = None
        self._texture = 0
        self._dragged_from: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._stepped_s = time.monotonic()
        self._hint_until_s: float | None = None
        self._hint_wanted = True
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.set_mode("window")

    # ---------------------------------------------------------------- told by the window

    def set_source(self, source: PictureSource | None) -> None:
        """Shows another thread's pictures from now on."""
        self._source = source
        self._texture = 0
        self.update()

    def set_mode(self, mode: Literal["xr", "window", "offscreen"]) -> None:
        """Sixty pictures a second for the desktop visitor; thirty while somebody wears the headset."""
        self._walkable = mode == "window"
        self._timer.setInterval(16 if self._walkable else 34)

    def set_waiting(self, title: str, detail: str) -> None:
        """What to show until the first picture."""
        if (title, detail) != self._waiting:
            self._waiting = (title, detail)
            self._drop_plates("waiting")
            self.update()

    def set_caption(self, caption: Caption | None) -> None:
        if caption != self._caption:
            self._caption = caption
            self._drop_plates("caption")
            self.update()

    def set_note(self, note: str) -> None:
        """One line at the foot of the picture where there is no caption: what is being done; "" for none."""
        if note != self._note:
            self._note = note
            self._drop_plates("note")
            self.update()

    def set_figures(self, figures: Figures | None) -> None:
        """How the machine copes, in the corner of the picture; None for nothing."""
        if figures != self._figures:
            self._figures = figures
            self._drop_plates("figures")
            self.update()

    def set_text_size(self, text_size: float) -> None:
        self._text_size = text_size
        self._drop_plates()
        self.update()

    def close_graphics(self) -> None:
        """Stops drawing and gives textures back; the last call."""
        self._timer.stop()
        self._source = None
        if self._painter is not None:
            self.makeCurrent()
            self._painter.destroy()
            self.doneCurrent()
        self._painter = None

    def snapshot(self) -> QImage:
        """What the preview shows, drawn once more into an image (pixels of the screen, top row first)."""
        ratio = self.devicePixelRatio()
        if self._painter is None:
            return QImage()
        self.makeCurrent()
        canvas = QOpenGLFramebufferObject(self.size() * ratio)
        canvas.bind()
        self.paintGL()
        image = canvas.toImage()
        canvas.release()
        del canvas
        self.doneCurrent()
        image.setDevicePixelRatio(ratio)
        return image

    # ---------------------------------------------------------------- drawing

    def initializeGL(self) -> None:  # noqa: N802
        self._painter = PicturePainter()

    def paintGL(self) -> None:  # noqa: N802
        painter = self._painter
        if painter is None:
            return
        painter.begin(self.size(), self.devicePixelRatio())
        picture = self._source.acquire() if self._source else None
        self._note_picture(picture)
        if picture is not None and self._source is not None:
            texture, width, height = picture
            painter.picture(texture, QSize(width, height))
            self._source.release()
        self._draw_plates(painter)
        painter.end()
        self.frames_drawn += 1

    def _draw_plates(self, painter: PicturePainter) -> None:
        ratio, size, text_size, caption = self.devicePixelRatio(), self.size(), self._text_size, self._caption
        margin = max(18, round(size.height() * 0.045))

        def at_foot(plate: QSize) -> QPointF:
            return QPointF(round((size.width() - plate.width()) / 2), size.height() - margin - plate.height())

        if (figures := self._figures) is not None:
            painter.plate("figures", lambda: figures_image(figures, text_size, ratio), _near_corner)
        if not self._texture and any(self._waiting):
            painter.plate("waiting", lambda: waiting_image(*self._waiting, size, text_size, ratio), _in_corner)
        elif caption is not None:
            painter.plate("caption", lambda: caption_image(caption, size, text_size, ratio), at_foot)
        elif self._note:
            painter.plate("note", lambda: hint_image(self._note, text_size, ratio), at_foot)
        elif self._hint_until_s is not None:
            painter.plate("hint", lambda: hint_image(tr(_HINT), text_size, ratio), at_foot)

    def _drop_plates(self, *names: str) -> None:
        if self._painter is not None:
            self._painter.drop(*names)

    def _note_picture(self, picture: tuple[int, int, int] | None) -> None:
        first = picture is not None and self._texture == 0
        self._texture = picture[0] if picture else 0
        if first and self._walkable and self._hint_wanted:
            self._hint_until_s = time.monotonic() + _HINT_S

    # ---------------------------------------------------------------- time

    def _tick(self) -> None:
        now_s = time.monotonic()
        dt_s, self._stepped_s = now_s - self._stepped_s, now_s
        if self._walkable and self.walker.moving:
            self.camera.set(self.walker.step(dt_s))
            self._hint_wanted = False
        hint_over = self._hint_until_s is not None and (now_s > self._hint_until_s or not self._hint_wanted)
        if hint_over:
            self._hint_until_s = None
        if hint_over or self._has_news():
            self.update()

    def _has_news(self) -> bool:
        """Whether there is another picture than the one shown."""
        if self._source is None or self._painter is None:
            return False
        self.makeCurrent()
        picture = self._source.acquire()
        self.doneCurrent()
        return (picture[0] if picture else 0) != self._texture

    def exposeEvent(self, event: QExposeEvent) -> None:  # noqa: N802
        super().exposeEvent(event)
        self._note_visibility()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._drop_plates()
        self._note_visibility()

    def _note_visibility(self) -> None:
        seen = self.isExposed()
        ratio = self.devicePixelRatio()
        self.picture_size.set((round(self.width() * ratio), round(self.height() * ratio)) if seen else (0, 0))
        if seen and not self._timer.isActive():
            self._stepped_s = time.monotonic()
            self._timer.start()
        elif not seen:
            self._timer.stop()

    # ---------------------------------------------------------------- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.requestActivate()
        if self._walkable:
            self._dragged_from = self._pressed_at = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._point(event.position())
        if self._dragged_from is not None:
            moved = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self.walker.look(moved.x(), moved.y())
            self.camera.set(self.walker.pose)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        pressed_at, self._pressed_at, self._dragged_from = self._pressed_at, None, None
        if pressed_at is not None and (event.position() - pressed_at).manhattanLength() <= _CLICK_PX:
            self.picked.emit()
        self.unsetCursor()

    def _point(self, at: QPointF) -> None:
        """Slopes of the ray through a place in the window."""
        half = math.tan(_YFOV_RAD / 2)
        high = max(self.height(), 1)
        self.pointed.set(((2 * at.x() - self.width()) / high * half, (1 - 2 * at.y() / high) * half))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.stop_wanted.emit()
        elif key == Qt.Key.Key_Home and self._walkable:
            self.back_wanted.emit()
        elif key in _TO_CONVERSATION:
            self.walker.release_all()
            self.talk_wanted.emit()
        elif key in _KEYS and self._walkable:
            if not event.isAutoRepeat():
                self.walker.press(_KEYS[key])
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _KEYS and not event.isAutoRepeat():
            self.walker.release(_KEYS[event.key()])

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.walker.release_all()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.set(None)
        if event.type() == QEvent.Type.Leave and self._dragged_from is None:
            self.unsetCursor()
        return super().event(event)


def _in_corner(plate: QSize) -> QPointF:
    return QPointF(0, 0)


def _near_corner(plate: QSize) -> QPointF:
    return QPointF(16, 16)
