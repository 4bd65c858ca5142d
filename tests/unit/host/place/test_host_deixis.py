"""The visitor's pointing words, and what they mean."""

from __future__ import annotations

import pytest

from vr_app.host.card.persona import DEFAULT_PERSONA
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.deixis import with_meant
from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.kernel import events as ev

PLACE = Place(
    "Terrace",
    things=(
        KnownThing("scope", "brass telescope", "A long refractor on a tripod.", (0.0, 0.0, -3.0)),
        KnownThing("orrery", "orrery", "Planets of brass.", (2.0, 0.0, -3.0)),
        KnownThing("moon", "the Moon", "", (0.0, 500.0, -900.0)),
    ),
)


def said(words: str, pointed: str = "scope") -> str:
    return with_meant(words, PLACE, Viewpoint(pointed=pointed))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("What is that?", "What is the brass telescope?"),
        ("What's that over there?", "What's the brass telescope?"),
        ("what is this", "what is the brass telescope"),
        ("Tell me about this thing.", "Tell me about the brass telescope."),
        ("How old is that one?", "How old is the brass telescope?"),
        ("Who made those?", "Who made the brass telescope?"),
        ("Is that made of gold?", "Is the brass telescope made of gold?"),
        ("What does this do?", "What does the brass telescope do?"),
        ("That over there, what is it for?", "The brass telescope, what is it for?"),
        ("Can you explain what I'm pointing at?", "Can you explain the brass telescope?"),
        ("那是什么？", "brass telescope是什么？"),
        ("这个是什么?", "brass telescope是什么?"),
        ("C'est quoi, ça ?", "C'est quoi, brass telescope ?"),
        ("¿Qué es eso?", "¿Qué es brass telescope?"),
        ("Was ist das?", "Was ist the brass telescope?"),
    ],
)
def test_the_word_that_points_becomes_the_thing(words: str, meant: str) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "Hello, who are you?",
        "I think that is lovely.",
        "That is very kind of you.",
        "That's nice.",
        "I know that.",
        "What is that lamp?",
        "Is that the orrery?",
        "Tell me about the orrery.",
        "那么你是谁？",
        "这里是哪里？",
        "How old is it?",
        "Do that again.",
    ],
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert said(words) == words


def test_nothing_pointed_at_changes_nothing() -> None:
    assert said("What is that?", "") == said("What is that?", "gone") == "What is that?"


def test_a_name_with_its_own_article_keeps_it() -> None:
    assert said("What is that?", "moon") == "What is the Moon?"


def test_what_is_pointed_at_reaches_the_model_by_name_and_description() -> None:
    dialogue = Dialogue(DEFAULT_PERSONA, PLACE, viewpoint=lambda: Viewpoint(pointed="scope"))
    results = dialogue.handle(ev.VisitorSpoke("What is that?"))
    (opened,) = (result for result in results if isinstance(result, ev.TurnOpened))
    assert opened.said == "What is that?", "the visitor's own words are shown and kept"
    (asked,) = (result for result in results if isinstance(result, ev.Generate))
    assert "What is the brass telescope?" in asked.messages[-1].content
    assert "A long refractor on a tripod." in asked.messages[-1].content
    nowhere = Dialogue(DEFAULT_PERSONA, PLACE, viewpoint=lambda: Viewpoint())
    results = nowhere.handle(ev.VisitorSpoke("What is that?"))
    (asked,) = (result for result in results if isinstance(result, ev.Generate))
    assert "telescope" not in asked.messages[-1].content
