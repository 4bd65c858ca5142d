"""What is told of oneself however it begins, and what is only of the moment; what takes the place of what was told."""

from __future__ import annotations

import pytest

from vr_app.host.answers.question import read_question
from vr_app.host.memory.person_facts import facts_in, gone_with
from vr_app.host.memory.self_told import tells_of_self
from vr_app.host.memory.told_anew import corrects, slot_of
from vr_app.host.memory.told_ranking import ranked_told


@pytest.mark.parametrize(
    "said",
    [
        "Oh, and my older sister drives an ambulance in Cork.",
        "Strawberries make me come out in a rash.",
        "Our old tabby answers to Mister Crumbs.",
        "As a child I lived above a bakery.",
        "It was my dad who taught me to whittle.",
        "Sadly our budgie flew away in May.",
        "There are six of us at home.",
        "Nothing beats a cold beer after a sauna, if you ask me.",
        "The dentist is waiting for me on Friday at nine.",
        "我小时候住在海边的一个村子里。",
        "我自己做了一张木头桌子。",
    ],
)
def test_what_lasts_is_told_of_oneself(said: str) -> None:
    assert tells_of_self(said)


@pytest.mark.parametrize(
    "said",
    [
        "I lift the lantern.",
        "I'd take the princess as my wife.",
        "Show me the clock.",
        "My headset does not work.",
        "I see a ship over there.",
        "You remind me of my uncle.",
        "I'm heading out now.",
        "find me a calmer place",
        "Is that my sister?",
        "The tower is tall.",
        "我觉得这个故事不错。",
        "我选左边那扇门。",
    ],
)
def test_what_is_of_the_moment_is_not(said: str) -> None:
    assert not tells_of_self(said)


@pytest.mark.parametrize("said", ["I want to end my life.", "I wish I had never been born.", "我死了也不会有人在乎"])
def test_what_is_said_in_despair_is_not_kept(said: str) -> None:
    assert facts_in(said) == []


def told_in(*lines: str) -> list[str]:
    told: list[str] = []
    for line in lines:
        for fact in facts_in(line):
            gone = gone_with(fact, told)
            told = [*(text for text in told if text not in gone), fact.text]
    return told


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        ("I live in Trondheim.", "We've moved to Bergen now.", 1),
        ("My sister works as a nurse.", "Actually, my sister is a vet now.", 1),
        ("I smoke a pipe.", "I don't smoke any more.", 1),
        ("My favourite colour is ochre.", "My favourite colour is teal these days.", 1),
        ("My daughter is six.", "My daughter just turned seven.", 1),
        ("I'm going to Oslo in March.", "Actually I'm going to Oslo in April instead.", 1),
        ("我住在成都。", "我现在搬到西安了。", 1),
        ("I'm allergic to nuts.", "I'm allergic to cats.", 2),
        ("My brother lives in Leeds.", "My sister lives in York.", 2),
        ("I live in Bergen.", "As a child I lived in Kiel.", 2),
        ("I work as a cook.", "I used to work as a waiter.", 2),
        ("My dog is called Rex.", "My other dog is called Max.", 2),
    ],
)
def test_a_newer_word_replaces_what_is_no_longer_so(before: str, now: str, left: int) -> None:
    told = told_in(before, now)
    assert len(told) == left
    assert told[-1] != before
    assert (before in told) == (left == 2)


def test_a_slot_is_filled_once() -> None:
    assert slot_of("My cat is called Tom.") == slot_of("My cat's name is Tim.") == "cat: name"
    assert slot_of("I like tea.") == ""
    assert corrects("No, actually it was blue.")
    assert not corrects("I like the actual book.")


def test_one_sentence_that_tells_one_thing_stays_whole() -> None:
    [fact] = facts_in("Eggs and I don't get along, they give me hives.")
    assert fact.text.startswith("Eggs")


def test_what_was_told_of_another_is_no_answer() -> None:
    told = ["My brother lives in Leeds.", "My sister lives in York.", "I live in Bergen."]
    question = read_question("Where does my sister live?")
    assert ranked_told(question, question.text, told, lambda _said, _texts: ())[0] == "My sister lives in York."
    assert "My brother lives in Leeds." not in ranked_told(question, question.text, told, lambda _said, _texts: ())


def test_of_many_that_share_a_word_the_nearest_comes_first() -> None:
    told = ["I love tea.", "I love boats.", "I love maps."]
    question = read_question("What do I love to sail?")
    assert (
        ranked_told(question, question.text, told, lambda _s, texts: [0.9 * ("boats" in t) for t in texts])[0]
        == told[1]
    )
