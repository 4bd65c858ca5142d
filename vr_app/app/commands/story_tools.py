"""`vr-app story check|map|strings|format`: tools for who writes stories."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vr_app.app.commands.story_files import compile_file, reader_beside
from vr_app.kernel.errors import Location, UserError
from vr_app.story.diagnostics import Diagnostic
from vr_app.story.flow_graph import FlowGraph, flow_graph
from vr_app.story.runner import External, load_story
from vr_app.story.strings import Translation, as_po, coverage, read_po, story_strings, translated

if TYPE_CHECKING:
    from vr_app.story.stage_check import StageNames

READERS = 8


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.ink")
    parser.add_argument("--po", type=Path, metavar="FILE.po", help="a translation: which lines does it lack?")
    parser.add_argument("--json", action="store_true", help="one line of JSON per finding, the reading times last")


def add_map_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.ink")
    parser.add_argument("-o", "--out", type=Path, metavar="MAP.svg", help="default: beside the source")


def add_strings_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.ink")
    parser.add_argument("--po", type=Path, metavar="FILE.po", help="an earlier catalogue whose translations are kept")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.po", help="default: to the terminal")
    parser.add_argument("--translate", type=Path, metavar="FOLDER", help="write the story there, in the words of --po")
    parser.add_argument("--json", action="store_true", help="one line of JSON per string instead of a catalogue")


def add_format_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.ink")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if something would change")


# ---------------------------------------------------------------------- check


def check(arguments: argparse.Namespace) -> int:
    """Prints advice; 1 if the story does not compile."""
    from vr_app.story.check import check_story
    from vr_app.story.stage_check import check_staging

    compiled = compile_file(arguments.file)
    findings = list(compiled.diagnostics)
    failed = compiled.story_json is None
    summary: dict[str, object] = {}
    if compiled.story_json is not None:
        graph = _graph(arguments.file)
        findings += check_story(graph)
        findings += check_staging(graph, _names_beside(arguments.file))
        if arguments.po:
            findings += _missing(graph, arguments.po)
        summary, problems = _readings(compiled.story_json, graph)
        failed = any(finding.severity == "error" for finding in findings)
        for problem in problems:
            print(f"{arguments.file}: {problem}", file=sys.stderr)
    _tell(findings, as_json=arguments.json)
    if summary:
        print(json.dumps(summary) if arguments.json else _in_words(summary))
    return 1 if failed else 0


def _missing(graph: FlowGraph, po: Path) -> list[Diagnostic]:
    translations, findings = read_po(_text(po), po.name)
    found = list(findings)
    for source in graph.gathered.sources.values():
        found += translated(source.text, source.path, translations, po.name)[1]
    return found


def _names_beside(path: Path) -> StageNames | None:
    """The ids of the scene whose story this is; None where there is no scene that can be read."""
    from vr_app.scene.stage_reader import check_stage
    from vr_app.story.stage_check import stage_names

    folder = path.resolve().parent
    if path.name != "story.ink" or not (folder / "scene.toml").is_file():
        return None
    stage, _ = check_stage(folder)
    return stage_names(stage) if stage is not None else None


def _readings(story_json: dict, graph: FlowGraph) -> tuple[dict[str, object], list[str]]:
    """How long readers take who choose by chance, and what went wrong for them."""
    from vr_app.story.reading import read_through

    story = load_story(story_json)
    externals = {name: External(lambda *arguments: 0, lookahead_safe=True) for name in graph.symbols.externals}
    externals = {name: external for name, external in externals.items() if name not in graph.symbols.root.flows}
    readings = [read_through(story, seed, externals) for seed in range(READERS)]
    minutes = sorted(round(reading.seconds / 60, 1) for reading in readings if reading.finished)
    problems = dict.fromkeys(
        f"{'error' if problem.fatal else 'warning'}: {problem}" for reading in readings for problem in reading.problems
    )
    words = sum(place.words for place in graph.places.values())
    return {
        "words": words,
        "places": len(graph.places),
        "readers": len(readings),
        "minutes": {"shortest": minutes[0], "middle": minutes[len(minutes) // 2], "longest": minutes[-1]}
        if minutes
        else None,
        "endings": sorted({reading.ending for reading in readings if reading.ending}),
        "unfinished": sum(not reading.finished for reading in readings),
    }, list(problems)


def _in_words(summary: dict) -> str:
    minutes, readers, unfinished = summary["minutes"], summary["readers"], summary["unfinished"]
    parts = [f"{summary['words']} words in {summary['places']} places."]
    if minutes:
        took = f"{minutes['shortest']} to {minutes['longest']} min"
        met = f", meeting the endings {', '.join(summary['endings'])}" if summary["endings"] else ""
        parts.append(f"{readers - unfinished} readers who choose by chance took {took} to hear it spoken{met}.")
    if unfinished:
        parts.append(f"{unfinished} never came to an end.")
    return " ".join(parts)


# ---------------------------------------------------------------------- map


def draw_map(arguments: argparse.Namespace) -> int:
    """Writes the story's map."""
    from vr_app.story.story_map import story_map

    compiled = compile_file(arguments.file)
    _tell([finding for finding in compiled.diagnostics if finding.severity == "error"], as_json=False)
    out = arguments.out or arguments.file.with_suffix(".svg")
    _write(out, story_map(_graph(arguments.file), f"Map of {arguments.file.name}"))
    print(out)
    return 0 if compiled.story_json is not None else 1


