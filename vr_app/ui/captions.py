"""Which words stand under the picture, and how they are painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from vr_app.kernel.events import (
    CaptionTranslated,
    PlaybackStarted,
    SentenceHeard,
    SentenceReady,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import TurnId
from vr_app.ui import theme
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr

HOLD_S = 1.4
"""A caption stays this long after its last word."""
MAX_CHARACTERS = 220
READ_S, READ_S_PER_CHARACTER, READ_S_PER_SIGN = 1.2, 0.055, 0.2
"""How long it takes to read a translation that comes when its sentence has been spoken; a sign is a Chinese one."""


@dataclass(frozen=True)
class Caption:
    """What to read.

    Attributes:
        translated: by a model, from what is said.
    """

    speaker: str
    text: str
    translated: bool = False

    @property
    def heading(self) -> str:
        """Who speaks, and whether these are other words than the spoken ones."""
        return " · ".join(filter(None, (self.speaker, tr("translated") if self.translated else "")))


class CaptionTrack:
    """The caption of this moment, from events. `now_s` is any clock that does not go back."""

    def __init__(self, speaker: str = "") -> None:
        self.speaker = speaker
        self._texts: dict[tuple[TurnId, int], tuple[str, str]] = {}
        self._turn: TurnId | None = None
        self._shown: tuple[TurnId, int] | None = None
        self._until_s: float | None = None
        self._translations: dict[tuple[TurnId, int], str] = {}
        self._begun: set[tuple[TurnId, int]] = set()
        self._late: tuple[tuple[TurnId, int], float] | None = None

    def handle(self, event: Any, now_s: float) -> None:
        """Takes any kernel event."""
        if isinstance(event, TurnOpened):
            self._turn = event.turn
            for kept in (self._texts, self._translations, self._begun):
                kept.clear()
            self._shown = self._late = None
        elif isinstance(event, SentenceReady) and event.turn == self._turn:
            speaker = harmless(event.speaker or self.speaker).strip()
            self._texts[event.turn, event.index] = (speaker, harmless(event.text).strip())
        elif isinstance(event, PlaybackStarted) and (event.turn, event.index) in self._texts:
            self._shown = (event.turn, event.index)
            self._begun.add(self._shown)
            self._until_s = None
        elif isinstance(event, CaptionTranslated) and (event.turn, event.index) in self._texts:
            self._take_translation((event.turn, event.index), harmless(event.text).strip(), now_s)
        elif isinstance(event, SentenceHeard) and (event.turn, event.index) == self._shown:
            self._until_s = now_s + (HOLD_S if event.complete else 0.0)
        elif isinstance(event, TurnClosed) and event.turn == self._turn and self._until_s is None:
            self._until_s = now_s + (HOLD_S if event.outcome == "complete" else 0.0)

    def _take_translation(self, key: tuple[TurnId, int], text: str, now_s: float) -> None:
        """Stands in place of the spoken words; one that is late is still shown for as long as reading it takes."""
        self._translations[key] = text
        spoken = key != self._shown or self._until_s is not None
        if spoken and key in self._begun:
            self._late = key, now_s + reading_s(text)

    def at(self, now_s: float) -> Caption | None:
        """What to show now."""
        key = self._shown
        if self._late is not None and now_s < self._late[1]:
            key = self._late[0]
        elif key is None or (self._until_s is not None and now_s >= self._until_s):
            return None
        speaker, text = self._texts.get(key, ("", ""))
        translation = self._translations.get(key, "")
        shown = shortened(translation or text, MAX_CHARACTERS)
        return Caption(speaker, shown, bool(translation)) if shown else None


def reading_s(text: str) -> float:
    """How long a caption has to stand to be read."""
    signs = sum(ord(character) >= 0x2E80 for character in text)
    return READ_S + READ_S_PER_SIGN * signs + READ_S_PER_CHARACTER * (len(text) - signs)


def caption_image(caption: Caption, room: QSize, text_size: float, pixel_ratio: float) -> QImage:
    """A caption on its plate, at most 86 % as wide as `room` (device-independent pixels)."""
    size_px = round(min(max(room.height() * 0.032, 15), 24) * text_size)
    face, name_face = theme.font(size_px, QFont.Weight.Medium), theme.font(max(12, size_px - 5), QFont.Weight.DemiBold)
    most = max(160, min(round(room.width() * 0.86), size_px * 44))
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
    pad_x, pad_y = round(size_px * 1.0), round(size_px * 0.6)
    words = _balanced(caption.text, QFontMetrics(face), most - 2 * pad_x, flags)
    heading = caption.heading
    name_height = QFontMetrics(name_face).height() if heading else 0
    width = max(words.width(), QFontMetrics(name_face).horizontalAdvance(heading)) + 2 * pad_x + 2
    image = _blank(QSize(width, words.height() + name_height + 2 * pad_y), pixel_ratio)
    painter = _painter(image)
    painter.setBrush(QColor(8, 10, 15, 205))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, width, image.deviceIndependentSize().height()), 12, 12)
    painter.setPen(QColor(theme.COLOURS.lamp))
    painter.setFont(name_face)
    painter.drawText(QRect(0, pad_y, width, name_height), Qt.AlignmentFlag.AlignHCenter, heading)
    painter.setPen(QColor(theme.COLOURS.text))
    painter.setFont(face)
    painter.drawText(QRect(pad_x, pad_y + name_height, width - 2 * pad_x, words.height() + 4), flags, caption.text)
    painter.end()
    return image


def _balanced(text: str, metrics: QFontMetrics, most_px: int, flags: int) -> QRect:
    """The narrowest box with no more rows than the widest allowed one needs, so that no word is left alone."""
    widest = metrics.boundingRect(QRect(0, 0, most_px, 4000), flags, text)
    low, high, best = most_px // 3, widest.width() + 1, widest
    while low < high - 4:
        middle = (low + high) // 2
        box = metrics.boundingRect(QRect(0, 0, middle, 4000), flags, text)
        if box.height() <= widest.height() and box.width() <= middle:
            high, best = middle, box
        else:
            low = middle
    return best


def hint_image(text: str, text_size: float, pixel_ratio: float) -> QImage:
    """One line of advice on a pill."""
    face = theme.font(round(13 * text_size))
    metrics = QFontMetrics(face)
    size = QSize(metrics.horizontalAdvance(text) + 32, metrics.height() + 14)
    image = _blank(size, pixel_ratio)
    painter = _painter(image)
    painter.setBrush(QColor(8, 10, 15, 170))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), size.height() / 2, size.height() / 2)
    painter.setPen(QColor(theme.COLOURS.soft))
    painter.setFont(face)
    painter.drawText(QRect(0, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def _blank(size: QSize, pixel_ratio: float) -> QImage:
    image = QImage(size * pixel_ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixel_ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter
