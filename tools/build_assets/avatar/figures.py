"""The ready-made figures, read from `figures/*.toml`: a design names only what differs from the first figure."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from tools.build_assets.avatar.design import Build, Clothes, Face, Figure, Hair
from tools.build_assets.avatar.palette import Palette

FOLDER = Path(__file__).parent / "figures"
_PARTS: dict[str, type] = {"face": Face, "build": Build, "hair": Hair, "clothes": Clothes}
_ORDER = ("host", "ilario", "tomas", "joren", "mei", "amara", "lena", "samira", "ingrid", "rafi")


def _rgb(text: str) -> Any:
    """The bytes of a colour like `#1e2e4e`."""
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue


def read_design(path: Path) -> Figure:
    """One design.

    Raises: ValueError naming the file and the key that is not known.
    """
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, Any] = {}
    for name, kind in (_PARTS | {"colours": Palette}).items():
        rows = data.pop(name, {})
        unknown = set(rows) - {field.name for field in dataclasses.fields(kind)}
        if unknown:
            raise ValueError(f"{path}: [{name}] has no {', '.join(sorted(unknown))}")
        if kind is Palette:
            rows = {key: _rgb(value) for key, value in rows.items()}
        parts[name] = kind(**rows)
    data["tags"] = tuple(data.get("tags", ()))
    return Figure(name=path.stem, **data, **parts)


def figures() -> dict[str, Figure]:
    """All of ours by name, the first one first."""
    found = {path.stem: path for path in FOLDER.glob("*.toml")}
    names = [*(name for name in _ORDER if name in found), *sorted(set(found) - set(_ORDER))]
    return {name: read_design(found[name]) for name in names}
