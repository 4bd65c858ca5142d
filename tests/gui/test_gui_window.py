"""The window as a whole: places, settings, banners, status, setup and crash pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from vr_app.kernel.errors import UserError
from vr_app.kernel.events import (
    DisplayChanged,
    FrameStatistics,
    InferenceFailed,
    ModelLoading,
    ModelReady,
    VisitorArrived,
)
from vr_app.kernel.settings import Settings
from vr_app.ui.actions import MissingPart, UiActions
from vr_app.ui.crash_notice import CrashNotice
from vr_app.ui.main_window import MainWindow
from vr_app.ui.scene_picker import CardButton
from vr_app.ui.settings_window import Choices, SettingsWindow
from vr_app.ui.status_bar import StatusBar


def colours_in(image: QImage) -> int:
    small = image.scaled(64, 64)
    return len({small.pixel(x, y) for x in range(64) for y in range(64)})


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_page_draws_something(case, qtbot: QtBot) -> None:
    window = case.window
    assert colours_in(window.conversation.grab().toImage()) > 10
    assert colours_in(window.header.grab().toImage()) > 5
    window.header.places.click()
    assert colours_in(window.picker.grab().toImage()) > 50
    window.show_missing([MissingPart("Voice", "The host will not speak.", "vr-app setup")])
    assert colours_in(window.first_run.grab().toImage()) > 10


def test_a_place_is_chosen_with_the_keyboard(case, qtbot: QtBot) -> None:
    case.window.header.places.click()
    cards = case.window.picker.findChildren(CardButton)
    assert [card.scene.id for card in cards] == ["terrace", "museum", "broken"]
    assert not cards[2].isEnabled()
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    qtbot.keyClick(cards[1], Qt.Key.Key_Return)
    assert case.chosen == ["museum"]
    assert case.window.preview._note == "Opening Museum hall"
    case.show_events(VisitorArrived("museum"))
    assert case.window.preview._note == ""
    assert not case.window.header.places.isChecked()


def test_arriving_names_place_and_host_everywhere(case) -> None:
    case.show_events(VisitorArrived("museum"))
    assert case.window.windowTitle().startswith("Museum hall")
    assert "Museum hall" in words_in(case.window.header)
    assert "Aurel" in case.input.placeholderText()


def test_a_fallback_says_why_until_dismissed(case, qtbot: QtBot) -> None:
    assert case.window.banner.words == ""
    case.show_events(DisplayChanged("window", "No OpenXR runtime is installed: showing the desktop window."))
    assert "No OpenXR runtime" in case.window.banner.words
    case.window.banner.dismiss()
    assert case.window.banner.words == ""


def test_the_status_bar_says_what_loads_and_then_what_is_there(case) -> None:
    status = case.window.status
    case.show_events(ModelLoading("language", "qwen", 0.43))
    assert status.activity.text() == "Loading the language model, 43 %"
    assert status.progress.isVisible()
    assert "waking up" in words_in(case.conversation)
    case.show_events(ModelReady("language", "qwen", "llama.cpp", 2.0, 1800.0))
    assert status.activity.text() == "Ready"
    assert not status.progress.isVisible()
    assert status.model.text() == "Qwen"
    assert "listening" in words_in(case.conversation)


def test_a_model_that_cannot_be_loaded_is_named(case) -> None:
    case.show_events(ModelLoading("voice", "amy"), InferenceFailed("voice", None, "The voice file is cut short."))
    assert case.window.banner.words == "The voice file is cut short."
    assert case.window.status.voice.text() == "No voice"


def test_frames_are_counted_per_second(qapp) -> None:
    now = [10.0]
    status = StatusBar(clock_s=lambda: now[0])
    now[0] = 12.0
    status.handle(FrameStatistics(180, 4, 2.0, 5.0))
    assert status.frames.text() == "90 frames/s, 4 missed frames"
    now[0] = 16.0
    status.handle(FrameStatistics(3, 0, 900.0, 950.0))
    assert status.frames.text() == "0.8 frames/s"


def test_settings_take_effect_and_are_stored(case, qtbot: QtBot) -> None:
    window = case.window
    window.open_settings()
    opened = window.findChild(SettingsWindow)
    assert opened is not None
    opened.findChild(QSlider, "voice.speed").setValue(24)
    opened.findChild(QSlider, "display.text_size").setValue(30)
    opened.findChild(QAbstractButton, "display.captions").click()
    opened.flush()
    assert case.changes == [("voice.speed", 1.2), ("display.text_size", 1.5), ("display.captions", False)]
    assert not window.header.captions.isChecked()
    window.header.captions.click()
    assert case.settings.display.captions
    opened.findChild(QSlider, "display.text_size").setValue(20)
    opened.close()


def test_a_refused_setting_says_so(qapp, qtbot: QtBot) -> None:
    def refuse(name: str, value: object) -> Settings | None:
        raise UserError("The settings file cannot be written", remedy="Free some disk space.")

    window = SettingsWindow(Settings(), refuse, Choices(models=[("tiny", "SmolLM2 135M")]))
    qtbot.addWidget(window)
    window.show()
    window.findChild(QSlider, "voice.volume").setValue(3)
    window.flush()
    assert "Free some disk space." in words_in(window)


def test_missing_parts_can_be_skipped(case, qtbot: QtBot) -> None:
    page = case.window.first_run
    case.window.show_missing([MissingPart("Language model", "The host cannot answer.", "vr-app setup")])
    assert page.isVisible()
    assert "vr-app setup" in words_in(page)
    next(b for b in page.findChildren(QPushButton) if b.text() == "Enter without").click()
    assert not page.isVisible()


def test_the_last_crash_is_told_and_its_report_shown(case, qtbot: QtBot) -> None:
    case.window.show_crash("ValueError: boom\x00")
    next(b for b in case.window.banner.findChildren(QPushButton) if b.isVisible()).click()
    notice = case.window.findChild(CrashNotice)
    assert notice is not None
    assert notice.findChild(QPlainTextEdit).toPlainText() == "ValueError: boom␀"
    notice.close()


@pytest.mark.parametrize("size", [(760, 480), (1700, 1100)])
def test_nothing_is_cut_off_at_small_and_large_sizes(case, qtbot: QtBot, size: tuple[int, int]) -> None:
    case.window.resize(*size)
    qtbot.waitUntil(lambda: (case.window.width(), case.window.height()) == size, timeout=20_000)
    for button in case.window.header.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width()
        assert case.window.header.rect().contains(button.geometry())


def test_captions_are_switched_though_the_settings_file_cannot_be_written(qapp, qtbot: QtBot) -> None:
    def refuse(name: str, value: object) -> Settings:
        raise UserError("This setting could not be kept", remedy="Check the file and its folder.")

    window = MainWindow(UiActions(change_setting=refuse))
    qtbot.addWidget(window)
    window.header.captions.click()
    assert not window.header.captions.isChecked()
    assert "could not be kept" in window.banner.words
    window.header.captions.click()
    assert window.header.captions.isChecked()
    window.close()
