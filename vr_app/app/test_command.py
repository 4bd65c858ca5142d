"""`vr-app test`: runs the whole suite with the Python the app runs with."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

import vr_app
from vr_app.kernel.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes what pytest takes, after `--`."""
    parser.add_argument("pytest_arguments", nargs=argparse.REMAINDER, metavar="...", help="-- and arguments for pytest")


def run(arguments: argparse.Namespace) -> int:
    """Runs pytest over `tests/` of the checkout and returns its exit code (no test collected counts as failed)."""
    root = Path(vr_app.__file__).resolve().parents[1]
    if not (root / "tests").is_dir():
        raise UserError(
            "the tests are not part of the installed package", remedy="Run this in a checkout: `python3 launch.py test`"
        )
    if importlib.util.find_spec("pytest") is None:
        raise UserError("pytest is not installed", remedy="Run `python3 launch.py test`: it installs what tests need")
    given = arguments.pytest_arguments
    command = [sys.executable, "-m", "pytest", *(given[1:] if given[:1] == ["--"] else given)]
    return subprocess.run(command, cwd=root, check=False).returncode
