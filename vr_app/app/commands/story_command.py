"""`vr-app story compile|play|check|map|strings|format`: ink stories from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from vr_app.app.commands import story_play, story_tools
from vr_app.kernel.errors import Location, UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    compiler = actions.add_parser("compile", help="ink source to the JSON every ink runtime plays")
    compiler.add_argument("file", type=Path, metavar="FILE.ink")
    compiler.add_argument("-o", "--out", type=Path, metavar="FILE.json", help="default: beside the source")
    compiler.add_argument("--json", action="store_true", help="findings as one line of JSON each")
    compiler.add_argument("--lines", type=Path, metavar="FILE.json", help="also tells where each piece was written")
    story_play.add_arguments(actions.add_parser("play", help="play an .ink or compiled story as text"))
    story_tools.add_check_arguments(actions.add_parser("check", help="advice: what nobody reaches, uses or can say"))
    story_tools.add_map_arguments(actions.add_parser("map", help="a picture of what leads where"))
    story_tools.add_strings_arguments(actions.add_parser("strings", help="a story's words for translators"))
    story_tools.add_format_arguments(actions.add_parser("format", help="tidy sources that stay the same story"))


def run(arguments: argparse.Namespace) -> int:
    return _ACTIONS[arguments.action](arguments)


# ---------------------------------------------------------------------- compile


def _compile(arguments: argparse.Namespace) -> int:
    from vr_app.app.commands.story_files import compile_file

    compiled = compile_file(arguments.file)
    for finding in compiled.diagnostics:
        if arguments.json:
            print(json.dumps(vars(finding) | {"docs": finding.docs}, ensure_ascii=False))
        else:
            print(finding.with_caret(), file=sys.stderr)
    if compiled.story_json is None:
        return 1
    out = arguments.out or arguments.file.with_suffix(".json")
    try:
        out.write_text(json.dumps(compiled.story_json, ensure_ascii=False), encoding="utf-8")
        if arguments.lines is not None:
            arguments.lines.write_text(json.dumps(compiled.source_lines().to_json()), encoding="utf-8")
    except OSError as error:
        raise UserError(f"This file cannot be written: {error.strerror}", where=Location(out)) from error
    if not arguments.json:
        print(out)
    return 0


_ACTIONS = {
    "compile": _compile,
    "play": story_play.run,
    "check": story_tools.check,
    "map": story_tools.draw_map,
    "strings": story_tools.strings,
    "format": story_tools.format_files,
}
