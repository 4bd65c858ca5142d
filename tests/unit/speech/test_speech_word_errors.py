"""Word errors count substitutions, insertions and deletions over normalised words."""

from __future__ import annotations

import pytest

from vr_app.speech.word_errors import word_error_rate


@pytest.mark.parametrize(
    ("said", "heard", "errors", "words"),
    [
        ("Good evening, traveller.", "good evening traveller", 0, 3),
        ("Mind the step.", "mind a step", 1, 3),
        ("Mind the step.", "mind step", 1, 3),
        ("Mind the step.", "please mind the step", 1, 3),
        ("Don’t go", "don't go", 0, 2),
        ("one two", "", 2, 2),
    ],
)
def test_word_errors(said: str, heard: str, errors: int, words: int) -> None:
    assert word_error_rate(said, heard) == (errors, words)
