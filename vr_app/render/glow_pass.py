"""Puts the glow round bright things into the finished pictures."""

from __future__ import annotations

import ctypes

import numpy as np

from vr_app.kernel.ports import View
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.glow import Glow


class GlowPass(Pass):
    """Owns the `Glow`."""

    def __init__(self) -> None:
        self._glow = Glow()
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        self._empty_array = array.value

    def finish(self, frame: Frame, framebuffer: int, view: View) -> None:
        """See `Pass`."""
        GL.glBindVertexArray(self._empty_array)
        self._glow.add(framebuffer, view.width, view.height)

    def close(self) -> None:
        """See `Pass`."""
        self._glow.close()
        GL.glDeleteVertexArrays(1, np.array([self._empty_array], np.uint32))
