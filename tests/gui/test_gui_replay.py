"""A recorded session in a window: all of its frames, at their own pace, with what was said."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.scenarios.test_scenario_replay import tape  # noqa: F401 - a fixture
from vr_app.app.shows.replay_show import replay_in_window
from vr_app.kernel.errors import UserError
from vr_app.ui.replay_window import ReplayWindow


def test_the_session_is_seen_at_its_pace_and_ends(qtbot: QtBot, tape: Path) -> None:  # noqa: F811
    begun_s = time.monotonic()
    report = replay_in_window(tape, size=(120, 120), stay=False)
    assert report["frames"] == 40 and report["shown"] == 40
    assert time.monotonic() - begun_s >= 39 / 20 - 0.05, "forty frames of a twentieth of a second"


def test_closing_the_window_ends_it_early(qtbot: QtBot, tape: Path) -> None:  # noqa: F811
    def close() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, ReplayWindow):
                widget.close()

    QTimer.singleShot(700, close)
    report = replay_in_window(tape, size=(120, 120), stay=False)
    assert report["frames"] < 40


def test_what_is_no_recording_is_told_and_no_window_stays(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "session.vrsession"
    path.write_bytes(b"no recording at all")
    with pytest.raises(UserError):
        replay_in_window(path)


def test_picture_and_caption_are_painted(qtbot: QtBot) -> None:
    window = ReplayWindow("A session", 300, 200)
    qtbot.addWidget(window)
    picture = np.zeros((100, 100, 4), np.uint8)
    picture[..., 0] = 200
    window.show()
    window.give(picture, "")
    qtbot.waitUntil(lambda: window.pictures == 1)
    plain = window.grab().toImage()
    assert plain.pixelColor(150, 100).red() == 200 and plain.pixelColor(5, 100).red() < 30, "it keeps its shape"
    window.give(picture, "Look, a lamp.")
    qtbot.waitUntil(lambda: window.pictures == 2)
    spoken = window.grab().toImage()
    assert spoken != plain and spoken.pixelColor(150, 60) == plain.pixelColor(150, 60)
    assert window.accessibleDescription() == "Look, a lamp."
