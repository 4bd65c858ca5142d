"""A process that checks one path after another: it reads paths and prints lines of JSON.

`python -m vr_app.app.commands.check_worker`.

Starting a process costs more than checking most files, so one checks many. One that takes too long over a path, dies
of it, or has grown large is replaced; no file can take the asking process down or spoil the next file's answer.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

FILE_LIMIT_S, FOLDER_LIMIT_S = 5.0, 60.0
LIMIT_S_PER_MB = 0.25
START_LIMIT_S = 60.0
LARGE_MB = 300.0
"""A worker that holds so much after a file is replaced: the next file has the memory for itself."""
READY = "ready"


def limit_of(path: Path) -> float:
    """Seconds a path may take; more for what is really large."""
    if path.is_dir():
        return FOLDER_LIMIT_S
    try:
        return FILE_LIMIT_S + LIMIT_S_PER_MB * path.stat().st_size / (1 << 20)
    except OSError:
        return FILE_LIMIT_S


class CheckWorker:
    """Asks such a process; use it on one thread and `close` it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader: threading.Thread | None = None

    def check(self, path: Path, limit_s: float | None = None) -> dict[str, Any]:
        """What `check_scene.report` says of a path, or an error where that takes too long or ends the process.

        Args:
            limit_s: `limit_of(path)` where left out; starting a process does not count.
        """
        limit_s = limit_of(path) if limit_s is None else limit_s
        try:
            process = self._running()
            assert process.stdin is not None
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
            line = self._lines.get(timeout=limit_s)
        except queue.Empty:
            self.close()
            return _failed(path, "check.time", f"was not read within {limit_s:g} s")
        except OSError:
            line = ""
        try:
            found = json.loads(line)
        except ValueError:
            status = self._process.wait(5) if self._process is not None else "unknown"
            self.close()
            return _failed(path, "check.crash", f"the reader stopped: exit {status}")
        if found["holds_mb"] > LARGE_MB:
            self.close()
        del found["holds_mb"]
        return found

    def close(self) -> None:
        """Ends the process."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        assert self._reader is not None and self._process.stdin is not None and self._process.stdout is not None
        self._reader.join()
        with contextlib.suppress(OSError):  # what was not sent has nobody to go to
            self._process.stdin.close()
        self._process.stdout.close()
        self._process, self._lines = None, queue.Queue()

    def _running(self) -> subprocess.Popen[str]:
        """Raises: queue.Empty where it does not start."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "vr_app.app.commands.check_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                errors="replace",
            )
            self._reader = threading.Thread(target=_read, args=(self._process, self._lines), daemon=True)
            self._reader.start()
            self._lines.get(timeout=START_LIMIT_S)
        return self._process


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put("")


def _failed(path: Path, code: str, message: str) -> dict[str, Any]:
    error = {"code": code, "pointer": "", "line": 0, "message": f"{path}: {message}."}
    return {"path": str(path), "ok": False, "errors": [error], "warnings": [], "seconds": 0.0, "peak_mb": 0.0}


def serve() -> None:
    """Answers until nobody asks any more."""
    from vr_app.app.bench.process_memory import resident_mb
    from vr_app.app.commands.check_scene import report

    print(READY, flush=True)
    for line in sys.stdin:
        _forget_peak()
        found = report(Path(json.loads(line)))
        print(json.dumps({**found, "holds_mb": resident_mb(os.getpid()) or 0.0}), flush=True)


def _forget_peak() -> None:
    """Lets the system count this process's peak memory from now on, where it can (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


if __name__ == "__main__":
    serve()
