"""Records a visit: what passed, and what went into each frame."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import vr_app
from vr_app.app.tapes.recorded_world import RecordedWorld
from vr_app.app.tapes.tape import TapeWriter
from vr_app.app.visit import Visit
from vr_app.app.wearer.wearer import Wearer
from vr_app.kernel.settings import Settings
from vr_app.openxr.controls import Controls


class SessionTape:
    """Args:
        path: of the tape.

    Attributes:
        world: call it in the world's place.

    Raises: UserError where the file cannot be written.
    """

    def __init__(self, path: Path, settings: Settings, mode: str, visit: Visit, wearer: Wearer) -> None:
        self._visit = visit
        self._wearer = wearer
        head = {
            "app": vr_app.__version__,
            "scene": visit.opened.id,
            "host": visit.opened.persona.spoken_name,
            "mode": mode,
            "quality": settings.display.quality,
            "settings": {name: part for name, part in asdict(settings).items() if name != "memory"},
        }
        self._writer = TapeWriter(path, head)
        visit.watch(self._note)
        self.world = RecordedWorld(
            visit.world,
            self._writer,
            visit.conversation.cue,
            visit.conversation.speaker.playhead,
            lambda: str(visit.opened.stage.folder),
            self._controls,
        )

    def close(self) -> None:
        """Writes the rest. The frame thread must have stopped."""
        self._writer.close()

    def _note(self, event: Any) -> None:
        now_s = time.monotonic()
        head = self._visit.conversation.speaker.playhead()
        self._writer.note(event, now_s, head.clock_s + now_s - head.monotonic_s)

    def _controls(self) -> Controls | None:
        headset = self._wearer.headset
        return None if headset is None else headset.controls.get()
