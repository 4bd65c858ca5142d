"""What the terminal gets: text that any console can take, and plain lines instead of tracebacks."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

log = logging.getLogger(__name__)

MAX_LOG_BYTES = 2_000_000


class PlainFormatter(logging.Formatter):
    """One line a record; an error's kind and message follow, its traceback does not."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line} ({type(error).__name__}: {error})" if error is not None else line


def forgive_encodings() -> None:
    """Lets no character end the app: what a console cannot show is shown as a question mark."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def set_up_logging(log_file: Path, *, verbose: bool) -> None:
    """Plain lines to the terminal, everything from warnings on with tracebacks to a file.

    Where the file cannot be written the terminal is all there is.
    """
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.INFO if verbose else logging.WARNING)
    terminal.setFormatter(PlainFormatter())
    handlers: list[logging.Handler] = [terminal]
    problem = ""
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        large = log_file.is_file() and log_file.stat().st_size > MAX_LOG_BYTES
        file = logging.FileHandler(log_file, mode="w" if large else "a", encoding="utf-8", delay=True)
        file.setLevel(logging.WARNING)
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handlers.append(file)
    except OSError as error:
        problem = str(error)
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=handlers)
    logging.raiseExceptions = False  # a full disk or a closed pipe: no traceback about the log itself
    if problem:
        log.info("no log file: %s", problem)
