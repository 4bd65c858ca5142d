"""The pipeline's switches as far as they are known: to set what is set already costs no call."""

from __future__ import annotations

from typing import Any

from vr_app.render.gl import GL


class Switches:
    """What passes set on their way through a frame. Each says what it needs; none restores anything."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def forget(self) -> None:
        """Somebody else may have set anything."""
        self._known.clear()

    def capability(self, name: Any, on: bool) -> None:
        """Turns something on or off."""
        if self._known.get(name) is not on:
            self._known[name] = on
            (GL.glEnable if on else GL.glDisable)(name)

    def depth(self, function: Any, *, write: bool) -> None:
        """How depth is compared, and whether it is written."""
        if self._changes("depth function", function):
            GL.glDepthFunc(function)
        if self._changes("depth mask", write):
            GL.glDepthMask(write)

    def blend(self, source: Any = None, target: Any = None) -> None:
        """By which factors colours are blended; nothing is where none are given."""
        self.capability(GL.GL_BLEND, source is not None)
        if source is not None and self._changes("blend", (source, target)):
            GL.glBlendFunc(source, target)

    def cull(self, face: Any = None) -> None:
        """Which side of surfaces is not drawn; None to draw both."""
        self.capability(GL.GL_CULL_FACE, face is not None)
        if face is not None and self._changes("face", face):
            GL.glCullFace(face)

    def front(self, winding: Any) -> None:
        """Which way round a front face goes."""
        if self._changes("front", winding):
            GL.glFrontFace(winding)

    def vertex_array(self, name: int) -> None:
        """Binds a vertex array."""
        if self._changes("array", name):
            GL.glBindVertexArray(name)

    def commands(self, buffer: int) -> None:
        """Binds the buffer of indirect draw commands."""
        if self._changes("commands", buffer):
            GL.glBindBuffer(GL.GL_DRAW_INDIRECT_BUFFER, buffer)

    def _changes(self, name: str, value: Any) -> bool:
        if self._known.get(name) == value:
            return False
        self._known[name] = value
        return True
