"""Keeps one program alive: starts it, carries frames both ways, starts it again when it dies.

Two threads of the parent belong to a running program, so that no caller ever waits: a writer empties a bounded inbox
into the program's stdin; a reader posts what comes back and, when the pipe ends, starts the next program. Restarts are
immediate at first, then delayed, and end after `MAX_DEATHS` deaths within `DEATHS_WINDOW_S` seconds without a job done
between them.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vr_app.inference.codec import from_frame, to_frame
from vr_app.inference.embedder_frames import TextsEmbedded
from vr_app.inference.exit_reason import exit_reason
from vr_app.inference.parent_link import EXIT_CANNOT_LOAD
from vr_app.inference.program_environment import program_environment
from vr_app.inference.wire import WireError, encode_frame, read_frame
from vr_app.kernel.events import CancelTurn, GenerationFinished, SpeechSynthesized

_LOG = logging.getLogger(__name__)

MAX_DEATHS = 4
DEATHS_WINDOW_S = 120.0
MAX_WAITING = 256
BACK_OFF_S = (0.0, 0.5, 2.0, 5.0)
_MAX_LOG_BYTES = 1_000_000


class ProgramSupervisor:
    """One program under supervision.

    Args:
        module: run as `python -m module`.
        first_frame: header sent before anything else to every new program.
        on_report: called on the reader thread with every report.
        on_death: called on the reader thread with a plain reason after a death that is followed by a restart.
        on_give_up: called with a plain reason when there will be no further start.
        environment: further variables for the program.
    """

    def __init__(
        self,
        module: str,
        first_frame: dict[str, Any],
        *,
        on_report: Callable[[Any], None],
        on_death: Callable[[str], None],
        on_give_up: Callable[[str], None],
        log_path: Path | None = None,
        environment: Mapping[str, str] | None = None,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._module = module
        self._first_frame = first_frame
        self._on_report = on_report
        self._on_death = on_death
        self._on_give_up = on_give_up
        self._log_path = log_path
        self._environment = dict(environment or {})
        self._back_off_s = back_off_s
        self._deaths: deque[float] = deque(maxlen=MAX_DEATHS)
        self._lock = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._cancels: deque[bytes] = deque()
        self._cancelled_through = -1
        self._closing = False
        self._generation = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []

    @property
    def pid(self) -> int | None:
        """The running program's process id."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Starts the first program. Returns at once; loading goes on in the program."""
        self._thread("reader", self._live)

    def send(self, command: Any) -> bool:
        """Queues a command. Never blocks. False where `MAX_WAITING` are waiting already; a cancellation always fits.

        Raises: WireError for a command that is too large for the pipe.
        """
        frame = encode_frame(*to_frame(command))
        with self._lock:
            if isinstance(command, CancelTurn):
                if command.turn < 0:  # a job beside the talk, which is stopped alone
                    self._cancels.append(frame)
                elif command.turn > self._cancelled_through:
                    self._cancelled_through = command.turn
                    self._cancels.append(frame)
            elif len(self._waiting) >= MAX_WAITING:
                return False
            else:
                self._waiting.append(frame)
            self._lock.notify_all()
        return True

    def close(self) -> None:
        """Ends the program: the writer closes its pipe; it is killed where it does not follow within a second."""
        with self._lock:
            self._closing = True
            process = self._process
            self._lock.notify_all()
        if process is not None:
            try:
                process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                process.kill()
        for thread in self._threads:
            thread.join(timeout=5)

    # ----------------------------------------------------------------- the reader thread

    def _live(self) -> None:
        while True:
            process = self._spawn()
            with self._lock:
                if self._closing:
                    process.kill()
                self._generation += 1
                generation = self._generation
                self._process = process
            self._thread("writer", lambda p=process, g=generation: self._write(p, g))
            self._read(process)
            status = self._bury(process)
            with self._lock:
                self._process = None
                # What was queued for the dead program is lost with it; the cancellation too.
                self._waiting.clear()
                self._cancels.clear()
                self._generation += 1
                self._lock.notify_all()
                if self._closing:
                    return
            if status == EXIT_CANNOT_LOAD:
                self._on_give_up("")
                return
            reason = exit_reason(status)
            now_s = time.monotonic()
            self._deaths.append(now_s)
            if len(self._deaths) == MAX_DEATHS and now_s - self._deaths[0] < DEATHS_WINDOW_S:
                self._on_give_up(reason)
                return
            _LOG.warning("%s: %s (status %s); starting it again", self._module, reason, status)
            self._on_death(reason)
            if not self._pause(self._back_off_s[min(len(self._deaths), len(self._back_off_s)) - 1]):
                return

    def _pause(self, duration_s: float) -> bool:
        with self._lock:
            return not self._lock.wait_for(lambda: self._closing, timeout=duration_s)

    def _spawn(self) -> subprocess.Popen[bytes]:
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        stderr: Any = subprocess.DEVNULL
        if self._log_path is not None:
            self._log_path.parent.mkdir(parents=True, exist_ok=True)
            large = self._log_path.exists() and self._log_path.stat().st_size > _MAX_LOG_BYTES
            stderr = self._log_path.open("wb" if large else "ab")
        try:
            return subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                creationflags=flags,
                env={**program_environment(), **self._environment},
            )
        finally:
            if self._log_path is not None:
                stderr.close()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        try:
            while frame := read_frame(process.stdout):
                report = from_frame(*frame)
                if isinstance(report, (GenerationFinished, SpeechSynthesized, TextsEmbedded)):
                    # It does its work: what made its predecessors die is over.
                    self._deaths.clear()
                self._on_report(report)
        except (WireError, OSError, ValueError) as error:
            if not self._closing:
                _LOG.warning("%s: %s", self._module, error)

    def _bury(self, process: subprocess.Popen[bytes]) -> int | None:
        try:
            status: int | None = process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            status = None
        if process.stdout is not None:
            process.stdout.close()
        return status

    # ----------------------------------------------------------------- the writer thread

    def _write(self, process: subprocess.Popen[bytes], generation: int) -> None:
        assert process.stdin is not None
        try:
            with process.stdin as pipe:
                pipe.write(encode_frame(self._first_frame))
                pipe.flush()
                while frame := self._next_frame(generation):
                    pipe.write(frame)
                    pipe.flush()
        except (OSError, ValueError) as error:
            # The pipe broke: the reader sees the same end and deals with it.
            _LOG.debug("%s: %s", self._module, error)

    def _next_frame(self, generation: int) -> bytes | None:
        with self._lock:
            self._lock.wait_for(lambda: self._cancels or self._waiting or self._is_over(generation))
            if self._is_over(generation):
                return None
            if self._cancels:
                return self._cancels.popleft()
            return self._waiting.popleft()

    def _is_over(self, generation: int) -> bool:
        return self._closing or generation != self._generation

    def _thread(self, role: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=f"{self._module.rpartition('.')[2]}-{role}", daemon=True)
        self._threads = [known for known in self._threads if known.is_alive() or known.ident is None] + [thread]
        thread.start()
