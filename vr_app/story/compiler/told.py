"""Findings gathered after parsing, with suggestions for names that do not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from vr_app.story.compiler.cursor import Finding

MAX_SUGGESTIONS = 40
"""Of one compilation; looking for alike names in a large story takes time."""
MAX_NAMES = 20_000


class Told:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._suggested = 0

    def error(self, code: str, message: str, at: int, hint: str = "") -> None:
        self.findings.append(Finding(code, "error", message, at, hint))

    def warning(self, code: str, message: str, at: int, hint: str = "") -> None:
        self.findings.append(Finding(code, "warning", message, at, hint))

    def note(self, code: str, message: str, at: int) -> None:
        self.findings.append(Finding(code, "note", message, at))

    def suggestion(self, name: str, known: Iterable[str]) -> str:
        """ "Did you mean ...?" or ""."""
        if self._suggested >= MAX_SUGGESTIONS:
            return ""
        self._suggested += 1
        near = [other for other in list(known)[:MAX_NAMES] if other != name and abs(len(other) - len(name)) <= 4]
        alike = difflib.get_close_matches(name, near, n=1, cutoff=0.6)
        return f"Did you mean '{alike[0]}'?" if alike else ""
