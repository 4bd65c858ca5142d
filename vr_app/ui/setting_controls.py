"""The controls of the settings window: each shows one value of the settings file and tells of its change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from vr_app.ui.controls import DropDown, Switch
from vr_app.ui.wording import tr

LABEL_PX = 136
"""Width of the column of names, the same in every group, so that all controls begin on one line."""


class SettingControls:
    """Makes controls. `later(name, value)` is told of every change."""

    def __init__(self, later: Callable[[str, Any], None]) -> None:
        self._later = later

    def slider(self, name: str, value: float, low: float, high: float, words: Callable[[float], str]) -> QWidget:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setAccessibleName(name)
        slider.setRange(round(low * 20), round(high * 20))
        slider.setPageStep(2)
        slider.setValue(round(value * 20))
        shown = QLabel(words(value))
        shown.setProperty("role", "small")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        shown.setMinimumWidth(52)
        slider.valueChanged.connect(lambda steps: (shown.setText(words(steps / 20)), self._later(name, steps / 20)))
        return _row(slider, shown)

    def combo(self, name: str, value: str, known: Sequence[tuple[str, str]], auto: str) -> QWidget:
        combo = DropDown()
        combo.setObjectName(name)
        combo.setAccessibleName(name)
        entries = [("auto", auto), *known]
        if value not in [key for key, _ in entries]:
            entries.append((value, value))
        for key, words in entries:
            combo.addItem(tr(words), key)
        combo.setCurrentIndex([key for key, _ in entries].index(value))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.currentIndexChanged.connect(lambda index: self._later(name, combo.itemData(index)))
        return combo

    def choice(self, name: str, value: Any, entries: Sequence[tuple[Any, str]]) -> QWidget:
        """One of a few values, each with its words; a value from the file that is none of them is kept."""
        combo = DropDown()
        combo.setObjectName(name)
        combo.setAccessibleName(name)
        if value not in [key for key, _ in entries]:
            entries = [*entries, (value, str(value))]
        for key, words in entries:
            combo.addItem(tr(words), key)
        combo.setCurrentIndex([key for key, _ in entries].index(value))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.currentIndexChanged.connect(lambda index: self._later(name, combo.itemData(index)))
        return combo

    def switch(self, name: str, value: bool, words: str) -> QWidget:
        box = Switch(words, value)
        box.setObjectName(name)
        box.toggled.connect(lambda checked: self._later(name, checked))
        return box


class SettingsPart(QFrame):
    """A titled group of labelled controls in two columns."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        head = QLabel(title)
        head.setProperty("role", "title")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 16, 20, 18)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(head, 0, 0, 1, 2)

    def add(self, words: str, control: QWidget) -> None:
        label = QLabel(tr(words))
        label.setProperty("role", "soft")
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(control, row, 1)

    def note(self, words: str) -> None:
        label = QLabel(words)
        label.setProperty("role", "tiny")
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 1)


def _row(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for index, widget in enumerate(widgets):
        row.addWidget(widget, 1 if index == 0 else 0)
    return box
