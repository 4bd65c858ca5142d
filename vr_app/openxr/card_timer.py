"""What frames take the graphics card, by its own clock, without ever waiting for it."""

from __future__ import annotations

import ctypes

import numpy as np
from OpenGL import GL

TURNS = 5


class CardTimer:
    """Two time stamps per frame, read when they have long arrived. The context must be current."""

    def __init__(self) -> None:
        names = np.zeros(2 * TURNS, np.uint32)
        GL.glCreateQueries(GL.GL_TIMESTAMP, 2 * TURNS, names)
        self._names = [(int(names[2 * turn]), int(names[2 * turn + 1])) for turn in range(TURNS)]
        self._turn = 0
        self._waiting: list[int] = []
        self._value = ctypes.c_uint64(0)

    def begin(self) -> None:
        """Drawing begins."""
        GL.glQueryCounter(self._names[self._turn][0], GL.GL_TIMESTAMP)

    def end(self) -> None:
        """All commands of the frame have been given."""
        GL.glQueryCounter(self._names[self._turn][1], GL.GL_TIMESTAMP)
        self._waiting.append(self._turn)
        self._turn = (self._turn + 1) % TURNS
        if len(self._waiting) >= TURNS:
            self._waiting.pop(0)

    def take_ms(self) -> float | None:
        """What the oldest frame that is not told yet took; None where the card is not done with it."""
        if not self._waiting:
            return None
        first, last = self._names[self._waiting[0]]
        if not self._read(last, GL.GL_QUERY_RESULT_AVAILABLE):
            return None
        self._waiting.pop(0)
        return (self._read(last, GL.GL_QUERY_RESULT) - self._read(first, GL.GL_QUERY_RESULT)) / 1e6

    def _read(self, name: int, what: int) -> int:
        GL.glGetQueryObjectui64v(name, what, ctypes.byref(self._value))
        return self._value.value

    def close(self) -> None:
        names = np.array([name for pair in self._names for name in pair], np.uint32)
        GL.glDeleteQueries(len(names), names)
