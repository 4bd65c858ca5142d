"""How a sentence is said: a little faster or slower, higher or lower, by its punctuation and what is felt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vr_app.kernel.inference_events import Emotion


@dataclass(frozen=True)
class Prosody:
    """Factors on the voice's own pace and pitch."""

    speed: float = 1.0
    pitch: float = 1.0


_FELT: dict[str, tuple[float, float]] = {
    "happy": (1.04, 1.025),
    "surprised": (1.05, 1.035),
    "angry": (1.04, 0.985),
    "sad": (0.91, 0.975),
    "relaxed": (0.96, 0.99),
}
_TRAILS_OFF = re.compile(r"(\.\.\.|…|——|--)[\"'”’)]*$")
_ASKS = re.compile(r"[?？][\"'”’)]*$")
_CALLS = re.compile(r"[!！][\"'”’)]*$")
_ASIDE = re.compile(r"^[(（].*[)）][.。]?$")
_LONG = 26
_SHORT = 3


def prosody(sentence: str, emotion: Emotion = "neutral") -> Prosody:
    """Of one sentence or clause; every factor stays within a tenth, so that the voice remains the same person's."""
    speed, pitch = _FELT.get(emotion, (1.0, 1.0))
    text = sentence.strip()
    words = len(text.split())
    if _TRAILS_OFF.search(text):
        speed, pitch = speed * 0.94, pitch * 0.99
    elif _ASKS.search(text):
        pitch *= 1.01
    elif _CALLS.search(text):
        speed, pitch = speed * 1.02, pitch * 1.015
    elif _ASIDE.match(text):
        speed, pitch = speed * 1.04, pitch * 0.98
    if words <= _SHORT:
        speed *= 0.96
    elif words > _LONG:
        speed *= 1.03
    return Prosody(min(max(speed, 0.9), 1.1), min(max(pitch, 0.95), 1.05))
