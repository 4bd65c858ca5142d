"""What is typed and not sent reaches a model on this machine, and neither a server nor anything that is kept."""

from __future__ import annotations

from typing import Any

import pytest

from vr_app.app.conversation import Conversation
from vr_app.app.drafts import is_draft, read_draft
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.host.card.persona import DEFAULT_PERSONA
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.spoken_mind import SpokenMind
from vr_app.inference.config import InferenceConfig, LanguageConfig
from vr_app.kernel import events as ev
from vr_app.kernel.ports import Post

SECRET = "I wanted to tell you something terrible."


class Listening:
    """Takes commands and answers none."""

    def __init__(self, post: Post) -> None:
        self.sent: list[Any] = []

    def start(self) -> None: ...

    def send(self, command: Any) -> None:
        self.sent.append(command)

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("language", "read"),
    [(LanguageConfig(path="model.gguf"), 1), (LanguageConfig(url="http://127.0.0.1:8080/v1"), 0), (None, 0)],
)
def test_only_a_model_on_this_machine_reads_a_draft(language: LanguageConfig | None, read: int) -> None:
    posted: list[Any] = []
    read_draft(SECRET, True, posted.append, InferenceConfig(language))
    assert posted == [ev.VisitorTyping(SECRET, whole=True)] * read


def test_the_model_gets_a_draft_and_no_observer_does() -> None:
    told: list[Any] = []
    dialogue = Dialogue(DEFAULT_PERSONA, Place("A quay"))
    conversation = Conversation(SpokenMind(dialogue, dialogue), Listening, NullSpeaker, observers=(told.append,))
    conversation.start()
    conversation.post(ev.VisitorTyping(SECRET, whole=True))
    conversation.post(ev.HostNotice("seen"))
    conversation.close()
    assert isinstance(conversation.inference, Listening)
    (read,) = [command for command in conversation.inference.sent if SECRET in repr(command)]
    assert isinstance(read, ev.Prefill) and is_draft(read)
    assert ev.HostNotice("seen") in told and SECRET not in repr(told)
