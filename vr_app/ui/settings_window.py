"""The settings a person changes while visiting; every change takes effect at once and goes to the settings file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vr_app.kernel.errors import UserError
from vr_app.kernel.hearing_events import SoundLevel
from vr_app.kernel.settings import Settings
from vr_app.ui.hearing_settings import fill_hearing_part
from vr_app.ui.setting_controls import SettingControls, SettingsPart
from vr_app.ui.wording import tr

Change = Callable[[str, Any], Settings | None]


WINDOW_LANGUAGES = (("auto", "As the system"), ("en", "English"), ("zh", "中文"))
CAPTION_LANGUAGES = (
    ("spoken", "As spoken"),
    ("en", "English"),
    ("zh", "中文"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ru", "Русский"),
)
VIEWS = (("vr", "The scene all round"), ("ar", "The host in your room"), ("diorama", "A model on a table"))
SIZES = (("small", "Small"), ("medium", "Medium"), ("large", "Large"), ("huge", "Huge"))
MIRRORS = (("left", "Left eye"), ("both", "Both eyes"), ("follow", "A camera behind the wearer"))
OUTPUTS = (
    ("auto", "By the display"),
    ("headphones", "Headphones"),
    ("loudspeakers", "Loudspeakers"),
    ("stereo", "The voice in the middle"),
    ("mono", "One channel for both ears"),
)
MOVES = (("teleport", "By jumps"), ("smooth", "Gliding with the stick"))
TURNS = (("snap", "In steps"), ("smooth", "Smoothly"), ("off", "Only by turning myself"))
SNAPS = ((15, "15°"), (30, "30°"), (45, "45°"), (60, "60°"), (90, "90°"))
BUTTONS = (
    ("usual", "As usual"),
    ("trigger", "Trigger"),
    ("squeeze", "Grip"),
    ("primary", "A or X"),
    ("secondary", "B or Y"),
    ("stick press", "Stick, pressed"),
    ("menu", "Menu"),
    ("none", "No button"),
)
REBOUND = (
    ("Take hold", "grab_button"),
    ("Teleport", "teleport_button"),
    ("Menu", "menu_button"),
    ("View straight", "recentre_button"),
)


@dataclass(frozen=True)
class Choices:
    """What can be chosen on this machine: (value in the settings file, words to show), besides "auto"."""

    models: Sequence[tuple[str, str]] = ()
    voices: Sequence[tuple[str, str]] = ()
    settings_file: Path | None = None
    recognizers: Sequence[tuple[str, str]] = ()
    microphones: Sequence[tuple[str, str]] = ()


class SettingsWindow(QDialog):
    """Args:
    change: stores one value; raises UserError, which is shown under the controls.
    open_wizard: shows the check of microphone and loudspeaker; None where there is none.
    open_memory: shows what is remembered of the person; None where nothing is.
    """

    def __init__(
        self,
        settings: Settings,
        change: Change,
        choices: Choices,
        parent: QWidget | None = None,
        *,
        open_wizard: Callable[[], None] | None = None,
        open_memory: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setMinimumSize(500, 420)
        self._change = change
        make = SettingControls(self._later)
        self._slider, self._combo, self._choice, self._switch = make.slider, make.combo, make.choice, make.switch
        self._waiting: dict[str, Any] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self.flush)
        self._problem = QLabel()
        self._problem.setProperty("role", "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 24, 28, 12)
        column.setSpacing(22)
        column.addWidget(self._voice_part(settings, choices))
        column.addWidget(self._hearing_part(settings, choices, open_wizard))
        column.addWidget(self._reading_part(settings))
        column.addWidget(self._thinking_part(settings, choices, open_memory))
        column.addWidget(self._headset_part(settings))
        column.addWidget(self._moving_part(settings))
        column.addWidget(self._hands_part(settings))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot(choices))
        scale = max(settings.display.text_size, 1.0)
        room = self.screen().availableSize() * 0.92
        self.resize(QSize(round(560 * scale), round(680 * scale)).boundedTo(room))

    def flush(self) -> None:
        """Stores what has been changed and not stored yet (slider movements are gathered for a moment)."""
        self._soon.stop()
        waiting, self._waiting = self._waiting, {}
        for name, value in waiting.items():
            try:
                self._change(name, value)
            except UserError as error:
                self._problem.setText(str(error))
                self._problem.show()
                return
        if waiting:
            self._problem.hide()

    def handle(self, event: Any) -> None:
        """Takes any kernel event: the microphone's level is shown live."""
        if isinstance(event, SoundLevel):
            self._meter.show_level(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.flush()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self.flush()
        super().done(result)

    # ---------------------------------------------------------------- parts

    def _voice_part(self, settings: Settings, choices: Choices) -> QWidget:
        part = SettingsPart(tr("Voice"))
        part.add(tr("Volume"), self._slider("voice.volume", settings.voice.volume, 0.0, 1.0, lambda v: f"{v:.0%}"))
        part.add(tr("Speed"), self._slider("voice.speed", settings.voice.speed, 0.5, 2.0, lambda v: f"{v:.2f}×"))
        part.add(
            tr("Voice"), self._combo("voice.name", settings.voice.name, choices.voices, tr("Chosen for this machine"))
        )
        part.add(tr("Sound for"), self._choice("sound.output", settings.sound.output, OUTPUTS))
        part.add(tr("Room echo"), self._switch("sound.room", settings.sound.room, tr("Voices sound as in this place")))
        ambience = self._slider("sound.ambience", settings.sound.ambience, 0.0, 1.0, lambda v: f"{v:.0%}")
        part.add(tr("Sound of the place"), ambience)
        return part

    def _reading_part(self, settings: Settings) -> QWidget:
        part = SettingsPart(tr("Reading"))
        part.add(tr("Language"), self._choice("display.language", settings.display.language, WINDOW_LANGUAGES))
        part.note(tr("Another language is shown from the next start on."))
        part.add(
            tr("Text size"),
            self._slider("display.text_size", settings.display.text_size, 0.75, 2.0, lambda v: f"{v:.0%}"),
        )
        part.add(
            tr("Captions"),
            self._switch("display.captions", settings.display.captions, tr("Under the picture")),
        )
        part.add(tr("Captions in"), self._choice("captions.language", settings.captions.language, CAPTION_LANGUAGES))
        part.note(tr("Another language than the spoken one is translated by the language model, and marked so."))
        return part

    def _thinking_part(self, settings: Settings, choices: Choices, open_memory: Callable[[], None] | None) -> QWidget:
        part = SettingsPart(tr("Host"))
        model = self._combo("language.model", settings.language.model, choices.models, tr("Chosen for this machine"))
        part.add(tr("Language model"), model)
        part.note(tr("Another model or voice is used from the next start on."))
        part.add(tr("Memory"), self._switch("memory.remember", settings.memory.remember, tr("Keep conversations here")))
        if open_memory is not None:
            show = QPushButton(tr("What is remembered of me"))
            show.clicked.connect(open_memory)
            part.add("", show)
        return part

    def _headset_part(self, settings: Settings) -> QWidget:
        part, captions, headset = SettingsPart(tr("In the headset")), settings.captions, settings.headset
        part.add(tr("Caption size"), self._choice("captions.size", captions.size, SIZES))
        part.add(
            tr("Caption plate"),
            self._slider("captions.background", captions.background, 0.0, 1.0, lambda v: f"{v:.0%}"),
        )
        part.add(
            tr("High contrast"), self._switch("captions.contrast", captions.contrast, tr("Black, white and yellow"))
        )
        part.add(tr("Listening orb"), self._switch("headset.orb", headset.orb, tr("By the host and at the wrist")))
        part.add(tr("Figures"), self._switch("headset.figures", headset.figures, tr("How the machine copes (F3)")))
        part.add(tr("Window shows"), self._choice("headset.mirror", headset.mirror, MIRRORS))
        return part

    def _moving_part(self, settings: Settings) -> QWidget:
        part, comfort = SettingsPart(tr("Moving in the headset")), settings.comfort
        part.add(tr("You see"), self._choice("display.view", settings.display.view, VIEWS))
        part.add(tr("Walking"), self._choice("comfort.move", comfort.move, MOVES))
        part.add(tr("Turning"), self._choice("comfort.turn", comfort.turn, TURNS))
        part.add(tr("Each step turns"), self._choice("comfort.snap_deg", comfort.snap_deg, SNAPS))
        part.add(
            tr("Narrow the view"), self._slider("comfort.vignette", comfort.vignette, 0.0, 1.0, lambda v: f"{v:.0%}")
        )
        part.add(tr("Seated"), self._switch("comfort.seated", comfort.seated, tr("Lift my eyes to standing height")))
        part.add(tr("Eye height"), self._slider("comfort.height_m", comfort.height_m, 0.8, 2.2, lambda v: f"{v:.2f} m"))
        part.add(tr("Floor"), self._slider("comfort.floor_m", comfort.floor_m, -1.0, 1.0, lambda v: f"{v:+.2f} m"))
        part.add(
            tr("Breaks"), self._switch("comfort.break_hint", comfort.break_hint, tr("Mention one after forty minutes"))
        )
        return part

    def _hands_part(self, settings: Settings) -> QWidget:
        part, hands = SettingsPart(tr("Controllers")), settings.input
        part.add(
            tr("Left-handed"),
            self._switch("input.left_handed", hands.left_handed, tr("Point and turn with the left hand")),
        )
        for words, name in REBOUND:
            part.add(words, self._choice(f"input.{name}", getattr(hands, name), BUTTONS))
        part.note(tr("Controllers change when the headset is next entered."))
        return part

    def _hearing_part(self, settings: Settings, choices: Choices, open_wizard: Callable[[], None] | None) -> QWidget:
        part = SettingsPart(tr("Hearing"))
        self._meter = fill_hearing_part(
            part,
            settings.hearing,
            microphones=choices.microphones,
            recognizers=choices.recognizers,
            slider=self._slider,
            switch=self._switch,
            later=self._later,
            open_wizard=open_wizard,
        )
        return part

    def _foot(self, choices: Choices) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 8, 28, 20)
        words = QVBoxLayout()
        words.addWidget(self._problem)
        if choices.settings_file is not None:
            path = QLabel(tr("Kept in {0}").format(choices.settings_file))
            path.setProperty("role", "tiny")
            path.setWordWrap(True)
            path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(path)
        foot.addLayout(words, 1)
        close = QPushButton(tr("Done"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    def _later(self, name: str, value: Any) -> None:
        self._waiting[name] = value
        self._soon.start()
