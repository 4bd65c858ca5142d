"""What is drawn into the views is what the wearer sees: photographed from the runtime's real compositor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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

ATTEMPTS = 10
FRAMES_PER_ATTEMPT = 20

Colour = Any
"""Red, green, blue from 0 to 255."""


@pytest.mark.parametrize("in_one_array", [False, True], ids=["texture-per-eye", "array"])
def test_each_eye_sees_its_own_picture_in_the_right_colour(
    context: EglContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_array: bool
) -> None:
    with VirtualScreen() as screen, Monado(output="window", display=screen.display) as service:
        for name, value in service.client_environment().items():
            monkeypatch.setenv(name, value)
        display = XrDisplay(context, in_one_array=in_one_array)
        display.open()
        for seen in pictures_of(display, screen, tmp_path / "wearer.png"):
            if seen == (pytest.approx((LINEAR_HALF, 0, 0), abs=3), pytest.approx((0, 0, LINEAR_HALF), abs=3)):
                break
        else:
            pytest.fail(f"the middle of the left and of the right eye are {seen}")
        display.close()


def pictures_of(display: XrDisplay, screen: VirtualScreen, path: Path) -> Iterator[tuple[Colour, Colour]]:
    """Shows red to the left eye and blue to the right one; gives the colours on the screen after every few frames."""
    framebuffer = GL.glGenFramebuffers(1)
    for _ in range(ATTEMPTS):
        for _ in range(FRAMES_PER_ATTEMPT):
            for view, colour in zip(next_picture(display).views, ((0.5, 0, 0, 1), (0, 0, 0.5, 1)), strict=True):
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
        screen.screenshot(path)
        with Image.open(path) as image:
            rgb = image.convert("RGB")
            middle = rgb.height // 2
            yield rgb.getpixel((rgb.width // 4, middle)), rgb.getpixel((rgb.width * 3 // 4, middle))
