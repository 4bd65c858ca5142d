"""The recogniser's short window: few words wrong, and never the same words over and over."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.installed_models import RECOGNIZER, installed
from vr_app.app.bench.listen_cases import errors, in_room, read_manifest
from vr_app.inference.recognizer import _LOOP, Recognizer, _once

SPEECH = Path(__file__).parents[4] / "shared" / "data" / "speech"
RATE = 16_000
CASES = 6
OVER_AND_OVER = re.compile(r"(\b\w.{0,40}?)(?:\W*\1){2,}", re.IGNORECASE)


@pytest.fixture(scope="module")
def folder(need: Callable[[object, str], None]) -> Path:
    found = installed(RECOGNIZER)
    need(found, "vr-app setup")
    assert found is not None
    return Path(found)


@pytest.fixture(scope="module")
def recognizer(folder: Path) -> Recognizer:
    return Recognizer(folder)


@pytest.mark.model
@pytest.mark.parametrize(("noise_db", "share"), [(None, 0.12), (10.0, 0.25)])
def test_few_words_are_wrong(
    recognizer: Recognizer, need: Callable[[object, str], None], noise_db: float | None, share: float
) -> None:
    need((SPEECH / "manifest.tsv").is_file(), "the shared recordings")
    wrong = said = 0
    for number, case in enumerate(read_manifest(SPEECH)[:CASES]):
        bad, count = errors(case.text, recognizer.transcribe(in_room(case.samples, noise_db, number)))
        wrong, said = wrong + bad, said + count
    assert wrong <= share * said


@pytest.mark.model
def test_a_piece_of_a_word_or_a_tone_is_not_said_over_and_over(
    recognizer: Recognizer, need: Callable[[object, str], None]
) -> None:
    need((SPEECH / "manifest.tsv").is_file(), "the shared recordings")
    said = read_manifest(SPEECH)[0].samples
    tone = (0.1 * np.sin(np.arange(RATE) / RATE * 2 * np.pi * 220)).astype(np.float32)
    for samples in (said[: RATE // 3], said[RATE // 2 : RATE], tone):
        words = recognizer.words(np.concatenate([samples, np.zeros(RATE // 4, np.float32)]))
        assert not OVER_AND_OVER.search(words.text), words.text
        assert 0.0 <= words.sure <= 1.0


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("Sorry, what did you say? Sorry, what did you say?", "Sorry, what did you say."),
        ("Sorry, what did you say? Sorry, what did you say? Sorry, what did you say?", "Sorry, what did you say."),
        ("the lamp, the lamp, the lamp, the lamp", "the lamp."),
        ("No, no, no.", ""),
        ("Stop it. Stop him.", ""),
        ("He said that what he said is what he said.", ""),
    ],
)
def test_what_is_said_again_and_again_is_a_loop_and_is_told_once(text: str, once: str) -> None:
    assert bool(_LOOP.search(text)) is bool(once)
    assert _once(text) == (once or text)


@pytest.mark.model
def test_silence_is_nothing_said(recognizer: Recognizer) -> None:
    quiet = (2e-4 * np.random.default_rng(0).standard_normal(RATE)).astype(np.float32)
    words = recognizer.words(quiet)
    assert words.text == "" or words.sure < 0.5
