"""`vr-app test`: the whole test suite, in the checkout it belongs to.

Each part runs in a process of its own: what one part loads (torch, a GL driver, Qt) does not meet what another does,
and a crash in one costs only that one.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from vr_app.kernel.errors import UserError

PARTS = (
    ("tests/unit",),
    ("tests/contracts", "-m", "not torch"),
    ("tests/contracts", "-m", "torch"),
    ("tests/golden",),
    ("tests/gui",),
    ("tests/openxr",),
    ("tests/scenarios",),
    ("tests/test_architecture.py",),
)
NO_TESTS = 5
"""Pytest's exit code where a part has none for this machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pytest_arguments", nargs=argparse.REMAINDER, help="after --: passed on to one pytest run")


def run(arguments: argparse.Namespace) -> int:
    root = Path(__file__).resolve().parents[3]
    if not (root / "tests").is_dir():
        raise UserError(
            "The tests are not part of the installed package", remedy="Run `python3 launch.py test` in a checkout."
        )
    if importlib.util.find_spec("pytest") is None:
        raise UserError("pytest is not installed", remedy="Run `python3 launch.py test`: it installs what tests need.")
    chosen = [word for word in arguments.pytest_arguments if word != "--"]
    if chosen:
        return _pytest(root, chosen)
    counts: Counter[str] = Counter()
    failed_parts = []
    with tempfile.TemporaryDirectory(prefix="virgil-tests-") as scratch:
        for number, part in enumerate(PARTS):
            results = Path(scratch) / f"{number}.xml"
            print(f"\n===== {' '.join(part)} =====", flush=True)
            code = _pytest(root, [*part, f"--junitxml={results}"])
            if code not in (0, NO_TESTS):
                failed_parts.append(f"{' '.join(part)} (exit {code})")
            counts += count_results(results)
    print()
    for part in failed_parts:
        print(f"failed: {part}")
    bad = max(counts["failed"], len(failed_parts))
    print(f"{counts['passed']} passed, {bad} failed, {counts['skipped']} skipped", flush=True)
    return 1 if bad else 0


def count_results(path: Path) -> Counter[str]:
    """Tests by outcome in a JUnit file; nothing where the run died before it could write one."""
    counts: Counter[str] = Counter()
    if not path.is_file():
        return counts
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped, all_of_them = int(suite.get("skipped", 0)), int(suite.get("tests", 0))
        counts += Counter(passed=all_of_them - failed - skipped, failed=failed, skipped=skipped)
    return counts


def _pytest(root: Path, arguments: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=root, check=False).returncode
