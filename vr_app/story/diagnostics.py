"""What the ink compiler tells a writer: a code, a place, the line with a caret, and where to read more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

DOCS_PAGE = "docs/ink-errors.md"
ADVICE_PAGE = "docs/story-tools.md"
"""Of codes from INK400 on: what `story check` and `story strings` tell of."""
SHOWN_WIDTH = 100
"""Characters of a long source line that are shown around the caret."""


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    Args:
        code: "INK001"...: stable, a heading in docs/ink-errors.md.
        severity: an error leaves no story; a note is the writer's own TODO.
        message: plain words, without a final full stop.
        path: the file as it was named to the compiler.
        line, column: counted as editors count, from 1.
        source_line: the whole line (long ones cut around the column).
        caret_column: where the caret goes under `source_line`, from 1.
        hint: what to do about it, a whole sentence, or "".
    """

    code: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int
    source_line: str = ""
    caret_column: int = 1
    hint: str = ""

    @property
    def docs(self) -> str:
        page = ADVICE_PAGE if self.code >= "INK400" else DOCS_PAGE
        return f"{page}#{self.code.lower()}"

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}."
        return f"{head} {self.hint}" if self.hint else head

    def with_caret(self) -> str:
        """For a terminal: the message, the line, a caret, the page."""
        lead = "".join("\t" if c == "\t" else " " for c in self.source_line[: self.caret_column - 1])
        return f"{self}\n    {self.source_line}\n    {lead}^ {self.docs}"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """(line cut to a readable width around the column, the column within it)."""
    if len(line) <= SHOWN_WIDTH:
        return line, column
    start = max(0, min(column - 1 - SHOWN_WIDTH // 2, len(line) - SHOWN_WIDTH))
    shown = line[start : start + SHOWN_WIDTH]
    before, after = ("…" if start else ""), ("…" if start + SHOWN_WIDTH < len(line) else "")
    return f"{before}{shown}{after}", column - start + len(before)
