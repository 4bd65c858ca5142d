"""The conversation's engine room: one host thread between person, models, loudspeaker and whoever looks on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vr_app.app.drafts import is_draft
from vr_app.app.threads import Worker
from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import Place
from vr_app.kernel import events as ev
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Inference, Post, Speaker

log = logging.getLogger(__name__)

_TO_MODELS = (ev.Prefill, ev.Generate, ev.Synthesize, ev.CancelTurn)
_TO_SPEAKER = (ev.PlayUtterance, ev.StopPlayback)


@dataclass(frozen=True)
class SceneEntered:
    """The talk goes on in another scene."""

    persona: Persona
    place: Place


class Mind(Protocol):
    """Decides what happens: one event in, events and commands out, done as they come."""

    def handle(self, event: Any) -> Iterable[Any]: ...

    def enter(self, persona: Persona, place: Place) -> Sequence[Any]: ...


class Conversation:
    """Owns the host thread; routes commands to their doors and shows every event to the observers.

    Args:
        mind: decides what happens.
        make_inference: gets the inbox that the models' events go to.
        make_speaker: likewise for the loudspeaker.
        observers: called on the host thread with each event that passes, but for drafts; they must not wait.
    """

    def __init__(
        self,
        mind: Mind,
        make_inference: Callable[[Post], Inference],
        make_speaker: Callable[[Post], Speaker],
        observers: Sequence[Post] = (),
    ) -> None:
        self._mind = mind
        self._observers = tuple(observers)
        self._worker = Worker("host", self._take)
        self.inference = make_inference(self.post)
        self.speaker = make_speaker(self.post)
        self.cue: Latest[ev.BodyCue] = Latest(ev.BodyCue(turn=None))
        """What the host's body does now; read by the frame thread."""

    def start(self) -> str:
        """Opens the loudspeaker, starts the models' child. Returns the loudspeaker's plain line."""
        self._worker.start()
        line = self.speaker.open()
        self.inference.start()
        return line

    def post(self, event: Any) -> None:
        """Any thread. Never waits."""
        self._worker.post(event)

    def close(self) -> None:
        """Ends the turn under way, models and sound; what was heard until now is told to the observers first."""
        self.post(ev.StopRequested())
        self.inference.close()
        self.speaker.close()
        self._worker.close()

    def _take(self, event: Any) -> None:
        if not is_draft(event):
            self._tell(event)
        entered = isinstance(event, SceneEntered)
        results = self._mind.enter(event.persona, event.place) if entered else self._mind.handle(event)
        for result in results:
            if isinstance(result, _TO_MODELS):
                self.inference.send(result)
            elif isinstance(result, _TO_SPEAKER):
                self.speaker.send(result)
            elif isinstance(result, ev.BodyCue):
                self.cue.set(result)
            if not is_draft(result):
                self._tell(result)

    def _tell(self, event: Any) -> None:
        for observer in self._observers:
            try:
                observer(event)
            except Exception:
                log.exception("an observer failed on %s", type(event).__name__)
