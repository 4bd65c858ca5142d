"""Contexts of every platform, told to OpenXR; the platforms' functions are given, so this runs anywhere."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest

from vr_app.kernel.errors import DeviceError
from vr_app.openxr import graphics_binding_egl, graphics_binding_win32, graphics_binding_xlib
from vr_app.openxr.features import EGL, OPENGL
from vr_app.openxr.graphics_binding import current_binding, finders
from vr_app.openxr.graphics_binding_egl import Egl
from vr_app.openxr.graphics_binding_win32 import Wgl
from vr_app.openxr.graphics_binding_xlib import Glx

POINTER = ctypes.c_void_p


class Win32Structure(ctypes.Structure):
    _fields_ = (("h_dc", POINTER), ("h_glrc", POINTER))


class XlibStructure(ctypes.Structure):
    _fields_ = (
        ("x_display", ctypes.POINTER(ctypes.c_int)),
        ("visualid", ctypes.c_uint32),
        ("glx_fbconfig", POINTER),
        ("glx_drawable", ctypes.c_ulong),
        ("glx_context", POINTER),
    )


class EglStructure(ctypes.Structure):
    _fields_ = (
        ("get_proc_address", ctypes.CFUNCTYPE(POINTER, ctypes.c_char_p)),
        ("display", POINTER),
        ("config", POINTER),
        ("context", POINTER),
    )


XR = SimpleNamespace(
    GraphicsBindingOpenGLWin32KHR=Win32Structure,
    GraphicsBindingOpenGLXlibKHR=XlibStructure,
    GraphicsBindingEGLMNDX=EglStructure,
)


def address(pointer: object) -> int | None:
    return ctypes.cast(pointer, POINTER).value  # type: ignore[arg-type]


def test_win32() -> None:
    binding = graphics_binding_win32.current(XR, Wgl(lambda: 0x11, lambda: 0x22))
    assert (binding.h_dc, binding.h_glrc) == (0x11, 0x22)


@pytest.mark.parametrize(("device", "context"), [(None, None), (0x11, None), (None, 0x22)])
def test_win32_without_current_context(device: int | None, context: int | None) -> None:
    assert graphics_binding_win32.current(XR, Wgl(lambda: device, lambda: context)) is None


def glx(context: int | None = 0x30, config: int | None = 0x40) -> Glx:
    return Glx(
        get_current_context=lambda: context,
        get_current_display=lambda: 0x50,
        get_current_drawable=lambda: 0x60,
        query_context=lambda display, context, attribute: {0x8013: 77}[attribute],
        find_fbconfig=lambda display, config_id: config if config_id == 77 else None,
        fbconfig_attribute=lambda display, config, attribute: {0x800B: 88}[attribute],
    )


def test_xlib() -> None:
    binding = graphics_binding_xlib.current(XR, glx())
    assert (address(binding.x_display), binding.glx_fbconfig, binding.glx_context) == (0x50, 0x40, 0x30)
    assert (binding.visualid, binding.glx_drawable) == (88, 0x60)


def test_xlib_without_current_context_or_config() -> None:
    assert graphics_binding_xlib.current(XR, glx(context=None)) is None
    assert graphics_binding_xlib.current(XR, glx(config=None)) is None


def egl(context: int | None = 0x31, config: int | None = 0x41) -> Egl:
    return Egl(
        get_current_context=lambda: context,
        get_current_display=lambda: 0x51,
        query_context=lambda display, context, attribute: {0x3028: 5}[attribute],
        find_config=lambda display, config_id: config if config_id == 5 else None,
        get_proc_address=ctypes.CFUNCTYPE(POINTER, ctypes.c_char_p)(lambda name: 0x77),
    )


def test_egl() -> None:
    binding = graphics_binding_egl.current(XR, egl())
    assert (binding.display, binding.config, binding.context) == (0x51, 0x41, 0x31)
    assert binding.get_proc_address(b"glClear") == 0x77


def test_egl_without_current_context_or_config() -> None:
    assert graphics_binding_egl.current(XR, egl(context=None)) is None
    assert graphics_binding_egl.current(XR, egl(config=None)) is None


def test_each_platform_asks_its_own_library() -> None:
    assert [kind for kind, *_ in finders("win32")] == ["win32"]
    assert [kind for kind, *_ in finders("linux")] == ["xlib", "egl"]


def test_first_current_context_is_taken() -> None:
    candidates = (("xlib", OPENGL, lambda: None), ("egl", EGL, lambda: ("structure", lambda: 5)))
    binding = current_binding((OPENGL, EGL), candidates)
    assert (binding.kind, binding.structure, binding.current_context()) == ("egl", "structure", 5)


@pytest.mark.parametrize(
    ("extensions", "current", "words"),
    [
        ((), True, "cannot show OpenGL"),
        ((OPENGL,), True, "made by way of EGL"),
        ((OPENGL, EGL), False, "No OpenGL context is current"),
    ],
)
def test_what_cannot_be_bound_is_said(extensions: tuple[str, ...], current: bool, words: str) -> None:
    found = ("structure", lambda: 5) if current else None
    with pytest.raises(DeviceError, match=words):
        current_binding(extensions, (("egl", EGL, lambda: found),))
