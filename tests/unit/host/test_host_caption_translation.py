"""Captions in another language: when one is wanted, what the model is asked, which answers are shown."""

from __future__ import annotations

import dataclasses

import pytest

from vr_app.host.caption_translation import (
    LANGUAGES,
    fit_translation,
    translation_request,
    wants_translation,
)
from vr_app.kernel.settings import CaptionSettings

LINE = "The brass telescope was made in 1887 by Elias Marr."


def test_the_settings_offer_every_language() -> None:
    (field,) = [f for f in dataclasses.fields(CaptionSettings) if f.name == "language"]
    assert set(field.metadata["choices"]) == {"spoken", *LANGUAGES}
    assert field.default == "spoken"


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (LINE, "spoken", False),
        (LINE, "en", False),
        (LINE, "de", True),
        (LINE, "zh", True),
        ("望远镜是黄铜做的。", "zh", False),
        ("望远镜是黄铜做的。", "en", True),
        ("… 1887!", "de", False),
    ],
)
def test_only_other_languages_are_translated(text: str, language: str, wanted: bool) -> None:
    assert wants_translation(text, language) is wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_stands_last_and_an_example_shows_how(language: str) -> None:
    line = "望远镜是黄铜做的。" if language == "en" else LINE
    messages, most = translation_request(line, language)
    assert messages[-1].role == "user" and messages[-1].content == line
    assert LANGUAGES[language] in messages[0].content
    assert fit_translation(messages[1].content, messages[2].content, language), "the example itself is fit"
    assert most >= 30


@pytest.mark.parametrize(
    ("answer", "language", "shown"),
    [
        ("Das Messingfernrohr wurde 1887 von Elias Marr gebaut.", "de", True),
        ("黄铜望远镜由 Elias Marr 于 1887 年制造。", "zh", True),
        ("Латунный телескоп был сделан в 1887 году Элиасом Марром.", "ru", True),
        ("真鍮の望遠鏡は1887年にエリアス・マーが作りました。", "ja", True),
        (LINE, "de", False),
        (LINE.upper() + " ", "de", False),
        ("", "de", False),
        ("...", "de", False),
        ("The brass telescope.", "zh", False),
        ("黄铜望远镜。", "de", False),
        ("Ja.", "de", False),
        ("Das Messingfernrohr " * 20, "de", False),
    ],
)
def test_what_is_no_translation_is_not_shown(answer: str, language: str, shown: bool) -> None:
    assert bool(fit_translation(LINE, answer, language)) is shown


@pytest.mark.parametrize(
    "answer",
    [
        "„Das Fernrohr ist aus Messing, Baujahr 1887.“",
        "German translation: Das Fernrohr ist aus Messing, Baujahr 1887.",
        "\nDas Fernrohr ist aus Messing, Baujahr 1887.\n\nNote: brass is Messing.",
    ],
)
def test_what_models_put_round_it_is_left_out(answer: str) -> None:
    assert fit_translation(LINE, answer, "de") == "Das Fernrohr ist aus Messing, Baujahr 1887."
