"""One thread, one bounded inbox of frozen events: how the host, the store and the recorder run."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

_END = object()
_TURN_S = 0.0005
"""How long a thread may keep the interpreter while another waits. Python's own 5 ms are half a headset's frame."""


def share_interpreter_finely() -> None:
    """Lets the frame thread have the interpreter soon after it wakes, whatever the other threads are at."""
    sys.setswitchinterval(_TURN_S)


def run_first(wanted: bool) -> bool:
    """Lets this thread run the moment it wakes, or like all others again; elsewhere than on Linux nothing changes.

    A thread that waited for the interpreter is woken from another core, of which Linux tells a core that computes only
    at its next tick: up to 4 ms later. Threads of real time go at once. Neither threads nor programs that this thread
    starts inherit it. Returns: whether it does now; not every system allows it.
    """
    if sys.platform != "linux":
        return False
    policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK if wanted else os.SCHED_OTHER
    try:
        os.sched_setscheduler(0, policy, os.sched_param(1 if wanted else 0))
    except OSError:
        return False
    return wanted


class Worker:
    """Runs `handle(event)` for each posted event, in order, on a thread of its own.

    Args:
        name: of the thread.
        handle: called on the worker's thread only. An exception is logged; the next event is handled all the same.
        capacity: how many events may wait.
        full: called (on the poster's thread) with an event that found the inbox full; the event is then dropped.
        before: called first on the worker's thread, for what must be made there (a database connection).
        after: called last on it.
    """

    def __init__(
        self,
        name: str,
        handle: Callable[[Any], None],
        *,
        capacity: int = 4096,
        full: Callable[[Any], None] | None = None,
        before: Callable[[], None] | None = None,
        after: Callable[[], None] | None = None,
    ) -> None:
        self._handle = handle
        self._full = full or (lambda event: log.error("%s: inbox full, dropped %s", name, type(event).__name__))
        self._before = before
        self._after = after
        self._inbox: queue.Queue[Any] = queue.Queue(capacity)
        self._begun = threading.Event()
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wait_until_begun(self) -> None:
        """Until `before` has run."""
        self._begun.wait()

    def post(self, event: Any) -> None:
        """Any thread. Never waits."""
        try:
            self._inbox.put_nowait(event)
        except queue.Full:
            self._full(event)

    def close(self, timeout_s: float = 10.0) -> None:
        """Handles what is still waiting, then ends the thread; one that does not follow in time is left behind."""
        if not self._thread.is_alive():
            return
        try:
            self._inbox.put(_END, timeout=timeout_s)
        except queue.Full:
            log.error("%s is stuck and left behind", self._thread.name)
            self._given_up.set()
            return
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            if self._before:
                self._before()
        finally:
            self._begun.set()
        try:
            while not self._given_up.is_set() and (event := self._inbox.get()) is not _END:
                try:
                    self._handle(event)
                except Exception:
                    log.exception("%s failed on %s", self._thread.name, type(event).__name__)
        finally:
            if self._after:
                self._after()
