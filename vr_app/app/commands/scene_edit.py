"""`vr-app scene edit DIR "add a jetty, remove the boats"`: shown as a diff and as pictures, then applied; undone."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from pathlib import Path

from vr_app.app.commands.edit_pictures import edit_pictures
from vr_app.app.folders import data_folder, settings_file
from vr_app.app.models import inference_config
from vr_app.app.places import find_scene
from vr_app.app.scene_edits import apply_edit, diff_of, must_be_a_scene, undo_edit
from vr_app.app.writing_model import WritingModel
from vr_app.host.imagining.asked_changes import MOST_TOKENS, changes_messages, changes_schema, read_form
from vr_app.host.imagining.editing import Change, edited, read_changes
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.settings import load_settings
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage

HOW = 'Say for example "add a lantern-lit jetty near the well, remove the boats, move the bench to the fountain".'


def add_arguments(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The action of `scene` that this module does."""
    editor = actions.add_parser("edit", help="changes asked for in words: shown first, applied when you agree, undone")
    editor.add_argument("path", metavar="SCENE")
    editor.add_argument("words", nargs="?", default="", metavar="WORDS", help="what to add, remove, move or recolour")
    editor.add_argument("--out", type=Path, metavar="DIR", help="leave before.png and after.png there")
    editor.add_argument("--no-pictures", action="store_true", help="show the change as text alone")
    editor.add_argument("--yes", action="store_true", help="apply without asking")
    editor.add_argument("--plain", action="store_true", help="by rules alone, without a language model")
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
    if unknown and not arguments.plain and (more := _by_model(", ".join(unknown), text)):
        changes, unknown = (*changes, *more), ()
    if not changes:
        raise UserError(f"What is to be changed was not understood: {arguments.words!r}", remedy=HOW, exit_code=2)
    result = edited(text, changes, WordSearch(installed_things()))
    adrift = [f'there is no "{name}" here to stand by: the place is chosen freely' for name in result.missing]
    for line in (*(f"not understood: {part!r}" for part in unknown), *result.refused, *adrift):
        print(f"  ({line})")
    if result.text == text:
        print("Nothing would change.")
        return 1
    must_be_a_scene(result.text, folder)
    print("".join(diff_of(text, result.text)), end="")
    _show_pictures(folder, result.text, arguments)
    if not arguments.yes and not _agreed():
        print("Nothing was changed.")
        return 1
    apply_edit(folder, text, result.text)
    print(f"{file} is changed; `vr-app scene edit {arguments.path} --undo` takes it back.")
    return 0


def _show_pictures(folder: Path, text: str, arguments: argparse.Namespace) -> None:
    """Where before and after can be seen: wherever somebody is asked, or wants them."""
    if arguments.no_pictures or (arguments.yes and arguments.out is None):
        return
    try:
        for file in edit_pictures(folder, text, arguments.out or data_folder() / "edits" / folder.resolve().name):
            print(f"  {file}")
    except DeviceError as error:
        print(f"  (no pictures: {error})")


def _agreed() -> bool:
    print("Apply this? Type yes: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("yes", "y", "是", "好")


def _undo(folder: Path, file: Path) -> int:
    print(undo_edit(folder), end="")
    print(f"{file} is as it was before the last edit.")
    return 0


def _by_model(words: str, text: str) -> tuple[Change, ...]:
    """What the installed model takes a sentence for; nothing where there is none or it fails."""
    config = inference_config(load_settings(settings_file(), os.environ, {}))
    if config.language is None:
        return ()
    rows = tomllib.loads(text).get("thing", [])
    names = [str(row.get("name") or row.get("id", "")) for row in rows if isinstance(row, dict)]
    model, pieces = WritingModel(config, temperature=0.0), list[str]()
    print("  (asking the language model)", file=sys.stderr, flush=True)
    try:
        model.start()
        model(changes_messages(words, names), changes_schema(names), MOST_TOKENS, pieces.append)
    except DeviceError as error:
        print(f"  ({error})", file=sys.stderr)
        return ()
    finally:
        model.close()
    return read_form("".join(pieces))
