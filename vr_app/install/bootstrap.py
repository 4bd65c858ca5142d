"""The first start of a checkout: an environment of its own, the packages, then `vr-app setup`.

Standard library only: nothing is installed yet when it runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from vr_app.install.packages import QUICK, explain_failure, run_pip
from vr_app.install.stamp import Profile, Stamp
from vr_app.kernel.errors import UserError


def say(line: str) -> None:
    """Shows a line of progress."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def set_up(stamp: Stamp, profile: Profile, *, yes: bool, only_packages: bool = False) -> int:
    """Brings a checkout's environment up to date, going on where an earlier run stopped.

    Args:
        stamp: the checkout's record.
        profile: "test" also installs what the tests need.
        yes: the person agreed beforehand to what is downloaded. Where nobody sits at a terminal, starting `launch.py`
            counts as that.
        only_packages: leave `vr-app setup` to the person.

    Returns: an exit code; 0 means: go on to the app.
    """
    try:
        make_venv(stamp, sys.executable)
        if not stamp.packages_fresh(profile):
            say("[2/3] Installing the app and the libraries it stands on")
            install_packages(stamp, stamp.extras_for(profile))
            stamp.packages_installed(profile)
        if only_packages:
            return 0
        say("[3/3] System libraries, models and voices")
        agreed = yes or profile == "test" or not sys.stdin or not sys.stdin.isatty()
        code = run_setup(stamp, [*(["--test"] if profile == "test" else []), *(["--yes"] if agreed else [])])
        if code == 0:
            stamp.set_up(profile)
        return code
    except UserError as error:
        say(f"Setting up failed: {error}")
        return error.exit_code
    except OSError as error:
        say(f"Setting up failed: {error.filename or stamp.venv}: {error.strerror}. See that there is room and that the")
        say("folder is yours to write, then run the same command again: it goes on where it stopped.")
        return 3
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again: it goes on where it stopped.")
        return 130


def run_setup(stamp: Stamp, arguments: list[str]) -> int:
    """Runs `vr-app setup` inside the environment and returns its exit code."""
    command = [str(stamp.python), "-m", "vr_app.app.main", "setup", *arguments]
    return subprocess.run(command, cwd=stamp.root, check=False).returncode


def install_packages(stamp: Stamp, extras: tuple[str, ...]) -> None:
    """Installs the checkout (editable: an edit is seen at once) under the tested versions."""
    target = f"{stamp.root}[{','.join(extras)}]"
    arguments = ["install", *QUICK, "-c", str(stamp.root / "constraints.txt"), "-e", target]
    run_pip([str(stamp.python), "-m", "pip"], arguments, say=say, log=stamp.log)


def make_venv(stamp: Stamp, python: str) -> None:
    """Makes `.venv` with a working pip, or leaves a working one alone.

    Where the distribution left out ensurepip (python3-venv on Debian), pip comes from the system's own pip.

    Raises:
        UserError: there is no pip on this machine at all, or the folder cannot be written.
    """
    if stamp.python.exists() and _succeeds([str(stamp.python), "-c", "import pip"]):
        return
    say("[1/3] Making a Python environment of its own in .venv")
    if _succeeds([python, "-c", "import ensurepip, venv"]):
        _make([python, "-m", "venv", "--clear", str(stamp.venv)], stamp)
        return
    pip = next((pip for pip in system_pips(python) if _succeeds([*pip, "--version"])), None)
    if pip is None:
        raise UserError(
            f"this Python ({python}) has no pip",
            remedy="Install it with one of `sudo apt install python3-venv`, `sudo dnf install python3-pip`, "
            "`sudo pacman -S python-pip`, then run the same command again",
            exit_code=3,
        )
    _make([python, "-m", "venv", "--clear", "--without-pip", str(stamp.venv)], stamp)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(stamp.python), "-c", where], capture_output=True, text=True, check=True)
    run_pip(pip, ["install", "--target", packages.stdout.strip(), "pip"], say=say, log=stamp.log)


def system_pips(python: str) -> list[list[str]]:
    """Ways to start a pip outside the new environment: the interpreter's own, or a wheel the distribution keeps."""
    wheels = sorted(Path("/usr/share/python-wheels").glob("pip-*.whl"))
    return [[python, "-m", "pip"], *([python, str(wheel / "pip")] for wheel in wheels)]


def _make(command: list[str], stamp: Stamp) -> None:
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise explain_failure(made.stdout + made.stderr, stamp.venv)


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
