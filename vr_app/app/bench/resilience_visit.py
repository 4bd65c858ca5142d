"""A talk without a display that a bench can kill: lines come in by stdin, reports go out by stdout.

The loudspeaker's word on what was heard is written before anybody else learns of it, so whoever holds the other end of
the pipe knows at least as much as the database, whenever this process ends.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vr_app.app.conversation import Conversation
from vr_app.app.folders import settings_file
from vr_app.app.manner import manner_of
from vr_app.app.memory_store import MemoryStore
from vr_app.app.models import inference_config
from vr_app.app.places import open_place
from vr_app.app.wiring import make_inference
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.heard import heard_text
from vr_app.kernel import events as ev
from vr_app.kernel.ids import DEFAULT_PERSON, TurnId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import load_settings

_TOLD = (
    ev.ModelReady,
    ev.PrefillFinished,
    ev.TurnOpened,
    ev.Generate,
    ev.TokensGenerated,
    ev.GenerationFinished,
    ev.SentenceReady,
    ev.PlaybackStarted,
    ev.TurnClosed,
    ev.HostNotice,
    ev.InferenceFailed,
)
_FIELDS = ("turn", "index", "kind", "text", "said", "heard", "outcome", "message")


@dataclass(frozen=True)
class Heard:
    """The loudspeaker's word: this much of a sentence has left it."""

    turn: TurnId
    index: int
    text: str


class WitnessedSpeaker(NullSpeaker):
    """Tells `witness` what was heard before it tells the conversation."""

    def __init__(self, post: Post, witness: Callable[[Heard], None]) -> None:
        super().__init__(self._pass_on)
        self._conversation = post
        self._witness = witness
        self._utterances: dict[tuple[int, int], ev.Utterance] = {}

    def send(self, command: Any) -> None:
        if isinstance(command, ev.PlayUtterance):
            self._utterances[command.utterance.turn, command.utterance.index] = command.utterance
        super().send(command)

    def _pass_on(self, event: Any) -> None:
        if isinstance(event, (ev.PlaybackProgressed, ev.PlaybackFinished)):
            text = heard_text(self._utterances[event.turn, event.index], event.heard_samples)
            self._witness(Heard(event.turn, event.index, text))
        self._conversation(event)


class Reports:
    """One line of JSON for each report, written whole. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.process_ids: Callable[[], dict[Any, int]] = dict

    def tell(self, event: Any) -> None:
        """Takes any event of the conversation."""
        if not isinstance(event, (*_TOLD, Heard)):
            return
        line: dict[str, Any] = {"type": type(event).__name__, "at_s": time.monotonic()}
        line |= {name: getattr(event, name) for name in _FIELDS if hasattr(event, name)}
        if isinstance(event, ev.ModelReady):
            line["pids"] = self.process_ids()
        data = json.dumps(line).encode() + b"\n"
        with self._lock:
            while data:
                data = data[os.write(1, data) :]


def main(scene: str, database: str) -> int:
    """Says each line of stdin to the host; ends when stdin does."""
    settings = load_settings(settings_file(), os.environ)
    opened = open_place(Path(scene))
    config = inference_config(settings)
    manner = manner_of(config, settings.language.temperature)
    reports = Reports()
    memory = MemoryStore(Path(database), DEFAULT_PERSON, opened.id, reports.tell)
    conversation = Conversation(
        Dialogue(opened.persona, opened.place, manner, past=memory.past, first_turn=memory.next_turn),
        lambda post: make_inference(config, post, settings.voice.speed),
        lambda post: WitnessedSpeaker(post, reports.tell),
        observers=(reports.tell, memory.post),
    )
    reports.process_ids = conversation.inference.client.process_ids  # type: ignore[attr-defined]
    conversation.start()
    try:
        for line in sys.stdin:
            conversation.post(ev.VisitorSpoke(line, by="script", posted_s=time.monotonic()))
    finally:
        conversation.close()
        memory.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
