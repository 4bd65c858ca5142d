"""The voice of a visit's host: pace, pitch, and which file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vr_app.app.host_voice import HostVoice, host_config
from vr_app.host.card.card_voice import CardVoice
from vr_app.host.card.persona import Persona
from vr_app.inference.config import InferenceConfig
from vr_app.install.model_store import ModelStore
from vr_app.install.own_model import add_own_model
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId
from vr_app.kernel.inference_events import SpeechSynthesized, Synthesize
from vr_app.kernel.settings import Settings, VoiceSettings


class Models:
    """Takes what the voice is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def send(self, command: Any) -> None:
        self.asked.append(command)


def test_a_higher_pitch_is_spoken_slower_and_played_faster_so_that_the_pace_stays() -> None:
    heard: list[Any] = []
    voice = HostVoice(InferenceConfig(None, None, None), heard.append, 1.2)
    models = Models()
    voice.client = models  # type: ignore[assignment]
    voice.card = CardVoice(pitch=1.25)
    voice.send(Synthesize(TurnId(1), 0, "The clock was built in Lund."))
    assert abs(models.asked[0].speed - 1.2 / 1.25) < 1e-9
    voice._heard(SpeechSynthesized(Utterance(TurnId(1), 0, "The clock was built in Lund.", bytes(200), 20000, ())))
    assert heard[0].utterance.sample_rate_hz == 25000
    voice._heard(SpeechSynthesized(Utterance(TurnId(9), 9, "unasked", bytes(200), 20000, ())))
    assert heard[1].utterance.sample_rate_hz == 20000


def test_a_voice_that_is_not_here_is_said_plainly_and_the_machines_own_speaks() -> None:
    persona = Persona("Ada", extensions={"vr_app/voice": {"name": "no-such-voice"}})
    config, note = host_config(Settings(), persona)
    assert config == host_config(Settings(), Persona("Ada"))[0]
    assert "Ada" in note and "voice add no-such-voice" in note


def test_a_womans_voice_that_is_here_speaks_for_a_woman_unpitched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    ada = Persona("Ada", extensions={"vr_app/voice": {"speaker": "woman", "pitch": 1.2}})
    assert host_config(Settings(), ada) == (host_config(Settings(), Persona("Ivo"))[0], "")
    for name in ("am_ivo", "af_ada"):
        file = tmp_path / "kokoro" / f"{name}.bin"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(2048))
        (tmp_path / "kokoro" / "model.onnx").write_bytes(b"model")
        add_own_model(ModelStore(tmp_path / "data"), file)
    config, note = host_config(Settings(), ada)
    assert config.voice is not None and config.voice.path == str(file) and note == ""
    assert said_at(config, CardVoice(speaker="woman", pitch=1.2)) == 1.0
    assert said_at(config, CardVoice(speaker="man", pitch=0.8)) == 1.25
    assert host_config(Settings(voice=VoiceSettings(name="am_ivo")), ada)[0].voice != config.voice


def said_at(config: InferenceConfig, card: CardVoice) -> float:
    voice, models = HostVoice(config, lambda event: None, 1.0), Models()
    voice.client, voice.card = models, card  # type: ignore[assignment]
    voice.send(Synthesize(TurnId(1), 0, "The clock was built in Lund."))
    return models.asked[0].speed


def test_what_the_voice_cannot_read_is_left_to_the_captions_and_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "af_ada.bin"
    file.write_bytes(bytes(2048))
    (tmp_path / "model.onnx").write_bytes(b"model")
    add_own_model(ModelStore(tmp_path / "data"), file)
    config, posted, models = host_config(Settings(), Persona("Ada"))[0], [], Models()
    voice = HostVoice(config, posted.append, 1.0)
    voice.client = models  # type: ignore[assignment]
    for index, text in enumerate(("你好，欢迎来到这里。", "今天晚上很安静。", "Good evening.")):
        voice.send(Synthesize(TurnId(1), index, text, final=index == 1))
    assert [command.text for command in models.asked] == ["Good evening."]
    notice, first, second = posted
    assert "en-US" in notice.text and "captions" in notice.text
    assert (first.utterance.text, first.utterance.final) == ("你好，欢迎来到这里。", False)
    assert not any(first.utterance.pcm) and first.utterance.sample_count > 16_000 and second.utterance.final
