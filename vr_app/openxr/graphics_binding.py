"""The OpenGL context current on this thread, told to OpenXR in the words of the platform it came from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr import graphics_binding_egl, graphics_binding_win32, graphics_binding_xlib
from vr_app.openxr.features import EGL, OPENGL
from vr_app.openxr.library import xr

CurrentContext = Callable[[], int | None]
"""Gives the handle of the context current on this thread."""


def _unknown_context() -> None:
    return None


@dataclass(frozen=True)
class GraphicsBinding:
    """Attributes:
    structure: goes into the `next` chain of XrSessionCreateInfo.
    kind: "win32", "xlib" or "egl".
    current_context: tells whether a runtime left another context current than it found.
    """

    structure: Any
    kind: str
    current_context: CurrentContext = _unknown_context


Finder = Callable[[], tuple[Any, CurrentContext] | None]
"""Gives the structure for the current context, or None where the context is not of its kind."""


def finders(platform: str = sys.platform) -> tuple[tuple[str, str, Finder], ...]:
    """(kind, needed extension, finder) in the order to try. On Linux a context is GLX's or EGL's (Wayland: EGL)."""
    if platform == "win32":
        return (("win32", OPENGL, _find_win32),)
    return ("xlib", OPENGL, _find_xlib), ("egl", EGL, _find_egl)


def _find_win32() -> tuple[Any, CurrentContext] | None:
    wgl = graphics_binding_win32.load_wgl()
    structure = graphics_binding_win32.current(xr, wgl)
    return structure and (structure, wgl.get_current_context)


def _find_xlib() -> tuple[Any, CurrentContext] | None:
    glx = graphics_binding_xlib.load_glx()
    structure = glx and graphics_binding_xlib.current(xr, glx)
    return (structure, glx.get_current_context) if glx and structure else None


def _find_egl() -> tuple[Any, CurrentContext] | None:
    egl = graphics_binding_egl.load_egl()
    structure = egl and graphics_binding_egl.current(xr, egl)
    return (structure, egl.get_current_context) if egl and structure else None


def current_binding(
    extensions: Collection[str], candidates: tuple[tuple[str, str, Finder], ...] | None = None
) -> GraphicsBinding:
    """The binding for the context current on this thread.

    Args:
        extensions: the enabled ones.
        candidates: other finders than the platform's.

    Raises: DeviceError where no context is current or the runtime cannot take this kind.
    """
    if OPENGL not in extensions:
        raise DeviceError("The OpenXR runtime cannot show OpenGL pictures", recoverable=False)
    for kind, extension, find in finders() if candidates is None else candidates:
        found = find()
        if found is None:
            continue
        if extension not in extensions:
            raise DeviceError(
                f"The OpenXR runtime cannot take pictures made by way of {kind.upper()}", recoverable=False
            )
        return GraphicsBinding(found[0], kind, found[1])
    raise DeviceError("No OpenGL context is current on this thread", recoverable=False)
