"""The OpenGL context current on this thread, told to OpenXR in the words of the platform it came from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr import graphics_binding_egl, graphics_binding_win32, graphics_binding_xlib
from vr_app.openxr.instance import EGL, OPENGL
from vr_app.openxr.library import xr


@dataclass(frozen=True)
class GraphicsBinding:
    """Attributes:
    structure: goes into the `next` chain of XrSessionCreateInfo.
    kind: "win32", "xlib" or "egl".
    """

    structure: Any
    kind: str


Finder = Callable[[], Any]
"""Gives the structure for the current context, or None where the context is not of its kind."""


def finders(platform: str = sys.platform) -> tuple[tuple[str, str, Finder], ...]:
    """(kind, needed extension, finder) in the order to try. On Linux a context is GLX's or EGL's (Wayland: EGL)."""
    if platform == "win32":
        return (("win32", OPENGL, lambda: graphics_binding_win32.current(xr)),)
    return (
        ("xlib", OPENGL, lambda: graphics_binding_xlib.current(xr)),
        ("egl", EGL, lambda: graphics_binding_egl.current(xr)),
    )


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
        structure = find()
        if structure is None:
            continue
        if extension not in extensions:
            raise DeviceError(
                f"The OpenXR runtime cannot take pictures made by way of {kind.upper()}", recoverable=False
            )
        return GraphicsBinding(structure, kind)
    raise DeviceError("No OpenGL context is current on this thread", recoverable=False)
