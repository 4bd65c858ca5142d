"""The windows beside the main one: settings, the check of microphone and loudspeaker, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from vr_app.kernel.ids import PersonId
from vr_app.kernel.settings import Settings
from vr_app.ui.actions import UiActions
from vr_app.ui.audio_wizard import AudioWizard
from vr_app.ui.memory_window import MemoryWindow
from vr_app.ui.settings_window import Change, Choices, SettingsWindow


class SideWindows:
    """Args:
    parent: the main window.
    actions: what a window asks of the app.
    choices: installed models and voices.
    change: stores one setting; raises UserError.
    settings: gives them as they stand now.
    """

    def __init__(
        self, parent: QWidget, actions: UiActions, choices: Choices, change: Change, settings: Callable[[], Settings]
    ) -> None:
        self._parent, self._actions, self._choices, self._change = parent, actions, choices, change
        self._now = settings
        self.settings: SettingsWindow | None = None
        self.wizard: AudioWizard | None = None
        self.memory: MemoryWindow | None = None

    def open_settings(self) -> None:
        """Shows the settings as they stand now."""
        if self.settings is None:
            self.settings = SettingsWindow(
                self._now(),
                self._change,
                self._choices,
                self._parent,
                open_wizard=self.open_wizard,
                open_memory=self.open_memory,
            )
            self.settings.finished.connect(self._settings_closed)
        self.settings.show()
        self.settings.raise_()

    def open_wizard(self) -> None:
        """Shows the check of microphone and loudspeaker."""
        if self.wizard is None:
            self.wizard = AudioWizard(self._actions, self._now().hearing, self._change, self._parent)
            self.wizard.finished.connect(self._wizard_closed)
        self.wizard.show()
        self.wizard.raise_()

    def open_memory(self) -> None:
        """Shows what is remembered of the person."""
        if self.memory is None:
            self.memory = MemoryWindow(self._actions, PersonId(self._now().memory.person), self._parent)
        self.memory.ask()

    def handle(self, event: Any) -> None:
        """Takes any kernel event; whichever window is open shows it."""
        for window in (self.settings, self.wizard, self.memory):
            if window is not None:
                window.handle(event)

    def close_settings(self) -> None:
        """Closes the settings; what was not stored yet is stored."""
        if self.settings is not None:
            self.settings.close()

    def _settings_closed(self) -> None:
        if self.settings is not None:
            self.settings.deleteLater()
            self.settings = None

    def _wizard_closed(self) -> None:
        if self.wizard is not None:
            self.wizard.deleteLater()
            self.wizard = None
