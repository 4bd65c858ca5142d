"""What the preview shows while no picture of the scene has arrived yet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QRadialGradient

from vr_app.ui import theme


def waiting_image(title: str, detail: str, size: QSize, text_size: float, pixel_ratio: float) -> QImage:
    """A dusk sky over a low lamp, with the scene's name and what is happening.

    Args:
        size: of the preview in device-independent pixels.
    """
    image = QImage(size * pixel_ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(pixel_ratio)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    width, height = size.width(), size.height()
    area = QRectF(0, 0, width, height)
    sky = QLinearGradient(0, 0, 0, height)
    for at, colour in ((0.0, "#0A0E18"), (0.55, "#151C2E"), (0.78, "#26273A"), (0.86, "#3A2F38"), (1.0, "#0D0F16")):
        sky.setColorAt(at, QColor(colour))
    painter.fillRect(area, sky)
    glow = QRadialGradient(QPointF(width / 2, height * 0.82), max(width, height) * 0.42)
    glow.setColorAt(0.0, QColor(242, 181, 107, 70))
    glow.setColorAt(1.0, QColor(242, 181, 107, 0))
    painter.fillRect(area, glow)
    title_px = round(26 * text_size)
    painter.setPen(QColor(theme.COLOURS.text))
    painter.setFont(theme.font(title_px, QFont.Weight.DemiBold))
    middle = height * 0.46
    centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(QRectF(24, middle - title_px * 2.2, width - 48, title_px * 2.4), centred, title)
    painter.setPen(QColor(theme.COLOURS.soft))
    painter.setFont(theme.font(round(15 * text_size)))
    painter.drawText(
        QRectF(24, middle + 10, width - 48, 72 * text_size),
        Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
        detail,
    )
    painter.end()
    return image
