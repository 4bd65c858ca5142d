"""EGL (Wayland, or no display at all): the context that EGL has current."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_EGL_CONFIG_ID = 0x3028
_EGL_NONE = 0x3038


@dataclass(frozen=True)
class Egl:
    """The functions of libEGL that we ask. Pointers are ints, 0 or None for none.

    Attributes:
        query_context: (display, context, attribute) -> value.
        find_config: (display, config id) -> EGLConfig.
        get_proc_address: eglGetProcAddress itself, as a ctypes function.
    """

    get_current_context: Callable[[], int | None]
    get_current_display: Callable[[], int | None]
    query_context: Callable[[int, int, int], int]
    find_config: Callable[[int, int], int | None]
    get_proc_address: Any


def load_egl() -> Egl | None:
    """None where this machine has no EGL."""
    try:
        library = ctypes.CDLL("libEGL.so.1")
    except OSError:
        return None
    pointer, integer = ctypes.c_void_p, ctypes.c_int
    library.eglGetCurrentContext.restype = library.eglGetCurrentDisplay.restype = pointer
    library.eglQueryContext.argtypes = [pointer, pointer, integer, ctypes.POINTER(integer)]
    list_of = ctypes.POINTER
    library.eglChooseConfig.argtypes = [pointer, list_of(integer), list_of(pointer), integer, list_of(integer)]

    def query_context(display: int, context: int, attribute: int) -> int:
        value = integer(0)
        library.eglQueryContext(display, context, attribute, ctypes.byref(value))
        return value.value

    def find_config(display: int, config_id: int) -> int | None:
        wanted = (integer * 3)(_EGL_CONFIG_ID, config_id, _EGL_NONE)
        found, count = pointer(), integer(0)
        library.eglChooseConfig(display, wanted, ctypes.byref(found), 1, ctypes.byref(count))
        return found.value if count.value else None

    return Egl(
        library.eglGetCurrentContext,
        library.eglGetCurrentDisplay,
        query_context,
        find_config,
        library.eglGetProcAddress,
    )


def current(xr: Any, egl: Egl) -> Any:
    """XrGraphicsBindingEGLMNDX for the current context, or None where the context is not EGL's.

    Args:
        xr: the pyopenxr module.
        egl: the functions to ask.
    """
    context, display = egl.get_current_context(), egl.get_current_display()
    if not context or not display:
        return None
    config = egl.find_config(display, egl.query_context(display, context, _EGL_CONFIG_ID))
    if not config:
        return None
    binding = xr.GraphicsBindingEGLMNDX()
    types = {name: kind for name, kind, *_ in type(binding)._fields_}
    binding.get_proc_address = ctypes.cast(egl.get_proc_address, types["get_proc_address"])
    binding.display = ctypes.cast(display, types["display"])
    binding.config = ctypes.cast(config, types["config"])
    binding.context = ctypes.cast(context, types["context"])
    return binding
