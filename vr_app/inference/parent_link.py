"""The child's end of the pipe: jobs in order, cancellation at any moment, and an end when the parent ends.

A reader thread owns stdin. It takes cancellations the moment they arrive, while the main thread works, and ends the
whole process when the pipe closes, which happens even if the parent is killed. Standard output belongs to the
protocol: whatever native code prints goes to standard error.
"""

from __future__ import annotations

import collections
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO, Any

from vr_app.inference.codec import from_frame, to_frame
from vr_app.inference.config import ProgramConfig, from_header
from vr_app.inference.embedder_frames import EmbedTexts
from vr_app.inference.wire import WireError, encode_frame, read_frame
from vr_app.kernel.events import CancelTurn, Generate, Prefill

_LOG = logging.getLogger(__name__)

Cancelled = Callable[[], bool]

LAST_STEP = 19
"""Of the steps by which a program can stand behind others."""
EXIT_CANNOT_LOAD = 78
"""The exit status that says: starting again with the same configuration makes no sense."""


class ParentLink:
    """Frames to and from the process that started this one."""

    def __init__(self, source: IO[bytes], sink: IO[bytes], *, on_end: Callable[[], None]) -> None:
        self._source = source
        self._sink = sink
        self._on_end = on_end
        self._sink_lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._cancelled_through = -1
        self._cancelled_beside: set[int] = set()
        self._replies_waiting: collections.deque[Generate] = collections.deque()
        self._put_back: collections.deque[Prefill] = collections.deque()
        self._guesses = 0

    @classmethod
    def over_standard_streams(cls) -> ParentLink:
        """Takes stdin and stdout for the protocol; what is printed from now on goes to stderr."""
        source = os.fdopen(os.dup(0), "rb")
        sink = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        # The main thread may be deep in native code: leave without asking it.
        return cls(source, sink, on_end=lambda: os._exit(0))

    def configuration(self) -> ProgramConfig:
        """Waits for the first frame, then goes on reading in a thread of its own."""
        frame = read_frame(self._source)
        if frame is None:
            raise WireError("the parent closed the pipe before it sent a configuration")
        config = from_header(frame[0])
        threading.Thread(target=self._read, name="parent-link", daemon=True).start()
        return config

    def send(self, event: Any) -> None:
        """Writes one report. Any thread. Waits only where the parent's reader is behind."""
        data = memoryview(encode_frame(*to_frame(event)))
        with self._sink_lock:
            while data:
                data = data[self._sink.write(data) or 0 :]

    def jobs(self) -> Iterator[tuple[Any, Cancelled]]:
        """Commands in the order they came, each with the question whether it is still wanted.

        What was put back comes when nothing else does, and not after a prompt that a reply is about to answer.
        """
        answered_next = False
        while True:
            if self._put_back and self._jobs.empty() and not answered_next:
                yield self._put_back.popleft(), self.has_jobs
                continue
            command, guess = self._jobs.get()
            if isinstance(command, Generate):
                self._replies_waiting.popleft()
            answered_next = isinstance(command, Prefill) and command.complete
            yield command, self._question(command, guess)

    def put_back(self, command: Prefill) -> None:
        """Takes back what was broken off and is still wanted."""
        if command not in self._put_back:
            self._put_back.append(command)

    def has_jobs(self) -> bool:
        """Whether something is to be done."""
        return not self._jobs.empty()

    def _question(self, command: Any, guess: int) -> Cancelled:
        if isinstance(command, Prefill):
            return lambda: self._is_in_the_way(command) or (command.guess and self._guesses > guess)
        if isinstance(command, EmbedTexts):
            return lambda: False
        turn = getattr(command, "turn", None)
        if turn is None:
            return lambda: False
        if turn < 0:
            return lambda: turn in self._cancelled_beside
        return lambda: turn <= self._cancelled_through

    def _is_in_the_way(self, command: Prefill) -> bool:
        """Somebody waits for a reply: its prompt comes first (this may be it), and what is cached so far stays."""
        waiting = self._replies_waiting
        return bool(waiting) and not (command.complete and command.messages == waiting[0].messages)

    def _read(self) -> None:
        try:
            while frame := read_frame(self._source):
                command = from_frame(*frame)
                if isinstance(command, CancelTurn) and command.turn < 0:
                    self._cancelled_beside.add(command.turn)
                    continue
                if isinstance(command, CancelTurn):
                    self._cancelled_through = max(self._cancelled_through, command.turn)
                    continue
                if isinstance(command, Generate):
                    self._replies_waiting.append(command)
                self._guesses += isinstance(command, Prefill) and command.guess
                self._jobs.put((command, self._guesses))
        except (WireError, OSError):
            _LOG.exception("the pipe from the parent broke")
        self._on_end()


def lower_priority(steps: int) -> None:
    """Lets the frame loop go first. On Windows the parent starts this process below normal priority instead.

    A program at the last step works in batches for Linux: it never cuts into a frame that has begun.
    """
    if sys.platform != "win32":
        now = os.nice(steps)
    if sys.platform == "linux" and now >= LAST_STEP:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
