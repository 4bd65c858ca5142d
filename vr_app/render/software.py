"""Drawing by the processor: how to tell, and how to leave it room for the models that run beside."""

from __future__ import annotations

import time

from vr_app.render.gl import GL
from vr_app.render.pacing import Pacer

BUSY_SHARE = 0.5
"""Of the time, at most; the rest belongs to speech and language."""


def draws_in_software() -> bool:
    """Whether the processor draws in the context that is current."""
    name = GL.glGetString(GL.GL_RENDERER)
    text = name.decode(errors="replace").lower() if isinstance(name, bytes) else ""
    return any(word in text for word in ("llvmpipe", "softpipe", "swiftshader", "swrast"))


class SoftwarePause:
    """Makes a pacer rest after each frame in proportion to what the frame took. Does nothing where a card draws.

    Args:
        enabled: False to draw as often as the machine can (for measuring).
    """

    def __init__(self, enabled: bool) -> None:
        self._active = enabled and draws_in_software()
        self._begun_s = 0.0

    def begin(self) -> None:
        self._begun_s = time.monotonic()

    def end(self, pacer: Pacer) -> None:
        """The frame's commands have been given."""
        if self._active:
            GL.glFinish()
            pacer.rest(self._begun_s, BUSY_SHARE)
