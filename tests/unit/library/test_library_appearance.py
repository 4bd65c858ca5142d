"""Size, colour and wear are read off what stands before a noun."""

from __future__ import annotations

import pytest

from vr_app.library.appearance import Appearance, appearance_of, described


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a small red worn boat", Appearance(0.7, "#a03a2e", 0.75)),
        ("boat", Appearance()),
        ("a chest of gold", Appearance()),
        ("a huge shiny bell", Appearance(2.0, "", 0.0)),
        ("两盏红灯笼", Appearance(1.0, "#a03a2e", -1.0)),
        ("一只小旧船", Appearance(0.7, "", 0.75)),
        ("lavender", Appearance(1.0, "#7a62a8", -1.0)),
    ],
)
def test_what_words_say(words: str, said: Appearance) -> None:
    assert appearance_of(words) == said


def test_words_of_its_name_say_nothing() -> None:
    assert appearance_of("orange lantern", frozenset({"orange", "lantern"})) == Appearance()


@pytest.mark.parametrize(
    ("noun", "text", "phrase"),
    [
        ("boat", "a small red boat on a misty river", "small red boat"),
        ("lantern", "paper and three old lanterns", "old lantern"),
        ("boat", "a river", "boat"),
        ("灯笼", "月下的小红灯笼", "小红灯笼"),
        ("灯笼", "三盏红灯笼", "红灯笼"),
    ],
)
def test_a_noun_with_what_is_said_of_it(noun: str, text: str, phrase: str) -> None:
    assert described(noun, text) == phrase
