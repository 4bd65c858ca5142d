"""An X display without a monitor, and pictures of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class VirtualScreen:
    """Xvfb on a free display number for as long as a `with` block lasts; by default of the size of Monado's window."""

    def __init__(self, width: int = 960, height: int = 540) -> None:
        self.size = f"{width}x{height}x24"
        self.display = ""
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> VirtualScreen:
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", self.size, "-nolisten", "tcp", "-noreset"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, pass_fds=[write_end], stdin=quiet, stdout=quiet, stderr=quiet)
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"
        return self

    def screenshot(self, path: Path) -> None:
        """Writes what the screen shows now as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-display", self.display, "-window", "root", str(path)], check=True, timeout=30)

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
