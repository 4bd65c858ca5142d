"""A window that shows pictures as they come, with a caption below: a recorded session seen again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

GROUND = QColor(11, 14, 20)
INK = QColor(247, 240, 226)
PLATE = QColor(8, 10, 14, 190)


class ReplayWindow(QWidget):
    """Construct, show and read on the Qt thread; `give` may be called from any other.

    Attributes:
        pictures: how many have been shown.
    """

    _came = Signal(object, str)

    def __init__(self, title: str, width: int, height: int) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(width, height)
        self.pictures = 0
        self._image = QImage()
        self._caption = ""
        self._came.connect(self._take)

    def give(self, picture: npt.NDArray[np.uint8], caption: str) -> None:
        """Shows a picture, uint8 (h, w, 4) with the top row first, and what is being said in it."""
        height, width = picture.shape[:2]
        image = QImage(picture.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBX8888).copy()
        self._came.emit(image, caption)

    def _take(self, image: QImage, caption: str) -> None:
        self._image, self._caption = image, caption
        self.pictures += 1
        self.setAccessibleDescription(caption)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See QWidget."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        if self._caption:
            self._paint_caption(painter)
        painter.end()

    def _paint_caption(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(self.height() // 26, 14))
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRect(self.width() // 10, 0, self.width() * 8 // 10, self.height())
        text = painter.boundingRect(room, flags, self._caption)
        text.moveBottom(self.height() - font.pixelSize())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PLATE)
        edge = font.pixelSize() // 2
        painter.drawRoundedRect(text.adjusted(-edge, -edge // 2, edge, edge // 2), edge, edge)
        painter.setPen(INK)
        painter.drawText(text, flags, self._caption)
