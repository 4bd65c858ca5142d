"""The real programs with the real tiny model and the real voice: streaming, caching, cancelling, memory."""

from __future__ import annotations

import queue
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.installed_models import installed_library
from vr_app.host.wants.intent import Decision, Want, candidates
from vr_app.host.wants.second_opinion import SecondOpinion
from vr_app.host.words.weighed import read_weighed
from vr_app.inference.client import InferenceClient
from vr_app.inference.config import InferenceConfig, LanguageConfig, VoiceConfig
from vr_app.kernel.events import (
    CancelTurn,
    Generate,
    GenerationFinished,
    InferenceFailed,
    Message,
    ModelReady,
    Prefill,
    PrefillFinished,
    SpeechSynthesized,
    Synthesize,
    TokensGenerated,
    VisitorSpoke,
)
from vr_app.kernel.ids import TurnId

pytestmark = pytest.mark.model

UNSURE = Decision((Want("farewell", 0.4, "x", (("praise", 0.3), ("story", 0.2))),), "")
SYSTEM = Message("system", "You are Mei, a friendly guide. " + "The terrace has a brass telescope. " * 25)


class Talk:
    """The client and what it has posted."""

    def __init__(self, model: Path, voice: Path, log_dir: Path) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        config = InferenceConfig(
            LanguageConfig(path=str(model), library=str(installed_library() or ""), context_tokens=2048),
            VoiceConfig(path=str(voice)),
            log_dir=log_dir,
        )
        self.client = InferenceClient(config, self.events.put)
        self.client.start()
        self.ready = {event.kind: event for event in (self.next(ModelReady), self.next(ModelReady))}

    def next(self, *kinds: type) -> Any:
        while True:
            event = self.events.get(timeout=120)
            assert not isinstance(event, InferenceFailed) or InferenceFailed in kinds, event
            if isinstance(event, kinds):
                return event


@pytest.fixture(scope="module")
def talk(tiny_model: Path, default_voice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    running = Talk(tiny_model, default_voice, tmp_path_factory.mktemp("log"))
    yield running
    running.client.close()


def test_both_programs_are_small(talk: Talk):
    assert talk.ready["language"].engine.startswith("llama.cpp")
    assert talk.ready["voice"].engine == "piper"
    assert 0 < sum(event.memory_mb for event in talk.ready.values()) <= 900


def test_a_turn_begins_from_the_prefilled_scene(talk: Talk):
    talk.client.send(Prefill((SYSTEM,)))
    prefilled = talk.next(PrefillFinished)
    talk.client.send(Generate(TurnId(1), (SYSTEM, Message("user", "Hello, who are you?")), max_tokens=12))
    finished = talk.next(GenerationFinished)
    assert finished.reason in ("length", "stop")
    assert finished.cached_tokens >= 0.95 * (prefilled.tokens - 4)


def test_speech_comes_while_the_model_writes(talk: Talk):
    talk.client.send(Generate(TurnId(2), (SYSTEM, Message("user", "Tell me a long story.")), max_tokens=400))
    talk.next(TokensGenerated)
    talk.client.send(Synthesize(TurnId(2), 0, "Welcome to the old observatory.", final=True))
    spoken = talk.next(SpeechSynthesized, GenerationFinished)
    assert isinstance(spoken, SpeechSynthesized), "the voice waited for the model"
    utterance = spoken.utterance
    assert (utterance.turn, utterance.index, utterance.final) == (2, 0, True)
    assert 1.0 < utterance.duration_s < 4.0
    assert utterance.phonemes[-1].end_sample == utterance.sample_count
    talk.client.send(CancelTurn(TurnId(2)))
    assert talk.next(GenerationFinished).reason == "cancelled"


def test_cancelling_takes_at_most_150_ms(talk: Talk):
    waits_s = []
    for turn in range(10, 15):
        talk.client.send(Generate(TurnId(turn), (SYSTEM, Message("user", "Tell me a long story.")), max_tokens=400))
        talk.next(TokensGenerated)
        sent_s = time.monotonic()
        talk.client.send(CancelTurn(TurnId(turn)))
        assert talk.next(GenerationFinished).reason == "cancelled"
        waits_s.append(time.monotonic() - sent_s)
    assert statistics.median(waits_s) <= 0.15, waits_s


def test_a_broken_voice_and_a_broken_model_are_said_plainly(tmp_path: Path, default_voice: Path):
    model = tmp_path / "cut.gguf"
    model.write_bytes(b"GGUF" + bytes(100))
    voice = tmp_path / "cut.onnx"
    voice.write_bytes(default_voice.read_bytes()[:100_000])
    voice.with_name("cut.onnx.json").write_bytes(default_voice.with_name(default_voice.name + ".json").read_bytes())
    events: queue.Queue[Any] = queue.Queue()
    config = InferenceConfig(
        LanguageConfig(path=str(model), library=str(installed_library() or "")),
        VoiceConfig(path=str(voice)),
        log_dir=tmp_path,
    )
    client = InferenceClient(config, events.put)
    client.start()
    try:
        failed: dict[str, str] = {}
        while len(failed) < 2:
            event = events.get(timeout=60)
            assert not isinstance(event, ModelReady)
            if isinstance(event, InferenceFailed):
                failed[event.kind] = event.message
        assert "cut.gguf" in failed["language"] and "cannot be loaded" in failed["language"]
        assert "cut.onnx" in failed["voice"] and "cannot be read" in failed["voice"]
    finally:
        client.close()


def test_what_is_weighed_arrives_as_its_readers_expect(talk: Talk):
    asked = (SYSTEM, Message("user", "Say one number: 1, 2 or 3."))
    talk.client.send(Generate(TurnId(900), asked, max_tokens=3, weigh=("1", "2", "3")))
    written = ""
    while not isinstance(event := talk.next(TokensGenerated, GenerationFinished), GenerationFinished):
        written += event.text
    weighed = read_weighed(written, 3)
    assert weighed is not None and all(share < 0 for share in weighed)
    likeliest = weighed.index(max(weighed))
    settled = SecondOpinion(TurnId(1), VisitorSpoke("x"), UNSURE, written).settled()
    assert settled.intents == (candidates(UNSURE.wants[0])[likeliest][0],) and "was asked" in settled.why
