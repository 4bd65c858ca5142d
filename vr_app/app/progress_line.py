"""Progress in the terminal: one line that is written over, or a line every tenth part where nobody looks."""

from __future__ import annotations

import sys
import time

from vr_app.install.source import gigabytes


class ProgressLine:
    """Takes (what, done, total) as the sources of `vr_app.install` report it."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = ("", -1)
        self._began = (0.0, 0)

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._shown[0]:
            self._began = (time.monotonic(), done)
        steps = 100 if self._terminal else 10
        step = done * steps // max(total, 1)
        if (what, step) == self._shown:
            return
        self._shown = (what, step)
        took_s = time.monotonic() - self._began[0]
        speed = f", {(done - self._began[1]) / took_s / 1e6:.1f} MB/s" if took_s > 0.5 else ""
        line = f"  {what}: {done * 100 // max(total, 1)} % of {gigabytes(total)}{speed}"
        end = "\n" if not self._terminal or done >= total else ""
        sys.stderr.write(f"\r{line:<78}{end}" if self._terminal else line + "\n")
        sys.stderr.flush()
