"""Runs pip for one Python and says in plain words what it does and why it failed.

Standard library only: `launch.py` uses it before anything is installed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from vr_app.kernel.errors import UserError

Say = Callable[[str], None]
"""Takes one plain line of progress."""

QUICK = ("--prefer-binary", "--no-compile")
"""For `pip install`: wheels rather than sources, and byte code only of what is really imported, when it is."""

_DOWNLOADING = re.compile(r"^\s*Downloading (?P<file>\S+?)(?:\.metadata)? \((?P<size>[^)]+)\)")
_INSTALLING = re.compile(r"^\s*Installing collected packages: (?P<names>.+)$")
_BUILDING = re.compile(r"^\s*Building (?:editable|wheel) for (?P<name>\S+)")

_NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Connection refused",
    "ConnectionResetError",
    "Connection aborted",
    "ProxyError",
    "Read timed out",
    "ReadTimeoutError",
    "IncompleteRead",
    "SSLError",
)


def progress_line(pip_line: str) -> str:
    """One line of pip's output as the person should see it, or "" for what need not be shown."""
    if match := _DOWNLOADING.match(pip_line):
        if ".metadata (" in pip_line:
            return ""
        name = re.split(r"-\d", match["file"].rsplit("/", 1)[-1], maxsplit=1)[0].replace("_", "-")
        return f"  fetching {name} ({match['size']})"
    if match := _INSTALLING.match(pip_line):
        return f"  putting {len(match['names'].split(','))} parts in place"
    if match := _BUILDING.match(pip_line):
        return f"  building {match['name']}"
    return ""


def explain_failure(output: str, log: Path) -> UserError:
    """pip's failure as one plain sentence with its remedy.

    Args:
        output: everything pip printed.
        log: where that was kept.
    """
    if "No space left on device" in output or "not enough space on the disk" in output:
        return UserError(
            "the disk is full", remedy="Free some space (about 4 GB are needed in all) and run the same command again"
        )
    if any(sign in output for sign in _NETWORK_SIGNS):
        return UserError(
            "the package registry could not be reached",
            remedy="Check the network or the proxy, then run the same command again: it goes on where it stopped",
        )
    if "Permission denied" in output or "Access is denied" in output:
        return UserError(
            "a file or folder may not be written",
            remedy=f"Close running copies of the app and check who owns the folder; the details are in {log}",
        )
    if match := re.search(r"No matching distribution found for (\S+)", output):
        return UserError(
            f"there is no ready-made package of {match[1]} for this machine",
            remedy="Use Python 3.11, 3.12 or 3.13 of the usual kind on Windows, Linux or macOS",
        )
    return UserError("a package could not be installed", remedy=f"The details are in {log}")


def pip_environment() -> dict[str, str]:
    """The environment for pip: the person's own settings, less those that would install into another place."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    return environment | {"PYTHONUNBUFFERED": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def run_pip(pip: Sequence[str], arguments: Sequence[str], *, say: Say, log: Path) -> None:
    """Runs pip to its end, showing what it fetches.

    Args:
        pip: how pip is started, e.g. `[python, "-m", "pip"]`.
        arguments: after that, e.g. `["install", "numpy"]`.
        say: gets the plain lines.
        log: gets all of pip's output, appended.

    Raises:
        UserError: pip failed; the message is `explain_failure`'s.
    """
    command = [*pip, *arguments, "--progress-bar", "off"]
    lines: list[str] = []
    last = ""
    with (
        log.open("a", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=pip_environment(),
        ) as process,
    ):
        kept.write(f"$ {' '.join(command)}\n")
        assert process.stdout is not None
        try:
            for line in process.stdout:
                kept.write(line)
                lines.append(line)
                shown = progress_line(line)
                if shown and shown != last:
                    say(shown)
                    last = shown
        except BaseException:
            process.terminate()
            raise
    if process.returncode != 0:
        raise explain_failure("".join(lines), log)
