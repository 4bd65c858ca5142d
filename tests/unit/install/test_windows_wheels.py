"""Everything the app stands on resolves for 64-bit Windows under the tested versions, wheels only."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PURE_SOURCE = ("docopt",)
"""Published as source only, for every platform; plain Python, so pip builds it without a compiler (needed by num2words,
which Coqui TTS needs)."""


def resolve(requirements: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Resolves for Windows with that platform's own markers; downloads no wheel."""
    command = [sys.executable, "-m", "uv", "pip", "compile", str(requirements), "-c", str(ROOT / "constraints.txt")]
    command += ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", python, "--no-header", "--quiet"]
    command += ["--no-annotate", "--only-binary", ":all:", *(f"--no-binary={name}" for name in PURE_SOURCE)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.network
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_windows_has_a_wheel_of_everything(python: str, tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for group in project["optional-dependencies"].values() for line in group),
    ]
    requirements = tmp_path / "requirements.in"
    requirements.write_text("\n".join(wanted))
    done = resolve(requirements, python)
    assert done.returncode == 0, done.stderr
    names = {line.split("==")[0] for line in done.stdout.splitlines()}
    assert {"pyside6-essentials", "xllamacpp", "piper-tts", "pyopenxr", "torch"} <= names
    assert "colorama" in names, "Windows' own requirements were taken into account"


@pytest.mark.network
def test_a_library_without_windows_wheels_is_noticed(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.in"
    requirements.write_text("uvloop\n")
    assert resolve(requirements, "3.11").returncode != 0
