"""Which microphones one talks with by key."""

from __future__ import annotations

from vr_app.speech.talk_key import is_named, naming


def test_a_part_of_its_name_names_a_microphone() -> None:
    assert is_named("room, Webcam", "HD webcam C920") and not is_named("room, Webcam", "Headset")
    assert not is_named("", "Headset") and not is_named(" , ", "Headset")


def test_a_microphone_is_named_and_forgotten_again() -> None:
    named = naming("room", "HD Webcam C920", True)
    assert named == "room, HD Webcam C920"
    assert naming(named, "HD Webcam C920", True) == named
    assert naming(named, "HD Webcam C920", False) == "room"
    assert naming("webcam, c920", "HD Webcam C920", False) == ""
    assert naming("room", "", True) == "room"


def test_a_name_with_a_comma_is_named_by_its_longest_piece() -> None:
    named = naming("", "USB Audio, Built-in Microphone", True)
    assert named == "Built-in Microphone" and is_named(named, "USB Audio, Built-in Microphone")
