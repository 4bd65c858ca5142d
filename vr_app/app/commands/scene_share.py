"""`vr-app scene new|pack|unpack|export|migrate`: scenes that are begun, given away, and taken elsewhere."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import tomlkit

from vr_app.app.commands.scene_templates import TEMPLATES
from vr_app.app.folders import config_folder
from vr_app.app.places import find_scene
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path
from vr_app.library.avatars import ReadyAvatar, fitting_avatar, ready_avatars
from vr_app.loading.export import write_glb
from vr_app.loading.pack import pack_scene
from vr_app.loading.rules.check import findings_of_file
from vr_app.loading.scene_folder import compose_stage, is_single_file, load_scene
from vr_app.loading.signature import key_in
from vr_app.loading.unpack import read_card, unpack_scene
from vr_app.scene.stage_migration import migrate
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.written_file import write_safely

SUFFIX = ".vrscene"


def add_arguments(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions of `scene` that this module does."""
    new = actions.add_parser("new", help="a new scene folder that works at once")
    new.add_argument("name", metavar="NAME", help="name of the new folder")
    new.add_argument("--template", choices=tuple(TEMPLATES), default="guide")
    new.add_argument("--avatar", default="", metavar="NAME", help="the host's figure, of `vr-app assets avatars`")
    pack = actions.add_parser("pack", help="one file to give away")
    pack.add_argument("path", metavar="SCENE")
    pack.add_argument("-o", "--out", type=Path, metavar="FILE.vrscene")
    pack.add_argument("--sign", nargs="?", type=Path, const=Path(), metavar="KEYFILE", help="sign it (ed25519)")
    unpack = actions.add_parser("unpack", help="what a pack is, and its folder")
    unpack.add_argument("path", type=Path, metavar="FILE.vrscene")
    unpack.add_argument("-o", "--out", type=Path, metavar="DIR")
    unpack.add_argument("--show", action="store_true", help="only say what it is")
    export = actions.add_parser("export", help="the place as one .glb for other programs")
    export.add_argument("path", metavar="SCENE")
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.glb")
    renew = actions.add_parser("migrate", help="bring scene.toml to the present format")
    renew.add_argument("path", metavar="SCENE")
    for parser in (pack, unpack):
        parser.add_argument("--json", action="store_true", help="what it holds, as one line of JSON")


def new(arguments: argparse.Namespace) -> int:
    """Writes a template."""
    folder = Path(arguments.name).expanduser()
    if folder.exists():
        raise UserError("This is there already", where=Location(folder), remedy="Choose another name.")
    title = re.sub(r"[-_]+", " ", folder.name).strip().capitalize() or "A new place"
    avatar = _avatar(arguments.avatar, f"{title} {arguments.template}")
    schema = (resource_path("docs") / "scene.schema.json").as_posix()
    try:
        for name, text in TEMPLATES[arguments.template](title, schema).items():
            if name == "scene.toml":
                text = _with_avatar(text, avatar)
            elif name == "host.json" and avatar.voice:
                text = text.replace('"extensions": {}', f'"extensions": {{"vr_app/voice": {json.dumps(avatar.voice)}}}')
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (folder / "assets").mkdir()
    except OSError as error:
        raise UserError(f"It cannot be written: {error.strerror or error}", where=Location(folder)) from error
    typed = f'"{folder}"' if re.search(r"[^\w./\\:-]", str(folder)) else folder
    print(f"{folder} is there. Walk into it with `vr-app run {typed}`, and edit {folder / 'scene.toml'} meanwhile.")
    return 0


def _avatar(name: str, place: str) -> ReadyAvatar:
    """The figure asked for by name, or one that suits the place."""
    if not name:
        return fitting_avatar(place)
    known = {figure.name: figure for figure in ready_avatars()}
    if name not in known:
        raise UserError(f'There is no figure "{name}"', remedy=f"Choose one of: {', '.join(known)}.")
    return known[name]


def _with_avatar(text: str, avatar: ReadyAvatar) -> str:
    """A stage whose host has this body."""
    line = f'avatar = "{avatar.reference}"   # {avatar.title}; `vr-app assets avatars` lists the others'
    return text.replace("[host]\n", f"[host]\n{line}\n", 1)


def pack(arguments: argparse.Namespace) -> int:
    """Packs a scene."""
    folder = find_scene(arguments.path)
    out = arguments.out or Path(f"{folder.resolve().name}{SUFFIX}")
    key = None
    if arguments.sign is not None:
        key = key_in(config_folder() / "scene-key" if arguments.sign == Path() else arguments.sign)
    card = pack_scene(folder, out, key=key)
    unnamed = [credit.file for credit in card.credits if not (credit.author and credit.license)]
    if arguments.json:
        print(json.dumps({"path": str(out), **asdict(card)}))
        return 0
    print("\n".join([str(out), *card.lines()]))
    if unnamed:
        print(f"  Nobody is named for {', '.join(unnamed[:5])}: fill in author and license before you give it away.")
    return 0


def unpack(arguments: argparse.Namespace) -> int:
    """Says what a pack is, and unpacks it."""
    card = read_card(arguments.path)
    if not arguments.json:
        print("\n".join(card.lines()))
    out = arguments.out or Path(arguments.path.name.removesuffix(SUFFIX))
    if not arguments.show:
        unpack_scene(arguments.path, out)
        if not arguments.json:
            print(out)
    if arguments.json:
        print(json.dumps({"path": str(out) if not arguments.show else "", **asdict(card)}))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Writes the place as a model."""
    path = Path(arguments.path)
    if is_single_file(path):
        scene, author, licence = load_scene(path), "", ""
    else:
        stage = load_stage(find_scene(arguments.path))
        scene = compose_stage(replace(stage, host=None))
        author, licence = stage.author, stage.license
    write_glb(scene, arguments.out, author=author, licence=licence)
    wrong = [finding for finding in findings_of_file(arguments.out) if finding.severity == "error"]
    if wrong:
        raise UserError(f"The model breaks a rule ({wrong[0].code}: {wrong[0].message})", where=Location(arguments.out))
    print(arguments.out)
    return 0


def renew(arguments: argparse.Namespace) -> int:
    """Rewrites a scene.toml of an older format; comments and order stay."""
    file = find_scene(arguments.path) / "scene.toml"
    load_stage(file.parent)
    text = file.read_text(encoding="utf-8-sig")
    document = tomlkit.parse(text)
    if not migrate(document):
        print(f"{file} is of the present format.")
        return 0
    write_safely(file, tomlkit.dumps(document), expected=text)
    print(f"{file} is of format {document['format']} now.")
    return 0


ACTIONS = {"new": new, "pack": pack, "unpack": unpack, "export": export, "migrate": renew}
