"""Writes a text file so that nothing is lost: all of it or nothing, and never over what others wrote meanwhile."""

from __future__ import annotations

import os
import time
from pathlib import Path

from vr_app.kernel.errors import Location, UserError

LEFT_BEHIND_S = 30.0
"""A part that is older was left by a writer that has ended."""


def write_safely(path: Path, text: str, *, expected: str | None = None) -> None:
    """Writes beside the file, then puts it in its place; the part beside it also keeps a second writer out.

    Args:
        expected: what the file held when it was read; it is left alone where it holds something else by now.

    Raises: UserError: the old file is as it was.
    """
    part = path.with_name(f".{path.name}.part")
    begun = False
    try:
        _end_of_others(part)
        with part.open("x", encoding="utf-8", newline="") as file:
            begun = True
            _must_hold(path, expected)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except FileExistsError as error:
        raise UserError(
            "The file is being written by somebody else", where=Location(path), remedy="Try again in a moment."
        ) from error
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "Free some space or mend its permissions. The old file is as it was."
        raise UserError(f"The file cannot be written: {reason}", where=Location(path), remedy=remedy) from error
    finally:
        if begun:
            part.unlink(missing_ok=True)


def _must_hold(path: Path, expected: str | None) -> None:
    if expected is not None and path.read_text(encoding="utf-8-sig") != expected:
        remedy = "Look at what was written there, then try again."
        raise UserError("The file was changed by somebody else meanwhile", where=Location(path), remedy=remedy)


def _end_of_others(part: Path) -> None:
    """Takes away what a writer left that was ended in the midst."""
    try:
        if time.time() - part.stat().st_mtime > LEFT_BEHIND_S:
            part.unlink()
    except FileNotFoundError:
        pass
