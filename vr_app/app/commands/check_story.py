"""What `scene check` says of a scene's story: its mistakes, what the stage lacks, and knots that triggers name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vr_app.app.commands.story_files import compile_file, reader_beside
from vr_app.app.story_shelf import STORY_FILE
from vr_app.kernel.errors import UserError
from vr_app.scene.stage import Problem, Stage
from vr_app.scene.stage_lines import place_at
from vr_app.story.alike import alike
from vr_app.story.diagnostics import Diagnostic
from vr_app.story.flow_graph import FlowGraph, flow_graph
from vr_app.story.stage_check import check_staging, stage_names


def check_story_of(stage: Stage) -> Iterator[Problem]:
    """The story compiles, names what the stage has, and has the knots the stage names."""
    path = stage.folder / STORY_FILE
    graph = _graph(path)
    yield from _knots(stage, graph)
    if graph is None:
        return
    try:
        compiled = compile_file(path)
    except UserError as error:
        yield Problem("file.unreadable", "", str(error), error.remedy, fatal=False)
        return
    for finding in (*compiled.errors, *check_staging(graph, stage_names(stage))):
        yield _told(finding)


def _graph(path: Path) -> FlowGraph | None:
    if not path.is_file():
        return None
    try:
        return flow_graph(reader_beside(path), path.name)
    except OSError:
        return None


def _told(finding: Diagnostic) -> Problem:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    code = "story.mistake" if finding.severity == "error" else "story.stage"
    return Problem(code, "", f"{place}: {finding.message} ({finding.code})", finding.hint, fatal=False)


def _knots(stage: Stage, graph: FlowGraph | None) -> Iterator[Problem]:
    """Knots that triggers name and the story does not have."""
    for number, trigger in enumerate(stage.triggers):
        name = trigger.story
        if not name or (graph is not None and _is_there(graph, name)):
            continue
        known = [place for place in graph.places if place] if graph is not None else []
        near = alike(name, known)
        remedy = f"Known are: {', '.join(sorted(known))}." if known else "Write a story.ink with that knot."
        line, column = place_at(dict(stage.lines), f"/trigger/{number}/story")
        message = f'the story has no knot "{name}"'
        remedy = f"Did you mean '{near}'?" if near else remedy
        yield Problem("story.knot", f"/trigger/{number}/story", message, remedy, line, column, fatal=False)


def _is_there(graph: FlowGraph, name: str) -> bool:
    return graph.symbols.find_place(tuple(name.split(".")), graph.symbols.root) is not None
