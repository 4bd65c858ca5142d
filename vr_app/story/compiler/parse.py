"""One file to its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vr_app.story.compiler.cursor import MAX_FINDINGS, Finding
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.statements import StatementParser
from vr_app.story.compiler.tree import Level, Statement

MAX_LINE = 100_000
"""Characters. A longer line is a mistake, and would cost more than it says."""
MAX_BRACES = 200_000
"""Pairs of braces in one file; the tree of so many fills the memory."""

_LONG_LINE = re.compile(rf"[^\n]{{{MAX_LINE + 1},}}")


@dataclass(frozen=True)
class ParsedFile:
    source: Source
    statements: list[Statement]
    findings: list[Finding]


def parse(source: Source) -> ParsedFile:
    """Never fails: what cannot be read is in the findings, and reading goes on after it."""
    refused = _refuse_floods(source)
    parser = StatementParser(source)
    parser.findings += refused
    if source.open_comment_at >= 0:
        parser.warning("INK002", "This comment is never closed", source.open_comment_at, "Close it with */.")
    return ParsedFile(source, parser.statements(Level.TOP), parser.findings)


def _refuse_floods(source: Source) -> list[Finding]:
    """Takes out what no writer wrote, with a finding for each."""
    found: list[Finding] = []

    def refuse(match: re.Match[str]) -> str:
        length = match.end() - match.start()
        message = f"This line has {length:,} characters; a line may have {MAX_LINE:,}"
        found.append(Finding("INK003", "error", message, source.base + match.start(), "Break it up."))
        return " " * length

    if len(source.clean) > MAX_LINE and _LONG_LINE.search(source.clean):
        source.clean = _LONG_LINE.sub(refuse, source.clean)
    if source.clean.count("{") > MAX_BRACES:
        message = f"This file has more than {MAX_BRACES:,} braces"
        found.append(Finding("INK003", "error", message, source.base, "Break it up into several files."))
        source.clean = ""
    return found[:MAX_FINDINGS]
