"""Where views are drawn: alike ones together as layers of one picture, which is then brought into their textures."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vr_app.kernel.ports import View
from vr_app.render.backdrop import Backdrop
from vr_app.render.gl import GL
from vr_app.render.multiview_trial import attach_both_eyes
from vr_app.render.stereo import stereo

KEPT = 4
"""Sizes that are remembered."""


def make_framebuffer() -> int:
    name = ctypes.c_uint()
    GL.glCreateFramebuffers(1, ctypes.byref(name))
    return name.value


def view_groups(views: Sequence[View], *, together: bool) -> list[list[int]]:
    """Numbers of the views that are drawn at once: both eyes where they have the same size, else each by itself."""
    if together and len(views) == 2 and (views[0].width, views[0].height) == (views[1].width, views[1].height):
        return [[0, 1]]
    return [[number] for number in range(len(views))]


@dataclass(frozen=True)
class _Storage:
    """Colour (0 where none is needed) and depth of one size, the framebuffer with both, and one per colour layer."""

    framebuffer: int
    textures: tuple[int, ...]
    layers: tuple[int, ...]

    def close(self) -> None:
        names = [self.framebuffer, *self.layers]
        GL.glDeleteFramebuffers(len(names), np.array(names, np.uint32))
        GL.glDeleteTextures(len(self.textures), np.array(self.textures, np.uint32))


class Framebuffers:
    """Depth, multisample and layered storage, kept per size; the target texture is attached anew for each view.

    Args:
        samples: of multisampling; 1 is none.
    """

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self._target, self._finished, self._depth = (make_framebuffer() for _ in range(3))
        self._kept: dict[tuple[int, int, int], _Storage] = {}
        self._backdrops: dict[tuple[int, int, int], Backdrop] = {}
        self._way = stereo().way

    def groups(self, views: Sequence[View]) -> list[list[int]]:
        """See `view_groups`; every group has the same length."""
        return view_groups(views, together=self._way != "apart")

    def begin(self, views: Sequence[View]) -> None:
        """Binds what the views of one group are to be drawn into."""
        width, height = views[0].width, views[0].height
        storage = self._storage(width, height, len(views))
        if len(views) == 1 and self._samples <= 1:
            self._attach(self._target, views[0])
            GL.glNamedFramebufferTexture(self._target, GL.GL_DEPTH_ATTACHMENT, storage.textures[0], 0)
            GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._target)
        else:
            GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, storage.framebuffer)
        GL.glViewport(0, 0, width, height)

    def backdrop(self, views: Sequence[View]) -> None:
        """Binds a copy of what is drawn so far of the views of one group, for glass to be seen through."""
        width, height, count = views[0].width, views[0].height, len(views)
        key, storage = (width, height, count), self._storage(width, height, count)
        if key not in self._backdrops:
            self._backdrops[key] = Backdrop(*key)
        self._backdrops[key].take(storage.layers or [self._target])

    def end(self, views: Sequence[View], number: int) -> int:
        """Brings one view of the group into its own texture. Returns: the framebuffer that holds it."""
        view = views[number]
        area = (0, 0, view.width, view.height)
        if len(views) == 1 and self._samples <= 1:
            self._leave_depth(self._target, view, area)
            return self._target
        storage = self._storage(view.width, view.height, len(views))
        self._leave_depth(storage.layers[number], view, area)
        self._attach(self._finished, view)
        GL.glBlitNamedFramebuffer(
            storage.layers[number], self._finished, *area, *area, GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST
        )
        return self._finished

    def _leave_depth(self, source: int, view: View, area: tuple[int, int, int, int]) -> None:
        """Copies a picture's depth where the display wants it."""
        if not view.depth:
            return
        if view.layer >= 0:
            GL.glNamedFramebufferTextureLayer(self._depth, GL.GL_DEPTH_ATTACHMENT, view.depth, 0, view.layer)
        else:
            GL.glNamedFramebufferTexture(self._depth, GL.GL_DEPTH_ATTACHMENT, view.depth, 0)
        GL.glBlitNamedFramebuffer(source, self._depth, *area, *area, GL.GL_DEPTH_BUFFER_BIT, GL.GL_NEAREST)

    def close(self) -> None:
        for kept in (*self._kept.values(), *self._backdrops.values()):
            kept.close()
        self._kept.clear()
        self._backdrops.clear()
        GL.glDeleteFramebuffers(3, np.array([self._target, self._finished, self._depth], np.uint32))

    def _attach(self, framebuffer: int, view: View) -> None:
        if view.layer >= 0:
            GL.glNamedFramebufferTextureLayer(framebuffer, GL.GL_COLOR_ATTACHMENT0, view.texture, 0, view.layer)
        else:
            GL.glNamedFramebufferTexture(framebuffer, GL.GL_COLOR_ATTACHMENT0, view.texture, 0)

    def _storage(self, width: int, height: int, count: int) -> _Storage:
        key = (width, height, count)
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                oldest = next(iter(self._kept))
                self._kept.pop(oldest).close()
                if oldest in self._backdrops:
                    self._backdrops.pop(oldest).close()
            self._kept[key] = self._make_storage(width, height, count)
        return self._kept[key]

    def _make_storage(self, width: int, height: int, count: int) -> _Storage:
        depth = self._texture(GL.GL_DEPTH_COMPONENT32F, width, height, count)
        if count == 1 and self._samples <= 1:
            return _Storage(make_framebuffer(), (depth,), ())
        colour = self._texture(GL.GL_SRGB8_ALPHA8, width, height, count)
        framebuffer = make_framebuffer()
        attachments = ((GL.GL_COLOR_ATTACHMENT0, colour), (GL.GL_DEPTH_ATTACHMENT, depth))
        for attachment, texture in attachments:
            if count > 1 and self._way == "multiview":
                attach_both_eyes(framebuffer, attachment, texture)
            else:
                GL.glNamedFramebufferTexture(framebuffer, attachment, texture, 0)
        layers = []
        for layer in range(count):
            layers.append(make_framebuffer())
            for attachment, texture in attachments:
                if count == 1:
                    GL.glNamedFramebufferTexture(layers[-1], attachment, texture, 0)
                else:
                    GL.glNamedFramebufferTextureLayer(layers[-1], attachment, texture, 0, layer)
        return _Storage(framebuffer, (depth, colour), tuple(layers))

    def _texture(self, kind: int, width: int, height: int, count: int) -> int:
        name = ctypes.c_uint()
        several, layered = self._samples > 1, count > 1
        target = {
            (False, False): GL.GL_TEXTURE_2D,
            (False, True): GL.GL_TEXTURE_2D_ARRAY,
            (True, False): GL.GL_TEXTURE_2D_MULTISAMPLE,
            (True, True): GL.GL_TEXTURE_2D_MULTISAMPLE_ARRAY,
        }[several, layered]
        GL.glCreateTextures(target, 1, ctypes.byref(name))
        if several and layered:
            GL.glTextureStorage3DMultisample(name.value, self._samples, kind, width, height, count, True)
        elif several:
            GL.glTextureStorage2DMultisample(name.value, self._samples, kind, width, height, True)
        elif layered:
            GL.glTextureStorage3D(name.value, 1, kind, width, height, count)
        else:
            GL.glTextureStorage2D(name.value, 1, kind, width, height)
        return name.value
