"""What is painted by hand for the headset: captions, notices, arrows, the listening orb, the figures, the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QRadialGradient

from vr_app.kernel.settings import CaptionSettings
from vr_app.ui import theme
from vr_app.ui.captions import Caption
from vr_app.ui.listening import Listening

LETTERS_DEG = {"small": 1.0, "medium": 1.35, "large": 1.8, "huge": 2.4}
"""Height of a line's letters as an angle, for each size of captions."""
PHASE_COLOURS = {
    "idle": theme.COLOURS.soft,
    "hearing": theme.COLOURS.good,
    "thinking": theme.COLOURS.warn,
    "speaking": theme.COLOURS.lamp,
    "muted": theme.COLOURS.bad,
}
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)


@dataclass(frozen=True)
class Plate:
    """How words are plated.

    Attributes:
        letter_px: height of the letters.
        opacity: of the plate.
        contrast: black, white and yellow.
    """

    letter_px: int
    opacity: float
    contrast: bool


def plate_of(settings: CaptionSettings, pixels_per_degree: float) -> Plate:
    """The plate that somebody has asked for."""
    letter_px = round(LETTERS_DEG[settings.size] * pixels_per_degree)
    return Plate(letter_px, 1.0 if settings.contrast else settings.background, settings.contrast)


def paint_caption(image: QImage, caption: Caption, plate: Plate) -> QRect:
    """A caption at the middle of an image that is clear. What does not fit loses its beginning, not its end.

    Returns: where the plate is.
    """
    face = theme.font(plate.letter_px, QFont.Weight.DemiBold if plate.contrast else QFont.Weight.Medium)
    name_face = theme.font(round(plate.letter_px * 0.72), QFont.Weight.DemiBold)
    pad = round(plate.letter_px * 0.55)
    heading = caption.heading
    name_px = QFontMetrics(name_face).height() if heading else 0
    room = QSize(image.width() - 2 * pad - 4, image.height() - 2 * pad - name_px - 4)
    text, words = _fitting(caption.text, QFontMetrics(face), room)
    width = max(words.width(), QFontMetrics(name_face).horizontalAdvance(heading)) + 2 * pad
    height = words.height() + name_px + 2 * pad
    box = QRect((image.width() - width) // 2, (image.height() - height) // 2, width, height)
    painter = _painter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(0, 0, 0) if plate.contrast else QColor(8, 10, 15)
    ground.setAlphaF(plate.opacity)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(box), pad * 0.8, pad * 0.8)
    shadow = plate.opacity < 0.5
    if heading:
        at = QRect(box.x(), box.y() + pad, box.width(), name_px)
        colour = QColor("#FFEB3B") if plate.contrast else QColor(theme.COLOURS.lamp)
        _words(painter, at, heading, name_face, colour, int(Qt.AlignmentFlag.AlignHCenter), shadow)
    at = QRect(box.x() + pad, box.y() + pad + name_px, box.width() - 2 * pad, words.height() + 4)
    _words(painter, at, text, face, QColor("#FFFFFF" if plate.contrast else theme.COLOURS.text), WRAP, shadow)
    painter.end()
    return box


