"""A program: a Qt application whose frame thread shows pictures on a headset, in a context that Qt made.

Prints the kind of graphics binding and exits with 0 after ten pictures.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext, QSurfaceFormat, QWindow

from tests.contracts.display_contract import next_picture
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.graphics_binding import GraphicsBinding, current_binding


class QtContext:
    """A kernel `GraphicsContext`: the surface belongs to the GUI thread, the context to the frame thread."""

    def __init__(self, surface: QOffscreenSurface) -> None:
        self._surface = surface
        self._context = QOpenGLContext()
        self._context.setFormat(surface.format())
        assert self._context.create()

    def make_current(self) -> None:
        assert self._context.makeCurrent(self._surface)

    def done_current(self) -> None:
        self._context.doneCurrent()

    def close(self) -> None:
        self.done_current()


def main() -> int:
    wanted = QSurfaceFormat()
    wanted.setVersion(4, 5)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    QSurfaceFormat.setDefaultFormat(wanted)
    app = QGuiApplication(sys.argv)
    window = QWindow()
    window.show()
    surface = QOffscreenSurface()
    surface.create()
    kinds: list[str] = []

    def find_binding(extensions: tuple[str, ...]) -> GraphicsBinding:
        binding = current_binding(extensions)
        kinds.append(binding.kind)
        return binding

    def show_pictures() -> None:
        context = QtContext(surface)
        display = XrDisplay(context, find_binding=find_binding)
        display.open()
        for _ in range(10):
            next_picture(display)
            display.end_frame()
        display.close()
        context.close()

    with ThreadPoolExecutor(1) as frame_thread:
        shown = frame_thread.submit(show_pictures)
        timer = QTimer()
        timer.timeout.connect(lambda: app.quit() if shown.done() else None)
        timer.start(20)
        app.exec()
        shown.result()
    print(kinds[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
