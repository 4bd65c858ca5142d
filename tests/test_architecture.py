"""The house rules as a test: import contracts, and what an import of a package may bring along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("PySide6", "OpenGL", "xr", "torch", "transformers", "sqlite3", "xllamacpp", "sounddevice", "PIL")


def test_the_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "may_load"),
    [
        ("vr_app.kernel.events", ()),
        ("vr_app.host.dialogue", ()),
        ("vr_app.speech.viseme_track", ()),
        ("vr_app.scene.compose", ()),
        ("vr_app.inference.client", ()),
        ("vr_app.inference.process", ()),
        ("vr_app.openxr.display", ()),
        ("vr_app.app.main", ()),
        ("vr_app.app.shows.early_window", ("PySide6", "OpenGL")),
        ("vr_app.app.shows.screenless_show", ("OpenGL", "sqlite3", "PIL")),
    ],
)
def test_an_import_brings_no_more_along_than_it_needs(module: str, may_load: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= set(may_load)
