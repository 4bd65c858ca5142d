"""Where the processor draws the pictures itself, it must not take all of it: models and sound need some too."""

from __future__ import annotations

import time

from vr_app.render.gl import GL
from vr_app.render.quality import HIGH, LOW, Quality

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "gdi generic", "basic render")
LONGEST_REST_S = 1.0


def draws_in_software() -> bool:
    """Whether the current context has no graphics card behind it."""
    name = GL.glGetString(GL.GL_RENDERER)
    return any(word in (name or b"").decode(errors="replace").lower() for word in SOFTWARE)


def quality_for(wanted: str) -> Quality:
    """The quality for the current context: "high", "low", or "auto" (low without a graphics card)."""
    if wanted == "auto":
        return LOW if draws_in_software() else HIGH
    return HIGH if wanted == "high" else LOW


class Breather:
    """Rests after each frame as long as the frame took, where the processor draws.

    Args:
        share: of the frame's time to rest.
    """

    def __init__(self, share: float = 1.0) -> None:
        self._share = share
        self._woke_s = time.monotonic()

    def rest(self) -> None:
        """Frame thread: waits for the drawing to end, then leaves the processor to others for a while."""
        GL.glFinish()
        busy_s = time.monotonic() - self._woke_s
        time.sleep(min(busy_s * self._share, LONGEST_REST_S))
        self._woke_s = time.monotonic()
