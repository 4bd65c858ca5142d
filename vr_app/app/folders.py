"""Where this person's files live on each platform."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """Models, voices, the database, crash reports. `VR_APP_DATA_DIR` overrides it."""
    override = os.environ.get("VR_APP_DATA_DIR")
    return Path(override) if override else platformdirs.user_data_path("virgil", appauthor=False)


def config_folder() -> Path:
    """`settings.toml`. `VR_APP_CONFIG_DIR` overrides it."""
    override = os.environ.get("VR_APP_CONFIG_DIR")
    return Path(override) if override else platformdirs.user_config_path("virgil", appauthor=False)


def settings_file() -> Path:
    return config_folder() / "settings.toml"
