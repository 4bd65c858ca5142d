"""A visitor's words given back: turned where that is sure, else left."""

from __future__ import annotations

import pytest

from vr_app.host.stories.reflection import reflected


@pytest.mark.parametrize(
    ("said", "given_back"),
    [
        ("Hm. I think I'd ask if I should leave my job at the bank.", "Whether you should leave your job at the bank."),
        ("Fine. I would ask it why I can’t sleep.", "Why you can't sleep."),
        ("Well, I have always wondered whether my father liked me.", "Whether your father liked you."),
        ("She should have told them, I think.", "She should have told them."),
        ("A spoon.", "A spoon."),
        ("My old bicycle, maybe.", "Your old bicycle."),
        ("You should give it back.", "I should give it back."),
        ("Honestly, I am forty and I was never there.", "You are forty and you were never there."),
        ("I'd call her after my aunt", "You would call her after your aunt."),
        ("Will I get better?", "Whether you will get better."),
        ("Will my daughter ever forgive me?", "Whether your daughter will ever forgive you."),
        ("What becomes of my garden?", "What becomes of your garden."),
    ],
)
def test_words_are_turned_to_the_visitor(said: str, given_back: str) -> None:
    assert reflected(said) == given_back


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Hm.",
        "Call her Lucky.",
        "Does he miss me?",
        "Why did the old ferryman leave?",
        "You are a fool and your star is ugly.",
        "我想回家。",
        "It took me to school, and away from the shouting, and later to the sea, and to the girl at the mill.",
        'She said "no": and left.',
    ],
)
def test_what_cannot_be_turned_surely_is_left(said: str) -> None:
    assert reflected(said) == ""
