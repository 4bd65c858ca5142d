"""Where this person's files live on each platform."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from vr_app.kernel.resources import data_folder

__all__ = ["config_folder", "data_folder", "settings_file"]


def config_folder() -> Path:
    """`settings.toml`. `VR_APP_CONFIG_DIR` overrides it."""
    override = os.environ.get("VR_APP_CONFIG_DIR")
    return Path(override) if override else platformdirs.user_config_path("virgil", appauthor=False)


def settings_file() -> Path:
    return config_folder() / "settings.toml"
