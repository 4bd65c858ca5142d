"""What lines and choices of a story mean on stage."""

from __future__ import annotations

import pytest

from vr_app.story.stage_choice import stage_choice
from vr_app.story.stage_line import StageLine, stage_line


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Mei: Good evening.", "Mei", "Good evening."),
        ("Old Tom-Tom:  Well   now.", "Old Tom-Tom", "Well now."),
        ("梅：晚上好。", "", "梅：晚上好。"),
        ("梅： 晚上好。", "梅", "晚上好。"),
        ("It was 10:30 by the clock.", "", "It was 10:30 by the clock."),
        ("See https://example.org", "", "See https://example.org"),
        ("The lamp is out.", "", "The lamp is out."),
    ],
)
def test_a_name_before_a_colon_and_a_blank_speaks(text: str, speaker: str, said: str) -> None:
    line = stage_line(text)
    assert (line.speaker, line.text) == (speaker, said)


def test_tags_set_how_it_is_said() -> None:
    tags = [
        "Emotion: happy",
        "look: lamp",
        "gesture: wave",
        "pause: 1.5",
        "sound: bell",
        "ending: Home",
        "mine: x",
        "bare",
    ]
    assert stage_line("Mei: Yes.", tags) == StageLine("Mei", "Yes.", "happy", "lamp", "wave", "bell", "Home", 1.5)


@pytest.mark.parametrize(("pause", "seconds"), [("soon", 0.0), ("-1", 0.0), ("99", 10.0), ("nan", 0.0), ("0.4", 0.4)])
def test_a_pause_is_some_seconds(pause: str, seconds: float) -> None:
    assert stage_line("Mei: Yes.", [f"pause: {pause}"]).pause_s == seconds


def test_the_words_for_a_window_are_parted_and_gathered() -> None:
    tags = ["hesitates: A small one.;  Or none ; ", "knows: Who? I.", "Hesitates: Three.", "knows: When? Now；Later."]
    given = dict(stage_line("Mei: Well?", tags).window)
    assert given == {"hesitates": ("A small one.", "Or none", "Three."), "knows": ("Who? I.", "When? Now", "Later.")}


def test_what_a_choice_means() -> None:
    choice = stage_choice(
        2, " Light  it. ", ["at: lamp", "says: turn it on; 点灯；go", "when: No-Model", "sets: a, b ,"]
    )
    assert (choice.index, choice.text, choice.thing, choice.when) == (2, "Light it.", "lamp", "no model")
    assert (choice.sets, choice.says) == (("a", "b"), ("turn it on", "点灯", "go"))
    assert stage_choice(0, "Go.", ["when: never"]).when == ""
