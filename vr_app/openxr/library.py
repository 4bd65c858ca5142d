"""The one place that loads pyopenxr and with it the OpenXR loader (ImportError or OSError where there is none).

`import xr` replaces PyOpenGL's platform on Linux by a fresh GLX one, whatever was chosen before, which would lose the
choice the renderer made for EGL contexts: the chosen platform is put back here. PyOpenGL reads its own switches when it
is first imported, which may be here: without setting them every call of a visit in a headset would ask for errors, and
stumble over those that a runtime has left behind (https://github.com/ValveSoftware/SteamVR-for-Linux/issues/799).
"""

from __future__ import annotations

import os
from typing import Any

import OpenGL

for _switch in ("ERROR_CHECKING", "ERROR_LOGGING", "CONTEXT_CHECKING", "ARRAY_SIZE_CHECKING"):
    setattr(OpenGL, _switch, False)

import OpenGL.platform as _gl_platform  # noqa: E402

_chosen = _gl_platform.PLATFORM
# The loader writes to stderr what we say in plain words; whoever debugs sets the variable.
os.environ.setdefault("XR_LOADER_DEBUG", "none")

import xr as _xr  # noqa: E402

_gl_platform.PLATFORM = _chosen

xr: Any = _xr
"""The binding; untyped, as its annotations refuse the plain ints that ctypes takes."""

__all__ = ["xr"]
