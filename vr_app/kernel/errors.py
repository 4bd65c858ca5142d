"""The two kinds of error a person may see. Anything else that is raised is a bug."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Location:
    """A place in a file, counted as editors count (first line and column are 1; 0 means unknown)."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [str(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class UserError(Exception):
    """Something the person can mend: bad input, a missing file, a missing part of the machine.

    Args:
        message: what is wrong, in plain words, without a final full stop.
        where: the file (and line) it is about, if any.
        remedy: what to do about it, a whole sentence.
        exit_code: 1 failed, 2 wrong usage, 3 the machine lacks something.
    """

    def __init__(self, message: str, *, where: Location | None = None, remedy: str = "", exit_code: int = 1) -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        self.exit_code = exit_code
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}. {self.remedy}" if self.remedy else f"{head}."


class DeviceError(Exception):
    """A device, runtime or child process failed.

    Args:
        message: what happened, in plain words.
        recoverable: True where trying again later makes sense (unplugged, runtime restarting).
    """

    def __init__(self, message: str, *, recoverable: bool) -> None:
        super().__init__(message)
        self.recoverable = recoverable
