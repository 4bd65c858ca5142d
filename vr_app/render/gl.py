"""The one place that imports PyOpenGL: without per-call checks, and able to work in any kind of context.

Import `GL` from here. PyOpenGL looks its current context up through one windowing library that it chooses at import
(on Linux usually GLX, and always GLX once an OpenXR binding has been imported); ours may be EGL. The look-up is
replaced by one that asks both.
"""

from __future__ import annotations

import ctypes
import sys

import OpenGL

OpenGL.ERROR_CHECKING = False
OpenGL.ERROR_LOGGING = False
OpenGL.CONTEXT_CHECKING = False
OpenGL.ARRAY_SIZE_CHECKING = False

from OpenGL import GL  # noqa: E402
from OpenGL import platform as _platform  # noqa: E402
from OpenGL.GL.OVR.multiview import glFramebufferTextureMultiviewOVR  # noqa: E402

from vr_app.render.quick_calls import DRAWING, STATE, keep_interpreter  # noqa: E402


def _linux_context_lookup() -> None:
    """WORKAROUND https://github.com/mcfletch/pyopengl/issues/70: ask GLX and EGL for the current context."""
    lookups = []
    for library, function in (("libGL.so.1", "glXGetCurrentContext"), ("libEGL.so.1", "eglGetCurrentContext")):
        try:
            found = getattr(ctypes.CDLL(library), function)
        except (OSError, AttributeError):
            continue
        found.restype = ctypes.c_void_p
        lookups.append(found)

    def current() -> int | None:
        for lookup in lookups:
            context = lookup()
            if context:
                return context
        return None

    names = ("GetCurrentContext", "CurrentContextIsValid")
    for name in names:
        setattr(_platform, name, current)
        _platform.PLATFORM.__dict__[name] = current


def draw_quickly() -> None:
    """Draw calls are over at once: a card draws, or nothing does."""
    keep_interpreter(GL, _platform.PLATFORM, DRAWING)


if sys.platform.startswith("linux"):
    _linux_context_lookup()
keep_interpreter(GL, _platform.PLATFORM, STATE)

__all__ = ["GL", "draw_quickly", "glFramebufferTextureMultiviewOVR"]
