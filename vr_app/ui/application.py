"""Makes the QApplication: what has to be set before it, and how everything looks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEventLoop, QMetaObject, Qt
from PySide6.QtGui import QGuiApplication, QSurfaceFormat
from PySide6.QtWidgets import QApplication

from vr_app.kernel.errors import DeviceError
from vr_app.ui import theme
from vr_app.ui.display_check import why_no_window
from vr_app.ui.graphics import surface_format
from vr_app.ui.wording import speak


def create_application(argv: Sequence[str] = (), *, text_size: float = 1.0, language: str = "en") -> QApplication:
    """The one QApplication, ready for windows that share textures with the frame thread. Call on the main thread.

    Raises: DeviceError with a plain sentence where no window can be opened.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    why = why_no_window()
    if why:
        raise DeviceError(why, recoverable=False)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QSurfaceFormat.setDefaultFormat(surface_format())
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setApplicationName("Virgil")
    QGuiApplication.setApplicationDisplayName("Virgil")
    QGuiApplication.setDesktopFileName("virgil")
    application = QApplication([*argv] or ["virgil"])
    speak(application, language)
    theme.apply(application, text_size)
    return application


def paint(application: QApplication) -> None:
    """Lets windows show what is new before Qt's loop runs; what a person does waits for that."""
    application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def end_application(application: QApplication) -> None:
    """Ends the event loop; any thread. (`quit` called from another thread may wait for ever.)"""
    QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)
