"""How the machine copes, as a few lines of figures: for the corner of the desktop's picture and for the wrist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from vr_app.kernel.events import (
    FrameStatistics,
    GenerationFinished,
    ModelLoading,
    ModelReady,
    PlaybackStarted,
    TurnOpened,
    VisitorSpoke,
)
from vr_app.ui import theme

MOST_ROWS = 6
FRAME_MS = 11.1
"""What a frame has at 90 Hz."""


@dataclass(frozen=True)
class Figures:
    """What is known by now.

    Attributes:
        frames: the newest statistics.
        missed: frames since the start.
        model: what the language model does: "loading", "ready", or its speed.
        answer_s: from the visitor's last line to the first sound of the answer; None before the first.
        asked_s: monotonic second of the line that is being answered.
    """

    frames: FrameStatistics | None = None
    missed: int = 0
    model: str = "loading"
    answer_s: float | None = None
    asked_s: float | None = None

    def rows(self) -> list[tuple[str, str, bool]]:
        """(what, how much, whether it is too much) for each line."""
        frames = self.frames
        if frames is None:
            return [("Frames", "none yet", False), ("Model", self.model, False)]
        gpu = f"{frames.gpu_p50_ms:.1f} ms" if frames.gpu_p50_ms > 0 else "not measured"
        rows = [
            ("CPU", f"{frames.cpu_p50_ms:.1f} ms, slowest {frames.cpu_p99_ms:.1f}", frames.cpu_p99_ms > FRAME_MS),
            ("GPU", gpu, frames.gpu_p50_ms > FRAME_MS),
            ("Missed", f"{frames.missed} just now, {self.missed} in all", frames.missed > max(1, frames.frames // 50)),
            ("Size", f"{frames.resolution_scale:.0%} of each side", frames.resolution_scale < 0.75),
            ("Model", self.model, False),
        ]
        if self.answer_s is not None:
            rows.append(("Answer", f"after {self.answer_s:.1f} s", self.answer_s > 3.0))
        return rows


def after(state: Figures, event: Any) -> Figures:
    """The figures after any kernel event."""
    if isinstance(event, FrameStatistics):
        return replace(state, frames=event, missed=state.missed + event.missed)
    if isinstance(event, ModelLoading) and event.kind == "language":
        return replace(state, model="loading" if event.fraction < 0 else f"loading, {event.fraction:.0%}")
    if isinstance(event, ModelReady) and event.kind == "language":
        return replace(state, model="ready")
    if isinstance(event, GenerationFinished) and event.tokens_per_s:
        return replace(state, model=f"{event.tokens_per_s:.0f} tokens/s")
    if isinstance(event, VisitorSpoke):
        return replace(state, asked_s=event.posted_s or None)
    if isinstance(event, TurnOpened) and not event.said:
        return replace(state, asked_s=None)
    if isinstance(event, PlaybackStarted) and state.asked_s is not None:
        return replace(state, answer_s=max(event.monotonic_s - state.asked_s, 0.0), asked_s=None)
    return state


def figures_image(figures: Figures, text_size: float, pixel_ratio: float) -> QImage:
    """The plate for the desktop's picture."""
    row_px = 22 * text_size
    height = row_px * (len(figures.rows()) + 1.2)
    image = QImage(
        round(330 * text_size * pixel_ratio), round(height * pixel_ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(Qt.GlobalColor.transparent)
    paint_figures(image, figures, row_px * pixel_ratio)
    image.setDevicePixelRatio(pixel_ratio)
    return image


def paint_figures(image: QImage, figures: Figures, row_px: float) -> None:
    """Two columns on a dark plate, into an image that is clear."""
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    rows = figures.rows()
    pad = row_px * 0.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(8, 10, 15, 215))
    painter.drawRoundedRect(QRectF(0, 0, image.width(), 2 * pad + len(rows) * row_px), row_px * 0.5, row_px * 0.5)
    name_px = round(row_px * 3.0)
    for number, (what, how_much, too_much) in enumerate(rows):
        top = round(pad + number * row_px)
        painter.setFont(theme.font(round(row_px * 0.62)))
        painter.setPen(QColor(theme.COLOURS.faint))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRect(round(pad), top, name_px, round(row_px)), flags, what)
        painter.setFont(theme.font(round(row_px * 0.66), QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.COLOURS.warn if too_much else theme.COLOURS.text))
        left = round(pad) + name_px
        painter.drawText(QRect(left, top, image.width() - left - round(pad), round(row_px)), flags, how_much)
    painter.end()
