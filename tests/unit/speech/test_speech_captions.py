"""Captions as WebVTT."""

from __future__ import annotations

from vr_app.speech.captions import Caption, CaptionTrack, webvtt


def test_cues_carry_time_and_speaker() -> None:
    text = webvtt([Caption(3661.5, 3663.0, "Mei", "Second."), Caption(0.25, 1.5, "Mei", "First.")])
    assert text == (
        "WEBVTT\n\n00:00:00.250 --> 00:00:01.500\n<v Mei>First.\n\n01:01:01.500 --> 01:01:03.000\n<v Mei>Second.\n"
    )


def test_markup_in_text_is_escaped() -> None:
    assert "<v A b>a &lt;b&gt; &amp; c" in webvtt([Caption(0, 1, "A\nb>", "a <b> & c")])


def test_long_sentences_become_several_cues_of_two_lines() -> None:
    sentence = " ".join(["evening"] * 40)
    blocks = webvtt([Caption(0.0, 8.0, "", sentence)]).strip().split("\n\n")[1:]
    assert len(blocks) == 4
    assert all(len(line) <= 50 for block in blocks for line in block.split("\n")[1:])
    assert " ".join(" ".join(block.split("\n")[1:]) for block in blocks) == sentence
    assert blocks[-1].startswith("00:00:06") and "--> 00:00:08.000" in blocks[-1]


def test_empty_cues_are_left_out() -> None:
    assert webvtt([Caption(1.0, 1.0, "Mei", "never heard"), Caption(1.0, 2.0, "Mei", "  ")]) == "WEBVTT\n"


def test_a_track_collects_one_speaker() -> None:
    track = CaptionTrack("Mei")
    track.add(0.0, 1.0, "Hello.")
    assert track.to_webvtt() == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Mei>Hello.\n"
    assert [caption.speaker for caption in track.captions] == ["Mei"]
