"""What several tests of the host share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes.told_story import LAMP, Stage
from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.replies.manner import DialogueSettings
from vr_app.host.stories.storyteller import StoryBrought, Storyteller
from vr_app.story.compile import compile_story
from vr_app.story.runner.loading import load_story


@pytest.fixture
def stage() -> Callable[..., Stage]:
    def make(*replies: str, source: str = LAMP, saved: Any = None, large: bool = False) -> Stage:
        compiled = compile_story(lambda _: source.encode(), "story.ink")
        assert compiled.story_json, compiled.diagnostics
        story = load_story(compiled.story_json)
        manner = DialogueSettings(plain_when_led=not large)
        dialogue = Dialogue(Persona(name="Mei", description="A lamplighter."), Place("quay", "Quay", "A quay."), manner)
        play = Stage(Storyteller(dialogue, "Mei", lambda place_id: saved), list(replies))
        play.post(StoryBrought("quay", story))
        return play

    return make
