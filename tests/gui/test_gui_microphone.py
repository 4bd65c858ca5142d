"""The microphone in the window: button, level, what is heard, talk key, settings and the first-minute check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from vr_app.app.listening.hearing_rules import echo_found
from vr_app.app.listening.voice_sides import SIDES, VoiceSides
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.kernel import hearing_events as he
from vr_app.kernel.settings import Settings
from vr_app.speech.chimes import chirp
from vr_app.ui.actions import UiActions
from vr_app.ui.audio_wizard import AudioWizard
from vr_app.ui.checked_words import checked
from vr_app.ui.hearing_settings import chooser
from vr_app.ui.microphone import LevelMeter, MicrophoneBar
from vr_app.ui.settings_window import Choices, SettingsWindow
from vr_app.ui.wording import speak

pytestmark = pytest.mark.gui
ON = he.HearingChanged(True, "open", "desk microphone")


def bar(qtbot: QtBot) -> tuple[MicrophoneBar, list[bool]]:
    wishes: list[bool] = []
    made = MicrophoneBar(wishes.append)
    qtbot.addWidget(made)
    made.show()
    return made, wishes


def test_the_button_asks_to_listen_and_shows_what_is(qtbot: QtBot) -> None:
    made, wishes = bar(qtbot)
    assert "off" in made.heard.text()
    qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
    assert wishes == [True]
    made.handle(ON)
    assert made.meter.isVisible() and made.heard.text() == "Listening"
    qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
    assert wishes == [True, False]


def test_what_is_heard_is_written_while_it_is_said(qtbot: QtBot) -> None:
    made, _ = bar(qtbot)
    for event, shown in (
        (ON, "Listening"),
        (he.WordsHeard(1, "what is"), "what is …"),
        (he.LineHeard(1, "What is that?", 0, 1, 1, 1), "“What is that?”"),
        (he.CommandGiven("slower", "slower please"), "Done: “slower please”"),
        (he.HearingChanged(False, "open", "", "The microphone went away."), "The microphone went away."),
    ):
        made.handle(event)
        assert made.heard.text() == shown


def test_the_meter_shows_level_and_threshold(qtbot: QtBot) -> None:
    meter = LevelMeter(0.5)
    qtbot.addWidget(meter)
    meter.resize(200, 14)
    meter.show_level(he.SoundLevel(-20.0, -20.0, 0.9, 0.0))
    image = meter.grab().toImage()
    loud = image.pixelColor(40, 4)
    meter.show_level(he.SoundLevel(-90.0, -90.0, 0.0, 0.0))
    assert meter.grab().toImage().pixelColor(40, 4) != loud
    assert meter.level == 0.0


def test_the_talk_key_is_held_and_let_go(case: Any, qtbot: QtBot) -> None:
    made, keys = case.window, case.talk_keys
    qtbot.keyPress(made, Qt.Key.Key_F8)
    qtbot.keyRelease(made, Qt.Key.Key_F8)
    assert keys == [True, False]


def test_space_types_while_one_types_and_talks_otherwise(case: Any, qtbot: QtBot) -> None:
    made, keys = case.window, case.talk_keys
    made.conversation.focus_input()
    qtbot.waitUntil(made.conversation.input.hasFocus)
    qtbot.keyClick(made.conversation.input, Qt.Key.Key_Space)
    assert keys == [] and made.conversation.input.toPlainText() == " "
    made.conversation.input.clearFocus()
    qtbot.keyPress(made, Qt.Key.Key_Space)
    qtbot.keyRelease(made, Qt.Key.Key_Space)
    assert keys == [True, False]


def test_a_setting_changed_by_voice_is_shown(case: Any) -> None:
    made = case.window
    made.bridge.received.emit(he.SettingChanged("display.captions", False))
    assert not made.header.captions.isChecked()


def test_hearing_is_set_in_the_settings_window(qtbot: QtBot) -> None:
    changes: dict[str, Any] = {}
    opened: list[bool] = []
    choices = Choices(microphones=[("desk", "desk")])

    def change(name: str, value: Any) -> Settings | None:
        changes[name] = value
        return None

    made = SettingsWindow(Settings(), change, choices, open_wizard=lambda: opened.append(True))
    qtbot.addWidget(made)
    made.findChild(object, "hearing.device").setCurrentIndex(1)  # type: ignore[attr-defined]
    made.findChild(object, "hearing.mode").setCurrentIndex(1)  # type: ignore[attr-defined]
    qtbot.keyClicks(made.findChild(QLineEdit, "hearing.by_key"), "room, webcam")
    made.findChild(QPushButton, "open wizard").click()
    made.handle(he.SoundLevel(-20.0, -20.0, 0.9, 0.0))
    made.flush()
    assert changes == {"hearing.device": "desk", "hearing.mode": "push", "hearing.by_key": "room, webcam"}
    assert opened == [True]


def test_a_device_that_is_gone_stays_chosen(qtbot: QtBot) -> None:
    made = chooser("hearing.device", "old one", [("", "default")], lambda name, value: None)
    qtbot.addWidget(made)
    assert made.currentText() == "old one (not here)"


def test_the_first_minute(qtbot: QtBot) -> None:
    asked: list[Any] = []
    changes: list[Any] = []
    actions = UiActions(listen=asked.append, check_sound=lambda what, argument: asked.append((what, argument)))
    change: Callable[[str, Any], object] = lambda name, value: changes.append((name, value))  # noqa: E731
    made = AudioWizard(actions, Settings().hearing, change)
    qtbot.addWidget(made)
    made.show()
    for button in made.findChildren(QPushButton):
        if button.text() != "Done":
            button.click()
    assert asked == [True, ("side", "left"), ("side", "behind"), ("side", "both"), ("side", "right"), ("echo", "")]
    made.handle(he.LineHeard(1, "The lamp is lit.", 0, 1, 1, 1))
    made.handle(he.SoundChecked("echo", "The echo comes back after 80 ms.", 0.08))
    assert "The lamp is lit." in made.heard.text() and "80 ms" in made.echo.text()
    made.findChild(object, "wizard.mode").setCurrentIndex(1)  # type: ignore[attr-defined]
    assert changes == [("hearing.mode", "push")]


def test_the_wizard_grows_with_what_it_tells(qtbot: QtBot) -> None:
    made = AudioWizard(UiActions(), Settings().hearing, lambda name, value: None)
    qtbot.addWidget(made)
    made.show()
    for _ in range(3):
        made.handle(he.SoundChecked("echo", "A long story about the echo in this room, word after word. " * 3))
        qtbot.waitUntil(lambda: made.echo.height() >= made.echo.heightForWidth(made.echo.width()), timeout=2000)
        made.handle(he.SoundChecked("echo", "Short."))


def test_what_was_checked_is_told_in_the_windows_language(qapp: QApplication) -> None:
    speaker = NullSpeaker(lambda event: None)
    sides = VoiceSides(speaker)
    told = [sides.go(side) for side in SIDES]
    silence, chirped = np.zeros(16_000, np.float32), np.zeros(16_000, np.float32)
    chirped[2000:6000] = chirp(16_000)[:4000]
    told += [echo_found(*sounds, 0.0).words for sounds in ((silence, silence), (silence, chirped), (chirped, chirped))]
    assert speak(qapp, "zh") == "zh"
    try:
        assert [words for words in map(checked, told) if not re.search(r"[\u4e00-\u9fff]", words)] == []
        assert checked("The echo comes back after 84 ms and is taken out.").count("84") == 1
    finally:
        speak(qapp, "en")
    assert [checked(words) for words in told] == told and checked("Something else.") == "Something else."


def test_a_key_is_chosen_for_one_microphone(qtbot: QtBot) -> None:
    changes: list[Any] = []
    settings = replace(Settings().hearing, by_key="room")
    made = AudioWizard(UiActions(), settings, lambda name, value: changes.append((name, value)))
    qtbot.addWidget(made)
    assert not made.key_here.isEnabled()
    made.handle(he.HearingChanged(True, "push", "Room microphone"))
    assert made.key_here.isChecked()
    made.key_here.click()
    made.handle(ON)
    assert made.key_here.isEnabled() and not made.key_here.isChecked()
    made.key_here.click()
    assert changes == [("hearing.by_key", ""), ("hearing.by_key", "desk microphone")]
