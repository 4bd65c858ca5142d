"""One file to its tree."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.story.compiler.cursor import Finding
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.statements import StatementParser
from vr_app.story.compiler.tree import Level, Statement


@dataclass(frozen=True)
class ParsedFile:
    source: Source
    statements: list[Statement]
    findings: list[Finding]


def parse(source: Source) -> ParsedFile:
    """Never fails: what cannot be read is in the findings, and reading goes on after it."""
    parser = StatementParser(source)
    return ParsedFile(source, parser.statements(Level.TOP), parser.findings)
