"""Pictures without a window on systems that have no EGL: through Qt's context."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QApplication

from vr_app.app.screenless_context import screenless_context
from vr_app.render.offscreen_display import OffscreenDisplay
from vr_app.scene.transform import identity


def test_one_display_after_another_draws_through_qt_on_its_own_thread(qapp: QApplication) -> None:
    make_context = screenless_context(through_qt=True)
    shapes = []

    def draw() -> None:
        for _ in range(2):
            display = OffscreenDisplay(lambda _: identity(), (32, 18), 100.0, make_context=make_context)
            display.request_picture(lambda picture: shapes.append(picture.shape))
            display.open()
            display.begin_frame()
            display.end_frame()
            display.close()

    thread = threading.Thread(target=draw)
    thread.start()
    thread.join(30)
    assert shapes == [(18, 32, 4)] * 2
