"""The person's turns when they come from recordings (`--hear`): each is played once the last one is over."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.listening.ears import Ears
from vr_app.audio.recorded_microphone import RecordedMicrophone, Samples
from vr_app.audio.sound_file import read_sound
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ports import Post

log = logging.getLogger(__name__)

READY_PATIENCE_S = 60.0
_HEARD_PATIENCE_S = 12.0
_TURN_PATIENCE_S = 180.0
_QUIET_S = 0.8
"""After a command that opens no turn."""


class HeardScript:
    """Same calls as `Script`; an observer of the conversation.

    Args:
        paths: recordings, in order. They are read here: UserError names a broken one.
        greet: wait for the host's greeting turn first.
    """

    def __init__(self, paths: Sequence[Path], ears: Ears, post: Post, *, greet: bool) -> None:
        self._recordings: list[tuple[str, Samples]] = [(path.name, read_sound(path)) for path in paths]
        self._ears = ears
        self._post = post
        self._greet = greet
        self._events: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recordings", daemon=True)
        self.finished = False

    def start(self, *, greeted: bool | None = None) -> None:
        """Call at each arrival, once the models are ready to be talked to; the first counts.

        Args:
            greeted: as in `Script.start`; None for as was said at first.
        """
        if self._thread.ident is None:
            self._greet = self._greet if greeted is None else greeted
            self._thread.start()

    def stop(self) -> None:
        """Says no more."""
        self.finished = True
        self._ending.set()
        self._events.put(None)
        if self._thread.is_alive():
            self._thread.join(5.0)

    def note(self, event: Any) -> None:
        """Takes every event of the conversation."""
        if isinstance(event, ev.TurnOpened | ev.TurnClosed | he.LineHeard | he.VoiceDropped | he.CommandGiven):
            self._events.put(event)

    def _run(self) -> None:
        if self._greet:
            self._until(ev.TurnClosed, _TURN_PATIENCE_S)
        deadline_s = time.monotonic() + READY_PATIENCE_S
        while not self._ears.ready and time.monotonic() < deadline_s and not self._ending.wait(0.05):
            pass
        for name, samples in self._recordings:
            if self._ending.is_set():
                return
            self._say(name, samples)
        self.finished = True
        self._post(ev.HostNotice("All recordings have been said."))

    def _say(self, name: str, samples: Samples) -> None:
        microphone = self._ears.microphone
        if not isinstance(microphone, RecordedMicrophone):
            self._post(ev.HostNotice(f"{name} was not said: nobody listens."))
            return
        microphone.play(samples)
        microphone.wait(len(samples) / 16_000 + 5.0)
        heard = self._until((he.LineHeard, he.VoiceDropped, he.CommandGiven), _HEARD_PATIENCE_S)
        if heard is None or isinstance(heard, he.VoiceDropped):
            self._post(ev.HostNotice(f"In {name} no words were heard."))
            return
        if self._until(ev.TurnOpened, _QUIET_S) is not None:
            self._until(ev.TurnClosed, _TURN_PATIENCE_S)

    def _until(self, kind: Any, patience_s: float) -> Any:
        deadline_s = time.monotonic() + patience_s
        while (left_s := deadline_s - time.monotonic()) > 0 and not self._ending.is_set():
            try:
                event = self._events.get(timeout=left_s)
            except queue.Empty:
                return None
            if isinstance(event, kind):
                return event
        return None
