"""Writes a text file so that nothing is lost: all of it or nothing, and never over what others wrote meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

from vr_app.kernel.errors import Location, UserError


def write_safely(path: Path, text: str, *, expected: str | None = None) -> None:
    """Writes beside the file, then puts it in its place.

    Args:
        expected: what the file held when it was read; it is left alone where it holds something else by now.

    Raises: UserError: the old file is as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if expected is not None and path.read_text(encoding="utf-8-sig") != expected:
            remedy = "Look at what was written there, then try again."
            raise UserError("The file was changed by somebody else meanwhile", where=Location(path), remedy=remedy)
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "Free some space or mend its permissions. The old file is as it was."
        raise UserError(f"The file cannot be written: {reason}", where=Location(path), remedy=remedy) from error
    finally:
        part.unlink(missing_ok=True)
