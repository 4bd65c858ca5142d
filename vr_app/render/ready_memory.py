"""Memory that a driver which draws with the processor is about to take, made ready beforehand.

A system clears new memory page by page when a program first writes to it: for the textures of a scene that is a tenth
of a second, in which no frame is drawn. So pieces of the sizes to come are taken from the C library, written to on a
thread of their own, and given back to it just before the driver asks for them.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections import deque
from collections.abc import Sequence
from typing import Any

from vr_app.render.driver_memory import keep_freed_memory

LEAST_BYTES = 256 << 10
"""Smaller pieces are not worth it."""
SPARE = 1 / 16
"""A driver takes a little more than its pictures have bytes: rows and levels are aligned."""
SPARE_BYTES = 64 << 10


class ReadyMemory:
    """Pieces that are taken, in the order they will be needed. One thread only; made where a context is current.

    Where a card draws, or the C library is not GNU's, all is ready at once.

    Attributes:
        useful: pieces are made ready at all.
    """

    def __init__(self) -> None:
        self._library = _gnu_library() if keep_freed_memory() else None
        self.useful = self._library is not None
        self._pieces: deque[tuple[int, threading.Event]] = deque()

    def want(self, sizes: Sequence[int]) -> None:
        """More pieces of these sizes, behind those wanted before."""
        if self._library is None:
            return
        fresh = [self._take(self._library, size) for size in sizes]
        self._pieces.extend((address, ready) for address, _, ready in fresh)
        work = [piece for piece in fresh if piece[0]]
        if work:
            threading.Thread(target=_write_to, args=(work,), name="memory", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether the next piece is; True where there is none."""
        return not self._pieces or self._pieces[0][1].is_set()

    @property
    def all_ready(self) -> bool:
        """Whether every piece is."""
        return all(ready.is_set() for _, ready in self._pieces)

    def give(self) -> None:
        """Gives the next piece to whoever asks the C library next; it must be ready."""
        if self._pieces:
            self._free(*self._pieces.popleft())

    def give_all(self) -> None:
        """All of them; waits for those that are not ready."""
        while self._pieces:
            self.give()

    def _take(self, library: Any, size: int) -> tuple[int, int, threading.Event]:
        size, ready = size + int(size * SPARE) + SPARE_BYTES, threading.Event()
        address = int(library.malloc(size) or 0) if size >= LEAST_BYTES else 0
        if not address:
            ready.set()
        return address, size, ready

    def _free(self, address: int, ready: threading.Event) -> None:
        ready.wait()
        if address and self._library is not None:
            self._library.free(address)


def _write_to(pieces: list[tuple[int, int, threading.Event]]) -> None:
    for address, size, ready in pieces:
        try:
            ctypes.memset(address, 0, size)
        finally:
            ready.set()


def _gnu_library() -> Any:
    """The C library, where it is GNU's: others do not keep what is given back."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return None
    library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    library.free.restype, library.free.argtypes = None, [ctypes.c_void_p]
    return library
