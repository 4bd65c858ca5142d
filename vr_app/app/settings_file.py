"""Writes one setting into the person's settings file, keeping its comments and order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from vr_app.kernel.errors import Location, UserError


def write_setting(path: Path, dotted: str, value: Any) -> None:
    """Sets `section.key` in the file (made if it is not there); whole or not at all.

    Raises: UserError naming the file.
    """
    section, key = dotted.split(".", 1)
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.is_file() else tomlkit.document()
        if section not in document:
            document[section] = tomlkit.table()
        document[section][key] = value  # type: ignore[index]
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(tomlkit.dumps(document), encoding="utf-8")
        part.replace(path)
    except (OSError, TOMLKitError, UnicodeDecodeError) as error:
        raise UserError(
            f"This setting could not be kept: {error}",
            where=Location(path),
            remedy="Check the file and its folder; the change lasts until the app ends.",
        ) from error
