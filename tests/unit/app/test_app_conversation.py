"""The conversation's end: whoever was speaking is cut, and the turn is closed in everybody's books."""

from __future__ import annotations

import threading
from typing import Any

from tests.fakes.fake_inference import spoken
from vr_app.app.conversation import Conversation
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.host.card.persona import DEFAULT_PERSONA
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.kernel import events as ev
from vr_app.kernel.ports import Post


class QuickInference:
    """Answers at once, on the host thread."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def start(self) -> None: ...

    def send(self, command: Any) -> None:
        if isinstance(command, ev.Generate):
            words = "A lamp burns here all night long, and nobody has ever seen who fills it with oil."
            self._post(ev.TokensGenerated(command.turn, words))
            self._post(ev.GenerationFinished(command.turn, "stop"))
        elif isinstance(command, ev.Synthesize):
            self._post(ev.SpeechSynthesized(spoken(command)))

    def close(self) -> None: ...


def test_closing_in_mid_speech_closes_the_turn_as_interrupted() -> None:
    told: list[Any] = []
    speaking = threading.Event()

    def note(event: Any) -> None:
        told.append(event)
        if isinstance(event, ev.PlaybackStarted):
            speaking.set()

    conversation = Conversation(
        Dialogue(DEFAULT_PERSONA, Place("A quay")), QuickInference, NullSpeaker, observers=(note,)
    )
    conversation.start()
    conversation.post(ev.VisitorSpoke("Who fills the lamp?"))
    assert speaking.wait(20)
    conversation.close()
    (closed,) = [event for event in told if isinstance(event, ev.TurnClosed)]
    assert closed.outcome == "interrupted"
    assert len(closed.heard) < 40