def _words(painter: QPainter, at: QRect, text: str, face: QFont, colour: QColor, flags: int, shadow: bool) -> None:
    """Words, outlined in black where no plate is behind them."""
    painter.setFont(face)
    if shadow:
        painter.setPen(QColor(0, 0, 0, 230))
        reach = max(face.pixelSize() // 14, 1)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
            painter.drawText(at.translated(dx * reach, dy * reach), flags, text)
    painter.setPen(colour)
    painter.drawText(at, flags, text)


def _fitting(text: str, metrics: QFontMetrics, room: QSize) -> tuple[str, QRect]:
    """As much of the end of a text as fits, in the narrowest box with no more rows than it needs."""
    space = " " if " " in text else ""
    words = text.split() if space else list(text)
    first = 0
    while True:
        shown = (f"…{space}" if first else "") + space.join(words[first:])
        widest = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), WRAP, shown)
        if widest.height() <= room.height() or first >= len(words) - 1:
            break
        first += max(1, (len(words) - first) // 12)
    low, high, best = room.width() // 3, room.width(), widest
    while low < high - 6:
        middle = (low + high) // 2
        box = metrics.boundingRect(QRect(0, 0, middle, 10_000), WRAP, shown)
        if box.height() <= widest.height() and box.width() <= middle:
            high, best = middle, box
        else:
            low = middle
    return shown, QRect(0, 0, min(best.width() + 2, room.width()), min(best.height(), room.height()))


def paint_arrow(image: QImage, side: Literal["left", "right"], contrast: bool) -> None:
    """A filled arrow that says: the speaker is over there."""
    painter = _painter(image)
    if side == "right":
        painter.translate(image.width(), 0)
        painter.scale(-1, 1)
    w, h = image.width(), image.height()
    path = QPainterPath(QPointF(w * 0.12, h * 0.5))
    for x, y in ((0.55, 0.12), (0.55, 0.36), (0.9, 0.36), (0.9, 0.64), (0.55, 0.64), (0.55, 0.88)):
        path.lineTo(w * x, h * y)
    path.closeSubpath()
    painter.setPen(QPen(QColor(8, 10, 15), max(w * 0.05, 2), j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor("#FFEB3B") if contrast else QColor(theme.COLOURS.lamp))
    painter.drawPath(path)
    painter.end()


def paint_orb(image: QImage, state: Listening, *, words: bool) -> None:
    """The orb, with the phase and the last words beside it where `words`. Shape and words tell as much as colour."""
    painter = _painter(image)
    side = float(min(image.width(), image.height()))
    middle, colour = QPointF(side / 2, side / 2), QColor(PHASE_COLOURS[state.phase])
    if words:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(8, 10, 15, 215))
        painter.drawRoundedRect(QRectF(0, 0, image.width(), image.height()), side / 2, side / 2)
    glow = QRadialGradient(middle, side * 0.48)
    for stop, alpha in ((0.0, 255), (0.55, 230), (0.62, 90), (1.0, 0)):
        shade = QColor(colour)
        shade.setAlpha(alpha)
        glow.setColorAt(stop, shade)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(middle, side * 0.48, side * 0.48)
    _orb_mark(painter, middle, side, state)
    if words:
        _orb_words(
            painter, QRect(round(side * 1.05), 0, image.width() - round(side * 1.4), image.height()), state, side
        )
    painter.end()


def _orb_mark(painter: QPainter, middle: QPointF, side: float, state: Listening) -> None:
    ink = QColor(8, 10, 15)
    painter.setPen(QPen(ink, side * 0.06, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = side * 0.16
    if state.phase == "hearing":
        for offset, share in ((-1, 0.55), (0, 1.0), (1, 0.7)):
            height = reach * (0.25 + 0.9 * state.level * share)
            x = middle.x() + offset * side * 0.11
            painter.drawLine(QPointF(x, middle.y() - height), QPointF(x, middle.y() + height))
    elif state.phase == "thinking":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for offset in (-1, 0, 1):
            painter.drawEllipse(QPointF(middle.x() + offset * side * 0.12, middle.y()), side * 0.04, side * 0.04)
    elif state.phase == "speaking":
        for ring in (0.5, 1.0):
            box = QRectF(middle.x() - reach * ring, middle.y() - reach * ring, 2 * reach * ring, 2 * reach * ring)
            painter.drawArc(box, -45 * 16, 90 * 16)
            painter.drawArc(box, 135 * 16, 90 * 16)
    elif state.phase == "muted":
        painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
        painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
    else:
        painter.drawEllipse(middle, side * 0.05, side * 0.05)


def _orb_words(painter: QPainter, room: QRect, state: Listening, side: float) -> None:
    face, small = theme.font(round(side * 0.3), QFont.Weight.DemiBold), theme.font(round(side * 0.25))
    upper = QRect(room.x(), room.y(), room.width(), room.height() // 2)
    lower = upper.translated(0, room.height() // 2 - round(side * 0.08))
    if not state.words:
        upper = room
    painter.setFont(face)
    painter.setPen(QColor(theme.COLOURS.text))
    painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), state.spoken)
    if state.words:
        painter.setFont(small)
        painter.setPen(QColor(theme.COLOURS.soft))
        shown = QFontMetrics(small).elidedText(f"“{state.words}”", Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def paint_cursor(image: QImage, pressed: bool) -> None:
    """A ring with a light middle; full while pressed."""
    painter = _painter(image)
    side = image.width()
    painter.setPen(QPen(QColor(8, 10, 15, 220), side * 0.1))
    painter.setBrush(QColor(theme.COLOURS.lamp if pressed else theme.COLOURS.text))
    inset = side * (0.26 if pressed else 0.18)
    painter.drawEllipse(QRectF(inset, inset, side - 2 * inset, side - 2 * inset))
    painter.end()


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter
