"""The places one can go to, as cards with a picture each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QRadialGradient,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vr_app.ui import theme
from vr_app.ui.actions import SceneCard
from vr_app.ui.wording import tr

_CARD_MIN_PX = 250
_GAP_PX = 18
_MAX_COLUMNS = 4


class ScenePicker(QWidget):
    """Signals:
    chosen(str): id of a scene the person wants to enter.
    closed(): back to the picture.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, scenes: Sequence[SceneCard] = ()) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cards: list[CardButton] = []
        self._current = ""
        self._columns = 0
        title = QLabel(tr("Places"))
        title.setProperty("role", "display")
        self._back = QPushButton(tr("Back to the scene"))
        self._back.setProperty("role", "quiet")
        self._back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._back)
        self._nothing = QLabel(
            tr("No scenes yet. Put a scene folder into your scenes folder, or ask your host to imagine a place.")
        )
        self._nothing.setProperty("role", "soft")
        self._nothing.setWordWrap(True)
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(28, 4, 28, 28)
        self._grid.setSpacing(_GAP_PX)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        body.setObjectName("page")
        self._scroll = scroll
        head_box = QWidget()
        head_box.setLayout(head)
        head.setContentsMargins(28, 22, 22, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head_box)
        column.addWidget(scroll, 1)
        self.set_scenes(scenes)

    def set_scenes(self, scenes: Sequence[SceneCard]) -> None:
        """Replaces the cards."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self._cards = [CardButton(scene) for scene in scenes]
        for card in self._cards:
            card.clicked.connect(lambda _checked=False, scene_id=card.scene.id: self.chosen.emit(scene_id))
        self._columns = 0
        self.set_current(self._current)
        self._arrange()

    def set_current(self, scene_id: str) -> None:
        """Marks the scene one is in."""
        self._current = scene_id
        for card in self._cards:
            card.set_here(card.scene.id == scene_id)
        self._back.setEnabled(bool(scene_id))

    def focus_current(self) -> None:
        """Puts the keyboard on the present scene's card."""
        card = next((c for c in self._cards if c.scene.id == self._current), self._cards[0] if self._cards else None)
        (card or self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in step and self._cards:
            at = next((i for i, card in enumerate(self._cards) if card.hasFocus()), 0)
            goal = at + step[Qt.Key(event.key())]
            if 0 <= goal < len(self._cards):
                self._cards[goal].setFocus(Qt.FocusReason.TabFocusReason)
                self._scroll.ensureWidgetVisible(self._cards[goal])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 56
        columns = min(max((room + _GAP_PX) // (_CARD_MIN_PX + _GAP_PX), 1), _MAX_COLUMNS)
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        for index in range(_MAX_COLUMNS):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
        self._nothing.setVisible(not self._cards)
        if not self._cards:
            self._grid.addWidget(self._nothing, 0, 0, 1, columns, Qt.AlignmentFlag.AlignTop)
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        self._grid.setRowStretch(len(self._cards) // columns + 1, 1)


class CardButton(QAbstractButton):
    """A scene's picture, name, host and two lines about it."""

    def __init__(self, scene: SceneCard) -> None:
        super().__init__()
        self.scene = scene
        self._here = False
        self._picture = QPixmap(str(scene.thumbnail)) if scene.thumbnail else QPixmap()
        self._scaled = QPixmap()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEnabled(not scene.problem)
        self.setAccessibleName(scene.name)
        self.setAccessibleDescription(scene.problem or scene.description)
        self.setToolTip(scene.problem)
        self.setMinimumWidth(_CARD_MIN_PX - 20)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._fix_height()

    def set_here(self, here: bool) -> None:
        self._here = here
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_CARD_MIN_PX, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fix_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outer = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        shape = QPainterPath()
        shape.addRoundedRect(outer, theme.RADIUS, theme.RADIUS)
        lit = self.underMouse() and self.isEnabled()
        painter.fillPath(shape, QColor(theme.COLOURS.hover if lit else theme.COLOURS.raised))
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter, QRectF(outer.x(), outer.y(), outer.width(), self._picture_height()))
        painter.restore()
        self._paint_words(painter)
        edge = theme.COLOURS.lamp if self.hasFocus() else theme.COLOURS.line_strong if lit else theme.COLOURS.line
        painter.setPen(QPen(QColor(edge), 2.4 if self.hasFocus() else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        if self._picture.isNull():
            paint_placeholder(painter, area, self.scene.name)
        else:
            ratio = self.devicePixelRatio()
            wanted = QSize(round(area.width() * ratio), round(area.height() * ratio))
            if (
                self._scaled.isNull()
                or self._scaled.width() < wanted.width()
                or self._scaled.height() < wanted.height()
            ):
                self._scaled = self._picture.scaled(
                    wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
                )
            from_x, from_y = (self._scaled.width() - wanted.width()) / 2, (self._scaled.height() - wanted.height()) / 2
            painter.drawPixmap(area, self._scaled, QRectF(from_x, from_y, wanted.width(), wanted.height()))
        if self.scene.problem:
            painter.fillRect(area, QColor(11, 14, 20, 170))
        words = tr("You are here") if self._here else self.scene.note
        if words:
            self._paint_tag(painter, area, words)

    def _paint_tag(self, painter: QPainter, area: QRectF, words: str) -> None:
        face = theme.font(12, QFont.Weight.DemiBold)
        metrics = QFontMetrics(face)
        box = QRectF(area.x() + 12, area.y() + 12, metrics.horizontalAdvance(words) + 20, metrics.height() + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.COLOURS.lamp) if self._here else QColor(11, 14, 20, 200))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.COLOURS.on_lamp if self._here else theme.COLOURS.text))
        painter.setFont(face)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter) -> None:
        left, top, width = 16, round(self._picture_height()) + 14, self.width() - 32
        title_face, text_face = self._faces()
        metrics, small = QFontMetrics(title_face), QFontMetrics(text_face)
        painter.setFont(title_face)
        painter.setPen(QColor(theme.COLOURS.text if self.isEnabled() else theme.COLOURS.soft))
        name = metrics.elidedText(self.scene.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, top + metrics.ascent(), name)
        top += metrics.lineSpacing() + 2
        painter.setFont(text_face)
        if self.scene.host_name:
            painter.setPen(QColor(theme.COLOURS.lamp))
            host = small.elidedText(tr("with {0}").format(self.scene.host_name), Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, top + small.ascent(), host)
            top += small.lineSpacing()
        top += 4
        painter.setPen(QColor(theme.COLOURS.bad if self.scene.problem else theme.COLOURS.soft))
        for line in wrapped(self.scene.problem or self.scene.description, text_face, width, 2):
            painter.drawText(left, top + small.ascent(), line)
            top += small.lineSpacing()

    def _faces(self) -> tuple[QFont, QFont]:
        size = self.font().pixelSize() if self.font().pixelSize() > 0 else 15
        return theme.font(size + 1, QFont.Weight.DemiBold), theme.font(max(12, size - 2))

    def _picture_height(self) -> float:
        return (self.width() - 3) * 9 / 16

    def _fix_height(self) -> None:
        title, text = (QFontMetrics(face).lineSpacing() for face in self._faces())
        self.setFixedHeight(round(self._picture_height()) + 14 + title + 2 + text * 3 + 4 + 14)


def wrapped(text: str, face: QFont, width_px: int, rows: int) -> list[str]:
    """At most `rows` lines of text, the last one elided."""
    layout = QTextLayout(" ".join(text.split()), face)
    layout.beginLayout()
    starts: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        starts.append((line.textStart(), line.textLength()))
    layout.endLayout()
    words = layout.text()
    lines = [words[start : start + length].rstrip() for start, length in starts[:rows]]
    if len(starts) > rows:
        rest = words[starts[rows - 1][0] :]
        lines[-1] = QFontMetrics(face).elidedText(rest, Qt.TextElideMode.ElideRight, width_px)
    return lines


def paint_placeholder(painter: QPainter, area: QRectF, name: str) -> None:
    """Hills under an evening sky, their shape and hue taken from the name, for scenes without a picture."""
    seed = sum(ord(character) * (index + 7) for index, character in enumerate(name)) or 1
    hue = 200 + seed % 70
    sky = QLinearGradient(area.topLeft(), area.bottomLeft())
    sky.setColorAt(0.0, QColor.fromHsl(hue, 90, 34))
    sky.setColorAt(0.75, QColor.fromHsl(hue + 60, 60, 82))
    sky.setColorAt(1.0, QColor.fromHsl(28, 120, 120))
    painter.fillRect(area, sky)
    moon = QPointF(area.x() + area.width() * (0.2 + (seed % 61) / 100), area.y() + area.height() * 0.34)
    glow = QRadialGradient(moon, area.height() * 0.3)
    glow.setColorAt(0.0, QColor(255, 232, 200, 190))
    glow.setColorAt(0.22, QColor(255, 222, 180, 60))
    glow.setColorAt(1.0, QColor(255, 222, 180, 0))
    painter.fillRect(area, glow)
    painter.setPen(Qt.PenStyle.NoPen)
    for layer in range(3):
        hill = QPainterPath(QPointF(area.left(), area.bottom()))
        base = area.y() + area.height() * (0.62 + 0.13 * layer)
        rise = area.height() * (0.16 - 0.03 * layer)
        for step in range(9):
            swing = ((seed >> (step + layer)) % 17) / 8.0 - 1.0
            hill.lineTo(QPointF(area.left() + area.width() * step / 8, base - swing * rise))
        hill.lineTo(area.bottomRight())
        hill.closeSubpath()
        painter.setBrush(QColor.fromHsl(hue + 10, 45, 42 - 11 * layer))
        painter.drawPath(hill)
