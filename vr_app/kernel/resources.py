"""Where data lies: the product's own (in a checkout, or inside the installed package) and this person's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs

ResourceFolder = Literal["assets", "scenes", "shaders", "docs"]


def resource_path(folder: ResourceFolder) -> Path:
    """The folder with our own assets, scenes, shaders or pages for users; read-only.

    In a checkout (also with an editable install) it is the one beside `pyproject.toml`, so that an edit is seen at
    once; in an installed wheel it is `vr_app/data/<folder>`.
    """
    return _data(folder)


def data_folder() -> Path:
    """This person's models, voices, packs, scenes and database. `VR_APP_DATA_DIR` overrides it."""
    override = os.environ.get("VR_APP_DATA_DIR")
    return Path(override) if override else platformdirs.user_data_path("virgil", appauthor=False)


def constraints_path() -> Path:
    """The list of tested library versions, in pip's constraints format."""
    return _data("constraints.txt")


def _data(name: str) -> Path:
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).exists():
        return checkout / name
    return package / "data" / name
