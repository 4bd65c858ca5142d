"""The app in the headset, driven by its controllers: the menu opens before the wearer, is pointed at, and goes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from monado import Monado  # isort: skip
from remote import Remote  # isort: skip
from screen import VirtualScreen  # isort: skip

pytestmark = [pytest.mark.monado, pytest.mark.timeout(300)]

SCENE = """format = 1
title = "Field"
description = "A field by day."
[sky]
kind = "day"
[ground]
kind = "plane"
"""
PANEL = (0x15, 0x1A, 0x24)
"""The conversation's ground."""
PATIENCE_S = 90.0


def pixel(screen: VirtualScreen, path: Path, x: float, y: float) -> tuple[int, ...]:
    """A colour of the left eye's picture; x and y from 0 to 1 across the eye."""
    screen.screenshot(path)
    with Image.open(path) as image:
        rgb = image.convert("RGB")
        return rgb.getpixel((int(rgb.width / 2 * x), int(rgb.height * y)))  # type: ignore[return-value]


def light_pixels(screen: VirtualScreen, path: Path) -> int:
    """How many pixels in the middle of the left eye are light."""
    screen.screenshot(path)
    with Image.open(path) as image:
        eye = np.asarray(image.convert("RGB"))[:, : image.width // 2]
    high, wide = eye.shape[:2]
    middle = eye[int(high * 0.38) : int(high * 0.52), int(wide * 0.4) : int(wide * 0.6)]
    return int((middle.min(axis=2) > 110).sum())


def until(true: Callable[[], bool], app: subprocess.Popen, what: str) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not true():
        assert app.poll() is None, f"the app ended before {what}"
        assert time.monotonic() < deadline_s, f"not within {PATIENCE_S:.0f} s: {what}"
        time.sleep(0.2)


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(found, wanted, strict=True))


def test_the_menu_opens_is_pointed_at_and_closes(tmp_path: Path) -> None:
    (tmp_path / "field").mkdir()
    (tmp_path / "field" / "scene.toml").write_text(SCENE, encoding="utf-8")
    validation, picture, out = tmp_path / "validation.txt", tmp_path / "wearer.png", tmp_path / "out"
    command = [sys.executable, "-m", "vr_app.app.main", "run", str(tmp_path / "field"), "--mode", "xr", "--silent"]
    with VirtualScreen() as screen, Monado(output="window", display=screen.display) as service:
        environment = os.environ | service.client_environment()
        environment.pop("DISPLAY", None)
        environment |= {
            "VR_APP_DATA_DIR": str(tmp_path / "data"),
            "VR_APP_CONFIG_DIR": str(tmp_path / "config"),
            "VR_APP_MEMORY__REMEMBER": "false",
            "VR_APP_DISPLAY__CAPTIONS": "false",
        }
        app = subprocess.Popen([*command, "--seconds", "200", "--out", str(out)], env=environment)
        try:
            remote = Remote()
            remote.send()
            sky = (0, 0, 0)

            def sees_sky() -> bool:
                nonlocal sky
                sky = pixel(screen, picture, 0.5, 0.3)
                return max(sky) > 40

            until(sees_sky, app, "the sky is seen")

            def tap_menu_until(true: Callable[[], bool]) -> None:
                """A press shorter than a frame of a busy machine is missed; one over 0.8 s is another wish."""
                for _ in range(6):
                    remote.left.b_click = True
                    remote.send()
                    time.sleep(0.6)
                    remote.left.b_click = False
                    remote.send()
                    end_s = time.monotonic() + 15.0
                    while time.monotonic() < end_s:
                        if true():
                            return
                        time.sleep(0.2)
                pytest.fail("the menu button does nothing")

            def sees_menu() -> bool:
                return near(pixel(screen, picture, 0.5, 0.45), PANEL)

            # The plate at the left wrist shows that the panels are there.
            until(lambda: max(pixel(screen, picture, 0.375, 0.74)) < 45, app, "the wrist's plate is seen")
            tap_menu_until(sees_menu)
            assert not near(pixel(screen, picture, 0.5, 0.15), PANEL), "it does not fill the view"
            without = light_pixels(screen, picture)
            remote.right.position = (0.0, 1.62, -0.4)
            remote.send()
            until(lambda: light_pixels(screen, picture) >= without + 3, app, "the ray's end is seen on the menu")
            tap_menu_until(lambda: not sees_menu())
            remote.close()
        finally:
            app.terminate()
            app.wait(30)
    text = validation.read_text(errors="replace")
    assert "Core Validation Layer is initialized" in text
    assert "VALID_ERROR" not in text and "VALID_WARNING" not in text, text[-2000:]
