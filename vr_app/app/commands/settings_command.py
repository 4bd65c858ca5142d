"""`vr-app settings`: all that can be set, and taking it from one machine to another."""

from __future__ import annotations

import argparse
import json
import os
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

import tomlkit

from vr_app.app.folders import settings_file
from vr_app.app.settings_file import write_setting
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.settings import Settings, load_settings

NOT_TAKEN_ALONG = ("memory.person",)
"""Whose memory is used stays with the machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    show = verbs.add_parser("show", help="what is set, and what it means")
    show.add_argument("--json", action="store_true", help="as JSON")
    out = verbs.add_parser("export", help="write what you have changed into a file")
    out.add_argument("file", type=Path)
    into = verbs.add_parser("import", help="take the settings of such a file")
    into.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    if arguments.verb == "show":
        settings = load_settings(settings_file(), os.environ)
        print(json.dumps(asdict(settings), indent=1) if arguments.json else as_text(settings))
    elif arguments.verb == "export":
        print(f"{export_settings(settings_file(), arguments.file)} settings written to {arguments.file}.")
    else:
        print(f"{import_settings(arguments.file, settings_file())} settings taken from {arguments.file}.")
    return 0


def changes(path: Path) -> dict[str, object]:
    """What a settings file says, as {"section.key": value}, checked.

    Raises: UserError with file and line.
    """
    load_settings(path, {})
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{section}.{key}": value for section, values in table.items() for key, value in values.items()}


def export_settings(source: Path, target: Path) -> int:
    """Writes what differs from the defaults. Returns: how many settings.

    Raises: UserError.
    """
    document = tomlkit.document()
    kept = {name: value for name, value in changes(source).items() if name not in NOT_TAKEN_ALONG}
    for name, value in sorted(kept.items()):
        section, key = name.split(".", 1)
        if section not in document:
            document[section] = tomlkit.table()
        document[section][key] = value  # type: ignore[index]
    try:
        target.write_text(tomlkit.dumps(document), encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"This file cannot be written: {error.strerror or error}", where=Location(target), remedy="Choose another."
        ) from error
    return len(kept)


def import_settings(source: Path, target: Path) -> int:
    """Takes over everything that a file sets; what it does not name stays. All or nothing. Returns: how many.

    Raises: UserError with file and line, before anything is changed.
    """
    if not source.is_file():
        raise UserError("This file is not there", where=Location(source), remedy="Make one with `settings export`.")
    taken = {name: value for name, value in changes(source).items() if name not in NOT_TAKEN_ALONG}
    for name, value in taken.items():
        write_setting(target, name, value)
    return len(taken)


def as_text(settings: Settings) -> str:
    """Every setting with its value, and a star where it is not the default."""
    lines, plain = [], Settings()
    for part in fields(settings):
        lines.append(f"[{part.name}]")
        section, default = getattr(settings, part.name), getattr(plain, part.name)
        for field in fields(section):
            value = getattr(section, field.name)
            mark = "*" if value != getattr(default, field.name) else " "
            lines.append(f" {mark} {field.name} = {json.dumps(value)}   # {field.metadata['about']}")
    return "\n".join(lines)
