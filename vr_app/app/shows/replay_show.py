"""A recorded session shown again in a window, at the pace at which it was recorded."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.app.screenless_context import screenless_context
from vr_app.app.tapes.replay import SIZE, Replay
from vr_app.kernel.errors import UserError
from vr_app.ui.application import create_application, end_application
from vr_app.ui.replay_window import ReplayWindow

LONGEST_GAP_S = 2.0
"""Nobody waits longer for the next frame than this, whatever happened between them."""


class _Pace:
    """Holds frames back until it is their time."""

    def __init__(self, window: ReplayWindow, replay: Replay) -> None:
        self.closed = threading.Event()
        self._window, self._replay = window, replay
        self._due_s, self._before_s = time.monotonic(), 0.0
        self._first = True

    def __call__(self, time_s: float, picture: npt.NDArray[np.uint8]) -> bool:
        gap_s = 0.0 if self._first else min(max(time_s - self._before_s, 0.0), LONGEST_GAP_S)
        # A machine that draws more slowly than was recorded is not made to hurry afterwards.
        self._due_s = max(self._due_s + gap_s, time.monotonic() - LONGEST_GAP_S)
        self._before_s, self._first = time_s, False
        if self.closed.wait(max(self._due_s - time.monotonic(), 0.0)):
            return False
        self._window.give(picture, self._replay.saying)
        return True


def replay_in_window(
    path: Path, out: Path | None = None, size: tuple[int, int] | None = None, *, stay: bool = True
) -> dict[str, Any]:
    """Shows a session until it is over and the window closed. Call on the main thread. Returns the replay's report.

    Args:
        out: folder for pictures, captions and speech too.
        stay: keep the last picture until the person closes the window.

    Raises: UserError where the tape or its scene cannot be read, DeviceError where no window can be opened.
    """
    application = create_application()
    context = screenless_context()()
    replay = Replay(path, size)
    window = ReplayWindow(f"Virgil: {path.name}", *(size or SIZE))
    pace = _Pace(window, replay)
    outcome: list[dict[str, Any] | UserError] = []

    def run() -> None:
        try:
            outcome.append(replay.run(out, watch=pace, context=context))
        except UserError as error:
            outcome.append(error)
        if not stay or isinstance(outcome[0], UserError):
            end_application(application)

    worker = threading.Thread(target=run, name="replay", daemon=True)
    window.show()
    worker.start()
    application.exec()
    pace.closed.set()
    worker.join()
    window.close()
    if isinstance(outcome[0], UserError):
        raise outcome[0]
    return outcome[0] | {"shown": window.pictures}
