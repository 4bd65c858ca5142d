"""Drawing by the processor: how to tell, and how to leave it room for the models that run beside."""

from __future__ import annotations

import time

from vr_app.render.gl import GL
from vr_app.render.pacing import Pacer

BUSY_SHARE = 0.5
"""Of the time, at most; the rest belongs to speech and language."""
UNSEEN_SHARE = 0.2
"""The same where nobody watches and a picture is only taken now and then."""


def draws_in_software() -> bool:
    """Whether the processor draws in the context that is current."""
    name = GL.glGetString(GL.GL_RENDERER)
    text = name.decode(errors="replace").lower() if isinstance(name, bytes) else ""
    return any(word in text for word in ("llvmpipe", "softpipe", "swiftshader", "swrast"))


SCALES = (1.0, 0.75, 0.6)
"""Steps of the picture's size against the window's."""
SLOW_S, QUICK_S = 0.09, 0.03
"""A frame that takes longer is drawn smaller next time; a quicker one larger."""
SETTLE_FRAMES = 4
"""Frames at one size before it is judged: the first ones compile shaders."""


class ScaleChoice:
    """Chooses the size of pictures so that moving about stays fluent. Pure."""

    def __init__(self) -> None:
        self._step = 0
        self._costs_s: list[float] = []

    @property
    def scale(self) -> float:
        return SCALES[self._step]

    def add(self, cost_s: float) -> None:
        """One frame at the present size took so long."""
        self._costs_s.append(cost_s)
        if len(self._costs_s) < SETTLE_FRAMES:
            return
        typical_s = sorted(self._costs_s)[len(self._costs_s) // 2]
        self._costs_s = []
        if typical_s > SLOW_S and self._step + 1 < len(SCALES):
            self._step += 1
        elif typical_s < QUICK_S and self._step > 0:
            self._step -= 1


class SoftwarePause:
    """Makes a pacer rest after each frame in proportion to what the frame took. Does nothing where a card draws.

    Args:
        enabled: False to draw as often as the machine can (for measuring).
        busy_share: of the time, that drawing may take.
    """

    def __init__(self, enabled: bool, busy_share: float = BUSY_SHARE) -> None:
        self._active = enabled and draws_in_software()
        self._busy_share = busy_share
        self._begun_s = 0.0
        self._choice = ScaleChoice()

    @property
    def scale(self) -> float:
        """Of the picture's sides against the window's."""
        return self._choice.scale

    def begin(self) -> None:
        self._begun_s = time.monotonic()

    def end(self, pacer: Pacer) -> None:
        """The frame's commands have been given."""
        if self._active:
            GL.glFinish()
            self._choice.add(time.monotonic() - self._begun_s)
            pacer.rest(self._begun_s, self._busy_share)
