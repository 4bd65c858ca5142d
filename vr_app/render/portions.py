"""Gives a driver that draws in software much work in portions.

Such a driver keeps lists of all triangles it was given until it is told to draw them: of a hundred thousand that is
20 MB, more than a processor keeps at hand. Told after each portion it fills a small list again and again, and other
cores draw one portion while the next is prepared.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL

MOST_INDICES = 3 * 8_000
"""Of a portion, about: indices times instances."""
COUNT, INSTANCES, FIRST, BASE_VERTEX, BASE_INSTANCE = range(5)
"""Columns of a command."""
Table = npt.NDArray[np.uint32]


def portions(work: npt.NDArray[np.int64], most: int) -> Iterator[tuple[int, int]]:
    """Stretches (first, end) of commands with so much work each: about `most`, or one command with more."""
    number = (np.cumsum(work) - work) // most
    first = 0
    for end in (*(np.flatnonzero(np.diff(number)) + 1).tolist(), len(work)):
        yield first, end
        first = end


class Portions:
    """Counts what was given since the driver was last told to draw. One for all lists of a renderer."""

    def __init__(self, most: int = MOST_INDICES) -> None:
        self._most = most
        self._given = 0

    def wanted(self, table: Table) -> bool:
        """Whether a list of commands (C, 5) is too much for one portion."""
        return float(np.dot(table[:, COUNT].astype(np.float64), table[:, INSTANCES])) > self._most

    def draw(self, table: Table, offset: int) -> None:
        """Draws commands.

        Args:
            table: the commands, (C, 5).
            offset: where they begin in the buffer that is bound.
        """
        work = table[:, COUNT].astype(np.int64) * table[:, INSTANCES]
        for first, end in portions(work, self._most):
            amount = int(work[first:end].sum())
            if end - first == 1 and amount > 2 * self._most:
                self._in_pieces(table[first].tolist())
                continue
            at = ctypes.c_void_p(offset + first * table.itemsize * table.shape[1])
            GL.glMultiDrawElementsIndirect(GL.GL_TRIANGLES, GL.GL_UNSIGNED_INT, at, end - first, 0)
            self._note(amount)

    def _in_pieces(self, command: list[int]) -> None:
        """One large mesh: a stretch of its triangles after the other."""
        count, instances, first, base_vertex, base_instance = command
        step = max(self._most // (3 * max(instances, 1)), 1) * 3
        for start in range(0, count, step):
            length = min(step, count - start)
            GL.glDrawElementsInstancedBaseVertexBaseInstance(
                GL.GL_TRIANGLES, length, GL.GL_UNSIGNED_INT, ctypes.c_void_p((first + start) * 4),
                instances, np.uint32(base_vertex).astype(np.int32).item(), base_instance,
            )  # fmt: skip
            self._note(length * instances)

    def _note(self, amount: int) -> None:
        self._given += amount
        if self._given >= self._most:
            GL.glFlush()
            self._given = 0
