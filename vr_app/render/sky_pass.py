"""Draws the sky where nothing else is."""

from __future__ import annotations

import ctypes

import numpy as np

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.shader import Program


class SkyPass(Pass):
    """A triangle over the whole picture, farther than everything."""

    def __init__(self) -> None:
        self._program = Program("sky.vert", "sky.frag")
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        self._empty_array = array.value

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        self._program.use()
        GL.glBindVertexArray(self._empty_array)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glDepthFunc(GL.GL_GEQUAL)
        GL.glDepthMask(False)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLES, 0, 3, frame.view_count)
        GL.glDepthMask(True)
        GL.glDepthFunc(GL.GL_GREATER)

    def close(self) -> None:
        """See `Pass`."""
        self._program.close()
        GL.glDeleteVertexArrays(1, np.array([self._empty_array], np.uint32))
