"""The display contract on the displays that draw without a headset, on a real context."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.display_contract import DisplayContract
from vr_app.kernel.errors import DeviceError
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL
from vr_app.render.mirror import Mirror
from vr_app.render.offscreen_display import OffscreenDisplay
from vr_app.render.preview_display import PreviewDisplay
from vr_app.render.targets import read_pixels
from vr_app.scene.transform import look_at

pytestmark = pytest.mark.gl
POSE = look_at((0.0, 1.6, 0.0), (0.0, 1.5, -2.0))


@pytest.fixture
def context(need) -> Iterator[EglContext]:  # type: ignore[no-untyped-def]
    try:
        context = EglContext()
    except DeviceError as error:
        need(None, f"Mesa's EGL (Debian: libegl1 libgl1-mesa-dri): {error}")
        raise
    yield context
    context.close()


class TestOffscreen(DisplayContract):
    @pytest.fixture
    def display(self, context: EglContext) -> Iterator[OffscreenDisplay]:
        display = OffscreenDisplay(lambda _: POSE, (64, 48), 60.0)
        yield display
        display.close()

    def test_it_gives_the_pictures_asked_for_and_ends_after_the_last_frame(self, context: EglContext) -> None:
        display = OffscreenDisplay(lambda _: POSE, (64, 48), 60.0, last_frame=2)
        pictures = []  # type: ignore[var-annotated]
        display.open()
        display.request_picture(pictures.append)
        for _ in range(2):
            assert display.begin_frame() is not None
            display.end_frame()
        assert display.begin_frame() is None
        assert len(pictures) == 1 and pictures[0].shape == (48, 64, 4)
        display.close()


class TestPreview(DisplayContract):
    @pytest.fixture
    def display(self, context: EglContext) -> Iterator[PreviewDisplay]:
        display = PreviewDisplay(context, Mirror(), lambda: (64, 48), lambda _: POSE, 60.0)
        yield display
        display.close()

    def test_hidden_it_wants_no_picture(self, context: EglContext) -> None:
        display = PreviewDisplay(context, Mirror(), lambda: (0, 0), lambda _: POSE)
        display.open()
        request = display.begin_frame()
        assert request is not None and request.views == ()
        display.end_frame()
        display.close()


def test_the_mirror_hands_over_the_newest_finished_picture(context: EglContext) -> None:
    context.make_current()
    shown = EglContext(share=context)
    mirror = Mirror()
    seen = []
    for number in range(1, 6):
        context.make_current()
        texture = mirror.begin(8, 8)
        colour = (number * 40, 0, 0, 255)
        GL.glClearTexImage(texture, 0, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, bytes(colour))
        mirror.publish()
        GL.glFinish()
        if number in (2, 5):
            shown.make_current()
            picture = mirror.acquire()
            assert picture is not None
            seen.append(int(read_pixels(*picture)[0, 0, 0]))
            mirror.release()
    assert seen == [80, 200]
    context.make_current()
    mirror.close()
    shown.close()
    context.make_current()


def test_what_is_being_read_is_not_written(context: EglContext) -> None:
    context.make_current()
    mirror = Mirror()
    mirror.begin(8, 8)
    mirror.publish()
    GL.glFinish()
    picture = mirror.acquire()
    assert picture is not None
    for _ in range(6):
        assert mirror.begin(8, 8) != picture[0]
        mirror.publish()
        GL.glFinish()
    mirror.release()
    newest = mirror.acquire()
    assert newest is not None and newest[0] != picture[0]
    mirror.close()
