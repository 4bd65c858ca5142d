"""Pace and pitch of a sentence."""

from __future__ import annotations

import itertools

from vr_app.speech.prosody import Prosody, prosody

EMOTIONS = ("neutral", "happy", "sad", "angry", "surprised", "relaxed")


def test_a_plain_sentence_is_said_in_the_voices_own_way() -> None:
    assert prosody("The clock was built in Lund.") == Prosody()


def test_punctuation_and_feeling_are_heard() -> None:
    plain = prosody("It was the last one they built")
    assert prosody("It was the last one they built...").speed < plain.speed
    assert prosody("Was it the last one they built?").pitch > plain.pitch
    assert prosody("它是最后一个吗？").pitch > prosody("它是最后一个。").pitch
    assert prosody("It was the last one they built!").pitch > plain.pitch
    assert prosody("(It was the last one they built.)").speed > plain.speed
    assert prosody("It was the last one they built.", "sad").speed < plain.speed
    assert prosody("It was the last one they built.", "surprised").pitch > plain.pitch


def test_it_remains_the_same_persons_voice() -> None:
    endings = (".", "?", "!", "...", "…", ")", "")
    for text, ending, emotion in itertools.product(("Oh", "Well, that is it", "so " * 60), endings, EMOTIONS):
        found = prosody(text + ending, emotion)  # type: ignore[arg-type]
        assert 0.9 <= found.speed <= 1.1 and 0.95 <= found.pitch <= 1.05
