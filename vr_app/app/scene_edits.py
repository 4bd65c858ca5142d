"""Edits of a scene's file: proposed as a diff, applied, kept, taken back one by one."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from vr_app.app.folders import data_folder
from vr_app.host.imagining.edit_talk import Proposal
from vr_app.host.imagining.editing import Change, edited
from vr_app.host.imagining.wish_nouns import may_stand_in
from vr_app.kernel.errors import Location, UserError
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import read_document
from vr_app.scene.written_file import write_safely

MOST_UNDONE = 50


class SceneEdits:
    """Of the scene one is in, as far as it permits changes (`editable`, or imagined). The host's thread.

    Args:
        stage: the scene one is in now.
    """

    def __init__(self, stage: Callable[[], Stage]) -> None:
        self._stage = stage

    def propose(self, changes: Sequence[Change]) -> Proposal | None:
        """As `Edits` says."""
        stage = self._stage()
        file = stage.folder / "scene.toml"
        if not (stage.editable or stage.generated) or not file.is_file():
            return None
        search = WordSearch(installed_things())
        if any(change.verb == "add" and not _is_thing(change.words, search) for change in changes):
            return None
        text = file.read_text(encoding="utf-8-sig")
        result = edited(text, tuple(changes), search)
        if result.refused or result.text == text:
            return None
        must_be_a_scene(result.text, stage.folder)
        return Proposal("".join(diff_of(text, result.text)), text, result.text, result.missing)

    def apply(self, proposal: Proposal) -> None:
        """Writes it; the last text is kept. Raises: UserError where somebody has written the file meanwhile."""
        apply_edit(self._stage().folder, proposal.before, proposal.after)

    def undo(self) -> None:
        """Takes the last edit back. Raises: UserError."""
        undo_edit(self._stage().folder)


def _is_thing(words: str, search: WordSearch) -> bool:
    best = search.best(words)
    return (best is not None and best.why == "words") or may_stand_in(words)


def diff_of(before: str, after: str) -> list[str]:
    """A unified diff of two texts of scene.toml."""
    return list(
        difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), "scene.toml", "scene.toml (new)"
        )
    )


def must_be_a_scene(text: str, folder: Path) -> None:
    """Raises: UserError where an edit would break the scene."""
    stage, problems = read_document(tomllib.loads(text), text, folder)
    fatal = [problem for problem in problems if problem.fatal]
    if stage is None or fatal:
        raise UserError(f"The scene would be broken: {fatal[0].message}", remedy="Say it in another way.")


def apply_edit(folder: Path, before: str, after: str) -> None:
    """Writes an edit; what was there is kept first. Raises: UserError where the file is no longer as it was."""
    _keep_for_undo(folder, before, after)
    write_safely(folder / "scene.toml", after, expected=before)


def undo_edit(folder: Path) -> str:
    """Takes the last edit back. Returns: its diff. Raises: UserError: there is none, or the file has changed since."""
    file = folder / "scene.toml"
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
    write_safely(file, text, expected=now)
    before.unlink()
    after.unlink()
    return "".join(diff_of(now, text))


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
