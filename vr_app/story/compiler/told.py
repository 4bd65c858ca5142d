"""Findings gathered after parsing, with suggestions for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable

from vr_app.story.alike import alike
from vr_app.story.compiler.cursor import Finding

MAX_SUGGESTIONS = 100
"""Of one compilation; looking for alike names in a large story takes time."""


class Suggestions:
    """How many are still to be had, for a whole compilation."""

    def __init__(self, left: int = MAX_SUGGESTIONS) -> None:
        self.left = left


class Told:
    """Findings of one part of a story; the parts share their suggestions."""

    def __init__(self, suggestions: Suggestions | None = None) -> None:
        self.findings: list[Finding] = []
        self.suggestions = suggestions or Suggestions()

    def error(self, code: str, message: str, at: int, hint: str = "") -> None:
        self.findings.append(Finding(code, "error", message, at, hint))

    def warning(self, code: str, message: str, at: int, hint: str = "") -> None:
        self.findings.append(Finding(code, "warning", message, at, hint))

    def note(self, code: str, message: str, at: int) -> None:
        self.findings.append(Finding(code, "note", message, at))

    def suggestion(self, name: str, known: Iterable[str]) -> str:
        """ "Did you mean ...?" or ""."""
        if self.suggestions.left <= 0:
            return ""
        self.suggestions.left -= 1
        near = alike(name, known)
        return f"Did you mean '{near}'?" if near else ""
