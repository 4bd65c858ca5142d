"""`vr-app test`: the whole test suite, in the checkout it belongs to."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from vr_app.kernel.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pytest_arguments", nargs=argparse.REMAINDER, help="passed on to pytest")


def run(arguments: argparse.Namespace) -> int:
    root = Path(__file__).resolve().parents[2]
    if not (root / "tests").is_dir():
        raise UserError(
            "The tests are not part of the installed package", remedy="Run `python3 launch.py test` in a checkout."
        )
    extra = [word for word in arguments.pytest_arguments if word != "--"]
    return subprocess.run([sys.executable, "-m", "pytest", *extra], cwd=root, check=False).returncode
