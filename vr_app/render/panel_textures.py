"""Pictures of panels on the card: patches come in as bytes, so many a frame, and go out whole."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import numpy as np

from vr_app.kernel.canvas import Canvas, Patch
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.targets import make_colour_texture

FRAME_BYTES = 512 << 10
"""Most that all panels together bring onto the card in one frame."""


class PanelTexture:
    """One canvas's picture.

    Attributes:
        version: grows whenever the picture is whole again and different.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.version = 0
        self.texture, self._patch, self._row = make_colour_texture(canvas.width, canvas.height), None, 0
        canvas.renew()

    def upload(self, byte_budget: int) -> int:
        """Takes patches while the budget lasts, a large one in strips. Returns: bytes brought onto the card."""
        spent = 0
        while spent < byte_budget:
            patch = self._patch or self.canvas.take()
            if patch is None:
                break
            spent += self._strip(patch, byte_budget - spent)
        return spent

    def _strip(self, patch: Patch, byte_budget: int) -> int:
        """As many rows as the budget allows, at least one."""
        row_bytes = patch.width * 4
        rows = min(max(byte_budget // row_bytes, 1), patch.height - self._row)
        data = np.frombuffer(patch.pixels, np.uint8, rows * row_bytes, self._row * row_bytes)
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
        area = (0, patch.x, patch.y + self._row, patch.width, rows)
        GL.glTextureSubImage2D(
            self.texture, *area, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, ctypes.c_void_p(data.ctypes.data)
        )  # fmt: skip
        self._row += rows
        if self._row < patch.height:
            self._patch = patch
        else:
            self._patch, self._row = None, 0
            self.version += patch.last
        return rows * row_bytes

    def close(self) -> None:
        GL.glDeleteTextures(1, np.array([self.texture], np.uint32))


class PanelTextures:
    """All panels of a headset. Made and used on the thread that owns the context."""

    def __init__(self, canvases: Iterable[Canvas]) -> None:
        # What changes least is served first.
        by_size = sorted(canvases, key=lambda canvas: canvas.width * canvas.height)
        self._panels = {canvas.name: PanelTexture(canvas) for canvas in by_size}
        self._given: dict[str, int] = {}
        self._framebuffers: tuple[int, int] | None = None

    def upload(self, byte_budget: int = FRAME_BYTES) -> None:
        """Takes what was painted since, within a budget; what changes least is served first."""
        for panel in self._panels.values():
            if byte_budget <= 0:
                return
            byte_budget -= panel.upload(byte_budget)

    def ready(self, name: str) -> bool:
        """Whether a panel has a picture."""
        return self._panels[name].version > 0

    def fresh(self, name: str) -> bool:
        """Whether its picture is another one than the one copied last."""
        return self._given.get(name) != self._panels[name].version

    def copy(self, name: str, texture: int) -> None:
        """Copies a panel's picture into a texture of its size, whatever the format: a display value stays one."""
        panel = self._panels[name]
        if self._framebuffers is None:
            self._framebuffers = (make_framebuffer(), make_framebuffer())
        source, target = self._framebuffers
        GL.glNamedFramebufferTexture(source, GL.GL_COLOR_ATTACHMENT0, panel.texture, 0)
        GL.glNamedFramebufferTexture(target, GL.GL_COLOR_ATTACHMENT0, texture, 0)
        area = (0, 0, panel.canvas.width, panel.canvas.height)
        GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
        GL.glDisable(GL.GL_SCISSOR_TEST)
        GL.glBlitNamedFramebuffer(source, target, *area, *area, GL.GL_COLOR_BUFFER_BIT, GL.GL_NEAREST)
        self._given[name] = panel.version

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        for panel in self._panels.values():
            panel.close()
        if self._framebuffers is not None:
            GL.glDeleteFramebuffers(2, np.array(self._framebuffers, np.uint32))
        self._panels, self._framebuffers = {}, None
