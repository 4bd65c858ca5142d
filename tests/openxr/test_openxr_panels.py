"""A panel painted as bytes is what the wearer sees over the scene: upright, in its own colours, clear where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from monado import Monado  # isort: skip
from remote import Remote  # isort: skip
from screen import VirtualScreen  # isort: skip

from tests.contracts.display_contract import next_picture
from vr_app.kernel.canvas import Canvas, Patch, QuadView
from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL
from vr_app.render.panel_textures import PanelTextures

pytestmark = pytest.mark.monado

WIDTH, HEIGHT = 64, 48
RED, GREEN, GREY, CLEAR = (230, 20, 20, 255), (20, 200, 20, 255), (128, 128, 128, 255), (0, 0, 0, 0)


def four_fields() -> np.ndarray:
    """Top row first: red and green above, grey and nothing below."""
    picture = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    picture[: HEIGHT // 2, : WIDTH // 2], picture[: HEIGHT // 2, WIDTH // 2 :] = RED, GREEN
    picture[HEIGHT // 2 :, : WIDTH // 2], picture[HEIGHT // 2 :, WIDTH // 2 :] = GREY, CLEAR
    return picture


def patch_of(picture: np.ndarray, x: int = 0, y_from_top: int = 0) -> Patch:
    height, width = picture.shape[:2]
    return Patch(x, HEIGHT - y_from_top - height, width, height, np.ascontiguousarray(picture[::-1]).tobytes())


class OnePanel:
    """Two metres ahead of the eyes, 1.6 x 1.2 m."""

    def __init__(self, canvas: Canvas, byte_budget: int) -> None:
        self._canvas, self._byte_budget = canvas, byte_budget
        self._textures: PanelTextures | None = None
        self.curved = False
        self.radius_m = 0.0

    def arrange(self, display_time_s: float, controls: Any, pixels_per_degree: float) -> Sequence[QuadView]:
        if self._textures is None:
            self._textures = PanelTextures([self._canvas])
        self._textures.upload(self._byte_budget)
        if not self._textures.ready("panel") or controls.tracking_from_head is None:
            return ()
        pose = controls.tracking_from_head.copy()
        pose[:3, 3] -= 2.0 * pose[:3, 2]
        return (QuadView("panel", pose, 1.6, 1.2, WIDTH, HEIGHT, self._textures.fresh("panel"), self.radius_m),)

    def paint(self, name: str, texture: int) -> None:
        assert self._textures is not None
        self._textures.copy(name, texture)

    def close(self) -> None:
        if self._textures is not None:
            self._textures.close()
            self._textures = None


def run_frames(display: XrDisplay, count: int) -> None:
    """A scene that is dark blue all over."""
    framebuffer = GL.glGenFramebuffers(1)
    for _ in range(count):
        for view in next_picture(display).views:
            GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer)
            GL.glFramebufferTexture(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, view.texture, 0)
            GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
            GL.glClearColor(0.0, 0.0, 0.5, 1.0)
            GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        display.end_frame()
    GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))


def fields_seen(screen: VirtualScreen, path: Path) -> list[tuple[int, ...]]:
    """Colours a little off the left eye's middle: upper left, upper right, lower left, lower right."""
    screen.screenshot(path)
    with Image.open(path) as image:
        rgb = image.convert("RGB")
        x, y = rgb.width // 4, rgb.height // 2
        step = rgb.height // 24
        return [rgb.getpixel((x + dx * step, y + dy * step)) for dy in (-1, 1) for dx in (-1, 1)]  # type: ignore[misc]


def test_a_panel_is_seen_upright_in_its_colours_and_changes(
    context: EglContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with VirtualScreen() as screen, Monado(output="window", display=screen.display) as service:
        for name, value in service.client_environment().items():
            monkeypatch.setenv(name, value)
        remote = Remote()
        remote.send()
        canvas = Canvas("panel", WIDTH, HEIGHT)
        panel = OnePanel(canvas, byte_budget=4 * WIDTH * 20)
        display = XrDisplay(context, panels=panel)
        display.open()
        run_frames(display, 5)
        canvas.post(patch_of(four_fields()))
        blue = (0, 0, 188)
        expected = [RED[:3], GREEN[:3], GREY[:3], blue]
        seen: list[tuple[int, ...]] = []
        for _ in range(8):
            run_frames(display, 15)
            seen = fields_seen(screen, tmp_path / "wearer.png")
            if all(found == pytest.approx(wanted, abs=4) for found, wanted in zip(seen, expected, strict=True)):
                break
        else:
            pytest.fail(f"seen {seen}, painted {expected}")
        small = np.full((HEIGHT // 2, WIDTH // 2, 4), (200, 180, 0, 255), np.uint8)
        canvas.post(patch_of(small, x=WIDTH // 2, y_from_top=HEIGHT // 2))
        for _ in range(8):
            run_frames(display, 15)
            seen = fields_seen(screen, tmp_path / "wearer.png")
            if seen[3] == pytest.approx((200, 180, 0), abs=4) and seen[0] == pytest.approx(RED[:3], abs=4):
                break
        else:
            pytest.fail(f"after the change: {seen}")
        remote.close()
        display.close()


def panel_rows(screen: VirtualScreen, path: Path) -> tuple[int, int]:
    """How high the panel is in the left eye, in pixels, at its left edge and in its middle."""
    screen.screenshot(path)
    with Image.open(path) as image:
        eye = np.asarray(image.convert("RGB")).astype(int)[:, : image.width // 2]
    on_panel = (np.abs(eye - np.array(RED[:3])) < 60).all(axis=2)
    columns = np.flatnonzero(on_panel.any(axis=0))
    rows = on_panel.sum(axis=0)
    return (int(rows[columns[2]]), int(rows[columns[len(columns) // 2]])) if len(columns) > 8 else (0, 0)


def test_a_bent_panel_is_seen_bent_under_validation(
    context: EglContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, validation: Path
) -> None:
    with VirtualScreen() as screen, Monado(output="window", display=screen.display) as service:
        for name, value in service.client_environment().items():
            monkeypatch.setenv(name, value)
        remote = Remote()
        remote.send()
        canvas = Canvas("panel", WIDTH, HEIGHT)
        panel = OnePanel(canvas, byte_budget=4 * WIDTH * HEIGHT)
        panel.radius_m = 0.8
        display = XrDisplay(context, panels=panel)
        display.open()
        run_frames(display, 5)
        assert panel.curved, "Monado offers cylinders"
        canvas.post(patch_of(np.full((HEIGHT, WIDTH, 4), RED, np.uint8)))
        edge = middle = 0
        for _ in range(8):
            run_frames(display, 15)
            edge, middle = panel_rows(screen, tmp_path / "wearer.png")
            if middle > 40 and edge > middle * 1.1:
                break
        else:
            pytest.fail(f"{edge} rows at the edge, {middle} in the middle: its sides should come nearer")
        remote.close()
        display.close()
    assert "Core Validation Layer is initialized" in validation.read_text()
