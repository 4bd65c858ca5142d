"""A talk in virtual time: the real mind, a fake child, a fake loudspeaker."""

from __future__ import annotations

from collections import deque
from typing import Any, TypeVar

from tests.fakes.fake_inference import FakeInference
from tests.fakes.fake_speaker import FakeSpeaker
from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import KnownThing, Place
from vr_app.host.replies.manner import DialogueSettings
from vr_app.kernel import events as ev

T = TypeVar("T")

PLACE = Place(
    "Observatory Terrace",
    "A stone terrace above the sea.",
    "quiet",
    "dusk",
    (
        KnownThing("telescope", "the brass telescope", "It points west.", (0, 1, -3)),
        KnownThing("bench", "the stone bench", "Pale stone.", (-2, 0, 0)),
    ),
)
STEP_S = 0.02


class TalkWorld:
    """Everything that was posted or done is in `log`, in order."""

    def __init__(self, *replies: str | None, settings: DialogueSettings | None = None, place: Place = PLACE) -> None:
        self.log: list[Any] = []
        self.mind = Dialogue(Persona(name="Mei", description="A guide."), place, settings or DialogueSettings())
        self._inbox: deque[Any] = deque()
        self.inference = FakeInference(self._inbox.append, replies)
        self.speaker = FakeSpeaker(self._inbox.append)
        self.speaker.open()
        self.inference.start()
        self.play(0.0)

    @property
    def now_s(self) -> float:
        return self.speaker.now_s

    def happens(self, *events: Any) -> None:
        self._inbox.extend(events)
        self._drain()

    def play(self, seconds: float) -> None:
        """Lets time pass."""
        end_s = self.now_s + seconds
        self.inference.advance(self.now_s)
        self._drain()
        while self.now_s < end_s - 1e-9:
            self.speaker.advance(STEP_S)
            self._drain()
            self.inference.advance(self.now_s)
            self._drain()

    def all(self, kind: type[T], turn: int | None = None) -> list[T]:
        return [e for e in self.log if isinstance(e, kind) and (turn is None or getattr(e, "turn", None) == turn)]

    def heard(self, turn: int) -> list[str]:
        return [event.text for event in self.all(ev.SentenceHeard, turn)]

    def closed(self, turn: int) -> ev.TurnClosed:
        (closed,) = self.all(ev.TurnClosed, turn)
        return closed

    def _drain(self) -> None:
        while self._inbox:
            event = self._inbox.popleft()
            self.log.append(event)
            for result in self.mind.handle(event):
                self.log.append(result)
                if isinstance(result, (ev.Generate, ev.Synthesize, ev.CancelTurn, ev.Prefill)):
                    self.inference.send(result)
                elif isinstance(result, (ev.PlayUtterance, ev.StopPlayback)):
                    self.speaker.send(result)
