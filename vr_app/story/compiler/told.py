"""Findings gathered after parsing, with suggestions for names that do not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from vr_app.story.compiler.cursor import Finding

MAX_SUGGESTIONS = 20
"""Of one compilation; looking for alike names in a large story takes time."""
MANY_NAMES = 300
"""More are not compared one by one, only those that begin or end alike."""


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
        near = [other for other in known if other != name and abs(len(other) - len(name)) <= 3]
        if len(near) > MANY_NAMES:
            near = [other for other in near if other[:2] == name[:2] or other[-3:] == name[-3:]][:MANY_NAMES]
        alike = difflib.get_close_matches(name, near, n=1, cutoff=0.6)
        return f"Did you mean '{alike[0]}'?" if alike else ""
