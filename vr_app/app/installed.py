"""What is installed on this machine, for those who choose among it."""

from __future__ import annotations

from vr_app.app.folders import data_folder, settings_file
from vr_app.audio.devices import microphone_names
from vr_app.install.model_store import ModelStore
from vr_app.ui.settings_window import Choices


def choices() -> Choices:
    """Installed models and voices, for the settings window."""
    store = ModelStore(data_folder())

    def installed(kind: str) -> list[tuple[str, str]]:
        return [(m.name, m.title) for m in store.catalogue if m.kind == kind and store.path_of(m.name)]

    return Choices(
        installed("language"),
        installed("voice"),
        settings_file(),
        recognizers=installed("recognizer"),
        microphones=[(name, name) for name in microphone_names()],
    )
