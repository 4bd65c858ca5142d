"""What can go wrong with a compiled story, in words an author can act on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vr_app.kernel.errors import Location, UserError


class StoryError(UserError):
    """A compiled story, or a saved game of one, that cannot be used.

    Args:
        message: what is wrong, in plain words, without a final full stop.
        pointer: where in the JSON, as a JSON pointer ("/root/0/3"), or "".
        path: the file, if the story came from one.
        remedy: what to do about it.
    """

    def __init__(self, message: str, *, pointer: str = "", path: Path | None = None, remedy: str = "") -> None:
        self.pointer = pointer
        said = f"at {pointer}: {message}" if pointer else message
        super().__init__(said, where=Location(path) if path else None, remedy=remedy)


@dataclass(frozen=True)
class Problem:
    """Something the story did wrong while it ran.

    Attributes:
        message: plain words, without a final full stop.
        knot: the knot (and stitch) in which it happened, "" at the top of the story.
        path: the exact place, a path in the compiled story, "" at its top.
        fatal: whether the story ended by it.
        file, line, column: where that is written, "" and 0 where nobody knows.
    """

    message: str
    knot: str = ""
    path: str = ""
    fatal: bool = True
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f"in {self.knot}" if self.knot else "at the top of the story"
        written = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        return f"{written}{place}: {self.message}"


class RunError(Exception):
    """The story cannot go on from here; the machine turns it into a Problem."""
