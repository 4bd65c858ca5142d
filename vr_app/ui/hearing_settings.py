"""The part of the settings window about hearing: microphone, way of talking, thresholds beside a live meter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from vr_app.kernel.settings import HearingSettings
from vr_app.ui.controls import DropDown
from vr_app.ui.microphone import LevelMeter
from vr_app.ui.wording import tr

Later = Callable[[str, Any], None]


class Part(Protocol):
    """A titled group of labelled controls."""

    def add(self, words: str, control: QWidget) -> None: ...

    def note(self, words: str) -> None: ...


def fill_hearing_part(
    part: Part,
    settings: HearingSettings,
    *,
    microphones: Sequence[tuple[str, str]],
    recognizers: Sequence[tuple[str, str]],
    slider: Callable[..., QWidget],
    switch: Callable[..., QWidget],
    later: Later,
    open_wizard: Callable[[], None] | None,
) -> LevelMeter:
    """Adds the controls. Returns the meter, to be fed with `SoundLevel`s."""
    meter = LevelMeter(settings.threshold)
    part.add(tr("Microphone"), switch("hearing.on", settings.on, tr("Listen from the start")))
    part.add(
        tr("Device"),
        chooser("hearing.device", settings.device, [("", tr("The system's default")), *microphones], later),
    )
    ways = [("open", tr("Listen always")), ("push", tr("Only while F8 or Space is held"))]
    part.add(tr("Talking"), chooser("hearing.mode", settings.mode, ways, later))
    part.add(tr("By key with"), microphone_names("hearing.by_key", settings.by_key, later))
    part.add(tr("Level"), meter)

    def sure(value: float) -> str:
        meter.threshold = value
        meter.update()
        return f"{value:.0%}"

    part.add(tr("Voice from"), slider("hearing.threshold", settings.threshold, 0.1, 0.95, sure))
    part.add(tr("Pause"), slider("hearing.pause_s", settings.pause_s, 0.2, 1.5, lambda v: f"{v:.2f} s"))
    longest = slider("hearing.longest_pause_s", settings.longest_pause_s, 0.3, 4.0, lambda v: f"{v:.2f} s")
    part.add(tr("Longest pause"), longest)
    part.add(tr("Echo"), switch("hearing.cancel_echo", settings.cancel_echo, tr("Take out the host's own voice")))
    part.add(
        tr("Noise"), switch("hearing.suppress_noise", settings.suppress_noise, tr("Tell voices from steady noise"))
    )
    names = [("auto", tr("Chosen for this machine")), *recognizers]
    part.add(tr("Recogniser"), chooser("hearing.recognizer", settings.recognizer, names, later))
    if open_wizard is not None:
        wizard = QPushButton(tr("Try microphone and loudspeaker …"))
        wizard.setObjectName("open wizard")
        wizard.clicked.connect(open_wizard)
        part.add(tr("Check"), wizard)
    part.note(tr("A voice counts from the notch on; after a pause that long a finished sentence is answered."))
    return meter


def microphone_names(name: str, value: str, later: Later) -> QLineEdit:
    """A line for parts of microphones' names."""
    line = QLineEdit(value)
    line.setObjectName(name)
    line.setAccessibleName(name)
    line.setMaxLength(300)
    line.setPlaceholderText(tr("Parts of names: room, webcam"))
    line.textEdited.connect(lambda text: later(name, text.strip()))
    return line


def chooser(name: str, value: str, known: Sequence[tuple[str, str]], later: Later) -> DropDown:
    """A list of (value, words)."""
    combo = DropDown()
    combo.setObjectName(name)
    combo.setAccessibleName(name)
    entries = [*known] if value in [key for key, _ in known] else [*known, (value, tr("{0} (not here)").format(value))]
    for key, words in entries:
        combo.addItem(words, key)
    combo.setCurrentIndex([key for key, _ in entries].index(value))
    combo.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.currentIndexChanged.connect(lambda index: later(name, combo.itemData(index)))
    return combo
