"""Ink source to ink's JSON, with everything that is wrong told in one run.

`read_file` is the only way to the outside. A `StoryCache` keeps files' trees and knots' code by content, so that a
change in one file of many costs only that file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vr_app.story.compiler.gather import Gathered, gather_files
from vr_app.story.compiler.kept import StoryCache
from vr_app.story.compiler.lines import source_lines
from vr_app.story.compiler.link import link
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.units import Unit
from vr_app.story.diagnostics import Diagnostic
from vr_app.story.source_lines import SourceLines

__all__ = ["Compiled", "Diagnostic", "StoryCache", "compile_story"]


@dataclass(frozen=True)
class Compiled:
    """Attributes:
    story_json: ink JSON (inkVersion 21), or None where there is an error.
    diagnostics: errors, warnings and notes, file by file as they stand.
    files: the names of all files read, the story's own first.
    """

    story_json: dict[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    _units: tuple[Unit, ...] = ()
    _sources: Mapping[int, Source] = field(default_factory=dict)

    def source_lines(self) -> SourceLines:
        """From which line of which file each place of the compiled story comes."""
        return source_lines(self._units, self._sources)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.diagnostics if found.severity == "error")


def compile_story(
    read_file: Callable[[str], bytes | str],
    path: str,
    *,
    cache: StoryCache | None = None,
    count_all_visits: bool = True,
) -> Compiled:
    """Compiles the story at `path` with what it includes.

    Args:
        read_file: gives a file's bytes for its path, relative to the story's folder with "/" between parts; raises
            OSError where it cannot.
        path: the story's own file, as `read_file` knows it.
        cache: from an earlier compilation, to be fast after small changes.
        count_all_visits: count every knot, choice and gather, not only those the story asks about.

    Raises: OSError where the story's own file cannot be read.
    """
    kept = cache if cache is not None else StoryCache()
    gathered: Gathered = gather_files(read_file, path, kept)
    story, findings, units = link(gathered, kept, count_all=count_all_visits)
    diagnostics = gathered.tell(findings)
    failed = any(found.severity == "error" for found in diagnostics)
    return Compiled(None if failed else story, diagnostics, tuple(gathered.paths), units, gathered.sources)
