"""Hands finished pictures from the thread that draws to a context that shows them, without any lock.

Three textures go round: one is being written, one is the newest finished, one is being read. The writer never waits;
the reader takes the newest that the graphics card has finished. Fences order the two contexts' work on the card. The
few Python steps below are safe because assigning and reading an attribute are each atomic and in program order.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vr_app.kernel.ports import View
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.targets import make_colour_texture

TEXTURE_SRGB_DECODE = 0x8A48
SKIP_DECODE = 0x8A4A


@dataclass
class _Slot:
    texture: int = 0
    width: int = 0
    height: int = 0
    written: Any = None
    read: Any = None


class Mirror:
    """A triple buffer of colour textures. The contexts must share objects.

    The writer calls `begin`, draws, `publish` (or `copy`); the reader calls `acquire`, draws, `release`.
    """

    def __init__(self) -> None:
        self._slots = (_Slot(), _Slot(), _Slot())
        self._newest = -1
        self._reading = -1
        self._writing = 0
        self._framebuffers: tuple[int, int] | None = None
        self._copied_s = 0.0

    # ------------------------------------------------------------------ the thread that draws

    def begin(self, width: int, height: int) -> int:
        """GL name of a texture of that size to draw into, which nobody reads meanwhile."""
        self._writing = next(i for i in range(3) if i not in (self._newest, self._reading))
        slot = self._slots[self._writing]
        if slot.read is not None:
            GL.glWaitSync(slot.read, 0, GL.GL_TIMEOUT_IGNORED)
            GL.glDeleteSync(slot.read)
            slot.read = None
        if (slot.width, slot.height) != (width, height):
            self._drop(slot)
            slot.texture, slot.width, slot.height = make_colour_texture(width, height), width, height
            # The window's framebuffer takes display values as they are stored.
            GL.glTextureParameteri(slot.texture, TEXTURE_SRGB_DECODE, SKIP_DECODE)
        return slot.texture

    def publish(self) -> None:
        """What was drawn since `begin` becomes the newest picture."""
        slot = self._slots[self._writing]
        if slot.written is not None:
            GL.glDeleteSync(slot.written)
        slot.written = GL.glFenceSync(GL.GL_SYNC_GPU_COMMANDS_COMPLETE, 0)
        GL.glFlush()
        self._newest = self._writing

    def copy(self, views: Sequence[View], highest_rate_hz: float = 30.0) -> None:
        """Copies drawn views (a headset's eyes) side by side, at most so often.

        Call it before the views' textures are handed over.
        """
        now = time.monotonic()
        if now - self._copied_s < 1.0 / highest_rate_hz:
            return
        self._copied_s = now
        if self._framebuffers is None:
            self._framebuffers = (make_framebuffer(), make_framebuffer())
        source, target = self._framebuffers
        texture = self.begin(sum(view.width for view in views), max(view.height for view in views))
        GL.glNamedFramebufferTexture(target, GL.GL_COLOR_ATTACHMENT0, texture, 0)
        left = 0
        for view in views:
            if view.layer >= 0:
                GL.glNamedFramebufferTextureLayer(source, GL.GL_COLOR_ATTACHMENT0, view.texture, 0, view.layer)
            else:
                GL.glNamedFramebufferTexture(source, GL.GL_COLOR_ATTACHMENT0, view.texture, 0)
            area, onto = (0, 0, view.width, view.height), (left, 0, left + view.width, view.height)
            GL.glBlitNamedFramebuffer(source, target, *area, *onto, GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST)
            left += view.width
        self.publish()

    def close(self) -> None:
        """Deletes the textures; the drawing context must be current and the reader must have stopped."""
        self._newest = -1
        for slot in self._slots:
            self._drop(slot)
        if self._framebuffers is not None:
            GL.glDeleteFramebuffers(2, np.array(self._framebuffers, np.uint32))
            self._framebuffers = None

    def _drop(self, slot: _Slot) -> None:
        if slot.texture:
            GL.glDeleteTextures(1, np.array([slot.texture], np.uint32))
        for fence in (slot.written, slot.read):
            if fence is not None:
                GL.glDeleteSync(fence)
        slot.texture = slot.width = slot.height = 0
        slot.written = slot.read = None

    # ------------------------------------------------------------------ the context that shows

    def acquire(self) -> tuple[int, int, int] | None:
        """Newest finished picture as (texture, width, height), rows from the bottom; None before the first.

        It stays untouched until `release`. Where the newest is not finished yet, the one shown last is given again.
        """
        shown = self._reading
        while True:
            newest = self._newest
            if newest < 0:
                return None
            if newest == shown or not self._finished(newest):
                break
            self._reading = newest
            if self._newest == newest:
                shown = newest
                break
        self._reading = shown
        if shown < 0:
            return None
        slot = self._slots[shown]
        return slot.texture, slot.width, slot.height

    def release(self) -> None:
        """The commands that read the acquired texture have been given."""
        if self._reading >= 0:
            slot = self._slots[self._reading]
            if slot.read is not None:
                GL.glDeleteSync(slot.read)
            slot.read = GL.glFenceSync(GL.GL_SYNC_GPU_COMMANDS_COMPLETE, 0)
            GL.glFlush()

    def _finished(self, index: int) -> bool:
        fence = self._slots[index].written
        if fence is None:
            return False
        state = GL.glClientWaitSync(fence, 0, 0)
        return state in (GL.GL_ALREADY_SIGNALED, GL.GL_CONDITION_SATISFIED)
