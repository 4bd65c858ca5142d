"""The models of a visit, whose voice speaks as the person set it, as the host's card asks, and as a sentence wants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vr_app.app.drawing_card import card_present
from vr_app.app.models import inference_config
from vr_app.app.speakers import facts_of, voice_of
from vr_app.host.card.card_voice import CardVoice, card_voice
from vr_app.host.card.persona import Persona
from vr_app.inference.client import InferenceClient
from vr_app.inference.config import InferenceConfig
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import HostNotice, PhonemeSpan, Utterance
from vr_app.kernel.inference_events import SpeechSynthesized, Synthesize
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.speech.prosody import prosody
from vr_app.speech.scripts import can_say, reading_s

UNSPOKEN = "The voice here speaks {} and cannot say this: read the captions, or fetch a voice with `vr-app voice add`."
_REMEMBERED = 64
_SILENT_HZ = 16_000


def silence(said: Synthesize, count: int, rate_hz: int) -> Utterance:
    """So many samples of silence in a sentence's place."""
    spans = (PhonemeSpan("", 0, count),)
    return Utterance(said.turn, said.index, said.text, bytes(2 * count), rate_hz, spans, final=said.final)


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
        facts = facts_of(config.voice.path) if config.voice is not None else None
        self._speaker, self._language = (facts.speaker, facts.language) if facts else ("", "")
        self._told = False
        self._post = post
        self._pitch: dict[tuple[int, int], float] = {}
        self.client = InferenceClient(config, self._heard)
        self.start, self.close = self.client.start, self.client.close

    def send(self, command: Any) -> None:
        """Passes a command on; any thread."""
        if isinstance(command, Synthesize):
            if not can_say(command.text, self._language):
                return self._leave_to_read(command)
            manner = prosody(command.text, command.emotion)
            found = bool(self.card.speaker) and self.card.speaker == self._speaker
            pitch = (1.0 if found else self.card.pitch) * manner.pitch
            pace = self.speed * self.card.speed * manner.speed
            if len(self._pitch) > _REMEMBERED:
                self._pitch.clear()
            self._pitch[command.turn, command.index] = pitch
            command = replace(command, speed=command.speed * pace / pitch)
        self.client.send(command)

    def _leave_to_read(self, said: Synthesize) -> None:
        """As long as reading it takes nothing is heard; the captions show it."""
        if not self._told:
            self._told = True
            self._post(HostNotice(UNSPOKEN.format(self._language)))
        count = int(reading_s(said.text) * _SILENT_HZ)
        self._post(SpeechSynthesized(silence(said, count, _SILENT_HZ)))

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
    asked = card_voice(persona)
    name = asked.name or (voice_of(asked.speaker) if asked.speaker else "")
    if name and settings.voice.name == "auto":
        try:
            return inference_config(replace(settings, voice=replace(settings.voice, name=name))), ""
        except UserError:
            here = inference_config(settings)
            return here, f"{persona.spoken_name}'s own voice, {name}, is not here: `vr-app voice add {name}`."
    return inference_config(settings), ""
