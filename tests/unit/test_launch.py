"""`launch.py`: standard library only, a stamp that notices every change, plain words for a wrong Python."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vr_app.install.bootstrap import make_venv, system_pips
from vr_app.install.stamp import EXTRAS, WATCHED, Stamp
from vr_app.kernel.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Stamp:
    """A folder with what the stamp watches and a file where the interpreter would be."""
    for name in WATCHED:
        (tmp_path / name).write_text(f"# {name}\n")
    stamp = Stamp(tmp_path)
    stamp.python.parent.mkdir(parents=True)
    stamp.python.write_text("")
    (stamp.venv / "pyvenv.cfg").write_text("version = 3.11.7\n")
    return stamp


def test_what_runs_before_anything_is_installed_imports_only_the_standard_library() -> None:
    command = [sys.executable, "-S", "-I", "-c"]
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import launch, vr_app.install.bootstrap; "
        "print([m for m in sys.modules if m.split('.')[0] not in sys.stdlib_module_names "
        "and not m.startswith(('vr_app', 'launch', '__main__'))])"
    )
    done = subprocess.run([*command, program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_old_python_can_read_the_file_far_enough_to_say_what_it_needs() -> None:
    ast.parse((ROOT / "launch.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_nothing_is_fresh_in_a_new_checkout(checkout: Stamp) -> None:
    assert not checkout.fresh("app") and not checkout.packages_fresh("app")


def test_a_finished_set_up_is_fresh_and_an_unfinished_one_is_not(checkout: Stamp) -> None:
    checkout.packages_installed("app")
    assert checkout.packages_fresh("app") and not checkout.fresh("app")
    checkout.set_up("app")
    assert checkout.fresh("app") and not checkout.fresh("test")


@pytest.mark.parametrize("name", [*WATCHED, ".venv/pyvenv.cfg"])
def test_a_change_in_what_is_installed_is_noticed(checkout: Stamp, name: str) -> None:
    checkout.packages_installed("app")
    checkout.set_up("app")
    (checkout.root / name).write_text("version = 3.12.1\n")
    assert not checkout.fresh("app")


def test_a_lost_interpreter_is_noticed(checkout: Stamp) -> None:
    checkout.packages_installed("app")
    checkout.set_up("app")
    checkout.python.unlink()
    assert not checkout.fresh("app")


def test_what_tests_need_includes_what_the_app_needs(checkout: Stamp) -> None:
    checkout.packages_installed("test")
    checkout.set_up("test")
    assert checkout.fresh("test") and checkout.fresh("app")
    assert set(EXTRAS["app"]) <= set(checkout.extras_for("app")) == set(EXTRAS["test"])


def test_a_torn_stamp_means_setting_up_again(checkout: Stamp) -> None:
    checkout.path.write_text('{"packages": "12')
    assert not checkout.fresh("app")
    checkout.path.write_text(json.dumps([1, 2]))
    assert not checkout.fresh("app")


def test_a_python_without_pip_is_told_how_to_get_one(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path)
    with pytest.raises(UserError, match=r"has no pip.*apt install python3-venv.*dnf.*pacman"):
        make_venv(stamp, str(tmp_path / "no-python-here"))
    assert not stamp.venv.exists()


@pytest.mark.network
def test_a_python_without_ensurepip_still_gets_an_environment(tmp_path: Path) -> None:
    """As on Debian without python3-venv: pip comes from the system's pip (or a wheel the distribution keeps)."""
    python = tmp_path / "python-without-ensurepip"
    if sys.platform == "win32":
        pytest.skip("the stand-in interpreter is a shell script")
    hide = "import sys; sys.modules['ensurepip'] = None"
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(hide + "\n")
    python.write_text(f'#!/bin/sh\nPYTHONPATH={site} exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    stamp = Stamp(tmp_path)
    make_venv(stamp, str(python))
    done = subprocess.run([str(stamp.python), "-m", "pip", "--version"], capture_output=True, text=True, check=True)
    assert str(stamp.venv) in done.stdout


def test_the_systems_own_pip_is_asked_first() -> None:
    assert system_pips("python3")[0] == ["python3", "-m", "pip"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A finished checkout whose app only tells how it was started."""
    shutil.copy(ROOT / "launch.py", tmp_path)
    for package in ("install", "kernel"):
        shutil.copytree(ROOT / "vr_app" / package, tmp_path / "vr_app" / package)
    (tmp_path / "vr_app" / "app").mkdir()
    for package in (".", "app"):
        (tmp_path / "vr_app" / package / "__init__.py").write_text("")
    program = "import os, sys\nprint(sys.argv[1:], sys.prefix)\nsys.exit(7)\n"
    (tmp_path / "vr_app" / "app" / "main.py").write_text(program)
    for name in WATCHED:
        (tmp_path / name).write_text(f"# {name}\n")
    stamp = Stamp(tmp_path)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(stamp.venv)], check=True)
    stamp.packages_installed("app")
    stamp.set_up("app")
    return tmp_path


def launch(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "launch.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=checkout, check=False)


def test_a_later_start_goes_straight_to_the_app_in_its_own_environment(installed: Path) -> None:
    done = launch(installed)
    assert done.stdout.strip() == f"['run'] {installed / '.venv'}"
    assert done.returncode == 7, "the app's exit code is passed on"
    assert launch(installed, "talk", "--say", "two words").stdout.startswith("['talk', '--say', 'two words']")
    assert launch(installed, "--yes", "say", "hi").stdout.startswith("['say', 'hi']")


def test_a_later_start_costs_less_than_300_ms_more_than_the_app(installed: Path) -> None:
    def best_s(command: list[str]) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run(command, capture_output=True, cwd=installed, check=False)
            times.append(time.perf_counter() - began)
        return min(times)

    app_s = best_s([str(Stamp(installed).python), "-m", "vr_app.app.main", "run"])
    assert best_s([sys.executable, "launch.py"]) - app_s < 0.3
