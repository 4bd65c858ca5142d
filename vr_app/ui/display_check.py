"""Whether a window can be had, asked before Qt is, because Qt ends the process where it cannot."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

_XCB_LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")


def why_no_window(
    environ: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    loads: Callable[[str], bool] | None = None,
    connects: Callable[[str], bool] | None = None,
) -> str:
    """One plain sentence on why no window can be opened here, or "" where one can.

    Args:
        loads: whether a shared library is there.
        connects: whether an X server answers at an address.
    """
    environ = os.environ if environ is None else environ
    chosen = environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if not platform.startswith("linux") or chosen in ("offscreen", "minimal", "vnc", "eglfs", "linuxfb"):
        return ""
    if environ.get("WAYLAND_DISPLAY") and chosen != "xcb":
        return ""
    address = environ.get("DISPLAY", "")
    if not address:
        return "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    missing = [name for name in _XCB_LIBRARIES if not (loads or _loads)(name)]
    if missing:
        return "Windows need system libraries that are missing: " + ", ".join(missing)
    if not (connects or _connects)(address):
        return f"No X server answers at DISPLAY={address}"
    return ""


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _connects(address: str) -> bool:
    """Opens and closes a connection with the library Qt uses itself."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(address.encode(), None)
    failed = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    return not failed
