"""Windows: the context that WGL has current."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Wgl:
    """The two functions of opengl32.dll that we ask. Handles are ints, 0 for none."""

    get_current_dc: Callable[[], int | None]
    get_current_context: Callable[[], int | None]


def load_wgl() -> Wgl:
    library = ctypes.CDLL("opengl32")
    for name in ("wglGetCurrentDC", "wglGetCurrentContext"):
        function = getattr(library, name)
        function.restype, function.argtypes = ctypes.c_void_p, []
    return Wgl(library.wglGetCurrentDC, library.wglGetCurrentContext)


def current(xr: Any, wgl: Wgl) -> Any:
    """XrGraphicsBindingOpenGLWin32KHR for the current context, or None where there is none.

    Args:
        xr: the pyopenxr module.
        wgl: the functions to ask.
    """
    context = wgl.get_current_context()
    device = wgl.get_current_dc()
    if not context or not device:
        return None
    binding = xr.GraphicsBindingOpenGLWin32KHR()
    binding.h_dc = device
    binding.h_glrc = context
    return binding
