"""From a place of a compiled story back to the line of ink it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class SourceLines:
    """Where the pieces of a story were written.

    Args:
        marks: by a container's path ("" for the root): (index, file, line, column) of what begins there, by rising
            index.
    """

    def __init__(self, marks: Mapping[str, Sequence[tuple[int, str, int, int]]]) -> None:
        self._marks = marks

    def find(self, path: str, index: int) -> tuple[str, int, int] | None:
        """File, line and column of a piece; of what it stands in where that is all that is known.

        Args:
            path: of the container.
            index: in its content, -1 for the container itself.
        """
        steps = path.split(".") if path else []
        while True:
            marks = self._marks.get(".".join(steps), ())
            before = [mark for mark in marks if mark[0] <= max(index, 0)]
            if before:
                return before[-1][1:]
            if not steps:
                return None
            last = steps.pop()
            index = int(last) if last.isdecimal() else 0

    def to_json(self) -> dict[str, Any]:
        """As JSON data."""
        return {path: [list(mark) for mark in marks] for path, marks in self._marks.items()}

    @classmethod
    def from_json(cls, data: Any) -> SourceLines:
        """Reads that. Raises: ValueError, TypeError where it is something else."""
        if not isinstance(data, Mapping):
            raise TypeError("no object")
        return cls({str(p): [(int(i), str(f), int(n), int(c)) for i, f, n, c in rows] for p, rows in data.items()})
