"""Checks one path in a process of its own: `python -m vr_app.app.commands.check_scene PATH` prints one line of JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vr_app.app.bench.process_memory import peak_mb as process_peak_mb
from vr_app.app.commands.check_story import check_story_of
from vr_app.app.folders import data_folder
from vr_app.app.lore_files import MOST_BYTES, decoded
from vr_app.host.card.card_file import read_card
from vr_app.host.injection import screened_card, told_orders, without_orders
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.gltf import load_asset
from vr_app.loading.process import kept_asset, kept_shape
from vr_app.loading.rules.check import findings_of_file
from vr_app.loading.rules.finding import HARMLESS
from vr_app.loading.rules.finding import Finding as RuleFinding
from vr_app.loading.rules.lines import lines_of
from vr_app.loading.scene_cache import SceneCache, file_key
from vr_app.loading.stage_checks import Checks, read_parts
from vr_app.loading.stage_words import choices, note_of, with_words
from vr_app.scene.avatar.first_person import mesh_annotations
from vr_app.scene.avatar.humanoid_clip import read_clip
from vr_app.scene.avatar.meta import licence_notices
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.layout.shape import Shape
from vr_app.scene.problem_codes import page_of
from vr_app.scene.stage import Problem, Stage
from vr_app.scene.stage_reader import check_stage

MODELS = (".glb", ".gltf", ".vrm", ".vrma")


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `line` and `column` are 0 where there is none; `page` explains the code."""

    code: str
    pointer: str
    line: int
    message: str
    column: int = 0
    page: str = ""


def check(path: Path) -> tuple[list[Finding], list[Finding]]:
    """Errors and warnings of a scene folder or a single model file."""
    if path.is_file() and path.suffix.lower() in MODELS:
        return _check_model(path)
    stage, problems = check_stage(path, resource_path("assets"))
    errors = [_finding(problem) for problem in problems if problem.fatal]
    warnings = [_finding(problem) for problem in problems if not problem.fatal]
    if stage is not None:
        warnings += [_finding(note_of(stage, chosen)) for chosen in choices(stage)]
        stage = with_words(stage)
        warnings += _check_parts(stage)
        warnings += _check_lore(stage)
        warnings += (_finding(problem) for problem in check_place(stage))
    return errors, warnings


def check_place(stage: Stage) -> Iterable[Problem]:
    """Room, ways, reach, comfort, budget, licences, translations and the story."""
    cache = SceneCache(data_folder() / "cache")
    assets = read_parts(stage, lambda file: kept_asset(cache, file))

    def keep(reference: str, make: Callable[[], Shape]) -> Shape:
        return kept_shape(cache, stage, reference, make)

    yield from Checks(stage, assets, keep).run()
    yield from check_story_of(stage)


def _check_lore(stage: Stage) -> Iterable[Finding]:
    """Sentences that give the model orders."""
    for page in stage.lore:
        try:
            text, _ = decoded(page.read_bytes()[:MOST_BYTES])
        except OSError as error:
            yield Finding("file.unreadable", "", 0, f"{page.name}: {error.strerror or error}")
            continue
        _, orders = without_orders(text)
        if orders:
            line = text[: max(text.find(orders[0][:40]), 0)].count("\n") + 1
            yield Finding("text.orders", "", line, told_orders(f"lore/{page.name}", orders))


def _check_parts(stage: Stage) -> Iterable[Finding]:
    app_assets = resource_path("assets")
    used = dict.fromkeys([thing.asset for thing in stage.things])
    if stage.host is not None:
        used |= dict.fromkeys([stage.host.avatar] if stage.host.avatar else [])
        card = stage.asset_path(stage.host.card, app_assets)
        if card.is_file():
            try:
                persona = read_card(card)
                yield from (Finding("card.note", "", 0, f"{card.name}: {note}") for note in persona.notes)
                yield from (Finding("text.orders", "", 0, f"{card.name}: {note}") for note in screened_card(persona)[1])
            except UserError as error:
                yield _error_finding(error, "card")
    for reference in used:
        path = stage.asset_path(reference, app_assets)
        if path.is_file():
            errors, warnings = _check_model(path)
            yield from errors
            yield from warnings


