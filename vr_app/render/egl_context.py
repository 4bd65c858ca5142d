"""An OpenGL 4.5 core context without any window or display server (EGL, surfaceless platform)."""

from __future__ import annotations

import ctypes

from vr_app.kernel.errors import DeviceError

PLATFORM_SURFACELESS_MESA = 0x31DD
OPENGL_API = 0x30A2
NONE = 0x3038
CONFIG = (0x3024, 8, 0x3023, 8, 0x3022, 8, 0x3021, 8, 0x3033, 1, 0x3040, 0x8, NONE)
"""8 bits each of red, green, blue, alpha; pbuffer surfaces; desktop OpenGL."""
CONTEXT = (0x3098, 4, 0x30FB, 5, 0x30FD, 1, NONE)
"""Version 4.5, core profile."""


class EglContext:
    """A kernel `GraphicsContext`. Make it, use it and close it on one thread.

    Args:
        share: another EglContext whose textures and buffers this one sees too.
    Raises: DeviceError where the machine has no EGL or no OpenGL 4.5.
    """

    def __init__(self, share: EglContext | None = None) -> None:
        try:
            self._egl = ctypes.CDLL("libEGL.so.1")
        except OSError:
            raise DeviceError("There is no EGL library on this machine", recoverable=False) from None
        self._declare()
        self._owns_display = share is None
        self._display = share._display if share else self._open_display()
        config = ctypes.c_void_p()
        count = ctypes.c_int()
        wanted = (ctypes.c_int * len(CONFIG))(*CONFIG)
        chosen = self._egl.eglChooseConfig(self._display, wanted, ctypes.byref(config), 1, ctypes.byref(count))
        if not chosen or not count.value or not self._egl.eglBindAPI(OPENGL_API):
            raise DeviceError("EGL offers no desktop OpenGL on this machine", recoverable=False)
        self._config = config.value
        attributes = (ctypes.c_int * len(CONTEXT))(*CONTEXT)
        self._context = self._egl.eglCreateContext(
            self._display, self._config, share._context if share else None, attributes
        )
        if not self._context:
            raise DeviceError("This machine offers no OpenGL 4.5", recoverable=False)

    def _declare(self) -> None:
        egl = self._egl
        pointer, integer = ctypes.c_void_p, ctypes.c_int
        egl.eglGetPlatformDisplay.restype = pointer
        egl.eglGetPlatformDisplay.argtypes = [ctypes.c_uint, pointer, pointer]
        egl.eglInitialize.argtypes = [pointer, pointer, pointer]
        egl.eglChooseConfig.argtypes = [pointer, pointer, pointer, integer, pointer]
        egl.eglCreateContext.restype = pointer
        egl.eglCreateContext.argtypes = [pointer, pointer, pointer, pointer]
        egl.eglMakeCurrent.argtypes = [pointer] * 4
        egl.eglDestroyContext.argtypes = [pointer] * 2

    def _open_display(self) -> int:
        display = self._egl.eglGetPlatformDisplay(PLATFORM_SURFACELESS_MESA, None, None)
        if not display or not self._egl.eglInitialize(display, None, None):
            raise DeviceError("EGL cannot draw without a display on this machine", recoverable=False)
        return display

    def make_current(self) -> None:
        if not self._egl.eglMakeCurrent(self._display, None, None, self._context):
            raise DeviceError("The OpenGL context cannot be used on this thread", recoverable=False)

    def done_current(self) -> None:
        self._egl.eglMakeCurrent(self._display, None, None, None)

    def close(self) -> None:
        """Destroys the context. May be called twice. EGL keeps the display itself for the process."""
        if self._context:
            self.done_current()
            self._egl.eglDestroyContext(self._display, self._context)
            self._context = None
