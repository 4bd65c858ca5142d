"""The scene's story in the terminal talk, on real parts but for the models: no model is needed to be told a story."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.app.commands.talk_command import Terminal
from vr_app.app.commands.talk_story import has_story, story_in_words
from vr_app.app.conversation import Conversation
from vr_app.app.script import Script
from vr_app.app.story_shelf import StoryShelf
from vr_app.app.wiring import make_inference, make_speaker
from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.stories.storyteller import Storyteller
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import DEFAULT_PERSON, TurnId
from vr_app.kernel.settings import VoiceSettings

STORY = """
# title: The Key
# begins: when asked
EXTERNAL light(lamps, level)
Mei: Here is a key.
A bell rings.
*   [Take the key.]
    Tom: Well done.
    ~ light("lamp", 1)
*   [Leave it.]
    Mei: As you like.
-   # ending: Home
    Good night.
-> END
=== function light(lamps, level)
    ~ return
"""


def test_a_story_is_told_and_chosen_from_by_typing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "story.ink").write_text(STORY, encoding="utf-8")
    assert has_story(tmp_path)
    terminal = Terminal("Mei", explain=True)
    dialogue = Dialogue(Persona(name="Mei", description="A guide."), Place("quay", "Quay", "A quay."))
    conversation = Conversation(
        Storyteller(dialogue, "Mei"),
        lambda post: make_inference(InferenceConfig(language=None, voice=None), post),
        lambda post: make_speaker(VoiceSettings(), post, audible=False),
        observers=(terminal.note,),
    )
    shelf = StoryShelf(conversation.post)
    script = Script(["tell me the story", "take the key"], conversation.post, greet=False, person=DEFAULT_PERSON)
    try:
        conversation.start()
        conversation.post(ev.InferenceFailed("language", None, "No model.", False))
        conversation.post(ev.InferenceFailed("voice", None, "No voice.", False))
        shelf.request(tmp_path)
        terminal.wait_until(lambda: terminal.story_known, 60.0)
        terminal.on_event = script.note
        script.start()
        terminal.wait_until(lambda: script.finished, 60.0)
    finally:
        shelf.close()
        conversation.close()
    said = capsys.readouterr().out
    assert 'There is a story here, "The Key". It begins when you say "tell me the story".' in said
    assert "Mei: Here is a key." in said and "\n  A bell rings.\n" in said
    assert "1: Take the key.\n  2: Leave it." in said
    assert "\n  Tom: Well done.\n" in said
    assert "scene: light(lamp, 1.0)" in said
    assert '"The Key" is over. Ending: Home.' in said


def test_an_author_reads_how_a_window_ended() -> None:
    closed = st.WindowClosed("Learn the wish", "goal", (("wish", "a boat"),), 2, "the visitor said: a boat")
    assert story_in_words(closed) == ""
    assert story_in_words(closed, explain=True) == (
        "improv window closed after 2: goal; wish = a boat; the visitor said: a boat"
    )
    assert story_in_words(st.SceneCue("go", ("museum-hall",), TurnId(1))) == (
        "The story goes on in another place, museum-hall."
    )
