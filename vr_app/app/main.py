"""The command line: `vr-app COMMAND ...`. Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 the machine lacks something."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

import vr_app
from vr_app.app.folders import data_folder
from vr_app.app.memory_pools import use_few_pools
from vr_app.app.shows.streams import forgive_encodings, set_up_logging
from vr_app.kernel.errors import DeviceError, UserError

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("vr_app.app.commands.run_command", "walk into a scene"),
    "talk": ("vr_app.app.commands.talk_command", "talk with the host in the terminal, spoken"),
    "say": ("vr_app.app.commands.say_command", "speak a text"),
    "imagine": ("vr_app.app.commands.imagine_command", "make a scene out of a wish"),
    "assets": ("vr_app.app.commands.assets_command", "things that words in a scene can become: list, find, add"),
    "scene": ("vr_app.app.commands.scene_command", "check or picture a scene"),
    "story": ("vr_app.app.commands.story_command", "compile an ink story"),
    "model": ("vr_app.app.commands.model_command", "language models on this machine"),
    "voice": ("vr_app.app.commands.voice_command", "voices on this machine"),
    "memory": ("vr_app.app.commands.memory_command", "what is remembered of you: list, edit, forget, export"),
    "card": ("vr_app.app.commands.card_command", "character cards: show, import, export"),
    "setup": ("vr_app.app.commands.setup_command", "install what this machine lacks"),
    "settings": ("vr_app.app.commands.settings_command", "what can be set; export and import it"),
    "doctor": ("vr_app.app.checkup.doctor", "what this machine has and lacks, and the fix for each"),
    "runtimes": ("vr_app.app.commands.runtimes_command", "OpenXR runtimes on this machine"),
    "bench": ("vr_app.app.commands.bench_command", "measure speed, memory and lips"),
    "train": ("vr_app.app.commands.train_command", "make the host's small trained heads anew"),
    "test": ("vr_app.app.commands.test_command", "run the whole test suite"),
}
"""Command -> (module with `add_arguments(parser)` and `run(arguments) -> int`, one line of help)."""


def make_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole parser; with `only`, that one command's arguments (the others keep their name and line of help)."""
    parser = argparse.ArgumentParser(prog="vr-app", description="A talking host inside the scenes you walk through.")
    parser.add_argument("--version", action="version", version=f"Virgil {vr_app.__version__}")
    parser.add_argument("--verbose", action="store_true", help="show what the app is doing")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, about) in COMMANDS.items():
        sub = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        if only in (None, name):
            importlib.import_module(module).add_arguments(sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    forgive_encodings()
    use_few_pools()
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = next((i for i, word in enumerate(arguments) if word != "--verbose"), len(arguments))
    if first == len(arguments) or (
        arguments[first].startswith("-") and arguments[first] not in ("-h", "--help", "--version")
    ):
        arguments.insert(first, "run")
    only = next((word for word in arguments if word in COMMANDS), "run")
    parsed = make_parser(only).parse_args(arguments)
    set_up_logging(data_folder() / "logs" / "app.log", verbose=parsed.verbose)
    from vr_app.app.crash import CrashLog

    crash = CrashLog(data_folder() / "crash")
    sys.excepthook = crash.excepthook
    crash.watch_threads()
    try:
        return importlib.import_module(COMMANDS[parsed.command][0]).run(parsed)
    except UserError as error:
        print(f"vr-app: {error}", file=sys.stderr)
        return error.exit_code
    except DeviceError as error:
        print(f"vr-app: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
