"""X11: the context that GLX has current."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_GLX_VISUAL_ID = 0x800B
_GLX_FBCONFIG_ID = 0x8013


@dataclass(frozen=True)
class Glx:
    """The functions of libGL that we ask. Pointers and XIDs are ints, 0 or None for none.

    Attributes:
        query_context: (display, context, attribute) -> value.
        find_fbconfig: (display, config id) -> GLXFBConfig.
        fbconfig_attribute: (display, config, attribute) -> value.
    """

    get_current_context: Callable[[], int | None]
    get_current_display: Callable[[], int | None]
    get_current_drawable: Callable[[], int]
    query_context: Callable[[int, int, int], int]
    find_fbconfig: Callable[[int, int], int | None]
    fbconfig_attribute: Callable[[int, int, int], int]


def load_glx() -> Glx | None:
    """None where this machine has no GLX (a Wayland system without X)."""
    try:
        library = ctypes.CDLL("libGL.so.1")
        get_context, get_display = library.glXGetCurrentContext, library.glXGetCurrentDisplay
    except (OSError, AttributeError):
        return None
    pointer, integer = ctypes.c_void_p, ctypes.c_int
    get_context.restype = get_display.restype = pointer
    library.glXGetCurrentDrawable.restype = ctypes.c_ulong
    library.glXQueryContext.argtypes = [pointer, pointer, integer, ctypes.POINTER(integer)]
    library.glXChooseFBConfig.restype = ctypes.POINTER(pointer)
    library.glXChooseFBConfig.argtypes = [pointer, integer, ctypes.POINTER(integer), ctypes.POINTER(integer)]
    library.glXGetFBConfigAttrib.argtypes = [pointer, pointer, integer, ctypes.POINTER(integer)]

    def query_context(display: int, context: int, attribute: int) -> int:
        value = integer(0)
        library.glXQueryContext(display, context, attribute, ctypes.byref(value))
        return value.value

    def find_fbconfig(display: int, config_id: int) -> int | None:
        wanted = (integer * 3)(_GLX_FBCONFIG_ID, config_id, 0)
        count = integer(0)
        found = library.glXChooseFBConfig(display, 0, wanted, ctypes.byref(count))
        return found[0] if count.value else None

    def fbconfig_attribute(display: int, config: int, attribute: int) -> int:
        value = integer(0)
        library.glXGetFBConfigAttrib(display, config, attribute, ctypes.byref(value))
        return value.value

    return Glx(
        get_context, get_display, library.glXGetCurrentDrawable, query_context, find_fbconfig, fbconfig_attribute
    )


def current(xr: Any, glx: Glx) -> Any:
    """XrGraphicsBindingOpenGLXlibKHR for the current context, or None where the context is not GLX's.

    Args:
        xr: the pyopenxr module.
        glx: the functions to ask.
    """
    context, display = glx.get_current_context(), glx.get_current_display()
    if not context or not display:
        return None
    config = glx.find_fbconfig(display, glx.query_context(display, context, _GLX_FBCONFIG_ID))
    if not config:
        return None
    binding = xr.GraphicsBindingOpenGLXlibKHR()
    types = {name: kind for name, kind, *_ in type(binding)._fields_}
    binding.x_display = ctypes.cast(display, types["x_display"])
    binding.visualid = glx.fbconfig_attribute(display, config, _GLX_VISUAL_ID)
    binding.glx_fbconfig = ctypes.cast(config, types["glx_fbconfig"])
    binding.glx_drawable = glx.get_current_drawable()
    binding.glx_context = ctypes.cast(context, types["glx_context"])
    return binding
