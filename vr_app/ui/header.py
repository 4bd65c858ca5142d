"""The top line: where one is, and the way to places, captions and settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from vr_app.ui import theme
from vr_app.ui.icons import IconName, icon
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr


class Header(QWidget):
    """Signals:
    places_toggled(bool), captions_toggled(bool), settings_wanted().
    """

    places_toggled = Signal(bool)
    captions_toggled = Signal(bool)
    settings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(56)
        mark = QLabel()
        mark.setPixmap(icon("lamp", theme.COLOURS.lamp).pixmap(QSize(26, 26), 2.0))
        self._name = QLabel("Virgil")
        self._name.setProperty("role", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._with = QLabel()
        self._with.setProperty("role", "beside")
        self._with.setTextFormat(Qt.TextFormat.PlainText)
        self._with.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.places = _button("places", tr("Places"), tr("Choose where to go (Ctrl+P)"))
        self.places.setCheckable(True)
        self.places.toggled.connect(self.places_toggled)
        self.captions = _button("captions", tr("Captions"), tr("Show what is said under the picture"))
        self.captions.setCheckable(True)
        self.captions.toggled.connect(self.captions_toggled)
        self.settings = _button("settings", tr("Settings"), tr("Settings (Ctrl+,)"))
        self.settings.clicked.connect(self.settings_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(mark)
        row.addSpacing(8)
        row.addWidget(self._name)
        row.addSpacing(8)
        row.addWidget(self._with, 1)
        for button in (self.places, self.captions, self.settings):
            row.addWidget(button)

    def set_place(self, name: str, host_name: str) -> None:
        """The scene one is in, "" for none, and who is there."""
        self._name.setText(shortened(harmless(name), 40) or "Virgil")
        self._name.setToolTip(harmless(name))
        self._with.setText(tr("with {0}").format(harmless(host_name)) if host_name else "")


def _button(name: IconName, words: str, tip: str) -> QPushButton:
    button = QPushButton(f" {words}")
    button.setAccessibleName(words)
    button.setIcon(icon(name, theme.COLOURS.soft))
    button.setIconSize(QSize(19, 19))
    button.setProperty("role", "quiet")
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
