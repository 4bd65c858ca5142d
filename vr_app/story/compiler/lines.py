"""The marks that emitting leaves in containers, as files, lines and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vr_app.story.compiler.containers import dotted, marks_below
from vr_app.story.compiler.source import OFFSET_BITS, Source
from vr_app.story.compiler.units import Unit
from vr_app.story.source_lines import SourceLines


def source_lines(units: Sequence[Unit], sources: Mapping[int, Source]) -> SourceLines:
    """From which line each marked place of the units comes."""
    found: dict[str, list[tuple[int, str, int, int]]] = {}
    for unit in units:
        for path, marks in marks_below(unit.container):
            rows = []
            for index, at in sorted(marks.items()):
                source = sources.get(at >> OFFSET_BITS)
                if source is not None:
                    rows.append((index, source.path, *source.line_and_column(at - source.base)))
            found[dotted(path)] = rows
    return SourceLines(found)
