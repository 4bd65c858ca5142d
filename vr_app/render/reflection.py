"""The map shiny surfaces mirror: one octahedral texture whose mip levels are ever rougher."""

from __future__ import annotations

import ctypes

import numpy as np

from vr_app.render.gl import GL
from vr_app.scene.sky_light import SkyLight


class ReflectionMap:
    """Owns the texture. Levels are 64, 32, 16, 8 and 4 texels a side."""

    def __init__(self, light: SkyLight) -> None:
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
        self.texture = name.value
        size = light.reflection[0].shape[0]
        GL.glTextureStorage2D(self.texture, len(light.reflection), GL.GL_RGB16F, size, size)
        for level, pixels in enumerate(light.reflection):
            side = size >> level
            packed = np.ascontiguousarray(pixels, np.float32)
            GL.glTextureSubImage2D(self.texture, level, 0, 0, side, side, GL.GL_RGB, GL.GL_FLOAT, packed)
        GL.glTextureParameteri(self.texture, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
        GL.glTextureParameteri(self.texture, GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE)
        GL.glTextureParameteri(self.texture, GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE)

    def close(self) -> None:
        GL.glDeleteTextures(1, np.array([self.texture], np.uint32))
