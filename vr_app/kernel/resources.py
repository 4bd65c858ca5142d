"""Where the product's own data lies: at the top of a checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

ResourceFolder = Literal["assets", "scenes", "shaders", "docs"]


def resource_path(folder: ResourceFolder) -> Path:
    """The folder with our own assets, scenes, shaders or pages for users; read-only.

    In a checkout (also with an editable install) it is the one beside `pyproject.toml`, so that an edit is seen at
    once; in an installed wheel it is `vr_app/data/<folder>`.
    """
    return _data(folder)


def constraints_path() -> Path:
    """The list of tested library versions, in pip's constraints format."""
    return _data("constraints.txt")


def _data(name: str) -> Path:
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).exists():
        return checkout / name
    return package / "data" / name
