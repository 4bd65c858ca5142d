"""Textures to draw into without any display, and reading pictures back."""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL


def make_colour_texture(width: int, height: int) -> int:
    """GL name of an sRGB 8-bit colour texture."""
    name = ctypes.c_uint()
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
    GL.glTextureStorage2D(name.value, 1, GL.GL_SRGB8_ALPHA8, width, height)
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR)
    return name.value


def read_pixels(texture: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """The picture in a colour texture as uint8 (height, width, 4), top row first, opaque. Waits for the card."""
    framebuffer = make_framebuffer()
    GL.glNamedFramebufferTexture(framebuffer, GL.GL_COLOR_ATTACHMENT0, texture, 0)
    GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, framebuffer)
    pixels = np.empty((height, width, 4), np.uint8)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
    GL.glReadPixels(
        0, 0, width, height, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, ctypes.c_void_p(pixels.ctypes.data)
    )  # fmt: skip
    GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, 0)
    GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))
    pixels[..., 3] = 255
    return np.ascontiguousarray(pixels[::-1])


class OffscreenTarget:
    """A colour texture of fixed size."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.texture = make_colour_texture(width, height)

    def view(self, world_from_view: Mat4, fov_rad: tuple[float, float, float, float]) -> View:
        return View(world_from_view, fov_rad, self.texture, self.width, self.height)

    def read(self) -> npt.NDArray[np.uint8]:
        """uint8 (height, width, 4), top row first."""
        return read_pixels(self.texture, self.width, self.height)

    def close(self) -> None:
        GL.glDeleteTextures(1, np.array([self.texture], np.uint32))
