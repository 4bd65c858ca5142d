"""The voice of a visit's host: pace, pitch, and which file."""

from __future__ import annotations

from typing import Any

from vr_app.app.host_voice import HostVoice, host_config
from vr_app.host.card_voice import CardVoice
from vr_app.host.persona import Persona
from vr_app.inference.config import InferenceConfig
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId
from vr_app.kernel.inference_events import SpeechSynthesized, Synthesize
from vr_app.kernel.settings import Settings


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
