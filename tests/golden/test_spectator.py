"""What the window gets of a headset's frame: an eye, both side by side, or a picture of its own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from vr_app.kernel.ports import View
from vr_app.render.egl_context import EglContext
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.mirror import Mirror
from vr_app.render.spectator import Spectator
from vr_app.render.targets import OffscreenTarget, read_pixels
from vr_app.scene.transform import identity, translation

RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def eyes() -> Iterator[list[View]]:
    """A red left and a blue right eye, 32 x 24 each, on a context that is current."""
    context = EglContext()
    context.make_current()
    targets = [OffscreenTarget(32, 24) for _ in range(2)]
    framebuffer = make_framebuffer()
    for target, colour in zip(targets, (RED, BLUE), strict=True):
        GL.glNamedFramebufferTexture(framebuffer, GL.GL_COLOR_ATTACHMENT0, target.texture, 0)
        GL.glClearNamedFramebufferfv(framebuffer, GL.GL_COLOR, 0, np.array([*colour, 255], np.float32) / 255)
    yield [
        target.view(translation((x, 1.6, 0.0)), (-0.7, 0.7, 0.7, -0.7))
        for target, x in zip(targets, (0, 0.06), strict=True)
    ]
    GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))
    for target in targets:
        target.close()
    context.close()


def shown(mirror: Mirror) -> np.ndarray:
    GL.glFinish()
    picture = mirror.acquire()
    assert picture is not None
    pixels = read_pixels(*picture)
    mirror.release()
    return pixels[..., :3]


@pytest.mark.parametrize(("what", "width"), [("left", 32), ("both", 64)])
def test_eyes_are_copied(eyes: list[View], what: str, width: int) -> None:
    mirror = Mirror()
    spectator = Spectator(mirror, lambda: (640, 480), lambda: what)
    assert spectator.view(1.0, identity()) is None, "nothing more is drawn for it"
    spectator.after_draw(eyes)
    pixels = shown(mirror)
    assert pixels.shape[:2] == (24, width)
    assert (pixels[:, :32] == RED).all() and (pixels[:, 32:] == BLUE).all()
    mirror.close()


def test_a_following_camera_gets_a_picture_of_its_own_and_not_too_often(eyes: list[View]) -> None:
    mirror = Mirror()
    spectator = Spectator(mirror, lambda: (640, 360), lambda: "follow")
    head = translation((0.0, 1.6, 0.0))
    view = spectator.view(1.0, head)
    assert view is not None and (view.width, view.height) == (640, 360)
    assert view.world_from_view[2, 3] > 1.0, "it stands behind the wearer, who looks along -Z"
    assert mirror.acquire() is None, "it is shown once it is drawn"
    spectator.after_draw(eyes)
    assert shown(mirror).shape[:2] == (360, 640)
    assert spectator.view(1.011, head) is None, "30 Hz at most"
    mirror.close()


def test_a_hidden_window_costs_nothing(eyes: list[View]) -> None:
    mirror = Mirror()
    for what in ("left", "both", "follow"):
        spectator = Spectator(mirror, lambda: (0, 0), lambda what=what: what)
        assert spectator.view(1.0, identity()) is None
        spectator.after_draw(eyes)
    assert mirror.acquire() is None
    mirror.close()
