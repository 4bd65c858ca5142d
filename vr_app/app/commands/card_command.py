"""`vr-app card`: character cards shown, brought into a scene, and written out again with every key they came with."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import Table

from vr_app.app.places import find_scene, open_place
from vr_app.host.card.card_file import card_charx, card_data, card_png, read_card
from vr_app.host.card.lorebook import read_lorebook
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path

_ENDINGS = (".json", ".png", ".charx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    show = what.add_parser("show", help="who is on a card, and what is unusual about it")
    show.add_argument("card", type=Path)
    bring = what.add_parser("import", help="make a card the host of a scene")
    bring.add_argument("card", type=Path, help=".json, .png or .charx, version 1, 2 or 3")
    bring.add_argument("scene", help="name or folder of the scene")
    export = what.add_parser("export", help="write a scene's (or a card file's) character to a card file")
    export.add_argument("scene", help="name or folder of the scene, or a card file")
    export.add_argument("file", type=Path, help="the ending decides: .json, .png or .charx")
    export.add_argument("--spec", type=int, choices=(1, 2, 3), help="version of a .json card; its own else")
    export.add_argument("--picture", type=Path, help="a PNG for a .png card; the one it came in else")


def run(arguments: argparse.Namespace) -> int:
    match arguments.what:
        case "show":
            _show(arguments.card)
        case "import":
            print(_import(arguments.card, find_scene(arguments.scene)))
        case _:
            print(_export(arguments.scene, arguments.file, arguments.spec, arguments.picture))
    return 0


def _show(file: Path) -> None:
    persona = read_card(file)
    print(f"{persona.name} (version {persona.spec}{', by ' + persona.creator if persona.creator else ''})")
    if persona.description:
        print(f"  {persona.description[:300]}")
    data = persona.card.get("data", persona.card)
    book = read_lorebook(data.get("character_book"))
    if book.entries:
        print(f"  lorebook: {len(book.entries)} entries")
    for note in (*persona.notes, *book.notes):
        print(f"  ({note})")


def _import(file: Path, scene: Path) -> str:
    """Copies the card as it is beside scene.toml and names it there; the bytes are not touched."""
    persona = read_card(file)
    ending = file.suffix.lower() if file.suffix.lower() in _ENDINGS else ".json"
    target = scene / f"host{ending}"
    stage_file = scene / "scene.toml"
    try:
        data = file.read_bytes()
        document = tomlkit.parse(stage_file.read_text(encoding="utf-8"))
        host = document.get("host")
        if not isinstance(host, Table):
            host = tomlkit.table()
            document["host"] = host
        if target.exists() and target.read_bytes() != data:
            kept = target.with_name(f"{target.stem}.before{target.suffix}")
            kept.write_bytes(target.read_bytes())
        host["card"] = target.name
        target.write_bytes(data)
        stage_file.write_text(tomlkit.dumps(document), encoding="utf-8")
    except ParseError as error:
        raise UserError(f"This scene cannot be read: {error}", where=Location(stage_file)) from error
    except OSError as error:
        raise UserError(
            f"The card cannot be brought in: {error.strerror or error}",
            where=Location(scene),
            remedy="Copy the scene to a folder of your own first (see vr-app doctor for the data folder).",
        ) from error
    return f"{persona.name} is the host of {scene.name} now ({target.name})."


def _export(scene: str, file: Path, spec: int | None, picture: Path | None) -> str:
    ending = file.suffix.lower()
    if ending not in _ENDINGS:
        raise UserError(f"{file.name} has no known ending", remedy=f"Use one of {', '.join(_ENDINGS)}.", exit_code=2)
    card = _card_of(scene)
    persona = read_card(card)
    original = card.read_bytes()
    try:
        if ending == ".json":
            made = json.dumps(card_data(persona, spec or persona.spec), ensure_ascii=False, indent=1).encode("utf-8")
        elif ending == ".charx":
            made = card_charx(persona, original)
        else:
            made = card_png(_picture(card, picture), persona)
    except ValueError as error:
        raise UserError(f"{error}", where=Location(picture or card), remedy="Give a PNG with --picture.") from error
    try:
        file.write_bytes(made)
    except OSError as error:
        raise UserError(f"This file cannot be written: {error.strerror or error}", where=Location(file)) from error
    return f"{persona.name} is in {file}."


def _card_of(scene: str) -> Path:
    path = Path(scene)
    if path.is_file() and path.suffix.lower() in _ENDINGS:
        return path
    stage = open_place(find_scene(scene)).stage
    if stage.host is None:
        raise UserError("This scene has no host", where=Location(stage.folder), remedy="Import a card first.")
    return stage.asset_path(stage.host.card, resource_path("assets"))


def _picture(card: Path, picture: Path | None) -> bytes:
    source = picture or (card if card.suffix.lower() == ".png" else None)
    if source is None:
        raise ValueError("a .png card needs a picture")
    try:
        return source.read_bytes()
    except OSError as error:
        raise UserError(f"This picture cannot be read: {error.strerror or error}", where=Location(source)) from error
