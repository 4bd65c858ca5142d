"""An OpenGL context for the frame thread that shares textures with the windows."""

from __future__ import annotations

import sys

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from vr_app.kernel.errors import DeviceError


def surface_format() -> QSurfaceFormat:
    """OpenGL 4.5 core (4.1 on macOS, which has no newer one), no depth buffer, never waiting for the display."""
    wanted = QSurfaceFormat()
    wanted.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setVersion(4, 1 if sys.platform == "darwin" else 5)
    wanted.setDepthBufferSize(0)
    wanted.setStencilBufferSize(0)
    wanted.setSwapInterval(0)
    return wanted


def has_graphics() -> bool:
    """Whether the display has any OpenGL. After the application was made."""
    shared = QOpenGLContext.globalShareContext()
    return shared is not None and shared.isValid()


class SharedGraphics:
    """Implements `kernel.ports.GraphicsContext`.

    Construct on the Qt thread (Qt wants the surface made there); then use from one other thread only. The context is
    created in that thread by the first `make_current`.
    """

    def __init__(self) -> None:
        self._surface = QOffscreenSurface()
        self._surface.setFormat(surface_format())
        self._surface.create()
        self._context: QOpenGLContext | None = None

    def make_current(self) -> None:
        """Makes the context current on this thread. Raises: DeviceError where the machine has no such OpenGL."""
        if self._context is None:
            self._context = _created_context()
        if not self._context.makeCurrent(self._surface):
            raise DeviceError("The graphics driver did not hand over its OpenGL context", recoverable=True)

    def done_current(self) -> None:
        if self._context is not None:
            self._context.doneCurrent()

    def close(self) -> None:
        """Gives the context back, in the thread that used it or after that has ended; the surface follows on Qt's."""
        if self._context is None:
            return
        if QOpenGLContext.currentContext() is self._context:
            self._context.doneCurrent()
        self._context = None
        self._surface.deleteLater()


def _created_context() -> QOpenGLContext:
    context = QOpenGLContext()
    context.setFormat(surface_format())
    shared = QOpenGLContext.globalShareContext()
    if shared is None or not shared.isValid():
        raise DeviceError("This display has no OpenGL: no picture can be drawn in the window", recoverable=False)
    context.setShareContext(shared)
    if not context.create():
        raise DeviceError("The graphics driver refused an OpenGL context", recoverable=False)
    major, minor = context.format().version()
    if (major, minor) < surface_format().version():
        wanted = ".".join(str(part) for part in surface_format().version())
        raise DeviceError(f"The graphics driver offers OpenGL {major}.{minor}; {wanted} is needed", recoverable=False)
    return context
