"""Where the parser stands in a file, what it has found wrong, and how it goes back after a guess."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from vr_app.story.compiler import tokens
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.tree import Content, Divert, Expression, Level, Statement
from vr_app.story.diagnostics import Severity

MAX_NESTING = 48
"""Braces, brackets, quotes and bullets inside each other. Deeper files are refused with a message."""
MAX_FINDINGS = 300
"""Of one file; what comes after is not told."""


class Finding(NamedTuple):
    code: str
    severity: Severity
    message: str
    at: int
    hint: str = ""


class Mark(NamedTuple):
    pos: int
    in_string: bool
    in_choice: bool
    tag_open: bool
    findings: int


class TooDeepError(Exception):
    """Raised through all rules to the outermost statement."""


class Cursor(ABC):
    """State shared by the parser's rules.

    A rule moves `pos` past what it read, or returns None and leaves the place to its caller's mark.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.base = source.base
        self.s = source.clean.rstrip(" \t")
        self.end = len(self.s)
        self.pos = 0
        self.in_string = False
        self.in_choice = False
        self.tag_open = False
        self.depth = 0
        self.findings: list[Finding] = []

    # ------------------------------------------------------------------ findings

    def error(self, code: str, message: str, at: int | None = None, hint: str = "") -> None:
        self.tell(Finding(code, "error", message, self.base + (self.pos if at is None else at), hint))

    def warning(self, code: str, message: str, at: int | None = None, hint: str = "") -> None:
        self.tell(Finding(code, "warning", message, self.base + (self.pos if at is None else at), hint))

    def tell(self, finding: Finding) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)

    def expected(self, what: str, code: str, at: int | None = None, hint: str = "") -> None:
        """An error that quotes what stands there instead."""
        start = self.pos if at is None else at
        rest = self.s[start : min(start + 31, self._line_end(start))].rstrip()
        saw = "the line ends" if not rest else f"here is '{rest if len(rest) <= 30 else rest[:29] + '…'}'"
        self.error(code, f"Expected {what}, but {saw}", start, hint)

    def _line_end(self, start: int) -> int:
        stop = self.s.find("\n", start)
        return self.end if stop < 0 else stop

    # ------------------------------------------------------------------ guesses and depth

    def mark(self) -> Mark:
        return Mark(self.pos, self.in_string, self.in_choice, self.tag_open, len(self.findings))

    def reset(self, mark: Mark) -> None:
        self.pos, self.in_string, self.in_choice, self.tag_open, count = mark
        del self.findings[count:]

    @contextmanager
    def nested(self, by: int = 1) -> Iterator[None]:
        self.depth += by
        if self.depth > MAX_NESTING:
            raise TooDeepError
        try:
            yield
        finally:
            self.depth -= by

    # ------------------------------------------------------------------ small words

    def gap(self) -> None:
        self.pos = tokens.gap(self.s, self.pos).end()  # type: ignore[union-attr]

    def at(self, sign: str) -> bool:
        return self.s.startswith(sign, self.pos)

    def take(self, sign: str) -> bool:
        if self.s.startswith(sign, self.pos):
            self.pos += len(sign)
            return True
        return False

    def line_break(self) -> bool:
        """Takes the rest of a line that has only spaces left."""
        match = tokens.line_break(self.s, self.pos)
        if match:
            self.pos = match.end()
        return match is not None

    def name(self) -> str:
        """Takes a name; "" where there is none."""
        match = tokens.name(self.s, self.pos)
        if match is None:
            return ""
        self.pos = match.end()
        return match.group()

    def skip_line(self) -> None:
        self.pos = min(self.end, self._line_end(self.pos) + 1)

    # ------------------------------------------------------------------ rules that call each other across files

    @abstractmethod
    def expression(self, floor: int = 0) -> Expression | None:
        """A value at `pos` whose operators bind at least as tightly as `floor`; None where there is none."""

    @abstractmethod
    def mixed(self) -> list[Content] | None:
        """Text and logic up to the end of the line."""

    @abstractmethod
    def diverts(self) -> list[Content] | None:
        """Arrows and where they lead."""

    @abstractmethod
    def divert_place(self) -> Divert | None:
        """Where an arrow leads, with its arguments."""

    @abstractmethod
    def statements(self, level: Level) -> list[Statement]:
        """All statements up to a line that ends the level."""
