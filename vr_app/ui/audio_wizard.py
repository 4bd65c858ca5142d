"""The first minute with sound: say a sentence, hear the voice around you, measure the echo, choose how to talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vr_app.kernel import hearing_events as he
from vr_app.kernel.settings import HearingSettings
from vr_app.speech.talk_key import is_named, naming
from vr_app.ui.actions import UiActions
from vr_app.ui.checked_words import checked
from vr_app.ui.controls import Switch
from vr_app.ui.hearing_settings import chooser
from vr_app.ui.microphone import LevelMeter
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.wording import tr

SENTENCE = "The lamp is lit and the sea is calm tonight."


class AudioWizard(QDialog):
    """Args:
    actions: opens the microphone and runs the checks.
    change: sets one setting.
    """

    def __init__(
        self,
        actions: UiActions,
        settings: HearingSettings,
        change: Callable[[str, Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Microphone and loudspeaker"))
        self.setMinimumWidth(600)
        self._actions = actions
        self._change = change
        self.meter = LevelMeter(settings.threshold)
        self.heard = _words(tr("Nothing heard yet."))
        self.side = _words("")
        self.echo = _words("")
        self.device = _words("")
        self._microphone = ""
        self._by_key = settings.by_key
        self.key_here = Switch(tr("Always by key with this microphone"), False)
        self.key_here.setObjectName("wizard.by_key")
        self.key_here.setEnabled(False)
        self.key_here.clicked.connect(self._choose_here)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._speak_step())
        column.addWidget(self._listen_step())
        column.addWidget(self._echo_step())
        column.addWidget(self._talk_step(settings))
        done = QPushButton(tr("Done"))
        done.setProperty("role", "primary")
        done.clicked.connect(self.accept)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # Longer words need another line: known only when the panels have been laid out anew.
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as its words need at this width."""
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        match event:
            case he.SoundLevel():
                self.meter.show_level(event)
            case he.HearingChanged():
                self.device.setText(
                    event.problem or (tr("Microphone: {0}").format(event.device) if event.device else "")
                )
                self._show_microphone(event.device)
            case he.WordsHeard() if event.text:
                self.heard.setText(shortened(harmless(event.text), 200) + " …")
            case he.LineHeard():
                self.heard.setText(tr("I heard: “{0}”").format(shortened(harmless(event.text), 200)))
            case he.SoundChecked():
                (self.echo if event.what == "echo" else self.side).setText(checked(event.words))

    def _speak_step(self) -> QWidget:
        start = QPushButton(tr("Listen"))
        start.clicked.connect(self._begin)
        about = tr("Press Listen, then say: “{0}”").format(tr(SENTENCE))
        return _step(tr("1  Say a sentence"), about, start, self.meter, self.heard, self.device)

    def _begin(self) -> None:
        self.heard.setText(tr("Listening …"))
        self._actions.listen(True)

    def _listen_step(self) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        names = {"left": tr("Left"), "behind": tr("Behind"), "both": tr("Both"), "right": tr("Right")}
        for side, name in names.items():
            button = QPushButton(name)
            button.clicked.connect(lambda _checked=False, side=side: self._actions.check_sound("side", side))
            row.addWidget(button)
        return _step(tr("2  Hear the voice"), tr("Each button speaks from one side."), buttons, self.side)

    def _echo_step(self) -> QWidget:
        measure = QPushButton(tr("Play a chirp"))
        measure.clicked.connect(lambda: (self.echo.setText(tr("Listening …")), self._actions.check_sound("echo", "")))
        about = tr("With loudspeakers: keep quiet for two seconds. The delay of the echo is measured and kept.")
        return _step(tr("3  Measure the echo"), about, measure, self.echo)

    def _talk_step(self, settings: HearingSettings) -> QWidget:
        ways = [("open", tr("Listen always")), ("push", tr("Only while F8 or Space is held"))]
        return _step(
            tr("4  How you talk"),
            tr("With others in the room, or with loud speakers, a key is surer."),
            chooser("wizard.mode", settings.mode, ways, self._choose_mode),
            self.key_here,
        )

    def _choose_mode(self, _name: str, value: Any) -> None:
        self._change("hearing.mode", value)

    def _show_microphone(self, name: str) -> None:
        self._microphone = name
        self.key_here.setEnabled(bool(name))
        self.key_here.setChecked(is_named(self._by_key, name))

    def _choose_here(self, wanted: bool) -> None:
        self._by_key = naming(self._by_key, self._microphone, wanted)
        self._change("hearing.by_key", self._by_key)


def _step(title: str, about: str, *controls: QWidget) -> QWidget:
    part = QFrame()
    part.setObjectName("panel")
    column = QVBoxLayout(part)
    column.setContentsMargins(18, 14, 18, 16)
    column.setSpacing(8)
    head = QLabel(title)
    head.setProperty("role", "title")
    column.addWidget(head)
    column.addWidget(_words(about))
    for control in controls:
        column.addWidget(control)
    return part


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label
