"""The models of a visit, whose voice speaks as the person set it, as the host's card asks, and as a sentence wants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vr_app.app.drawing_card import card_present
from vr_app.app.models import inference_config
from vr_app.host.card_voice import CardVoice, card_voice
from vr_app.host.persona import Persona
from vr_app.inference.client import InferenceClient
from vr_app.inference.config import InferenceConfig
from vr_app.kernel.errors import UserError
from vr_app.kernel.inference_events import SpeechSynthesized, Synthesize
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.speech.prosody import prosody

_REMEMBERED = 64


class HostVoice:
    """Inference whose sentences are said at a pace and a pitch.

    A higher pitch is the sound played faster, so it is spoken slower by as much before.

    Attributes:
        speed: what the person set.
        card: what the host's card asks for.
    """

    def __init__(self, config: InferenceConfig, post: Post, speed: float) -> None:
        self.speed = speed
        self.card = CardVoice()
        self._post = post
        self._pitch: dict[tuple[int, int], float] = {}
        self.client = InferenceClient(config, self._heard)
        self.start, self.close = self.client.start, self.client.close

    def send(self, command: Any) -> None:
        """Passes a command on; any thread."""
        if isinstance(command, Synthesize):
            manner = prosody(command.text, command.emotion)
            pitch = self.card.pitch * manner.pitch
            pace = self.speed * self.card.speed * manner.speed
            if len(self._pitch) > _REMEMBERED:
                self._pitch.clear()
            self._pitch[command.turn, command.index] = pitch
            command = replace(command, speed=command.speed * pace / pitch)
        self.client.send(command)

    def _heard(self, event: Any) -> None:
        if isinstance(event, SpeechSynthesized):
            said = event.utterance
            pitch = self._pitch.pop((said.turn, said.index), 1.0)
            rate_hz = round(said.sample_rate_hz * pitch)
            event = replace(event, utterance=replace(said, sample_rate_hz=rate_hz))
        self._post(event)


def host_config(settings: Settings, persona: Persona) -> tuple[InferenceConfig, str]:
    """The models with the voice that the host's card names; what the person chose by name goes before.

    Returns: the models, and a plain line where that voice is not here ("" else).
    """
    config, note = _voiced(settings, persona)
    if config.language is not None and not card_present():
        config = replace(config, language=replace(config.language, beside_drawing=True))
    return config, note


def _voiced(settings: Settings, persona: Persona) -> tuple[InferenceConfig, str]:
    name = card_voice(persona).name
    if name and settings.voice.name == "auto":
        try:
            return inference_config(replace(settings, voice=replace(settings.voice, name=name))), ""
        except UserError:
            here = inference_config(settings)
            return here, f"{persona.spoken_name}'s own voice, {name}, is not here: `vr-app voice add {name}`."
    return inference_config(settings), ""
