"""A visit in a headset, beside its window, that a bench steers: wishes come in by stdin, reports go out by stdout.

A wish is a line: `say WORDS`, `go SCENE`, `count` (memory and OpenGL objects, answered from the frame thread), `end`.
A report is a line of JSON. Nothing else is written to stdout.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.gl_objects import gl_objects
from vr_app.app.bench.process_memory import resident_mb
from vr_app.app.folders import settings_file
from vr_app.app.memory_pools import use_few_pools
from vr_app.app.modes import Choice, MachineFacts, Mode
from vr_app.app.places import open_place
from vr_app.app.shows.drawing import Steered
from vr_app.app.shows.show import Show
from vr_app.app.shows.window_show import WindowShow
from vr_app.kernel import events as ev
from vr_app.kernel.ports import View
from vr_app.kernel.settings import load_settings
from vr_app.render.driver_memory import give_back_freed_memory

_TOLD = (
    ev.DisplayChanged,
    ev.TurnOpened,
    ev.TurnClosed,
    ev.SentenceHeard,
    ev.SentencePartlyHeard,
    ev.HostNotice,
    ev.InferenceFailed,
    ev.ModelReady,
)
_FIELDS = ("turn", "index", "kind", "text", "said", "heard", "outcome", "message", "mode", "reason")


class Steering:
    """Carries wishes in and reports out."""

    def __init__(self) -> None:
        # Whatever prints to stdout meanwhile must not come between the reports.
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._count = threading.Event()
        self._show: Steered | None = None
        self._shown = ""

    def tell(self, report: str, **fields: Any) -> None:
        """Writes a report; any thread."""
        with self._lock:
            self._out.write(json.dumps({"type": report, "at_s": time.monotonic(), **fields}) + "\n")
            self._out.flush()

    def begin(self, show: Steered) -> None:
        """The show has begun: looks on, and takes wishes from now on."""
        self._show = show
        show.visit.watch(self._note)
        show.drawing.watchers.append(self._after_draw)
        threading.Thread(target=self._take_wishes, name="wishes", daemon=True).start()

    def _note(self, event: Any) -> None:
        if isinstance(event, _TOLD):
            fields = {name: getattr(event, name) for name in _FIELDS if hasattr(event, name)}
            self.tell(type(event).__name__, **fields)

    def _after_draw(self, mode: Mode, views: Sequence[View]) -> None:
        if self._show is not None and (shown := self._show.visit.shown) is not self._shown:
            self._shown = shown
            if shown:
                self.tell("SceneShown", scene=shown)
        if self._count.is_set() and self._show is not None:
            self._count.clear()
            gc.collect()
            give_back_freed_memory()  # what the C library keeps for the next frame is no leak
            self.tell(
                "Counted",
                mode=mode,
                scene=self._show.visit.opened.id,
                resident_mb=resident_mb(os.getpid()),
                threads=threading.active_count(),
                gl=gl_objects(),
            )

    def _take_wishes(self) -> None:
        assert self._show is not None
        for line in sys.stdin:
            what, _, rest = line.strip().partition(" ")
            if what == "say":
                self._show.visit.say(rest)
            elif what == "go":
                self._show.go_to(rest)
            elif what == "count":
                self._count.set()
            elif what == "end":
                break
        self._show.visit.finished.set()


def main(scene: str) -> int:
    """Until told to end, or until stdin does."""
    use_few_pools()
    steering = Steering()
    settings = load_settings(settings_file(), os.environ)
    show = Show(
        settings=settings,
        opened=open_place(Path(scene)),
        choice=Choice("xr"),
        facts=MachineFacts("", ""),
        lines=(),
        size=None,
        frames=0,
        seconds=0,
        out=None,
        audible=False,
        scripted=False,
        steer=steering.begin,
    )
    code = WindowShow(show).run()
    steering.tell("Ended", code=code)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
