"""`vr-app assets list|find|add|avatars`: the things that words in a scene can become, and the figures of hosts."""

from __future__ import annotations

import argparse
import contextlib
import json
from dataclasses import asdict
from pathlib import Path

from vr_app.app.folders import data_folder
from vr_app.app.models import embedder_config
from vr_app.app.wiring import make_embedder
from vr_app.kernel.errors import DeviceError
from vr_app.library.avatars import ready_avatars
from vr_app.library.stand_ins import best_thing, stand_in_for
from vr_app.library.things import LibraryThing
from vr_app.library.word_search import WordSearch
from vr_app.loading.asset_pack import add_pack
from vr_app.loading.stage_words import installed_things

READY_S = 20.0
"""How long the encoder of sentences may take to be ready."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    lister = actions.add_parser("list", help="everything that is installed")
    finder = actions.add_parser("find", help="what words lead to, best first")
    finder.add_argument("words", metavar="WORDS")
    adder = actions.add_parser("add", help="a folder of .glb or .gltf files as a pack")
    adder.add_argument("folder", type=Path, metavar="DIR")
    figures = actions.add_parser("avatars", help="the ready-made figures a host can be")
    for sub in (lister, finder, adder, figures):
        sub.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    return {"list": _list, "find": _find, "add": _add, "avatars": _avatars}[arguments.action](arguments)


def _list(arguments: argparse.Namespace) -> int:
    things = installed_things()
    if arguments.json:
        print(json.dumps([asdict(thing) for thing in things], ensure_ascii=False))
        return 0
    for thing in things:
        print(_line(thing))
    print(f"{len(things)} things; `vr-app assets add DIR` adds a folder of your own.")
    return 0


def _avatars(arguments: argparse.Namespace) -> int:
    figures = ready_avatars()
    if arguments.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
        return 0
    for figure in figures:
        print(f"{figure.name:8} {figure.looks}")
    print(f'Write `avatar = "{figures[0].reference}"` in [host] of scene.toml; docs/avatars.md pictures them.')
    return 0


def _find(arguments: argparse.Namespace) -> int:
    embedder = make_embedder(embedder_config(), data_folder() / "logs")
    try:
        if embedder is not None:
            embedder.start()
            with contextlib.suppress(DeviceError):  # words alone decide then
                embedder.wait_until_ready(READY_S)
        search = WordSearch(installed_things(), embedder)
        found, best = search.find(arguments.words), best_thing(arguments.words, search)
    finally:
        if embedder is not None:
            embedder.close()
    if arguments.json:
        rows = [{"thing": asdict(one.thing), "score": one.score, "why": one.why} for one in found]
        print(json.dumps({"words": arguments.words, "taken": best is not None, "found": rows}, ensure_ascii=False))
        return 0 if best else 1
    for one in found:
        print(f"{one.score:5.2f} by its {one.why:8} {_line(one.thing)}")
    if best is None:
        body = stand_in_for(arguments.words)
        size = " x ".join(f"{side:g}" for side in body.size_m)
        print(f"Nothing fits well enough: a {body.shape} of {size} m ({body.colour}) would stand in.")
    return 0 if best else 1


def _add(arguments: argparse.Namespace) -> int:
    added = add_pack(arguments.folder.expanduser())
    if arguments.json:
        print(json.dumps(asdict(added), ensure_ascii=False))
        return 0
    for line in added.bad:
        print(f"  left out: {line}")
    for name in added.unlicensed:
        print(f"  {name} says neither author nor licence: name both before you give a scene with it away.")
    print(f"{len(added.things)} things were added as the pack {added.name!r}.")
    return 0


def _line(thing: LibraryThing) -> str:
    names = " / ".join(dict.fromkeys(thing.names.values()))
    size = " x ".join(f"{side:g}" for side in thing.size_m)
    return f"{thing.reference:32} {names} ({size} m, {thing.stands})"
