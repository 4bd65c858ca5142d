"""`vr-app scene edit DIR "add a jetty, remove the boats"`: shown as a diff and as pictures, then applied; undone."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from vr_app.app.folders import data_folder
from vr_app.app.places import find_scene
from vr_app.app.still_picture import picture_of
from vr_app.host.imagining.editing import edited, read_changes
from vr_app.kernel.errors import Location, UserError
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage, read_document
from vr_app.scene.written_file import write_safely

HOW = 'Say for example "add a lantern-lit jetty near the well, remove the boats, move the bench to the fountain".'
PICTURE_SIZE = (960, 540)
MOST_UNDONE = 50


def add_arguments(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The action of `scene` that this module does."""
    editor = actions.add_parser("edit", help="changes asked for in words: shown first, applied when you agree, undone")
    editor.add_argument("path", metavar="SCENE")
    editor.add_argument("words", nargs="?", default="", metavar="WORDS", help="what to add, remove, move or recolour")
    editor.add_argument("--out", type=Path, metavar="DIR", help="leave before.png and after.png there")
    editor.add_argument("--yes", action="store_true", help="apply without asking")
    editor.add_argument("--undo", action="store_true", help="take the last edit back")


def edit(arguments: argparse.Namespace) -> int:
    """Shows and applies an edit. Raises: UserError where nothing is understood or the result would be no scene."""
    folder = find_scene(arguments.path)
    file = folder / "scene.toml"
    if arguments.undo:
        return _undo(folder, file)
    load_stage(folder)
    text = file.read_text(encoding="utf-8-sig")
    changes, unknown = read_changes(arguments.words)
    if not changes:
        raise UserError(f"What is to be changed was not understood: {arguments.words!r}", remedy=HOW, exit_code=2)
    result = edited(text, changes, WordSearch(installed_things()))
    for line in (*(f"not understood: {part!r}" for part in unknown), *result.refused):
        print(f"  ({line})")
    if result.text == text:
        print("Nothing would change.")
        return 1
    _must_be_a_scene(result.text, folder)
    print("".join(diff_of(text, result.text)), end="")
    if arguments.out is not None:
        for name in _pictures(folder, result.text, arguments.out):
            print(f"  {arguments.out / name}")
    if not arguments.yes and not _agreed():
        print("Nothing was changed.")
        return 1
    _keep_for_undo(folder, text, result.text)
    write_safely(file, result.text, expected=text)
    print(f"{file} is changed; `vr-app scene edit {arguments.path} --undo` takes it back.")
    return 0


def diff_of(before: str, after: str) -> list[str]:
    """A unified diff of two texts of scene.toml."""
    return list(
        difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), "scene.toml", "scene.toml (new)"
        )
    )


def _must_be_a_scene(text: str, folder: Path) -> None:
    stage, problems = read_document(tomllib.loads(text), text, folder)
    fatal = [problem for problem in problems if problem.fatal]
    if stage is None or fatal:
        raise UserError(f"The scene would be broken: {fatal[0].message}", remedy="Say it in another way.")


def _pictures(folder: Path, text: str, out: Path) -> tuple[str, str]:
    """Before and after, drawn without any screen; the scene itself is not touched."""
    out.mkdir(parents=True, exist_ok=True)
    options = {"size": PICTURE_SIZE, "camera": None, "shot": None, "time_s": 0.0, "high": True}
    with tempfile.TemporaryDirectory() as holder:
        copy = Path(holder) / folder.resolve().name
        shutil.copytree(folder, copy)
        picture_of(copy, out / "before.png", **options)  # pyright: ignore[reportArgumentType]
        (copy / "scene.toml").write_text(text, encoding="utf-8")
        picture_of(copy, out / "after.png", **options)  # pyright: ignore[reportArgumentType]
    return "before.png", "after.png"


def _agreed() -> bool:
    print("Apply this? Type yes: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("yes", "y", "是", "好")


def _undo_folder(folder: Path) -> Path:
    return data_folder() / "undo" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _keep_for_undo(folder: Path, before: str, after: str) -> None:
    kept = _undo_folder(folder)
    kept.mkdir(parents=True, exist_ok=True)
    numbers = sorted(int(file.stem) for file in kept.glob("*.before"))
    for old in numbers[: max(0, len(numbers) - MOST_UNDONE + 1)]:
        (kept / f"{old}.before").unlink()
        (kept / f"{old}.after").unlink(missing_ok=True)
    number = numbers[-1] + 1 if numbers else 1
    write_safely(kept / f"{number}.after", after)
    write_safely(kept / f"{number}.before", before)


def _undo(folder: Path, file: Path) -> int:
    kept = _undo_folder(folder)
    numbers = sorted(int(entry.stem) for entry in kept.glob("*.before")) if kept.is_dir() else []
    if not numbers:
        raise UserError("There is no edit to take back", where=Location(file), remedy="Only `scene edit` is undone.")
    before, after = kept / f"{numbers[-1]}.before", kept / f"{numbers[-1]}.after"
    now = file.read_text(encoding="utf-8-sig")
    if now != after.read_text(encoding="utf-8"):
        remedy = "Take those changes out first, or undo by hand."
        raise UserError("The file was changed since that edit", where=Location(file), remedy=remedy)
    text = before.read_text(encoding="utf-8")
    print("".join(diff_of(now, text)), end="")
    write_safely(file, text, expected=now)
    before.unlink()
    after.unlink()
    print(f"{file} is as it was before the last edit.")
    return 0
