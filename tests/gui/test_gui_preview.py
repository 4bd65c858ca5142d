"""The picture: textures drawn by another thread, captions over them, walking with mouse and keyboard."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QOpenGLContext
from PySide6.QtOpenGL import QOpenGLTexture
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vr_app.kernel.errors import UserError
from vr_app.kernel.events import DisplayChanged, PlaybackStarted, SentenceHeard, SentenceReady, TurnOpened
from vr_app.kernel.ids import TurnId
from vr_app.ui.graphics import SharedGraphics
from vr_app.ui.picture_painter import covering
from vr_app.ui.theme import COLOURS

TOP, BOTTOM = QColor(200, 40, 40), QColor(40, 60, 128)
ONE = TurnId(1)


class FrameThread:
    """Draws one sRGB picture (red above, blue below) in a thread and context of its own."""

    def __init__(self) -> None:
        self._graphics = SharedGraphics()
        self._drawn = threading.Event()
        self._enough = threading.Event()
        self._pictures: list[tuple[int, int, int]] = []
        self._newest = 0
        self.released = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._drawn.wait(20.0)

    def acquire(self) -> tuple[int, int, int] | None:
        return self._pictures[self._newest] if self._pictures else None

    def publish(self) -> None:
        """The other texture is the newest now."""
        self._newest = 1 - self._newest

    def release(self) -> None:
        self.released += 1

    def close(self) -> None:
        self._pictures = []
        self._enough.set()
        self._thread.join()

    def _run(self) -> None:
        self._graphics.make_current()
        image = QImage(64, 64, QImage.Format.Format_RGBA8888)
        for y in range(64):
            for x in range(64):
                image.setPixelColor(x, y, BOTTOM if y < 32 else TOP)
        textures = [_texture(image) for _ in range(2)]
        context = QOpenGLContext.currentContext()
        assert context is not None
        context.functions().glFinish()
        self._pictures = [(texture.textureId(), 64, 64) for texture in textures]
        self._drawn.set()
        self._enough.wait(60.0)
        for texture in textures:
            texture.destroy()
        self._graphics.close()


def _texture(image: QImage) -> QOpenGLTexture:
    texture = QOpenGLTexture(QOpenGLTexture.Target.Target2D)
    texture.setFormat(QOpenGLTexture.TextureFormat.SRGB8_Alpha8)
    texture.setSize(64, 64)
    texture.allocateStorage()
    texture.setMinificationFilter(QOpenGLTexture.Filter.Linear)
    texture.setData(QOpenGLTexture.PixelFormat.RGBA, QOpenGLTexture.PixelType.UInt8, image.constBits())
    return texture


@pytest.fixture
def frames(case) -> Iterator[FrameThread]:
    thread = FrameThread()
    case.window.set_source(thread)
    yield thread
    case.window.set_source(None)
    thread.close()


def seen(case) -> QImage:
    """What is on the screen where the picture is."""
    preview = case.window.preview
    corner = preview.mapToGlobal(QPoint(0, 0))
    screen = QGuiApplication.primaryScreen()
    return screen.grabWindow(0, corner.x(), corner.y(), preview.width(), preview.height()).toImage()


def settled(case, qtbot: QtBot) -> int:
    """Waits until nothing has been drawn for a while; returns how often it has been drawn."""
    preview = case.window.preview
    for _ in range(50):
        drawn = preview.frames_drawn
        qtbot.wait(150)
        if preview.frames_drawn == drawn:
            return drawn
    raise AssertionError("the preview draws without end")


def near(colour: QColor, wanted: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(colour.getRgb()[:3], wanted.getRgb()[:3], strict=True))


def test_the_newest_texture_fills_the_preview_in_its_own_colours(case, frames: FrameThread, qtbot: QtBot) -> None:
    def shown() -> bool:
        image = seen(case)
        middle = image.width() // 2
        return near(image.pixelColor(middle, 20), TOP) and near(
            image.pixelColor(middle, image.height() // 2 + 90), BOTTOM
        )

    qtbot.waitUntil(shown, timeout=20_000)
    assert frames.released > 0


def test_before_the_first_picture_the_scene_is_named(case, qtbot: QtBot) -> None:
    def painted() -> bool:
        image = seen(case).scaled(100, 60)
        return len({image.pixel(x, y) for x in range(100) for y in range(60)}) > 60

    qtbot.waitUntil(painted, timeout=20_000)


def test_captions_lie_over_the_picture_while_a_sentence_is_spoken(case, frames: FrameThread, qtbot: QtBot) -> None:
    def dark_at_foot() -> bool:
        image = seen(case)
        return image.pixelColor(image.width() // 2, image.height() - 40).blue() < 60

    case.window.preview._hint_wanted = False
    case.show_events(TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "Welcome to the terrace."))
    assert not case.window._caption_timer.isActive()
    case.show_events(PlaybackStarted(ONE, 0, 0.0, 0.0))
    qtbot.waitUntil(dark_at_foot, timeout=20_000)
    case.show_events(SentenceHeard(ONE, 0, "Welcome", False))
    qtbot.waitUntil(lambda: not dark_at_foot(), timeout=20_000)


def test_dragging_turns_and_keys_walk(case, frames: FrameThread, qtbot: QtBot) -> None:
    preview = case.window.preview
    QTest.mousePress(preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(preview, QPoint(200, 100))
    qtbot.waitUntil(lambda: preview.camera.get().yaw_rad > 0.2, timeout=20_000)
    QTest.mouseRelease(preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 100))
    before = preview.camera.get()
    QTest.keyPress(preview, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: preview.camera.get().position[2] < before.position[2] - 0.2, timeout=20_000)
    QTest.keyRelease(preview, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: not preview.walker.moving, timeout=20_000)
    moved = preview.camera.get().position
    heading = math.atan2(-(moved[0] - before.position[0]), -(moved[2] - before.position[2]))
    assert heading == pytest.approx(before.yaw_rad, abs=0.01)


def test_escape_and_enter_in_the_picture_stop_and_lead_to_the_conversation(case, qtbot: QtBot) -> None:
    preview = case.window.preview
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert case.stops == 1
    with qtbot.waitSignal(preview.talk_wanted):
        QTest.keyClick(preview, Qt.Key.Key_Return)


def test_a_hidden_window_asks_for_no_pictures(case, frames: FrameThread, qtbot: QtBot) -> None:
    preview = case.window.preview
    qtbot.waitUntil(lambda: preview.picture_size.get() != (0, 0), timeout=20_000)
    case.window.hide()
    qtbot.waitUntil(lambda: preview.picture_size.get() == (0, 0), timeout=20_000)
    drawn = settled(case, qtbot)
    frames.publish()
    qtbot.wait(100)
    assert preview.frames_drawn == drawn
    case.window.show()
    qtbot.waitUntil(lambda: preview.picture_size.get() != (0, 0) and preview.frames_drawn > drawn, timeout=20_000)


def test_without_a_new_picture_nothing_is_drawn(case, frames: FrameThread, qtbot: QtBot) -> None:
    preview = case.window.preview
    preview._hint_wanted = False
    qtbot.waitUntil(lambda: frames.released > 0, timeout=20_000)
    drawn = settled(case, qtbot)
    frames.publish()
    qtbot.waitUntil(lambda: preview.frames_drawn > drawn, timeout=20_000)


def test_the_window_takes_a_picture_of_itself(case, frames: FrameThread, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: frames.released > 0, timeout=20_000)
    file = tmp_path / "window.png"
    case.window.save_picture(file)
    image = QImage(str(file))
    corner = case.window._picture.mapTo(case.window, QPoint(0, 0))
    assert image.size() == case.window.size()
    assert near(image.pixelColor(corner.x() + 100, corner.y() + 20), TOP)
    assert near(image.pixelColor(corner.x() + 20, corner.y() + case.window.preview.height() - 20), BOTTOM)
    assert image.pixelColor(5, 5).name().upper() == COLOURS.base
    with pytest.raises(UserError):
        case.window.save_picture(tmp_path / "nowhere" / "window.png")


def test_with_a_headset_the_preview_slows_down_and_no_longer_walks(case, qtbot: QtBot) -> None:
    preview = case.window.preview
    case.show_events(DisplayChanged("xr"))
    assert preview._timer.interval() >= 33
    QTest.keyPress(preview, Qt.Key.Key_W)
    assert not preview.walker.moving


def test_a_picture_covers_the_window_and_keeps_its_shape() -> None:
    wide = covering(QSize(100, 50), QSize(200, 200))
    assert (wide.width(), wide.height()) == (400, 200)
    assert wide.center() == QPointF(100, 100)
