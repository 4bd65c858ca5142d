"""Where a person is in a story, and what a story lets the host remember of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from vr_app.kernel.ids import PersonId, TurnId
from vr_app.kernel.story_events import SceneCue, StoryMoved
from vr_app.store.consents import REMEMBER
from vr_app.store.conversation import ConversationStore, open_conversation
from vr_app.store.memories import LONGEST
from vr_app.store.migrations import MIGRATIONS

MEI, BO = PersonId("mei"), PersonId("bo")


@pytest.fixture
def store() -> Iterator[ConversationStore]:
    store, _ = open_conversation(None, now=iter(range(1000, 9000)).__next__)
    yield store
    store.close()


def test_each_person_has_a_place_in_each_scenes_story(store: ConversationStore) -> None:
    store.record(StoryMoved("terrace", '{"a": 1}', MEI))
    store.record(StoryMoved("terrace", '{"a": 2}', MEI))
    store.record(StoryMoved("hall", '{"a": 3}', MEI))
    store.record(StoryMoved("terrace", '{"a": 4}', BO))
    assert store.story_places.of(MEI) == {"terrace": '{"a": 2}', "hall": '{"a": 3}'}
    store.record(StoryMoved("terrace", "", MEI))
    assert store.story_places.of(MEI) == {"hall": '{"a": 3}'} and "terrace" in store.story_places.of(BO)


def remember(text: str, person: PersonId = MEI) -> SceneCue:
    return SceneCue("remember", (text,), TurnId(1), person)


def test_what_a_story_asks_to_remember_is_kept_once_and_short(store: ConversationStore) -> None:
    for text in ("You lit  the\nlamp.", "You lit the lamp.", "x" * 500, "One.", "Two."):
        store.record(remember(text))
    store.record(SceneCue("light", ("lamp", 1.0), TurnId(1), MEI))
    store.record(SceneCue("remember", (), TurnId(1), MEI))
    assert store.memories.newest(3, MEI) == ["x" * LONGEST, "One.", "Two."]
    assert store.memories.newest(9, MEI)[0] == "You lit the lamp."
    assert store.memories.newest(9, BO) == []


def test_nothing_is_kept_of_who_does_not_want_it(store: ConversationStore) -> None:
    store.consents.decide(MEI, REMEMBER, False)
    store.record(remember("You lit the lamp."))
    store.record(StoryMoved("terrace", "{}", MEI))
    assert store.memories.newest(9, MEI) == [] and store.story_places.of(MEI) == {}


def test_a_database_of_the_first_version_gains_the_places(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    old = sqlite3.connect(path)
    old.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
    old.close()
    store, notice = open_conversation(path)
    store.record(StoryMoved("terrace", "{}", MEI))
    assert store.story_places.of(MEI) == {"terrace": "{}"} and notice == ""
    store.close()
