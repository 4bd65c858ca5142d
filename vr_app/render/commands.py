"""The indirect draw commands of a frame, put straight into memory that the card reads."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np

from vr_app.render.draw_list import Run
from vr_app.render.gl import GL
from vr_app.render.portions import COUNT, Portions, Table
from vr_app.render.stream import TURNS, Stream
from vr_app.scene.draw_shapes import COMMAND

MANY = 2**30


@dataclass(frozen=True)
class CommandSlice:
    """Where commands are: bind the buffer, then draw runs of them.

    Attributes:
        table: the commands, (C, 5), where they are to be drawn in portions.
        most: commands that one call is given.
    """

    buffer: int
    offset: int
    table: Table | None = None
    portions: Portions | None = None
    most: int = MANY

    def draw(self, run: Run) -> None:
        """Draws a run of the commands, which must be bound."""
        begin = self.offset + run.first * COMMAND.itemsize
        if self.table is not None and self.portions is not None:
            self.portions.draw(self.table[run.first : run.first + run.count], begin)
            return
        offset = ctypes.c_void_p(begin)
        count = min(run.count, self.most)
        GL.glMultiDrawElementsIndirect(GL.GL_TRIANGLES, GL.GL_UNSIGNED_INT, offset, count, 0)


class CommandStore:
    """Holds them in turns.

    Args:
        capacity: commands of a frame; more are put into buffers of their own, which costs GL calls.
        portions: where the processor draws: how much it is given at once.

    Attributes:
        submit_only: draw nothing: to measure what all but drawing costs.
        lists_unread: and give each call one such command alone: going through a list is a card's work too.
    """

    def __init__(self, capacity: int, portions: Portions | None = None) -> None:
        self._capacity = capacity
        self._portions = portions
        self.submit_only = self.lists_unread = False
        self._used = 0
        self._stream = Stream({"commands": capacity * COMMAND.itemsize})
        self._extra: list[list[int]] = [[] for _ in range(TURNS)]

    def advance(self) -> None:
        """A new frame."""
        self._stream.advance()
        self._used = 0
        self._drop(self._extra[self._stream.turn])

    def put(self, table: Table) -> CommandSlice:
        """Keeps commands (C, 5) until this turn comes again."""
        if self.submit_only:
            table[:, COUNT] = 0
        first, self._used = self._used, self._used + len(table)
        if self._used > self._capacity:
            self._used = first
            return self._put_aside(table)
        at = first * COMMAND.itemsize
        self._stream.array("commands", np.uint32, table.size, at)[:] = table.reshape(-1)
        return self._slice(self._stream.buffer, self._stream.offset("commands") + at, table)

    def close(self) -> None:
        """Deletes the buffers."""
        self._stream.close()
        for extra in self._extra:
            self._drop(extra)

    def _put_aside(self, table: Table) -> CommandSlice:
        name = ctypes.c_uint()
        GL.glCreateBuffers(1, ctypes.byref(name))
        GL.glNamedBufferStorage(name.value, table.nbytes, ctypes.c_void_p(table.ctypes.data), 0)
        self._extra[self._stream.turn].append(name.value)
        return self._slice(name.value, 0, table)

    def _slice(self, buffer: int, offset: int, table: Table) -> CommandSlice:
        if self._portions is not None and len(table) and self._portions.wanted(table):
            return CommandSlice(buffer, offset, table, self._portions)
        return CommandSlice(buffer, offset, most=1 if self.lists_unread else MANY)

    def _drop(self, buffers: list[int]) -> None:
        if buffers:
            GL.glDeleteBuffers(len(buffers), np.array(buffers, np.uint32))
            buffers.clear()
