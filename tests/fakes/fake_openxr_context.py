"""A small EGL context without a window, for tests of the headset's display that draw nothing but a plain colour."""

from __future__ import annotations

import ctypes

_SURFACELESS = 0x31DD


class SurfacelessContext:
    """An OpenGL 4.5 core context on Mesa's surfaceless EGL platform (kernel `GraphicsContext`)."""

    def __init__(self) -> None:
        egl = self._egl = ctypes.CDLL("libEGL.so.1")
        pointer, integer = ctypes.c_void_p, ctypes.c_int
        egl.eglGetPlatformDisplay.restype = egl.eglCreateContext.restype = egl.eglGetProcAddress.restype = pointer
        egl.eglGetPlatformDisplay.argtypes = [ctypes.c_uint, pointer, pointer]
        egl.eglInitialize.argtypes = [pointer] * 3
        egl.eglCreateContext.argtypes = [pointer] * 4
        egl.eglMakeCurrent.argtypes = [pointer] * 4
        egl.eglDestroyContext.argtypes = [pointer] * 2
        egl.eglChooseConfig.argtypes = [pointer, pointer, pointer, integer, pointer]
        self._display = egl.eglGetPlatformDisplay(_SURFACELESS, None, None)
        assert egl.eglInitialize(self._display, None, None)
        wanted = (integer * 5)(0x3033, 1, 0x3040, 8, 0x3038)
        config, count = pointer(), integer()
        egl.eglChooseConfig(self._display, wanted, ctypes.byref(config), 1, ctypes.byref(count))
        assert count.value and egl.eglBindAPI(0x30A2)
        version = (integer * 7)(0x3098, 4, 0x30FB, 5, 0x30FD, 1, 0x3038)
        self._context = egl.eglCreateContext(self._display, config, None, version)
        assert self._context

    def make_current(self) -> None:
        assert self._egl.eglMakeCurrent(self._display, None, None, self._context)

    def done_current(self) -> None:
        assert self._egl.eglMakeCurrent(self._display, None, None, None)

    def close(self) -> None:
        if self._context:
            self._egl.eglDestroyContext(self._display, self._context)
            self._context = None


class Painter:
    """Fills a view's texture with one colour, by raw OpenGL."""

    def __init__(self) -> None:
        def load(name: str, *types: object) -> object:
            address = ctypes.CDLL("libEGL.so.1").eglGetProcAddress
            address.restype, address.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
            return ctypes.CFUNCTYPE(None, *types)(address(name.encode()))

        u, i, f = ctypes.c_uint, ctypes.c_int, ctypes.c_float
        self._gen = load("glGenFramebuffers", i, ctypes.POINTER(u))
        self._bind = load("glBindFramebuffer", u, u)
        self._texture = load("glFramebufferTexture", u, u, u, i)
        self._layer = load("glFramebufferTextureLayer", u, u, u, i, i)
        self._colour = load("glClearColor", f, f, f, f)
        self._clear = load("glClear", u)
        name = u(0)
        self._gen(1, ctypes.byref(name))
        self._framebuffer = name.value

    def fill(self, texture: int, layer: int, colour: tuple[float, float, float]) -> None:
        self._bind(0x8D40, self._framebuffer)
        if layer < 0:
            self._texture(0x8D40, 0x8CE0, texture, 0)
        else:
            self._layer(0x8D40, 0x8CE0, texture, 0, layer)
        self._colour(*colour, 1.0)
        self._clear(0x4000)
        self._bind(0x8D40, 0)
