"""Sounds that are hard on the ears: a minute without a pause, recordings that are clipped or all but silent."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.installed_models import RECOGNIZER, installed
from vr_app.audio.sound_file import read_sound
from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.hearing_program import load
from vr_app.inference.listener import Listener
from vr_app.inference.recognizer import Words
from vr_app.inference.sound_cleaning import CleanSound
from vr_app.inference.word_jobs import WordJobs
from vr_app.kernel import hearing_events as he
from vr_app.speech.word_errors import word_error_rate

RATE = 16_000
SENTENCE = Path(__file__).parents[4] / "shared" / "data" / "speech" / "spk1_snt1.wav"
SAID = "the child almost hurt the small dog"
FIRST = 1000


class EveryPart:
    """Cleans nothing."""

    cancel_echo = suppress_noise = False

    def clean(self, taken: npt.NDArray[np.int16], played: npt.NDArray[np.int16]) -> CleanSound:
        return CleanSound(taken, taken, taken, False)


class AnySound:
    """Takes every sound for a voice."""

    def probability(self, window: npt.NDArray[np.int16]) -> float:
        return 0.99 if window.any() else 0.0


def numbers(samples: npt.NDArray[np.float32]) -> Words:
    """Whose sound says a number: one for each second."""
    found = np.unique(np.rint(samples * 32768.0).astype(int))
    return Words(" ".join(str(number) for number in found if number >= FIRST))


def blocks(sound: npt.NDArray[np.int16]) -> list[bytes]:
    return [sound[start : start + 320].tobytes() + bytes(640) for start in range(0, len(sound) - 319, 320)]


@pytest.mark.parametrize("pause_s", [0.0, 0.25], ids=["without a breath", "with breaths"])
def test_of_a_minute_of_speech_nothing_is_lost(pause_s: float) -> None:
    events: list[Any] = []
    listener = Listener(EveryPart(), AnySound(), WordJobs(numbers, lambda samples: 0.1), events.append)
    seconds = [np.full(RATE, FIRST + number, np.int16) for number in range(60)]
    for number in range(9, 60, 10):
        seconds[number][RATE - int(pause_s * RATE) :] = 0
    begun_s = time.monotonic()
    try:
        listener.take(he.TuneHearing())
        for number, block in enumerate(blocks(np.concatenate([*seconds, np.zeros(4 * RATE, np.int16)]))):
            listener.take(he.HearSound(block, 0.02 * (number + 1)))
        lines: list[he.LineHeard] = []
        while not lines and time.monotonic() - begun_s < 10.0:
            lines = [event for event in list(events) if isinstance(event, he.LineHeard)]
            time.sleep(0.01)
    finally:
        listener.close()
    (line,) = lines
    told = list(dict.fromkeys(line.text.split()))  # a second that lies across two pieces is in both
    assert told == [str(FIRST + number) for number in range(60)]
    assert line.voiced_s > 55.0 and not any(isinstance(event, he.VoiceDropped) for event in events)


@pytest.mark.model
@pytest.mark.parametrize("loud", [0.02, 40.0], ids=["all but silent", "clipped"])
def test_a_sentence_is_heard_however_it_was_recorded(need: Callable[[object, str], None], loud: float) -> None:
    recognizer, turn = installed(RECOGNIZER), installed("smart-turn")
    need(recognizer and turn, "vr-app setup")
    need(SENTENCE.is_file(), "the shared recordings")
    events: list[Any] = []
    listener = load(HearingConfig(str(recognizer), str(turn)), events.append)
    around = np.zeros(RATE, np.float32)
    whole = np.concatenate([around, np.clip(loud * read_sound(SENTENCE), -1.0, 1.0), around, around])
    try:
        for number, block in enumerate(blocks((whole * 32767).astype("<i2"))):
            listener.take(he.HearSound(block, 0.02 * (number + 1)))
        deadline_s = time.monotonic() + 20.0
        while not any(isinstance(event, he.LineHeard) for event in list(events)):
            assert time.monotonic() < deadline_s, "nothing was heard"
            time.sleep(0.01)
    finally:
        listener.close()
    (line,) = (event for event in events if isinstance(event, he.LineHeard))
    assert word_error_rate(SAID, line.text)[0] <= 1
