"""The pipeline's switches and what is bound, as far as they are known: to set what is set already costs no call."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL


class Switches:
    """What passes set on their way through a frame. Each says what it needs; none restores anything."""

    _used_last: ClassVar[int] = 0

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._bound: dict[Any, Any] = {}
        self._blocks: Any = None

    def call(self, function: Any, *arguments: Any) -> None:
        """Calls the driver."""
        function(*arguments)

    def program(self, name: int) -> None:
        """Has a program draw."""
        self.call(GL.glUseProgram, name)

    def take_over(self, other: Switches) -> None:
        """Everything is as another has set it."""
        self._known.update(other._known)
        self._bound.update(other._bound)

    def begin(self) -> None:
        """A new frame: what is bound may be of another scene; the rest is as the last frame left it, if it was ours."""
        self._bound.clear()
        if Switches._used_last != id(self):
            Switches._used_last = id(self)
            self._known.clear()

    def forget(self) -> None:
        """Somebody else may have set anything."""
        self._known.clear()
        self._bound.clear()

    def capability(self, name: Any, on: bool) -> None:
        """Turns something on or off."""
        if self._known.get(name) is not on:
            self._known[name] = on
            self.call(GL.glEnable if on else GL.glDisable, name)

    def depth(self, function: Any, *, write: bool) -> None:
        """How depth is compared, and whether it is written."""
        if self._changes("depth function", function):
            self.call(GL.glDepthFunc, function)
        if self._changes("depth mask", write):
            self.call(GL.glDepthMask, write)

    def blend(self, source: Any = None, target: Any = None) -> None:
        """By which factors colours are blended; nothing is where none are given."""
        self.capability(GL.GL_BLEND, source is not None)
        if source is not None and self._changes("blend", (source, target)):
            self.call(GL.glBlendFunc, source, target)

    def cull(self, face: Any = None) -> None:
        """Which side of surfaces is not drawn; None to draw both."""
        self.capability(GL.GL_CULL_FACE, face is not None)
        if face is not None and self._changes("face", face):
            self.call(GL.glCullFace, face)

    def front(self, winding: Any) -> None:
        """Which way round a front face goes."""
        if self._changes("front", winding):
            self.call(GL.glFrontFace, winding)

    def vertex_array(self, name: int) -> None:
        """Binds a vertex array."""
        if self._binds("array", name):
            self.call(GL.glBindVertexArray, name)

    def commands(self, buffer: int) -> None:
        """Binds the buffer of indirect draw commands."""
        if self._binds("commands", buffer):
            self.call(GL.glBindBuffer, GL.GL_DRAW_INDIRECT_BUFFER, buffer)

    def uniform_block(self, index: int, buffer: int, offset: int, size: int) -> None:
        """Binds a uniform block."""
        if self._binds(("block", index), (buffer, offset)):
            self.call(GL.glBindBufferRange, GL.GL_UNIFORM_BUFFER, index, buffer, offset, size)

    def uniform_blocks(self, buffers: tuple[int, ...], offsets: tuple[int, ...], sizes: tuple[int, ...]) -> None:
        """Binds the first uniform blocks in one call."""
        for index, block in enumerate(zip(buffers, offsets, strict=True)):
            self._bound["block", index] = block
        if self._blocks is None or self._blocks[0] != (buffers, sizes):
            names, lengths = np.array(buffers, np.uint32), (GL.GLsizeiptr * len(sizes))(*sizes)
            self._blocks = ((buffers, sizes), names, (GL.GLintptr * len(sizes))(), lengths)
        _, names, places, lengths = self._blocks
        places[:] = offsets
        self.call(GL.glBindBuffersRange, GL.GL_UNIFORM_BUFFER, 0, len(buffers), names, places, lengths)

    def textures(self, first: int, names: npt.NDArray[np.uint32], needed: tuple[int, ...] | None = None) -> None:
        """Binds textures to units in a row.

        Args:
            needed: of these names, 0 where it does not matter what is bound; all matter where left out.
        """
        there: tuple[int, ...] = self._bound.get(("textures", first), ())
        wanted = tuple(names.tolist()) if needed is None or not there else needed
        if wanted is there:
            return
        if there and all(name in (0, bound) for name, bound in zip(wanted, there, strict=False)):
            return
        if there and needed is not None:
            wanted = tuple(name or bound for name, bound in zip(needed, there, strict=True))
        self._bound["textures", first] = wanted
        self.call(GL.glBindTextures, first, len(wanted), np.array(wanted, np.uint32))

    def samplers(self, first: int, names: npt.NDArray[np.uint32]) -> None:
        """Binds samplers to units in a row."""
        if self._binds(("samplers", first), tuple(names.tolist())):
            self.call(GL.glBindSamplers, first, len(names), names)

    def unsampled(self, first: int, count: int) -> None:
        """Units in a row that go by their textures' own settings, always."""
        if self._changes("unsampled", (first, count)):
            self.call(GL.glBindSamplers, first, count, np.zeros(count, np.uint32))

    def _changes(self, name: Any, value: Any) -> bool:
        if self._known.get(name) == value:
            return False
        self._known[name] = value
        return True

    def _binds(self, name: Any, value: Any) -> bool:
        if self._bound.get(name) == value:
            return False
        self._bound[name] = value
        return True
