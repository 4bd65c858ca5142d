"""Makes a pack out of a folder of model files: reads and measures each, copies it, writes the list."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import data_folder
from vr_app.loading.bodies import triangles_of_asset
from vr_app.loading.gltf import load_asset
from vr_app.loading.stage_checks import licence_of
from vr_app.loading.stage_words import LIST
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.written_file import write_safely

MOST_FILES = 2000
_ON_A_TABLE_M = 0.7
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Added:
    """What became of a folder.

    Attributes:
        things: rows of the list.
        bad: what could not be read, a plain line each.
        unlicensed: files that say neither author nor licence.
    """

    name: str
    things: tuple[Mapping[str, Any], ...]
    bad: tuple[str, ...]
    unlicensed: tuple[str, ...]


def add_pack(folder: Path, tell: Callable[[str], None] = lambda _line: None) -> Added:
    """Adds a folder of .glb and .gltf files to this person's packs; one of the same name is replaced.

    Args:
        tell: told the name of each file before it is read.

    Raises: UserError where the folder holds no model that can be read, OSError where the disk is full.
    """
    if not folder.is_dir():
        raise UserError("There is no such folder", where=Location(folder), remedy="Name a folder of .glb files.")
    files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".glb", ".gltf") and f.is_file())
    if not files:
        raise UserError("There is no .glb or .gltf in this folder", where=Location(folder), remedy="Name another one.")
    if len(files) > MOST_FILES:
        raise UserError(f"There are more than {MOST_FILES} models", where=Location(folder), remedy="Split the folder.")
    name = _identifier(folder.resolve().name) or "pack"
    target = data_folder() / "packs" / name
    part = target.with_name(f".{name}.part")
    shutil.rmtree(part, ignore_errors=True)
    rows: dict[str, dict[str, Any]] = {}
    bad: list[str] = []
    unlicensed: list[str] = []
    try:
        part.mkdir(parents=True)
        for file in files:
            tell(file.name)
            try:
                asset = load_asset(file)
                row = row_of(file, asset, set(rows))
                _copy(file, asset.document, part / row["id"], row)
            except (UserError, OSError) as error:
                bad.append(str(error))
                continue
            rows[row["id"]] = row
            if not (row["author"] and row["license"]):
                unlicensed.append(file.name)
        if not rows:
            raise UserError(f"None of these files can be read: {bad[0]}", where=Location(folder), remedy="Mend them.")
        about = {"name": folder.name, "author": "", "license": "", "things": list(rows.values())}
        write_safely(part / LIST, json.dumps(about, ensure_ascii=False, indent=1) + "\n")
        shutil.rmtree(target, ignore_errors=True)
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Added(name, tuple(rows.values()), tuple(bad), tuple(unlicensed))


def row_of(file: Path, asset: LoadedAsset, taken: set[str]) -> dict[str, Any]:
    """An entry of the list, but for its `file`. Raises: UserError for a file that shows nothing."""
    triangles = triangles_of_asset(asset)
    if not len(triangles):
        raise UserError("nothing in this file can be seen", where=Location(file), remedy="Leave it out.")
    low, high = triangles.min(axis=(0, 1)), triangles.max(axis=(0, 1))
    size = [round(float(side), 3) for side in high - low]
    about = asset.document.get("asset")
    extras = about.get("extras") if isinstance(about, Mapping) else None
    extra: Mapping[str, Any] = extras if isinstance(extras, Mapping) else {}
    title = str(extra.get("title") or "").strip()[:80]
    words = _words(file.stem)
    author, licence = licence_of(asset.document)
    tags = extra.get("tags") or extra.get("keywords") or []
    listed = [str(tag)[:60] for tag in tags][:40] if isinstance(tags, list) else str(tags)[:400].split(",")
    return {
        "id": _unused(_identifier(file.stem) or "thing", taken),
        "kind": "added",
        "name": _by_language([title or words])[0],
        "tags": _by_language([words, *(tag.strip() for tag in listed)])[1],
        "stands": "surface" if max(size) < _ON_A_TABLE_M else "floor",
        "size_m": size,
        "author": author[:120],
        "license": licence[:120],
    }


def _copy(file: Path, document: Mapping[str, Any], target: Path, row: dict[str, Any]) -> None:
    """The file into the pack; a .gltf with what it names beside it (its reader has kept that inside its folder)."""
    if file.suffix.lower() == ".glb":
        row["file"] = f"{target.name}.glb"
        shutil.copyfile(file, target.with_name(row["file"]))
        return
    row["file"] = f"{target.name}/{file.name}"
    target.mkdir()
    shutil.copyfile(file, target / file.name)
    for entry in [*_rows(document, "buffers"), *_rows(document, "images")]:
        uri = entry.get("uri")
        if not isinstance(uri, str) or uri.startswith("data:"):
            continue
        inside = PurePosixPath(unquote(uri))
        if inside.is_absolute() or ".." in inside.parts or ":" in uri or "\\" in uri:
            continue
        beside = file.parent / inside
        if beside.is_file() and beside.resolve().is_relative_to(file.parent.resolve()):
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(beside, target / inside)


def _rows(document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = document.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _words(stem: str) -> str:
    """ "RowingBoat_02" -> "rowing boat"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)
    return re.sub(r"[-_.\d]+", " ", apart).lower().strip() or stem


def _by_language(words: list[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Name and tags by language."""
    tags: dict[str, list[str]] = {}
    for word in filter(None, words):
        tags.setdefault("zh" if _HAN.search(word) else "en", []).append(word)
    return {language: found[0] for language, found in tags.items()}, tags


def _identifier(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:50]


def _unused(name: str, taken: set[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