# ---------------------------------------------------------------------- strings


def strings(arguments: argparse.Namespace) -> int:
    """Writes a catalogue, or the story in its words."""
    graph = _graph(arguments.file)
    sources = list(graph.gathered.sources.values())
    translations: dict[str, Translation] = {}
    if arguments.po:
        if not arguments.po.exists():
            remedy = f"Write one with: vr-app story strings {arguments.file} -o {arguments.po}"
            raise UserError(f"There is no catalogue {arguments.po} yet", remedy=remedy, exit_code=2)
        translations, findings = read_po(_text(arguments.po), arguments.po.name)
        if findings:
            _tell(findings, as_json=arguments.json)
            return 1
    found = [string for source in sources for string in story_strings(source.text, source.path)]
    if arguments.translate:
        if not arguments.po:
            raise UserError("--translate needs a catalogue", remedy="Give it with --po.", exit_code=2)
        return _translate(sources, translations, arguments)
    if arguments.json:
        for string in found:
            print(json.dumps(vars(string) | {"translation": getattr(translations.get(string.id), "text", "")}))
        return 0
    catalogue = as_po(found, translations)
    if arguments.out:
        _write(arguments.out, catalogue)
        open_strings = sum(1 for _ in coverage(found, translations))
        print(f"{arguments.out}: {len(found)} strings, {open_strings} to translate")
    else:
        print(catalogue, end="")
    return 0


def _translate(sources: Sequence, translations: dict[str, Translation], arguments: argparse.Namespace) -> int:
    folder: Path = arguments.translate
    findings: list[Diagnostic] = []
    for source in sources:
        text, told = translated(source.text, source.path, translations, arguments.po.name)
        findings += told
        out = folder / source.path
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(out, text)
    _tell(findings, as_json=arguments.json)
    compiled = compile_file(folder / arguments.file.name)
    _tell([finding for finding in compiled.diagnostics if finding.severity == "error"], as_json=arguments.json)
    print(folder / arguments.file.name)
    return 1 if compiled.story_json is None or any(finding.severity == "error" for finding in findings) else 0


# ---------------------------------------------------------------------- format


def format_files(arguments: argparse.Namespace) -> int:
    """Tidies files that then compile to the very same story."""
    from vr_app.story.compile import compile_story
    from vr_app.story.formatting import formatted

    changed = 0
    for path in arguments.files:
        before = _text(path)
        after = formatted(before)
        if after == before:
            continue
        reader = reader_beside(path)
        old, new = (compile_story(_with(reader, path.name, text), path.name) for text in (before, after))
        if old.story_json is None:
            _tell([finding for finding in old.diagnostics if finding.severity == "error"], as_json=False)
            raise UserError("a story with mistakes is not formatted", where=Location(path))
        if old.story_json != new.story_json:
            message = "this file would mean something else when formatted, so it stays as it is"
            raise UserError(message, where=Location(path))
        changed += 1
        print(path)
        if not arguments.check:
            _write(path, after)
    return 1 if changed and arguments.check else 0


def _with(read: Callable[[str], bytes], name: str, text: str) -> Callable[[str], bytes | str]:
    return lambda wanted: text if wanted == name else read(wanted)


# ---------------------------------------------------------------------- files


def _graph(path: Path) -> FlowGraph:
    try:
        return flow_graph(reader_beside(path), path.name)
    except OSError as error:
        raise UserError(f"this file cannot be read: {error.strerror}", where=Location(path)) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UserError(f"this file cannot be read: {error.strerror}", where=Location(path)) from error
    except UnicodeDecodeError as error:
        raise UserError(
            f"this file is not UTF-8 text (byte {error.start})", where=Location(path), remedy="Save it as UTF-8."
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"this file cannot be written: {error.strerror}", where=Location(path)) from error


def _tell(findings: Sequence[Diagnostic], *, as_json: bool) -> None:
    for finding in findings:
        if as_json:
            print(json.dumps(vars(finding) | {"docs": finding.docs}, ensure_ascii=False))
        else:
            print(finding.with_caret(), file=sys.stderr)
