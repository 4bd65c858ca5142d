"""The contexts that the window's toolkit makes, on X11 by GLX and by EGL (as on Wayland), taken by a real runtime."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from monado import Monado  # isort: skip
from screen import VirtualScreen  # isort: skip

pytestmark = pytest.mark.monado


@pytest.mark.parametrize(("integration", "kind"), [("xcb_glx", "xlib"), ("xcb_egl", "egl")])
def test_pictures_from_a_frame_thread_beside_qt(monado: Monado, integration: str, kind: str) -> None:
    with VirtualScreen() as screen:
        environment = os.environ | {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        environment["QT_XCB_GL_INTEGRATION"] = integration
        done = subprocess.run(
            [sys.executable, "-m", "tests.openxr.qt_session"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == [kind]
