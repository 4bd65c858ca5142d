"""The real way of a picture: frame loop, preview display, mirror, window."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from vr_app.kernel.ports import View
from vr_app.render.frame_loop import FrameLoop, FrameWorld
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.mirror import Mirror
from vr_app.render.preview_display import PreviewDisplay
from vr_app.scene.transform import identity
from vr_app.ui.graphics import SharedGraphics


class Painter:
    """Fills the view with one colour that can be changed from outside: a renderer small enough to know its pixels."""

    def __init__(self) -> None:
        self.colour = (0.0, 0.0, 0.0)
        self.frames = 0
        self._framebuffer = 0

    def upload(self, scene: Any, byte_budget: int) -> bool:
        return True

    def draw(
        self,
        scene: Any,
        world: Any,
        weights: Any,
        views: Sequence[View],
        tracking: Any,
        time_s: float,
        *_: Any,
    ) -> None:
        if not self._framebuffer:
            self._framebuffer = make_framebuffer()
        for view in views:
            GL.glNamedFramebufferTexture(self._framebuffer, GL.GL_COLOR_ATTACHMENT0, view.texture, 0)
            GL.glClearNamedFramebufferfv(self._framebuffer, GL.GL_COLOR, 0, np.array((*self.colour, 1.0), np.float32))
        self.frames += 1

    def close(self) -> None:
        GL.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))


@pytest.fixture
def painter(case: Any) -> Iterator[Painter]:
    """A frame thread at work behind the window."""
    painter, mirror, stop = Painter(), Mirror(), threading.Event()
    preview = case.window.preview
    world = FrameWorld(object(), np.zeros((0, 4, 4), np.float32), np.zeros(0, np.float32), identity())  # type: ignore[arg-type]
    graphics = SharedGraphics()
    display = PreviewDisplay(graphics, mirror, preview.picture_size.get, lambda _: identity(), rate_hz=50.0)
    loop = FrameLoop(display, lambda: painter, lambda _time_s, _head: world)
    thread = threading.Thread(target=loop.run, args=(stop.is_set,), name="frames")
    case.window.set_source(mirror)
    thread.start()
    yield painter
    case.window.set_source(None)
    stop.set()
    thread.join(20.0)
    assert not thread.is_alive()
    graphics.close()


def shown(case: Any) -> tuple[int, int, int]:
    image = case.window.preview.snapshot()
    return image.pixelColor(image.width() // 2, 10).getRgb()[:3]


def test_what_the_frame_thread_draws_is_what_the_window_shows(case: Any, painter: Painter, qtbot: QtBot) -> None:
    for colour in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)):
        painter.colour = colour
        wanted = tuple(round(255 * part) for part in colour)
        qtbot.waitUntil(lambda wanted=wanted: shown(case) == wanted, timeout=20_000)


def test_resizing_while_drawing_keeps_showing(case: Any, painter: Painter, qtbot: QtBot) -> None:
    painter.colour = (1.0, 1.0, 1.0)
    for width in (820, 1300, 900):
        case.window.resize(width, 640)
        drawn = painter.frames
        qtbot.waitUntil(lambda drawn=drawn: painter.frames > drawn + 3, timeout=20_000)
    qtbot.waitUntil(lambda: shown(case) == (255, 255, 255), timeout=20_000)


def test_a_hidden_window_lets_the_frame_thread_rest(case: Any, painter: Painter, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: painter.frames > 3, timeout=20_000)
    case.window.hide()
    qtbot.waitUntil(lambda: case.window.preview.picture_size.get() == (0, 0), timeout=20_000)
    qtbot.wait(400)
    drawn = painter.frames
    qtbot.wait(200)
    assert painter.frames == drawn
    case.window.show()
    qtbot.waitUntil(lambda: painter.frames > drawn, timeout=20_000)
