"""The light of the sky on the card: a cube map of it, ever rougher by mip level, and its light on matt surfaces.

The sky itself is drawn by `shaders/sky.frag` (procedural or from a picture) into a cube map, once per scene.
"""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.quality import Quality
from vr_app.render.shader import Program
from vr_app.scene.sky_light import cube_directions, irradiance_of

ROUGHNESS_LEVELS = 5
"""Levels of the cube map: roughness 0, 0.25, 0.5, 0.75 and 1."""
MATT_SIDE = 16
"""Side of the mip level that matt light is summed up from."""
TABLE_SIDE = 32


class SkyLightMaps:
    """Owns the cube map that shiny surfaces mirror and the table of their reflectance.

    Attributes:
        size: side of a face of the cube map.
        reflection: cube map, `ROUGHNESS_LEVELS` levels.
        reflectance: 2D table over angle and roughness.
    """

    def __init__(self, quality: Quality) -> None:
        self.size, self._samples = quality.reflection_size, quality.reflection_samples
        self._framebuffer = make_framebuffer()
        self._prefilter = Program("cube_face.vert", "prefilter.frag")
        self._halve = Program("cube_face.vert", "halve.frag")
        self._sky = _cube(self.size, self.size.bit_length())
        self.reflection = _cube(self.size, ROUGHNESS_LEVELS)
        self.reflectance = self._table()

    def build(self, sky: Program) -> npt.NDArray[np.float32]:
        """Draws the sky all round and works its light out. The frame block and an empty vertex array must be bound.

        Args:
            sky: `cube_face.vert` with a fragment shader that gives the light that comes from `ray`.
        Returns: irradiance as `irradiance_of` gives it.
        """
        for capability in (GL.GL_DEPTH_TEST, GL.GL_CULL_FACE, GL.GL_BLEND, GL.GL_FRAMEBUFFER_SRGB):
            GL.glDisable(capability)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        sky.use()
        self._draw_faces(self._sky, 0, self.size, sky)
        GL.glBindSampler(0, 0)
        GL.glBindTextureUnit(0, self._sky)
        self._make_levels()
        GL.glCopyImageSubData(
            self._sky, GL.GL_TEXTURE_CUBE_MAP, 0, 0, 0, 0,
            self.reflection, GL.GL_TEXTURE_CUBE_MAP, 0, 0, 0, 0, self.size, self.size, 6,
        )  # fmt: skip
        self._prefilter.use()
        GL.glUniform1f(self._prefilter.location("sky_size"), float(self.size))
        for level in range(1, ROUGHNESS_LEVELS):
            roughness = level / (ROUGHNESS_LEVELS - 1)
            GL.glUniform1f(self._prefilter.location("alpha"), roughness * roughness)
            GL.glUniform1i(self._prefilter.location("samples"), self._samples)
            self._draw_faces(self.reflection, level, self.size >> level, self._prefilter)
        return irradiance_of(*cube_directions(MATT_SIDE), self._matt_pixels())

    def read(self, level: int) -> npt.NDArray[np.float32]:
        """Texels of a level of the reflection, (6 * side * side, 3), in the order of `cube_directions`."""
        return _read_cube(self.reflection, level, self.size >> level)

    def close(self) -> None:
        GL.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
        GL.glDeleteTextures(3, np.array([self._sky, self.reflection, self.reflectance], np.uint32))
        self._prefilter.close()
        self._halve.close()

    def _make_levels(self) -> None:
        """Half as large again and again (glGenerateTextureMipmap compiles a program per face on a software driver)."""
        self._halve.use()
        for level in range(1, self.size.bit_length()):
            self._sample_only(level - 1, level - 1)
            self._draw_faces(self._sky, level, self.size >> level, self._halve)
        self._sample_only(0, self.size.bit_length() - 1)

    def _sample_only(self, first: int, last: int) -> None:
        GL.glTextureParameteri(self._sky, GL.GL_TEXTURE_BASE_LEVEL, first)
        GL.glTextureParameteri(self._sky, GL.GL_TEXTURE_MAX_LEVEL, last)

    def _matt_pixels(self) -> npt.NDArray[np.float32]:
        level = max((self.size // MATT_SIDE).bit_length() - 1, 0)
        return _read_cube(self._sky, level, MATT_SIDE)

    def _draw_faces(self, texture: int, level: int, side: int, program: Program) -> None:
        GL.glViewport(0, 0, side, side)
        for face in range(6):
            GL.glNamedFramebufferTextureLayer(self._framebuffer, GL.GL_COLOR_ATTACHMENT0, texture, level, face)
            GL.glUniform1i(program.location("face"), face)
            GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def _table(self) -> int:
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
        table = name.value
        GL.glTextureStorage2D(table, 1, GL.GL_RGBA16F, TABLE_SIDE, TABLE_SIDE)
        for parameter in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTextureParameteri(table, parameter, GL.GL_LINEAR)
        for parameter in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTextureParameteri(table, parameter, GL.GL_CLAMP_TO_EDGE)
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        GL.glBindVertexArray(array.value)
        program = Program("picture.vert", "reflectance.frag")
        program.use()
        GL.glNamedFramebufferTexture(self._framebuffer, GL.GL_COLOR_ATTACHMENT0, table, 0)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glViewport(0, 0, TABLE_SIDE, TABLE_SIDE)
        for capability in (GL.GL_DEPTH_TEST, GL.GL_CULL_FACE, GL.GL_BLEND):
            GL.glDisable(capability)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        program.close()
        GL.glBindVertexArray(0)
        GL.glDeleteVertexArrays(1, np.array([array.value], np.uint32))
        return table


def _cube(size: int, levels: int) -> int:
    name = ctypes.c_uint()
    GL.glCreateTextures(GL.GL_TEXTURE_CUBE_MAP, 1, ctypes.byref(name))
    GL.glTextureStorage2D(name.value, levels, GL.GL_RGBA16F, size, size)
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR)
    return name.value


def _read_cube(texture: int, level: int, side: int) -> npt.NDArray[np.float32]:
    pixels = np.empty((6 * side * side, 3), np.float32)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
    pointer = ctypes.c_void_p(pixels.ctypes.data)
    GL.glGetTextureImage(texture, level, GL.GL_RGB, GL.GL_FLOAT, pixels.nbytes, pointer)
    return pixels
