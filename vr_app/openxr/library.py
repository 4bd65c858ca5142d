"""The one place that loads pyopenxr and with it the OpenXR loader (ImportError or OSError where there is none).

`import xr` replaces PyOpenGL's platform on Linux by a fresh GLX one, whatever was chosen before, which would lose the
choice the renderer made for EGL contexts: the chosen platform is put back here.
"""

from __future__ import annotations

import os
from typing import Any

import OpenGL.platform as _gl_platform

_chosen = _gl_platform.PLATFORM
# The loader writes to stderr what we say in plain words; whoever debugs sets the variable.
os.environ.setdefault("XR_LOADER_DEBUG", "none")

import xr as _xr  # noqa: E402

_gl_platform.PLATFORM = _chosen

xr: Any = _xr
"""The binding; untyped, as its annotations refuse the plain ints that ctypes takes."""

__all__ = ["xr"]
