"""Which OpenGL draws without a window: EGL on Linux, Qt's everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable

from vr_app.kernel.ports import GraphicsContext
from vr_app.render.egl_context import EglContext


class LazyEglContext:
    """An EGL context that is made on the thread that first makes it current."""

    def __init__(self) -> None:
        self._context: EglContext | None = None

    def make_current(self) -> None:
        if self._context is None:
            self._context = EglContext()
        self._context.make_current()

    def done_current(self) -> None:
        if self._context is not None:
            self._context.done_current()

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None


class QtContext:
    """Qt's context on a surface nobody sees; one display after another may use it, on one thread.

    Construct on the main thread: Qt wants application and surface made there.

    Raises: DeviceError where Qt finds no display.
    """

    def __init__(self) -> None:
        from vr_app.ui.application import create_application
        from vr_app.ui.graphics import SharedGraphics

        self._application = create_application()
        self._graphics = SharedGraphics()

    def make_current(self) -> None:
        self._graphics.make_current()

    def done_current(self) -> None:
        self._graphics.done_current()

    def close(self) -> None:
        """Lets go of the thread. The surface stays for the next display, as it cannot be made anew off the main one."""
        self._graphics.done_current()


def screenless_context(through_qt: bool = not sys.platform.startswith("linux")) -> Callable[[], GraphicsContext]:
    """What makes the context on the thread that draws. Call on the main thread.

    Raises: DeviceError where Qt is needed and finds no display.
    """
    if not through_qt:
        return LazyEglContext
    context = QtContext()
    return lambda: context
