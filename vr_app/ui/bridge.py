"""Kernel events from any thread to the Qt thread, without making the sender wait."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from vr_app.kernel.events import FrameStatistics, ModelLoading, TokensGenerated

_CAPACITY = 4096


class Bridge(QObject):
    """An inbox that wakes the Qt thread.

    Many small events become few: text of one turn that waits is joined, and of progress and statistics only the newest
    is kept. Past `capacity` the oldest event is dropped, so a window that hangs never makes the app grow.

    Signals:
        received(object): one kernel event, on the Qt thread, in the order posted.
    """

    received = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None, *, capacity: int = _CAPACITY) -> None:
        super().__init__(parent)
        self._capacity = capacity
        self._waiting: deque[Any] = deque()
        self._lock = threading.Lock()
        self._open = True
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, event: Any) -> None:
        """Puts an event in. Any thread; never waits for Qt."""
        with self._lock:
            if not self._open:
                return
            was_empty = not self._waiting
            self._waiting.append(self._joined(event))
            if len(self._waiting) > self._capacity:
                self._waiting.popleft()
        if was_empty:
            self._woken.emit()

    def close(self) -> None:
        """Drops what waits and everything posted from now on."""
        with self._lock:
            self._open = False
            self._waiting.clear()

    def _joined(self, event: Any) -> Any:
        """The event to append, after taking out what it makes superfluous. Call with the lock held."""
        last = self._waiting[-1] if self._waiting else None
        if isinstance(event, TokensGenerated):
            if isinstance(last, TokensGenerated) and last.turn == event.turn:
                self._waiting.pop()
                return TokensGenerated(event.turn, last.text + event.text)
        elif isinstance(event, FrameStatistics):
            if isinstance(last, FrameStatistics):
                self._waiting.pop()
                return _added(last, event)
        elif isinstance(event, ModelLoading) and isinstance(last, ModelLoading) and last.kind == event.kind:
            self._waiting.pop()
        return event

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            batch, self._waiting = self._waiting, deque()
        for event in batch:
            self.received.emit(event)


def _added(older: FrameStatistics, newer: FrameStatistics) -> FrameStatistics:
    """Two seconds of frames in one: counts add up, times are the newer ones."""
    return FrameStatistics(
        older.frames + newer.frames,
        older.missed + newer.missed,
        newer.cpu_p50_ms,
        max(older.cpu_p99_ms, newer.cpu_p99_ms),
    )
