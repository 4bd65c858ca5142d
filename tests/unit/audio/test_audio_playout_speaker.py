"""The thread every loudspeaker shares, for real and in real time."""

from __future__ import annotations

import logging
import queue
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.audio.playout_speaker import PlayoutSpeaker
from vr_app.audio.recording import Recording
from vr_app.kernel.events import PlaybackFinished, PlayUtterance, Utterance
from vr_app.kernel.ids import TurnId

RATE = 24000


class Ear:
    """A speaker and what it told."""

    def __init__(self, record_to: Path | None = None) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        self.speaker = PlayoutSpeaker(self.events.put, sample_rate_hz=RATE, record_to=record_to)
        self.speaker.open()

    def say(self, index: int, rate_hz: int = RATE) -> None:
        self.speaker.send(PlayUtterance(Utterance(TurnId(1), index, "x", bytes(2400), rate_hz, ())))

    def finished(self) -> tuple[int, int, bool]:
        while not isinstance(event := self.events.get(timeout=20), PlaybackFinished):
            pass
        return event.index, event.heard_samples, event.interrupted


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    ear = Ear(tmp_path / "speech.wav")
    yield ear
    ear.speaker.close()


def test_an_utterance_that_cannot_be_prepared_is_told_in_its_turn_and_the_next_is_played(
    ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        ear.say(0)
        ear.say(1, rate_hz=0)
        ear.say(2)
        assert [ear.finished() for _ in range(3)] == [(0, 1200, False), (1, 0, True), (2, 1200, False)]
    assert [record.message for record in caplog.records] == ["turn 1, sentence 1 cannot be played"]


def test_a_recording_that_breaks_ends_alone(
    ear: Ear, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Recording) -> None:
        raise ValueError("write to closed file")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(Recording, "write", fails)
        ear.say(0)
        assert ear.finished() == (0, 1200, False)
        ear.say(1)
        assert ear.finished() == (1, 1200, False)
    assert {record.message for record in caplog.records} == {"the recording ends here"}
    assert len(caplog.records) == 2  # of what is said, and of the scene


def test_beside_what_is_said_lies_all_that_is_heard_with_both_ears(tmp_path: Path) -> None:
    ear = Ear(tmp_path / "speech.wav")
    ear.speaker.sides = (1.0, 0.0)
    tone = (0.3 * np.sin(np.arange(RATE // 5) / 10.0) * 32767).astype("<i2").tobytes()
    ear.speaker.send(PlayUtterance(Utterance(TurnId(1), 0, "x", tone, RATE, ())))
    ear.finished()
    ear.speaker.close()
    with wave.open(str(tmp_path / "speech.wav")) as said, wave.open(str(tmp_path / "scene.wav")) as heard:
        assert (said.getnchannels(), heard.getnchannels()) == (1, 2)
        assert said.getnframes() == heard.getnframes()
        both = np.frombuffer(heard.readframes(heard.getnframes()), "<i2").reshape(-1, 2)
        assert np.array_equal(both[:, 0], np.frombuffer(said.readframes(said.getnframes()), "<i2"))
    fade = RATE // 50
    assert both[fade:, 0].any() and not both[fade:, 1].any()
