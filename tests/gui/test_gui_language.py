"""The window in Chinese: every word of it has a translation, and the released file speaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tools.build_translations.__main__ import TRANSLATIONS, read_ts, words_of_window
from vr_app.kernel.settings import Settings
from vr_app.ui.settings_window import Choices, SettingsWindow
from vr_app.ui.wording import language_of_window, speak, tr


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    assert speak(qapp, "zh") == "zh"
    yield
    speak(qapp, "en")


def test_every_word_is_translated_and_keeps_its_gaps() -> None:
    told = read_ts(TRANSLATIONS / "virgil_zh_CN.ts")
    assert [word for word in words_of_window() if word not in told] == []
    gaps = re.compile(r"\{\d\}")
    assert [word for word, zh in told.items() if sorted(gaps.findall(word)) != sorted(gaps.findall(zh))] == []
    assert [word for word, zh in told.items() if not re.search(r"[\u4e00-\u9fff]", zh)] == []


def test_the_released_file_speaks_chinese(in_chinese: None, qtbot: Any) -> None:
    assert tr("Settings") == "设置"
    assert tr("Say something to {0}").format("Ilario") == "对Ilario说点什么"
    window = SettingsWindow(Settings(), lambda name, value: None, Choices())
    qtbot.addWidget(window)
    assert window.windowTitle() == "设置"


def test_english_is_as_written(qapp: QApplication) -> None:
    assert speak(qapp, "en") == "en"
    assert tr("Settings") == "Settings"


def test_the_system_decides_where_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language_of_window("auto") == "zh"
    assert language_of_window("en") == "en"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert language_of_window("auto") == "en"
