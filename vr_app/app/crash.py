"""Bugs: written to a file as they happen, shown at the next start, never as a traceback in someone's face."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

import vr_app

log = logging.getLogger(__name__)


class CrashLog:
    """The report of the last crash in a folder of its own (`last-crash.txt`)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "last-crash.txt"
        self.previous = folder / "previous-crash.txt"
        """Where a report goes once it was taken."""

    def write(self, error: BaseException, trace: TracebackType | None, where: str) -> str:
        """Writes a report in place of the last one. Returns a plain sentence that says where it is."""
        lines = "".join(traceback.format_exception(type(error), error, trace))
        head = f"Virgil {vr_app.__version__}, Python {platform.python_version()}, {platform.platform()}"
        text = f"{time.strftime('%Y-%m-%d %H:%M:%S')} in {where}\n{head}\n\n{lines}"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(text, encoding="utf-8", errors="replace")
        except OSError as problem:
            return f"Its report could not be kept: {problem}."
        return f"The report is in {self.path}."

    def take(self) -> str:
        """The report of the last run, once; "" if it ended well."""
        try:
            if not self.path.is_file():
                return ""
            text = self.path.read_text(encoding="utf-8", errors="replace")
            self.path.replace(self.previous)
        except OSError as problem:
            log.warning("the last crash report cannot be read: %s", problem)
            return ""
        return text

    def watch_threads(self) -> None:
        """Reports what escapes from any thread."""

        def hook(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                name = args.thread.name if args.thread else "a thread"
                log.error("%s ended by an error: %s", name, args.exc_value)
                self.write(args.exc_value, args.exc_traceback, name)

        threading.excepthook = hook

    def excepthook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`: one plain sentence instead of a traceback."""
        if issubclass(kind, KeyboardInterrupt):
            return
        where = self.write(error, trace, "the main thread")
        print(f"Virgil met a bug ({kind.__name__}: {error}). {where}", file=sys.stderr)
