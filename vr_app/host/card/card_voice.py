"""The voice that a character card asks for, under `extensions["vr_app/voice"]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vr_app.host.card.persona import Persona

KEY = "vr_app/voice"


@dataclass(frozen=True)
class CardVoice:
    """How a host speaks.

    Attributes:
        name: of an installed voice; "" takes the machine's own.
        speed: 1.0 is the voice's own pace.
        pitch: 1.0 is the voice's own; 0.9 sounds larger and lower, 1.1 smaller and higher.
        speaker: "woman" or "man": any voice of such a one will do, and is then not pitched; "" for any at all.
    """

    name: str = ""
    speed: float = 1.0
    pitch: float = 1.0
    speaker: str = ""


def card_voice(persona: Persona) -> CardVoice:
    """What the card says, held within what can be understood; anything else in it is passed over."""
    said = persona.extensions.get(KEY)
    if not isinstance(said, Mapping):
        return CardVoice()
    name, speed, pitch = said.get("name"), said.get("speed"), said.get("pitch")
    speaker = said.get("speaker")
    return CardVoice(
        name if isinstance(name, str) else "",
        _within(speed, 0.7, 1.4),
        _within(pitch, 0.8, 1.25),
        speaker if speaker in ("woman", "man") else "",
    )


def _within(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return 1.0
    return min(max(float(value), low), high)
