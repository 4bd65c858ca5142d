"""Hearing from sound to words, with the real filters and models, faster than real time where nothing depends on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.installed_models import RECOGNIZER, installed
from vr_app.app.bench.listen_noises import coughs, laughs
from vr_app.audio.sound_file import read_sound
from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.hearing_program import load
from vr_app.inference.listener import Listener
from vr_app.inference.recognizer import Words
from vr_app.inference.turn_model import TurnModel
from vr_app.inference.word_jobs import WordJob, WordJobs
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError
from vr_app.speech.barge_in import BargeIn
from vr_app.speech.word_errors import word_error_rate

RATE = 16_000
SPEECH = Path(__file__).parents[4] / "shared" / "data" / "speech"
CHILD, STRIPE = (
    ("spk1_snt1.wav", "the child almost hurt the small dog"),
    ("spk1_snt4.wav", "a thin stripe runs down the middle"),
)


class Ear:
    """A listener that is fed sound and remembers what it reported."""

    def __init__(self, config: HearingConfig) -> None:
        self.events: list[Any] = []
        self.listener: Listener = load(config, self.events.append)
        self.at_s = 1000.0

    def hear(self, taken: np.ndarray, played: np.ndarray | None = None) -> None:
        played = np.zeros_like(taken) if played is None else played
        pcm, far = ((np.clip(sound, -1, 1) * 32767).astype("<i2") for sound in (taken, played))
        for start in range(0, len(pcm) - 319, 320):
            self.at_s += 0.02
            block = slice(start, start + 320)
            self.listener.take(he.HearSound(pcm[block].tobytes() + far[block].tobytes(), self.at_s))

    def until(self, kind: Any, patience_s: float = 20.0) -> list[Any]:
        deadline_s = time.monotonic() + patience_s
        while not self.found(kind) and time.monotonic() < deadline_s:
            time.sleep(0.01)
        return self.found(kind)

    def found(self, kind: Any) -> list[Any]:
        return [event for event in list(self.events) if isinstance(event, kind)]


@pytest.fixture(scope="module")
def config(need: Callable[[object, str], None]) -> HearingConfig:
    recognizer, turn = installed(RECOGNIZER), installed("smart-turn")
    need(recognizer and turn, "vr-app setup")
    return HearingConfig(str(recognizer), str(turn))


@pytest.fixture
def ear(config: HearingConfig) -> Iterator[Ear]:
    made = Ear(config)
    yield made
    made.listener.close()


def quiet(seconds: float, level: float = 2e-4, seed: int = 0) -> np.ndarray:
    return (level * np.random.default_rng(seed).standard_normal(int(seconds * RATE))).astype(np.float32)


def recording(name: str, need: Callable[[object, str], None]) -> np.ndarray:
    need((SPEECH / name).is_file(), "the shared recordings")
    return read_sound(SPEECH / name)


@pytest.mark.model
@pytest.mark.parametrize(("name", "text"), [CHILD, STRIPE])
def test_a_sentence_is_heard_whole_first_word_included(ear: Ear, need: Any, name: str, text: str) -> None:
    ear.hear(np.concatenate([quiet(1.0), recording(name, need), quiet(2.5)]))
    (line,) = ear.until(he.LineHeard)
    assert word_error_rate(text, line.text)[0] <= 1
    assert line.text.lower().split()[0].strip(".,") == text.split()[0]
    assert 0.2 < line.decided_s - line.ended_s < 2.0
    assert ear.found(he.VoiceBegan)[0].at_s < line.ended_s


@pytest.mark.model
def test_noise_music_and_silence_give_no_line(ear: Ear) -> None:
    time_s = np.arange(4 * RATE) / RATE
    music = sum(
        0.1 * np.sin(2 * np.pi * hz * time_s) * (1 + 0.5 * np.sin(2 * np.pi * 2 * time_s)) for hz in (220, 277, 330)
    )
    ear.hear(np.concatenate([quiet(3.0), quiet(4.0, 0.1), np.asarray(music, np.float32), quiet(2.0)]))
    time.sleep(0.5)
    assert ear.found(he.LineHeard) == []
    assert len(ear.found(he.SoundLevel)) > 50


@pytest.mark.model
def test_a_cough_is_no_word(ear: Ear) -> None:
    for _, cough in coughs():
        ear.hear(np.concatenate([quiet(0.8), cough, quiet(1.5)]))
    time.sleep(0.5)
    assert ear.found(he.LineHeard) == []


@pytest.mark.model
@pytest.mark.parametrize("sounds", [laughs(), coughs(6)], ids=["laughter", "coughs"])
def test_laughter_and_coughs_do_not_stop_the_host(ear: Ear, sounds: list[tuple[str, np.ndarray]]) -> None:
    ear.listener.take(he.HostIsHeard(True))
    stopped = {}
    for name, sound in sounds:
        ear.events.clear()
        ear.hear(np.concatenate([quiet(0.6), sound, quiet(1.6)]))
        deadline_s = time.monotonic() + 10.0
        while len(ear.found(he.VoiceBegan)) > len(ear.found((he.LineHeard, he.VoiceDropped))):
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        if "stop" in _reactions(ear.events):
            stopped[name] = [event.text for event in ear.found((he.WordsHeard, he.LineHeard))]
    assert not stopped


def _reactions(events: list[Any]) -> list[str | None]:
    barge_in, found = BargeIn(), []
    barge_in.host_began()
    for event in events:
        match event:
            case he.VoiceBegan():
                found.append(barge_in.voice_began(event.speech, 0.0))
            case he.WordsHeard():
                said = {"paused": event.paused, "voiced_s": event.voiced_s, "sure": event.sure}
                found.append(barge_in.words(event.speech, event.text, **said))
            case he.LineHeard():
                found.append(barge_in.line(event.speech, event.text, voiced_s=event.voiced_s, sure=event.sure))
    return found


@pytest.mark.model
def test_the_loudspeakers_voice_alone_is_not_heard(ear: Ear, need: Any) -> None:
    far = np.concatenate([recording("sense_and_sensibility_01_austen_64kb-0920.wav", need), quiet(1.0)])
    room = np.exp(-np.arange(2000) / 500.0) * np.random.default_rng(1).standard_normal(2000)
    room[0] = 4.0
    echo = 0.5 * np.convolve(far, room / np.sqrt(np.sum(room**2)))[: len(far)]
    ear.listener.take(he.HostIsHeard(True))
    ear.hear(
        np.concatenate([np.zeros(640), echo])[: len(far)].astype(np.float32) + quiet(len(far) / RATE)[: len(far)], far
    )
    time.sleep(0.5)
    assert ear.found(he.LineHeard) == []


@pytest.mark.model
def test_with_the_talk_key_only_what_is_said_while_it_is_down_counts(ear: Ear, need: Any) -> None:
    ear.listener.take(he.TuneHearing(mode="push"))
    said = recording(CHILD[0], need)
    ear.hear(np.concatenate([quiet(0.5), said, quiet(1.5)]))
    assert ear.found(he.VoiceBegan) == []
    ear.listener.take(he.HoldTalkKey(True))
    ear.hear(said)
    ear.listener.take(he.HoldTalkKey(False))
    ear.hear(quiet(0.6))
    (line,) = ear.until(he.LineHeard)
    assert word_error_rate(CHILD[1], line.text)[0] <= 1


@pytest.mark.model
def test_the_end_of_turn_model_tells_whole_sentences_from_halves(config: HearingConfig, need: Any) -> None:
    model = TurnModel(Path(config.turn_model))
    whole, half = [], []
    for name in ("spk2_snt1.wav", "spk2_snt2.wav", "spk2_snt4.wav", "spk2_snt6.wav"):
        said = recording(name, need)
        whole.append(model.finished(np.concatenate([said, quiet(0.2)])))
        half.append(model.finished(np.concatenate([said[: int(len(said) * 0.55)], quiet(0.2)])))
    assert min(whole) > 0.8 and max(half) < 0.3


def test_a_recogniser_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        load(HearingConfig(str(tmp_path / "nothing")), lambda event: None)


def test_a_guess_gives_way_to_the_whole_sentence_and_pieces_are_joined() -> None:
    gate, done = [], []

    def recognize(samples: np.ndarray) -> Words:
        while not gate:
            time.sleep(0.005)
        return Words({1: "one", 2: "two", 3: "three", 4: "four"}[len(samples)])

    jobs = WordJobs(recognize, lambda samples: 0.7)
    jobs.on_words = lambda job, words, work_s: done.append((job.kind, words.text))
    finished: list[float] = []
    jobs.on_finished = lambda job, sure: finished.append(sure)
    try:
        jobs.order(WordJob("piece", 1, 0, np.zeros(1, np.float32)))
        jobs.order(WordJob("words", 1, 0, np.zeros(2, np.float32)))
        jobs.order(WordJob("pause", 1, 1, np.zeros(3, np.float32)))
        gate.append(True)
        deadline_s = time.monotonic() + 5
        while not jobs.idle and time.monotonic() < deadline_s:
            time.sleep(0.005)
    finally:
        jobs.close()
    assert done == [("piece", "one"), ("pause", "one three")]
    assert finished == [0.7]
