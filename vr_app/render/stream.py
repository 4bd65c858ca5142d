"""Buffers that the processor writes while the card still reads: mapped for good, and written in turns of three."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL

TURNS = 3
ALIGNMENT = 256
"""Enough for every card's uniform and storage blocks."""
WAIT_NS = 2_000_000_000
MOST_SEEN = 48
"""Arrays over the buffer that are kept: mostly the same ones are asked for."""


class Stream:
    """One GL buffer with `TURNS` copies of some named parts. Writing to a part costs no GL call.

    Args:
        parts: bytes of each part of a turn.
        still: bytes before the turns, of which there is one copy.
        row: turns begin at a multiple of so many bytes.

    Attributes:
        buffer: GL name.
        turn: which copy is being written; move it on with `advance` once a frame.
    """

    def __init__(self, parts: Mapping[str, int], still: int = 0, row: int = 1) -> None:
        self._first: dict[str, int] = {}
        size = 0
        for name, part in parts.items():
            self._first[name] = size
            size += _aligned(max(part, 16), ALIGNMENT)
        step = math.lcm(ALIGNMENT, row)
        self._still_size, self._turn_size = _aligned(still, step), _aligned(size, step)
        total = max(self._still_size + TURNS * self._turn_size, ALIGNMENT)
        name = ctypes.c_uint()
        GL.glCreateBuffers(1, ctypes.byref(name))
        self.buffer = name.value
        flags = int(GL.GL_MAP_WRITE_BIT) | int(GL.GL_MAP_PERSISTENT_BIT) | int(GL.GL_MAP_COHERENT_BIT)
        GL.glNamedBufferStorage(self.buffer, total, None, flags)
        address = GL.glMapNamedBufferRange(self.buffer, 0, total, flags)
        if not address:
            raise RuntimeError("The graphics driver does not give access to a buffer")
        self._seen: dict[tuple[str, int, Any, int, int], npt.NDArray[Any]] = {}
        self._bytes = np.ctypeslib.as_array((ctypes.c_uint8 * total).from_address(int(address)))
        self.turn = 0

    def advance(self) -> None:
        """The next copy is written from now on. The card must have finished with it (see `TurnFences`)."""
        self.turn = (self.turn + 1) % TURNS

    def offset(self, part: str) -> int:
        """Where a part of this turn begins in the buffer, in bytes."""
        return self._still_size + self.turn * self._turn_size + self._first[part]

    def array(self, part: str, dtype: npt.DTypeLike, count: int, at: int = 0) -> npt.NDArray[Any]:
        """`count` elements of a part of this turn, from byte `at` on. Write only: reading is slow on a real card."""
        key = (part, self.turn, dtype, count, at)
        if key not in self._seen:
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen[key] = self._view(self.offset(part) + at, np.dtype(dtype), count)
        return self._seen[key]

    def still(self, dtype: npt.DTypeLike, count: int) -> npt.NDArray[Any]:
        """What there is one copy of."""
        return self._view(0, np.dtype(dtype), count)

    def _view(self, begin: int, dtype: np.dtype[Any], count: int) -> npt.NDArray[Any]:
        return self._bytes[begin : begin + count * dtype.itemsize].view(dtype)

    def close(self) -> None:
        """Deletes the buffer. The arrays given out are void."""
        self._seen.clear()
        GL.glUnmapNamedBuffer(self.buffer)
        GL.glDeleteBuffers(1, np.array([self.buffer], np.uint32))


class TurnFences:
    """Makes a turn wait until the card has finished the frame that used it last."""

    def __init__(self) -> None:
        self._fences: list[Any] = [None] * TURNS
        self._turn = 0

    def begin(self) -> None:
        """A new frame: waits where the card is `TURNS` frames behind."""
        self._turn = (self._turn + 1) % TURNS
        self._wait(self._turn)

    def end(self) -> None:
        """The frame's commands have been given."""
        self._wait(self._turn)
        self._fences[self._turn] = GL.glFenceSync(GL.GL_SYNC_GPU_COMMANDS_COMPLETE, 0)

    def wait_for_all(self) -> None:
        """Until the card has nothing left to do."""
        for turn in range(TURNS):
            self._wait(turn)

    def _wait(self, turn: int) -> None:
        fence = self._fences[turn]
        if fence is not None:
            GL.glClientWaitSync(fence, GL.GL_SYNC_FLUSH_COMMANDS_BIT, WAIT_NS)
            GL.glDeleteSync(fence)
            self._fences[turn] = None


def _aligned(size: int, step: int) -> int:
    return -(-size // step) * step
