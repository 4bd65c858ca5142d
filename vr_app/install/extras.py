"""Optional groups of libraries: what is missing of them and how it gets in, with the torch build that fits."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

from packaging.requirements import Requirement

from vr_app.install.packages import QUICK, Say, pip_environment, run_pip
from vr_app.install.torch_build import TorchBuild
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import constraints_path

PIP = (sys.executable, "-m", "pip")


def requirements_of(extra: str) -> list[str]:
    """The requirements of one optional group that apply to this machine, as the package or the checkout names them."""
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    if project.is_file():
        lines = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["optional-dependencies"][extra]
        named = [Requirement(line) for line in lines]
    else:
        named = [Requirement(line) for line in importlib.metadata.requires("virgil-vr") or []]
        named = [one for one in named if one.marker and not one.marker.evaluate({"extra": ""})]
    applying = [one for one in named if one.marker is None or one.marker.evaluate({"extra": extra})]
    return [str(_without_marker(one)) for one in applying]


def _without_marker(requirement: Requirement) -> Requirement:
    requirement.marker = None
    return requirement


def missing_requirements(extras: tuple[str, ...]) -> list[str]:
    """The requirements of these groups that are not installed."""
    return [line for extra in extras for line in requirements_of(extra) if not _installed(line)]


def install_requirements(requirements: list[str], *, say: Say, log: Path) -> None:
    """Installs them under the tested versions. Raises: UserError."""
    need_pip()
    arguments = ["install", *QUICK, "-c", str(constraints_path()), *requirements]
    run_pip(PIP, arguments, say=say, log=log)


def torch_installed(build: TorchBuild) -> bool:
    """True where a torch of this version that can compute on the build's device is there already."""
    try:
        have = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False
    version, _, local = have.partition("+")
    if version != build.requirement.partition("==")[2]:
        return False
    wanted = {"cuda": not local or local.startswith("cu"), "rocm": local.startswith("rocm")}
    return wanted.get(build.kind, True)


def install_torch(build: TorchBuild, *, say: Say, log: Path) -> None:
    """Installs the chosen torch build, unless it is there.

    For a machine without GPU the CPU-only build is named by its own index; where pip's own settings give it already,
    or that index cannot be reached, pip's ordinary choice is taken.

    Raises: UserError.
    """
    if torch_installed(build):
        return
    need_pip()
    index = build.index_url
    if build.kind == "cpu" and index and (_plain_choice_is_cpu(build.requirement) or not index_answers(index)):
        index = ""
    arguments = ["install", *QUICK, build.requirement, *(["--index-url", index] if index else [])]
    run_pip(PIP, arguments, say=say, log=log)


def need_pip() -> None:
    """Raises a UserError where this Python has no pip."""
    if importlib.util.find_spec("pip") is None:
        raise UserError(
            "this Python has no pip, so nothing can be added to it",
            remedy=f"Run `{sys.executable} -m ensurepip`, or use the tool that made this environment",
            exit_code=3,
        )


def _installed(requirement: str) -> bool:
    try:
        importlib.metadata.version(Requirement(requirement).name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _plain_choice_is_cpu(requirement: str) -> bool:
    """True where pip, left to its settings, would take a CPU-only build."""
    command = [*PIP, "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet", "--report", "-", requirement]
    done = subprocess.run(command, capture_output=True, text=True, env=pip_environment(), check=False)
    try:
        chosen = json.loads(done.stdout)["install"][0]["metadata"]["version"]
    except (ValueError, LookupError):
        return False
    return chosen.endswith("+cpu")


def index_answers(url: str) -> bool:
    """True where a package index can be reached at all (8 s at most)."""
    try:
        with urllib.request.urlopen(url + "/", timeout=8):
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False
