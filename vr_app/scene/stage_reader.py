"""Reads a scene folder into a `Stage`, collecting everything that is wrong with it, each with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path
from vr_app.scene.daylight import daylight
from vr_app.scene.stage import SKY_PRESETS, Problem, Sky, Stage
from vr_app.scene.stage_fields import BadValueError, Kind
from vr_app.scene.stage_limits import MOST_PARTS, deep_list_at, long_key_at, long_number_at
from vr_app.scene.stage_lines import Place, key_places, place_at
from vr_app.scene.stage_lore import lore_pages
from vr_app.scene.stage_migration import migrate
from vr_app.scene.stage_names import check_names
from vr_app.scene.weather import with_weather

FILE_NAME = "scene.toml"
CARD_REMEDY = "Put one there or bring one with `vr-app card import CARD SCENE`, or leave it so."
LARGEST_BYTES = 1_000_000
MOST_GUESSES, LONGEST_GUESSED = 50, 60
"""So many unknown keys, and so long ones, are compared with those that are known."""


def load_stage(folder: Path, app_assets: Path | None = None) -> Stage:
    """Reads and checks a scene folder.

    Args:
        folder: the folder that holds scene.toml (or that file itself).
        app_assets: where `app:...` paths lead; the product's own assets by default.

    Returns: the stage; `Stage.problems` says what is missing but does not keep the rest from loading.
    Raises: UserError with file, line and remedy for the first thing that cannot be read.
    """
    stage, problems = check_stage(folder, app_assets)
    fatal = [problem for problem in problems if problem.fatal]
    if stage is None or fatal:
        first = fatal[0]
        more = f" ({len(fatal) - 1} more mistakes follow)" if len(fatal) > 1 else ""
        file = _stage_file(folder)
        where = Location(file if first.line else file.parent, first.line, first.column)
        raise UserError(first.message + more, where=where, remedy=first.remedy)
    return stage


def check_stage(folder: Path, app_assets: Path | None = None) -> tuple[Stage | None, tuple[Problem, ...]]:
    """Reads a scene folder and lists all its problems; the stage is None where one of them is fatal."""
    file = _stage_file(folder)
    source, problem = _read_source(file)
    if problem:
        return None, (problem,)
    if (at := long_key_at(source)) != (0, 0):
        message = f"a key has more than {MOST_PARTS} parts"
        return None, (_whole("toml.syntax", message, "Take parts out of it.", *at),)
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax_problem(error, source),)
    except ValueError:
        message = "a whole number has more digits than can be read"
        return None, (_whole("toml.syntax", message, "Give a shorter number.", *long_number_at(source)),)
    except RecursionError:
        message, remedy = "lists are nested too deeply", "Take the innermost brackets out."
        return None, (_whole("toml.syntax", message, remedy, *deep_list_at(source)),)
    return read_document(data, source, file.parent, app_assets)


def read_document(
    data: dict[str, Any], source: str, folder: Path, app_assets: Path | None = None
) -> tuple[Stage | None, tuple[Problem, ...]]:
    """Reads a parsed scene.toml; an older format is brought up to date in `data` first.

    Args:
        source: its text, for line numbers.
        folder: where its paths begin.
    """
    places = key_places(source)
    reading = Reading(places)
    migrate(data)
    stage = reading.table(Stage, data, "")
    if stage is not None:
        sky = data.get("sky")
        stage = with_weather(
            replace(stage, folder=folder, lines=places), frozenset(sky if isinstance(sky, dict) else ())
        )
        check_names(stage, reading.add, reading.line)
        reading.check_files(stage, app_assets or resource_path("assets"))
        lore, unread = lore_pages(folder)
        if unread is not None:
            reading.problems.append(unread)
        stage = replace(stage, lore=lore, problems=tuple(reading.problems))
    problems = tuple(sorted(reading.problems, key=lambda p: (not p.fatal, p.line)))
    return (None if any(p.fatal for p in problems) else stage), problems


def _sky_of_hour(hour: Any) -> dict[str, Any]:
    """What an hour fills in; nothing where it is left out or no hour."""
    if isinstance(hour, bool) or not isinstance(hour, int | float) or not 0 <= hour <= 24:
        return {}
    return {**asdict(daylight(float(hour))), "glow_intensity": 1.0}


def _whole(code: str, message: str, remedy: str, line: int = 0, column: int = 0) -> Problem:
    return Problem(code, "", message, remedy, line, column)


def _stage_file(folder: Path) -> Path:
    return folder if folder.name == FILE_NAME else folder / FILE_NAME


def _read_source(file: Path) -> tuple[str, Problem | None]:
    remedy = "Choose a folder that holds a scene.toml, or write one (docs/scene-format.md shows how)."
    if not file.parent.is_dir():
        return "", _whole("scene.missing", "there is no such scene folder", remedy)
    if not file.is_file():
        return "", _whole("scene.missing", f"this folder holds no {FILE_NAME}, so it is not a scene", remedy)
    try:
        if file.stat().st_size > LARGEST_BYTES:
            message = f"{FILE_NAME} is larger than {LARGEST_BYTES // 1000} kB"
            return "", _whole("file.huge", message, "Split the scene, or move texts into lore/*.md.", 1)
        raw = file.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return "", _whole("file.unreadable", f"{FILE_NAME} cannot be read: {reason}", "Check the file's permissions.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", _whole("toml.syntax", "the text is not UTF-8", "Save the file as UTF-8 in your editor.", line)


def _syntax_problem(error: tomllib.TOMLDecodeError, source: str) -> Problem:
    found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error), re.DOTALL)
    message = (found.group(1) if found else str(error)).replace("\n", " ")
    line = int(found.group(2)) if found and found.group(2) else source.count("\n") + 1
    column = int(found.group(3)) if found and found.group(3) else 0
    remedy = 'Mend the TOML there: texts stand in "quotes", lists in [brackets], each key = value on its own line.'
    return _whole("toml.syntax", message[:1].lower() + message[1:], remedy, line, column)


class Reading:
    """One reading of a file: collects problems as it goes."""

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        self.problems: list[Problem] = []

    def add(self, code: str, pointer: str, message: str, remedy: str, *, fatal: bool = True) -> None:
        line, column = place_at(self._places, pointer)
        self.problems.append(Problem(code, pointer, message, remedy, line, column, fatal))

    def line(self, pointer: str) -> int:
        return place_at(self._places, pointer)[0]

    def table(self, model: type, data: dict[str, Any], pointer: str) -> Any:
        """Builds the dataclass `model` from a TOML table, or None where something required is missing or wrong."""
        kinds = {_key(item): item for item in fields(model) if "kind" in item.metadata}
        for key in data:
            if key not in kinds:
                self._unknown_key(key, sorted(kinds), f"{pointer}/{key}")
        values: dict[str, Any] = {}
        if model is Sky and isinstance(data.get("kind", "day"), str):
            preset = SKY_PRESETS.get(data.get("kind", "day"), {})
            values = {key: kinds[key].metadata["kind"].read(value) for key, value in preset.items()}
            values |= _sky_of_hour(data.get("hour"))
        if any(item.name == "given" for item in fields(model)):
            values["given"] = frozenset(data)
        complete = True
        for key, item in kinds.items():
            if key in data:
                value = self._value(item.metadata["kind"], data[key], f"{pointer}/{key}")
                complete = complete and value is not None
                values[item.name] = value
            elif item.metadata["required"]:
                complete = False
                self.add("key.missing", pointer, f"`{key}` is missing{_in(pointer)}", f"Add `{key} = ...`.")
        return model(**values) if complete else None

    def _value(self, kind: Kind, value: Any, pointer: str) -> Any:
        name = pointer.rpartition("/")[2]
        if kind.table is None:
            try:
                return kind.read(value)
            except BadValueError as error:
                self.add(error.code, pointer, f"`{name}`{_in(pointer)} {error.message}", error.remedy)
                return None
        if not kind.many:
            if isinstance(value, dict):
                return self.table(kind.table, value, pointer)
            self.add("value.type", pointer, f"`{name}` should be a table", f"Write it as [{name}] with keys below.")
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.add("value.type", pointer, f"`{name}` should be a list of tables", f"Write each as [[{name}]].")
            return None
        if len(value) > kind.schema["maxItems"]:
            message = f"there are {len(value)} [[{name}]], more than {kind.schema['maxItems']}"
            self.add("value.range", pointer, message, "Split the scene into several.")
            return None
        rows = [self.table(kind.table, item, f"{pointer}/{index}") for index, item in enumerate(value)]
        return None if any(row is None for row in rows) else tuple(rows)

    def _unknown_key(self, key: str, known: list[str], pointer: str) -> None:
        few = len(self.problems) < MOST_GUESSES and len(key) < LONGEST_GUESSED
        close = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.6) if few else []
        remedy = f"Did you mean `{close[0]}`?" if close else f"Known here: {', '.join(known)}."
        shown = "".join(c if c.isprintable() else "?" for c in key[:40])
        self.add("key.unknown", pointer, f"unknown key `{shown}`{_in(pointer)}", remedy)

    def check_files(self, stage: Stage, app_assets: Path) -> None:
        """Files that are named exist inside their folder; what lacks is reported, not fatal."""
        named = [(f"/thing/{index}/asset", thing.asset) for index, thing in enumerate(stage.things) if thing.asset]
        named += [(f"/sound/{index}/file", sound.file) for index, sound in enumerate(stage.sounds)]
        if stage.ground and stage.ground.image:
            named.append(("/ground/image", stage.ground.image))
        if stage.sky.map:
            named.append(("/sky/map", stage.sky.map))
        if stage.ambience:
            named.append(("/ambience/file", stage.ambience.file))
        if stage.host:
            named += [("/host/card", stage.host.card), ("/host/avatar", stage.host.avatar)]
        known: dict[str, tuple[bool, bool]] = {}
        for pointer, reference in named:
            root = app_assets if reference.startswith("app:") else stage.folder
            file = stage.asset_path(reference, app_assets)
            if reference not in known:
                known[reference] = _inside_and_there(file, root)
            inside, there = known[reference]
            if not inside:
                message = f'"{reference}" leads out of its folder through a link'
                self.add("path.outside", pointer, message, "Put the file itself into the scene folder.")
            elif not there and pointer == "/host/card" and pointer not in self._places:
                message = f'the host has no character card "{reference}", so the program\'s own host stands in'
                self.add("card.missing", pointer, message, CARD_REMEDY, fatal=False)
            elif not there:
                beside = [path.name for path in file.parent.glob("*")] if file.parent.is_dir() else []
                close = difflib.get_close_matches(file.name, beside, n=1)
                hint = f'Did you mean "{close[0]}"?' if close else "Put the file there, or change the path."
                self.add("asset.missing", pointer, f'the file "{reference}" is missing', hint, fatal=False)


def _inside_and_there(file: Path, root: Path) -> tuple[bool, bool]:
    try:
        return file.resolve().is_relative_to(root.resolve()), file.is_file()
    except (OSError, ValueError):
        return True, False


def _key(item: Any) -> str:
    return item.metadata["kind"].key or item.name


def _in(pointer: str) -> str:
    """ " in [[thing]] 3" for messages."""
    parts = pointer.split("/")[1:]
    if len(parts) >= 2 and parts[1].isdigit():
        return f" in [[{parts[0]}]] {int(parts[1]) + 1}"
    return f" in [{parts[0]}]" if len(parts) == 2 else ""
