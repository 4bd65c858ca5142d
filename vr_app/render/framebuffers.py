"""Where a view is drawn: the texture asked for, directly or through a multisampled picture of the same size."""

from __future__ import annotations

import ctypes

import numpy as np

from vr_app.kernel.ports import View
from vr_app.render.gl import GL


def make_framebuffer() -> int:
    name = ctypes.c_uint()
    GL.glCreateFramebuffers(1, ctypes.byref(name))
    return name.value


class Framebuffers:
    """Depth and multisample storage, kept per size; the target texture is attached anew for each view."""

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self._target = make_framebuffer()
        self._kept: dict[tuple[int, int], tuple[int, int, int]] = {}

    def begin(self, view: View) -> None:
        """Binds what the view is to be drawn into."""
        framebuffer, _, depth = self._storage(view.width, view.height)
        self._attach(view)
        if self._samples <= 1:
            GL.glNamedFramebufferRenderbuffer(self._target, GL.GL_DEPTH_ATTACHMENT, GL.GL_RENDERBUFFER, depth)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer if self._samples > 1 else self._target)
        GL.glViewport(0, 0, view.width, view.height)

    def end(self, view: View) -> None:
        """Brings the samples together in the target."""
        if self._samples > 1:
            framebuffer, _, _ = self._storage(view.width, view.height)
            width, height = view.width, view.height
            GL.glBlitNamedFramebuffer(
                framebuffer,
                self._target,
                0,
                0,
                width,
                height,
                0,
                0,
                width,
                height,
                GL.GL_COLOR_BUFFER_BIT,
                GL.GL_NEAREST,
            )

    @property
    def target(self) -> int:
        """The framebuffer that holds the view's own texture since `begin`."""
        return self._target

    def close(self) -> None:
        for framebuffer, colour, depth in self._kept.values():
            GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))
            GL.glDeleteRenderbuffers(2, np.array([colour, depth], np.uint32))
        self._kept.clear()
        GL.glDeleteFramebuffers(1, np.array([self._target], np.uint32))

    def _attach(self, view: View) -> None:
        if view.layer >= 0:
            GL.glNamedFramebufferTextureLayer(self._target, GL.GL_COLOR_ATTACHMENT0, view.texture, 0, view.layer)
        else:
            GL.glNamedFramebufferTexture(self._target, GL.GL_COLOR_ATTACHMENT0, view.texture, 0)

    def _storage(self, width: int, height: int) -> tuple[int, int, int]:
        if (width, height) not in self._kept:
            if len(self._kept) >= 4:
                framebuffer, colour, depth = self._kept.pop(next(iter(self._kept)))
                GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))
                GL.glDeleteRenderbuffers(2, np.array([colour, depth], np.uint32))
            names = (ctypes.c_uint * 2)()
            GL.glCreateRenderbuffers(2, names)
            samples = self._samples if self._samples > 1 else 0
            framebuffer = make_framebuffer()
            GL.glNamedRenderbufferStorageMultisample(names[1], samples, GL.GL_DEPTH_COMPONENT32F, width, height)
            if samples:
                GL.glNamedRenderbufferStorageMultisample(names[0], samples, GL.GL_SRGB8_ALPHA8, width, height)
                attachments = ((GL.GL_COLOR_ATTACHMENT0, names[0]), (GL.GL_DEPTH_ATTACHMENT, names[1]))
                for attachment, name in attachments:
                    GL.glNamedFramebufferRenderbuffer(framebuffer, attachment, GL.GL_RENDERBUFFER, name)
            self._kept[width, height] = (framebuffer, names[0], names[1])
        return self._kept[width, height]
