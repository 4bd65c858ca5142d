"""A display without OpenGL: no picture, but the conversation works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from vr_app.kernel.events import TurnOpened
from vr_app.ui.actions import SceneCard, UiActions
from vr_app.ui.application import create_application
from vr_app.ui.graphics import has_graphics
from vr_app.ui.main_window import MainWindow
application = create_application()
window = MainWindow(UiActions(closed=lambda: print("closed")), [SceneCard("a", "Terrace", host_name="Mei")])
window.enter_scene("a")
window.show()
window.bridge.post(TurnOpened(1, "Hello", "keyboard"))
for _ in range(5):
    application.processEvents()
window.save_picture(Path(sys.argv[1]))
print(has_graphics(), [entry.text for entry in window.conversation.transcript.entries])
window.close()
"""


def test_one_can_still_talk(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if k != "DISPLAY"} | {"QT_QPA_PLATFORM": "offscreen"}
    file = tmp_path / "window.png"
    command = [sys.executable, "-c", PROGRAM, str(file)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["False ['Hello', '']", "closed"]), done.stderr
    assert file.stat().st_size > 5_000
