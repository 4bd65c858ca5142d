"""The glow that bright things have round them: light scattered in the eye. Works on the finished picture."""

from __future__ import annotations

import ctypes

import numpy as np

from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.shader import Program

LEVELS = 4


class _Levels:
    """Textures and framebuffers for one size of picture: a half, a quarter, and the glow from a quarter down."""

    def __init__(self, width: int, height: int) -> None:
        self.sizes = [(max(width >> n, 1), max(height >> n, 1)) for n in range(1, 3 + LEVELS)]
        kinds = [GL.GL_SRGB8_ALPHA8] * 2 + [GL.GL_R11F_G11F_B10F] * LEVELS
        self.sizes.insert(2, self.sizes[1])
        self.textures, self.framebuffers = [], []
        for (w, h), kind in zip(self.sizes, kinds, strict=False):
            name = ctypes.c_uint()
            GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
            GL.glTextureStorage2D(name.value, 1, kind, w, h)
            for parameter in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
                GL.glTextureParameteri(name.value, parameter, GL.GL_LINEAR)
            for parameter in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
                GL.glTextureParameteri(name.value, parameter, GL.GL_CLAMP_TO_EDGE)
            framebuffer = make_framebuffer()
            GL.glNamedFramebufferTexture(framebuffer, GL.GL_COLOR_ATTACHMENT0, name.value, 0)
            self.textures.append(name.value)
            self.framebuffers.append(framebuffer)

    def close(self) -> None:
        GL.glDeleteTextures(len(self.textures), np.array(self.textures, np.uint32))
        GL.glDeleteFramebuffers(len(self.framebuffers), np.array(self.framebuffers, np.uint32))


class Glow:
    """Adds the glow to pictures of any size."""

    def __init__(self) -> None:
        self._programs = {
            name: Program("picture.vert", "glow.frag", (name,)) for name in ("BRIGHT", "DOWN", "UP", "ADD")
        }
        self._kept: dict[tuple[int, int], _Levels] = {}

    def add(self, framebuffer: int, width: int, height: int) -> None:
        """Adds the glow to the picture in a framebuffer (one sample, sRGB). An empty vertex array must be bound."""
        levels = self._levels(width, height)
        GL.glDisable(GL.GL_DEPTH_TEST)
        GL.glDisable(GL.GL_CULL_FACE)
        source, size = framebuffer, (width, height)
        for number in range(2):
            target = levels.framebuffers[number]
            w, h = levels.sizes[number]
            GL.glBlitNamedFramebuffer(
                source, target, 0, 0, *size, 0, 0, w, h, GL.GL_COLOR_BUFFER_BIT, GL.GL_LINEAR
            )  # fmt: skip
            source, size = target, (w, h)
        self._pass("BRIGHT", levels, 1, 2)
        last = len(levels.textures) - 1
        for number in range(2, last):
            self._pass("DOWN", levels, number, number + 1)
        GL.glEnable(GL.GL_BLEND)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE)
        for number in range(last, 2, -1):
            self._pass("UP", levels, number, number - 1)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_COLOR)
        GL.glColorMask(True, True, True, False)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
        GL.glViewport(0, 0, width, height)
        self._draw("ADD", levels, 2)
        GL.glColorMask(True, True, True, True)
        GL.glDisable(GL.GL_BLEND)
        GL.glEnable(GL.GL_DEPTH_TEST)

    def close(self) -> None:
        for levels in self._kept.values():
            levels.close()
        for program in self._programs.values():
            program.close()
        self._kept, self._programs = {}, {}

    def _levels(self, width: int, height: int) -> _Levels:
        if (width, height) not in self._kept:
            if len(self._kept) >= 4:
                self._kept.pop(next(iter(self._kept))).close()
            self._kept[width, height] = _Levels(width, height)
        return self._kept[width, height]

    def _pass(self, name: str, levels: _Levels, source: int, target: int) -> None:
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, levels.framebuffers[target])
        GL.glViewport(0, 0, *levels.sizes[target])
        self._draw(name, levels, source)

    def _draw(self, name: str, levels: _Levels, source: int) -> None:
        program = self._programs[name]
        program.use()
        width, height = levels.sizes[source]
        GL.glUniform2f(program.location("texel"), 1.0 / width, 1.0 / height)
        GL.glBindTextureUnit(0, levels.textures[source])
        GL.glBindSampler(0, 0)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
