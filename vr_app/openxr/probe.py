"""Can scenes be shown on a headset here, and if not, why and what to do? For `doctor` and `--mode auto`.

Runtimes are other people's code that is loaded into the process that asks: it may hang or crash. So a child process
asks, with a time limit, and leaves what it found as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr.runtime_manifest import RuntimeManifest, find_runtime, reason

INSTALL = (
    "Install your headset's software (SteamVR, Meta Quest Link, Windows Mixed Reality; on Linux SteamVR, WiVRn or "
    "Monado) and make it the active OpenXR runtime."
)
START = "Start the runtime's own program or service and try again."
CHOOSE = "Make another runtime the active one; SteamVR takes OpenGL."
CONNECT = "Connect the headset, wake it and try again."


@dataclass(frozen=True)
class RuntimeReport:
    """What there is, from the ground up: each later flag needs the earlier ones.

    Attributes:
        installed: an active runtime is named on this machine.
        answers: it could be asked.
        opengl: it takes OpenGL pictures.
        headset: one is connected.
        runtime: its name, "" where unknown.
        manifest: path of the file that names it.
        system: the headset's name.
        problem: the first thing that is lacking, in plain words without a full stop; "" where all is there.
        remedy: what to do about it, a whole sentence.
        lacks: extensions that the runtime has not, each with what one goes without.
    """

    installed: bool = False
    answers: bool = False
    opengl: bool = False
    headset: bool = False
    runtime: str = ""
    manifest: str = ""
    system: str = ""
    problem: str = ""
    remedy: str = ""
    lacks: tuple[tuple[str, str], ...] = ()

    @property
    def ready(self) -> bool:
        return self.headset and not self.problem


def probe(timeout_s: float = 8.0, manifest: RuntimeManifest | None = None) -> RuntimeReport:
    """Looks for a runtime and a headset. Never raises, never takes longer than `timeout_s`.

    Args:
        manifest: of another runtime than the active one.
    """
    return PendingProbe(timeout_s, manifest).result()


class PendingProbe:
    """A look for a runtime and a headset that is under way: it costs half a second, in which the asker may do more.

    Attributes:
        hopeful: a runtime is installed, so that a headset may be there.
    """

    def __init__(self, timeout_s: float = 8.0, manifest: RuntimeManifest | None = None) -> None:
        self._report: RuntimeReport | None = None
        self._child: subprocess.Popen | None = None
        self._end_s = time.monotonic() + timeout_s
        other, manifest = manifest, manifest or find_runtime()
        if manifest is None:
            self._report = RuntimeReport(problem="No OpenXR runtime is installed", remedy=INSTALL)
        elif manifest.problem:
            problem = f"The OpenXR runtime is broken: {manifest.problem}"
            self._report = RuntimeReport(
                runtime=manifest.name, manifest=str(manifest.path), problem=problem, remedy=INSTALL
            )
        self.hopeful = self._report is None
        if manifest is None or self._report is not None:
            return
        self._name, self._path = manifest.name, str(manifest.path)
        # The answer comes in a file: a pipe would stay open as long as any service that the runtime starts.
        self._folder = tempfile.TemporaryDirectory(prefix="virgil-probe-", ignore_cleanup_errors=True)
        self._answer = Path(self._folder.name) / "answer.json"
        try:
            self._child = _start_child(self._answer, str(other.path) if other is not None else "")
        except OSError as error:
            problem = f"The OpenXR runtime could not be asked ({error.strerror})"
            self._report = RuntimeReport(installed=True, runtime=self._name, manifest=self._path, problem=problem)
            self._folder.cleanup()

    def result(self) -> RuntimeReport:
        """Waits for the answer, or for the end of the time that was given."""
        if self._report is None and self._child is not None:
            returncode = _end_of(self._child, max(self._end_s - time.monotonic(), 0.0))
            output = self._answer.read_text(encoding="utf-8") if self._answer.is_file() else ""
            self._folder.cleanup()
            self._report = report_of(returncode, output, self._name, self._path)
        assert self._report is not None
        return self._report


def _start_child(answer: Path, manifest: str = "") -> subprocess.Popen:
    """Runs `ask_runtime` in a child, on the active runtime or on another."""
    quiet = subprocess.DEVNULL
    chosen = {"XR_RUNTIME_JSON": manifest} if manifest else {}
    return subprocess.Popen(
        [sys.executable, "-m", "vr_app.openxr.probe", str(answer)],
        env=os.environ | {"PYTHONPATH": _with_our_package(), "XR_LOADER_DEBUG": "none"} | chosen,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )


def _end_of(child: subprocess.Popen, timeout_s: float) -> int | None:
    """A child's exit status, None where it was ended for taking too long."""
    try:
        return child.wait(timeout_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return None


def report_of(returncode: int | None, output: str, name: str, path: str) -> RuntimeReport:
    """The child's answer as a report; without one, the runtime hung or crashed.

    Args:
        returncode: exit status, None for one that took too long.
        output: what `main` wrote, "" for nothing.
    """
    try:
        found = json.loads(output)
        found["runtime"] = found["runtime"] or name
        found["lacks"] = tuple((extension, words) for extension, words in found.get("lacks", ()))
        return RuntimeReport(**found | {"installed": True, "manifest": path})
    except (ValueError, TypeError, KeyError):
        what = "does not answer" if returncode is None else f"crashed when it was asked (exit {returncode})"
        problem = f"The OpenXR runtime {name} {what}"
        return RuntimeReport(installed=True, runtime=name, manifest=path, problem=problem, remedy=START)


def headset_is_back(functions: Any = None) -> bool:
    """Whether opening the display again is worth a try, after it was lost.

    Asks in this process, on any thread: a few milliseconds while the runtime is down (`probe` takes half a second).
    Only between sessions (a process may have one connection to the runtime): a runtime that worked once is taken to be
    safe to load.

    Args:
        functions: another implementation of `OpenXrFunctions`.
    """
    from vr_app.openxr.features import OPENGL
    from vr_app.openxr.functions import OpenXrFunctions
    from vr_app.openxr.instance import Instance

    try:
        instance = Instance(functions or OpenXrFunctions(), "Virgil", (OPENGL,))
    except DeviceError:
        return False
    try:
        instance.headset()
    except DeviceError:
        return False
    finally:
        instance.close()
    return True


def ask_runtime() -> RuntimeReport:
    """The risky part, run in the child: loads the runtime and asks it."""

    try:
        from vr_app.openxr.features import OPENGL, missing, wanted_extensions
        from vr_app.openxr.functions import OpenXrFunctions
        from vr_app.openxr.instance import Instance
    except (ImportError, OSError, NotImplementedError) as error:
        return RuntimeReport(problem=f"OpenXR cannot be used on this system: {reason(error)}")
    try:
        instance = Instance(OpenXrFunctions(), "Virgil", wanted_extensions())
    except DeviceError as error:
        return RuntimeReport(problem=str(error), remedy=START)
    try:
        name, lacks = instance.runtime_name, missing(instance.extensions)
        if OPENGL not in instance.extensions:
            problem = f"{name} cannot show OpenGL pictures"
            return RuntimeReport(answers=True, runtime=name, problem=problem, remedy=CHOOSE, lacks=lacks)
        try:
            system = instance.headset_name(instance.headset())
        except DeviceError as error:
            problem = str(error)
            return RuntimeReport(answers=True, opengl=True, runtime=name, problem=problem, remedy=CONNECT, lacks=lacks)
        return RuntimeReport(answers=True, opengl=True, headset=True, runtime=name, system=system, lacks=lacks)
    finally:
        instance.close()


def _with_our_package() -> str:
    ours = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, [ours, os.environ.get("PYTHONPATH", "")]))


def main() -> None:
    """The child's whole life: asks, writes the answer into the file named on the command line."""
    Path(sys.argv[1]).write_text(json.dumps(asdict(ask_runtime())), encoding="utf-8")


if __name__ == "__main__":
    main()
