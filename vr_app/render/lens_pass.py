"""Fills what the lenses hide of a picture before anything else is drawn, so that no pixel there costs more."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np

from vr_app.kernel.ports import LensMask, View
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.shader import Program


class LensPass(Pass):
    """Draws the hidden part of the views at the nearest depth. Must be the first pass that draws."""

    def __init__(self) -> None:
        self._program: Program | None = None
        self._array = 0
        self._buffers = (0, 0)
        self._sent: list[LensMask | None] = []
        self._count = 0

    def mask(self, frame: Frame, views: Sequence[View]) -> None:
        """Before the passes draw a group of views that are drawn at once."""
        masks = [view.hidden for view in views]
        if all(mask is None for mask in masks):
            return
        if self._program is None:
            self._make()
        assert self._program is not None
        if len(masks) != len(self._sent) or any(a is not b for a, b in zip(masks, self._sent, strict=True)):
            self._send(masks)
        switches = frame.switches
        switches.depth(GL.GL_ALWAYS, write=True)
        switches.blend()
        switches.cull()
        switches.vertex_array(self._array)
        self._program.use(frame.view_count)
        GL.glDrawElementsInstanced(GL.GL_TRIANGLES, self._count, GL.GL_UNSIGNED_INT, None, frame.copies)

    def _make(self) -> None:
        self._program = Program("lens_mask.vert", "lens_mask.frag")
        array, names = ctypes.c_uint(), np.zeros(2, np.uint32)
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        GL.glCreateBuffers(2, names)
        self._array, self._buffers = array.value, (int(names[0]), int(names[1]))
        GL.glVertexArrayVertexBuffer(self._array, 0, self._buffers[0], 0, 12)
        GL.glVertexArrayElementBuffer(self._array, self._buffers[1])
        GL.glEnableVertexArrayAttrib(self._array, 0)
        GL.glVertexArrayAttribFormat(self._array, 0, 3, GL.GL_FLOAT, False, 0)
        GL.glVertexArrayAttribBinding(self._array, 0, 0)

    def _send(self, masks: list[LensMask | None]) -> None:
        corners, indices, base = [], [], 0
        for number, mask in enumerate(masks):
            if mask is not None:
                numbers = np.full((len(mask.corners), 1), number, np.float32)
                corners.append(np.concatenate([mask.corners, numbers], axis=1))
                indices.append(mask.indices + np.uint32(base))
                base += len(mask.corners)
        for name, data in zip(self._buffers, (np.concatenate(corners), np.concatenate(indices)), strict=True):
            flat = np.ascontiguousarray(data)
            GL.glNamedBufferData(name, flat.nbytes, ctypes.c_void_p(flat.ctypes.data), GL.GL_STATIC_DRAW)
        self._count, self._sent = sum(len(part) for part in indices), masks

    def close(self) -> None:
        """See `Pass`."""
        if self._program is not None:
            self._program.close()
            GL.glDeleteVertexArrays(1, np.array([self._array], np.uint32))
            GL.glDeleteBuffers(2, np.array(self._buffers, np.uint32))
            self._program = None
