"""Our own story, The Frost Night: every ending is reached, and all it names is there."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from vr_app.host.stories.telling import Passage, Telling, heading_of
from vr_app.kernel.events import Emotion
from vr_app.scene.avatar.gesture import CLIPS
from vr_app.scene.stage_reader import load_stage
from vr_app.story.compile import compile_story
from vr_app.story.runner import CompiledStory, load_story

FOLDER = Path(__file__).resolve().parents[3] / "scenes" / "observatory-terrace"
WORDS_A_MINUTE = 210
"""As the host's voice speaks it, silences between sentences included: 485 words of it took 134.5 s."""
CHOICE_S = 6
WINDOW_S = 75
"""Two exchanges with a model on a slow machine."""


@cache
def story() -> CompiledStory:
    compiled = compile_story(lambda name: (FOLDER / name).read_bytes(), "story.ink")
    assert compiled.diagnostics == ()
    assert compiled.story_json is not None
    return load_story(compiled.story_json)


@dataclass
class Play:
    """One listener's way through."""

    ending: str = ""
    minutes: float = 0.0
    windows: int = 0
    passages: list[Passage] = field(default_factory=list)


def play(seed: int, *, most_choices: int = 200) -> Play:
    chance = random.Random(seed)
    telling, result = Telling(story()), Play()
    for _ in range(most_choices):
        passage = telling.read()
        result.passages.append(passage)
        words = sum(len(spoken.line.text.split()) for spoken in passage.lines)
        result.minutes += words / WORDS_A_MINUTE + sum(spoken.line.pause_s for spoken in passage.lines) / 60
        assert passage.problems == ()
        if passage.window is not None:
            result.windows += 1
            result.minutes += WINDOW_S / 60
        if passage.ended:
            result.ending = passage.ending
            return result
        result.minutes += CHOICE_S / 60
        telling.pick(chance.choice(passage.choices).index)
    pytest.fail(f"no end after {most_choices} choices with seed {seed}")


@cache
def plays() -> tuple[Play, ...]:
    return tuple(play(seed) for seed in range(200))


def test_every_ending_is_reached_and_one_is_hidden() -> None:
    found = Counter(each.ending for each in plays())
    assert set(found) == {"The Page", "The Light", "The Quiet", "The Sun"}
    assert found["The Sun"] == min(found.values())


def test_both_improv_windows_open_on_some_way_and_each_can_be_closed_by_the_stage() -> None:
    goals = set()
    for passage in (passage for each in plays() for passage in each.passages if passage.window):
        assert passage.window
        goals.add(passage.window.goal)
        assert {"goal", "turns"} <= {choice.when for choice in passage.choices}
        assert any(not choice.when for choice in passage.choices) or len(passage.choices) == 2
    assert len(goals) == 2


def test_it_lasts_twenty_to_thirty_minutes() -> None:
    lengths = sorted(each.minutes for each in plays())
    assert lengths[0] >= 12 and lengths[-1] <= 30
    assert 20 <= lengths[len(lengths) // 2] <= 30


def test_looks_gestures_feelings_and_places_exist() -> None:
    stage = load_stage(FOLDER)
    things = {thing.id for thing in stage.things} | {"visitor", "away", ""}
    lamps = {light.id for light in stage.lights}
    for passage in (passage for each in plays() for passage in each.passages):
        assert all(choice.thing in things for choice in passage.choices)
        for spoken in passage.lines:
            line = spoken.line
            assert line.look in things, line
            assert line.gesture in {"", *CLIPS}, line
            assert line.emotion in {"", *get_args(Emotion)}, line
            for cue in spoken.cues:
                assert cue.name != "light" or any(lamp.startswith(str(cue.arguments[0])) for lamp in lamps), cue


def test_no_sentence_is_too_long_for_one_breath() -> None:
    from vr_app.host.stories.recital import recited

    texts = {one.text for each in plays() for passage in each.passages for one in recited(passage, "Ilario")[0]}
    assert max(len(text.split()) for text in texts) <= 30


def test_it_waits_to_be_asked() -> None:
    heading = heading_of(story())
    assert heading.when_asked and heading.title == "The Frost Night"
