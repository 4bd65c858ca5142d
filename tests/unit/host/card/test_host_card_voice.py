"""What a character card says of its voice."""

from __future__ import annotations

from typing import Any

import pytest

from vr_app.host.card.card_voice import CardVoice, card_voice
from vr_app.host.card.persona import Persona


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ({"name": "amy", "speed": 0.9, "pitch": 1.1}, CardVoice("amy", 0.9, 1.1)),
        ({"speed": 7, "pitch": 0}, CardVoice("", 1.4, 0.8)),
        ({"name": 3, "speed": "fast", "pitch": float("nan")}, CardVoice()),
        ({"speed": True}, CardVoice()),
        ("deep", CardVoice()),
        (None, CardVoice()),
    ],
)
def test_a_cards_voice_is_held_within_what_can_be_understood(said: Any, means: CardVoice) -> None:
    assert card_voice(Persona("A", extensions={"vr_app/voice": said})) == means
