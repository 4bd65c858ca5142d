"""The picture so far as a texture, for what bends the light that comes through it: glass, water in a jar."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np

from vr_app.render.gl import GL

UNIT = 25
"""Where `layers.glsl` finds it."""


class Backdrop:
    """A picture with a layer for each view and all mip levels, of one size.

    Args:
        width: of each layer in pixels; also `height`.
        count: of layers.
    """

    def __init__(self, width: int, height: int, count: int) -> None:
        self._area = (0, 0, width, height)
        names = (ctypes.c_uint * count)()
        name, sampler = ctypes.c_uint(), ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        GL.glCreateFramebuffers(count, names)
        GL.glCreateSamplers(1, ctypes.byref(sampler))
        self._texture, self._layers, self._sampler = name.value, list(names), sampler.value
        GL.glTextureStorage3D(
            self._texture, max(width, height).bit_length(), GL.GL_SRGB8_ALPHA8, width, height, count
        )  # fmt: skip
        for layer, framebuffer in enumerate(self._layers):
            GL.glNamedFramebufferTextureLayer(framebuffer, GL.GL_COLOR_ATTACHMENT0, self._texture, 0, layer)
        for parameter, value in (
            (GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR),
            (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
            (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE),
            (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
        ):
            GL.glSamplerParameteri(self._sampler, parameter, value)

    def take(self, framebuffers: Sequence[int]) -> None:
        """Copies what these hold, one for each layer, and binds the copy."""
        for source, layer in zip(framebuffers, self._layers, strict=True):
            GL.glBlitNamedFramebuffer(source, layer, *self._area, *self._area, GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST)
        GL.glGenerateTextureMipmap(self._texture)
        GL.glBindTextureUnit(UNIT, self._texture)
        GL.glBindSampler(UNIT, self._sampler)

    def close(self) -> None:
        GL.glDeleteFramebuffers(len(self._layers), np.array(self._layers, np.uint32))
        GL.glDeleteTextures(1, np.array([self._texture], np.uint32))
        GL.glDeleteSamplers(1, np.array([self._sampler], np.uint32))
