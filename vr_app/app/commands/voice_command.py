"""`vr-app voice list|add|preview|verify|remove`: the voices of this machine."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from vr_app.app.commands import say_command
from vr_app.app.commands.model_command import add, add_actions, list_models, run_action
from vr_app.app.folders import data_folder
from vr_app.app.voice_list import as_table, kokoro_voices_in, piper_voices_in, voices
from vr_app.install.model_store import ModelStore
from vr_app.install.own_model import add_own_model
from vr_app.kernel.errors import Location, UserError

SAMPLE = {
    "en": "Good evening. Shall I show you what the old clock does at noon?",
    "es": "Buenas noches. ¿Le enseño lo que hace el viejo reloj al mediodía?",
    "fr": "Bonsoir. Voulez-vous voir ce que fait la vieille horloge à midi ?",
    "it": "Buonasera. Le mostro che cosa fa il vecchio orologio a mezzogiorno?",
    "zh": "晚上好。要我给你看看那座老钟吗？",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = add_actions(parser, ("list", "add", "verify", "remove"))
    preview = commands.add_parser("preview", help="hear a voice")
    preview.add_argument("name", metavar="NAME")
    preview.add_argument("--text", default="", help="what it says; a greeting in its language where left out")
    preview.add_argument("--out", type=Path, metavar="FILE.wav", help="write a sound file instead of playing")


def run(arguments: argparse.Namespace) -> int:
    store = ModelStore(data_folder())
    if arguments.action == "list":
        found = voices(store)
        if arguments.json:
            rows = {row["name"]: row for row in list_models(store, ("voice",))}
            print(json.dumps([rows[voice.name] | voice.as_row() for voice in found], indent=1))
        else:
            print(as_table(found))
        return 0
    if arguments.action == "preview":
        return _preview(store, arguments)
    if arguments.action == "add":
        print(_add(store, arguments.what, arguments.name))
        return 0
    return run_action(arguments, ("voice",))


def _add(store: ModelStore, what: str, name: str) -> str:
    """A voice of the catalogue, a file, a Coqui folder, or all Piper or Kokoro voices of one. Raises: UserError."""
    folder = Path(what).expanduser()
    kokoro = kokoro_voices_in(folder) if folder.is_dir() else []
    if kokoro or (folder.is_dir() and not (folder / "config.json").is_file()):
        found = kokoro or piper_voices_in(folder)
        if not found:
            raise UserError(
                "no voice lies in this folder",
                where=Location(folder),
                remedy="A Piper voice is NAME.onnx with NAME.onnx.json, a Coqui voice config.json with a .pth file, "
                "Kokoro a model.onnx with its config.json and voices/*.bin.",
                exit_code=2,
            )
        if name and len(found) > 1:
            raise UserError(f"{len(found)} voices cannot all be called {name}", remedy="Leave --name out.", exit_code=2)
        added = [add_own_model(store, file, name) for file in found]
        return "Known from now on: " + ", ".join(added)
    return add(store, what, name, ("voice",))


def _preview(store: ModelStore, arguments: argparse.Namespace) -> int:
    known = next((voice for voice in voices(store) if voice.name == arguments.name), None)
    language = known.language[:2] if known is not None else "en"
    parser = argparse.ArgumentParser()
    say_command.add_arguments(parser)
    words = [arguments.text or SAMPLE.get(language, SAMPLE["en"]), "--voice", arguments.name]
    if arguments.out is not None:
        words += ["--out", str(arguments.out)]
    return say_command.run(parser.parse_args(words))
