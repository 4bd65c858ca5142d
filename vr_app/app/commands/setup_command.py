"""`vr-app setup`: system libraries, torch build, models and voice. What `launch.py` calls on first run."""

from __future__ import annotations

import argparse
import sys

from vr_app.app.folders import data_folder
from vr_app.app.progress_line import ProgressLine
from vr_app.app.scenes_read import read_installed_scenes
from vr_app.install.setup import Wish, set_up
from vr_app.kernel.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask before fetching")
    parser.add_argument("--tier", default="auto", help="auto (by the machine), tiny, default, gpu, or a model's name")
    parser.add_argument("--torch", action="store_true", help="also torch and Coqui TTS where they are not needed")
    parser.add_argument("--test", action="store_true", help="also what the test suite needs")
    parser.add_argument("--no-system", action="store_true", help="leave system libraries alone")


def run(arguments: argparse.Namespace) -> int:
    wish = Wish(tier=arguments.tier, torch=arguments.torch, testing=arguments.test, system=not arguments.no_system)
    agreed = set_up(wish, data_folder(), say=_say, ask=_agree if arguments.yes else _ask, progress=ProgressLine())
    if agreed:
        read_installed_scenes(_say)
    return 0 if agreed else 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _agree(_question: str) -> bool:
    return True


def _ask(question: str) -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise UserError("nobody is here to say yes", remedy="Run it again with --yes", exit_code=3)
    try:
        return input(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes")
    except EOFError:
        return False