def _check_model(path: Path) -> tuple[list[Finding], list[Finding]]:
    """What the specification says against a file, and what reading it comes to; kept for as long as it is the same."""
    try:
        kept = data_folder() / "cache" / f"rules-{file_key(path)}.json"
    except OSError as error:
        return [Finding("file.unreadable", "", 0, f"{path}: {error.strerror}")], []
    try:
        rows = json.loads(kept.read_text(encoding="utf-8"))
        errors, warnings = ([Finding(**row) for row in rows[name]] for name in (str(path), "warnings"))
        return errors, warnings
    except (OSError, ValueError, TypeError, KeyError):
        errors, warnings = _read_model(path)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({str(path): [asdict(e) for e in errors], "warnings": [asdict(w) for w in warnings]})
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(kept)
    except OSError:
        return errors, warnings
    return errors, warnings


def _read_model(path: Path) -> tuple[list[Finding], list[Finding]]:
    try:
        found = findings_of_file(path)
    except OSError as error:
        return [Finding("file.unreadable", "", 0, f"{path}: {error.strerror}")], []
    lines = _lines(path, {finding.pointer for finding in found})
    errors = [_rule_finding(path, finding, lines) for finding in found if finding.severity == "error"]
    warnings = [_rule_finding(path, finding, lines) for finding in found if finding.severity != "error"]
    try:
        asset = load_asset(path)
        notes = asset.notes
        if path.suffix.lower() == ".vrm":
            rig = rig_of_asset(asset)
            notes += (*rig.notes, *licence_notices(rig.meta))
            mesh_annotations(asset)
        elif path.suffix.lower() == ".vrma":
            read_clip(asset)
    except UserError as error:
        told = _error_finding(error, "file")
        known = any(finding.pointer == told.pointer for finding in errors)
        return errors if known else [*errors, told], warnings
    return errors, warnings + [Finding("asset.note", _pointer(note), 0, f"{path.name}: {note}") for note in notes]


def _pointer(note: str) -> str:
    """The JSON pointer a note begins with, "" where it begins with none."""
    place, colon, _ = note.partition(": ")
    return place if colon and place.startswith("/") else ""


def _rule_finding(path: Path, finding: RuleFinding, lines: Mapping[str, int]) -> Finding:
    place = f"{finding.pointer}: " if finding.pointer else ""
    why = HARMLESS.get(finding.code) if finding.severity == "harmless" else None
    message = f"{path}: {place}{finding.message}{f' (no harm: {why})' if why else ''}."
    return Finding(finding.code, finding.pointer, lines.get(finding.pointer, 0), message)


def _lines(path: Path, pointers: set[str]) -> Mapping[str, int]:
    """Lines of the findings in a text file; the JSON of a binary one has none."""
    if not pointers or path.suffix.lower() != ".gltf":
        return {}
    return lines_of(path.read_text(encoding="utf-8", errors="replace"), pointers)


def _finding(problem: Problem) -> Finding:
    message = f"{problem.message}. {problem.remedy}"
    return Finding(problem.code, problem.pointer, problem.line, message, problem.column, page_of(problem.code))


def _error_finding(error: UserError, kind: str) -> Finding:
    code = getattr(error, "code", f"{kind}.invalid")
    line = error.where.line if error.where else 0
    return Finding(code, getattr(error, "pointer", ""), line, str(error))


def report(path: Path) -> dict[str, Any]:
    """The line that is printed, but for memory."""
    begun_s = time.monotonic()
    errors, warnings = check(path)
    return {
        "path": str(path),
        "ok": not errors,
        "errors": [asdict(finding) for finding in errors],
        "warnings": [asdict(finding) for finding in warnings],
        "seconds": round(time.monotonic() - begun_s, 3),
        "peak_mb": round(peak_mb(), 1),
    }


def peak_mb() -> float:
    """Most memory this process has held; 0 where the platform does not tell.

    On Linux by the process's own account: `ru_maxrss` begins at what the process that started it held.
    """
    if (own := process_peak_mb(os.getpid())) is not None:
        return own
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    if "--idle" in sys.argv and hasattr(os, "nice"):
        os.nice(15)
    print(json.dumps(report(Path(sys.argv[1]))))
