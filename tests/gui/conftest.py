"""A display, the one QApplication and a main window for tests that need the real thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vr_app.kernel.settings import Settings, changed
from vr_app.ui.actions import SceneCard, UiActions
from vr_app.ui.application import create_application
from vr_app.ui.main_window import MainWindow


class WindowCase:
    """A main window and what it asked for."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.stops = 0
        self.chosen: list[str] = []
        self.changes: list[tuple[str, Any]] = []
        self.closed = 0
        self.talk_keys: list[bool] = []
        self.settings = Settings()
        actions = UiActions(
            send_line=self.sent.append,
            stop=self._stop,
            choose_scene=self.chosen.append,
            change_setting=self._change,
            press_talk=self.talk_keys.append,
            closed=self._close,
        )
        self.window = MainWindow(actions, SCENES)
        self.window.resize(1000, 700)
        self.window.enter_scene("terrace")
        self.conversation = self.window.conversation
        self.input = self.window.conversation.input

    def show_events(self, *events: Any) -> None:
        """Posts events and lets the window take them in."""
        for event in events:
            self.window.bridge.post(event)
        for _ in range(3):
            QApplication.processEvents()

    def _stop(self) -> None:
        self.stops += 1

    def _change(self, name: str, value: Any) -> Settings:
        self.settings = changed(self.settings, name, value)
        self.changes.append((name, value))
        return self.settings

    def _close(self) -> None:
        self.closed += 1


SCENES = (
    SceneCard("terrace", "Observatory terrace", "A stone terrace above the clouds.", "Mei"),
    SceneCard("museum", "Museum hall", "Clockwork birds and looms.", "Aurel"),
    SceneCard("broken", "Winter garden", problem="scene.toml:12: there is no asset called fern"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.gui)


@pytest.fixture(scope="session")
def qapp(display: None) -> Iterator[QApplication]:
    application = create_application(["virgil-tests"])
    yield application
    application.closeAllWindows()
    application.processEvents()
    application.shutdown()


@pytest.fixture
def case(qapp: QApplication, qtbot: QtBot) -> Iterator[WindowCase]:
    """A shown main window whose actions are recorded; closed afterwards, with no timer left ticking."""
    made = WindowCase()
    made.window.show()
    qtbot.waitUntil(made.window.isVisible)
    qapp.processEvents()
    yield made
    made.window.close()
    qapp.processEvents()
    timers = [*made.window.findChildren(QTimer), *made.window.preview.findChildren(QTimer)]
    assert timers
    assert not [timer for timer in timers if timer.isActive()], "timers left running"
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
