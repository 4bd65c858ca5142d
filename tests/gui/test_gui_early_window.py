"""The window is up and drawing before the rest of the app is there."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import sys, time
from dataclasses import replace
from vr_app.app.modes import Choice
from vr_app.app.places import find_scene, open_place
from vr_app.app.shows.early_window import EarlyWindow
from vr_app.kernel.settings import Settings
from vr_app.ui.actions import UiActions
opened = open_place(find_scene("museum-hall"))
early = EarlyWindow(Settings(), opened, Choice("window", ""))
early.show(opened, (800, 600))
print(early.window.isVisible(), "vr_app.app.visit" in sys.modules)
assert early.frames is not None
early.frames._shown.wait(60)
before = early.frames._shown_s
early.window._actions.send_line("nobody is there yet")
said = []
early.actions = replace(early.actions, send_line=said.append)
early.window._actions.send_line("Hello")
early.import_rest()
print(before is not None, said, "vr_app.app.visit" in sys.modules)
early.window.preview.close_graphics()
early.frames.thread.stop()
"""


def test_pictures_come_before_the_rest_is_imported(display: None, tmp_path: object) -> None:
    environ = dict(os.environ) | {"VR_APP_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["True False", "True ['Hello'] True"], done.stderr
