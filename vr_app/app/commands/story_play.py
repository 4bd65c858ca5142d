"""`vr-app story play`: an ink story in the terminal, or played from a file of choices."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from vr_app.kernel.errors import Location, UserError
from vr_app.story.runner import CompiledStory, Problem, load_story, transcript
from vr_app.story.runner.step import DEFAULT_SEED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an .ink source or compiled .json")
    parser.add_argument("--input", type=Path, metavar="FILE", help="choice numbers, one a line; default: the keyboard")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="N", help="of the story's chances")


def run(arguments: argparse.Namespace) -> int:
    """Prints the transcript; 1 if the story broke off by a fault of its own."""
    story = read_story(arguments.file)
    problems: list[Problem] = []

    def told(problem: Problem) -> None:
        problems.append(problem)
        print(f"{arguments.file}: {'error' if problem.fatal else 'warning'}: {problem}", file=sys.stderr)

    for piece in transcript(story, _typed(arguments.input), seed=arguments.seed, on_problem=told):
        print(piece, end="", flush=True)
    return 1 if any(problem.fatal for problem in problems) else 0


def read_story(path: Path) -> CompiledStory:
    """A story from its source or compiled.

    Raises:
        UserError: the file cannot be read, or is no story.
    """
    if path.suffix.lower() == ".ink":
        from vr_app.app.commands.story_files import compile_file

        compiled = compile_file(path)
        for finding in compiled.diagnostics:
            print(finding.with_caret(), file=sys.stderr)
        if compiled.story_json is None:
            raise UserError("the story has mistakes", where=Location(path), remedy="They are listed above.")
        return load_story(compiled.story_json, path=path, lines=compiled.source_lines())
    return load_story(_bytes(path), path=path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"this file cannot be read: {error.strerror}", where=Location(path)) from error


def _typed(path: Path | None) -> Iterator[str]:
    if path is None:
        return iter(sys.stdin)
    return iter(_bytes(path).decode("utf-8-sig", "replace").splitlines())
