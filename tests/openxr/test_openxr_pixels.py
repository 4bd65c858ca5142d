"""What is drawn into the views is what the wearer sees: photographed from the runtime's real compositor."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from monado import Monado  # isort: skip
from screen import VirtualScreen  # isort: skip

from tests.contracts.display_contract import next_picture
from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL

pytestmark = pytest.mark.monado

LINEAR_HALF = 188
"""sRGB code of 0.5 in linear light."""


@pytest.mark.parametrize("in_one_array", [False, True], ids=["texture-per-eye", "array"])
def test_each_eye_sees_its_own_picture_in_the_right_colour(
    context: EglContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_array: bool
) -> None:
    picture = tmp_path / "wearer.png"
    with VirtualScreen() as screen, Monado(output="window", display=screen.display) as service:
        for name, value in service.client_environment().items():
            monkeypatch.setenv(name, value)
        display = XrDisplay(context, in_one_array=in_one_array)
        display.open()
        framebuffer = GL.glGenFramebuffers(1)
        for _ in range(30):
            views = next_picture(display).views
            for view, colour in zip(views, ((0.5, 0, 0, 1), (0, 0, 0.5, 1)), strict=True):
                GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
                attachment = GL.GL_COLOR_ATTACHMENT0
                if view.layer < 0:
                    GL.glFramebufferTexture(GL.GL_FRAMEBUFFER, attachment, view.texture, 0)
                else:
                    GL.glFramebufferTextureLayer(GL.GL_FRAMEBUFFER, attachment, view.texture, 0, view.layer)
                GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
                GL.glClearColor(*colour)
                GL.glClear(GL.GL_COLOR_BUFFER_BIT)
            display.end_frame()
        screen.screenshot(picture)
        display.close()
    with Image.open(picture) as image:
        rgb = image.convert("RGB")
        left = rgb.getpixel((rgb.width // 4, rgb.height // 2))
        right = rgb.getpixel((rgb.width * 3 // 4, rgb.height // 2))
    assert left == pytest.approx((LINEAR_HALF, 0, 0), abs=3)
    assert right == pytest.approx((0, 0, LINEAR_HALF), abs=3)
