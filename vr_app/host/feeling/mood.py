"""How the visitor seems to feel: a few emotions and their valence and arousal, smoothed over the last lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vr_app.host.sense import Sense

COORDINATES: Mapping[str, tuple[float, float]] = {
    "joy": (0.8, 0.5),
    "calm": (0.5, -0.5),
    "tired": (-0.2, -0.7),
    "sadness": (-0.7, -0.4),
    "fear": (-0.7, 0.6),
    "anger": (-0.7, 0.7),
    "surprise": (0.2, 0.8),
    "neutral": (0.0, 0.0),
}
"""Valence and arousal of each emotion (Russell's circumplex)."""
TOLD = 0.4
"""From this confidence on a mood is shown and acted upon."""
_FELT = 0.15
"""From this probability on a line shows an emotion, not none."""
_FADING = 0.5
"""What of an earlier mood is left after a line without one."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "joy": ("You seem happy.", "你看起来很开心。"),
    "calm": ("You seem at ease.", "你看起来很平静。"),
    "tired": ("You seem tired.", "你看起来有点累。"),
    "sadness": ("You seem sad.", "你看起来有些难过。"),
    "fear": ("You seem uneasy.", "你看起来有些不安。"),
    "anger": ("You seem annoyed.", "你看起来有些生气。"),
    "surprise": ("You seem surprised.", "你看起来很惊讶。"),
}


@dataclass(frozen=True)
class Mood:
    """How somebody feels.

    Attributes:
        valence: -1 (bad) to 1 (good).
        arousal: -1 (asleep) to 1 (excited).
        confidence: that it is `emotion`, 0 to 1.
    """

    emotion: str = "neutral"
    valence: float = 0.0
    arousal: float = 0.0
    confidence: float = 0.0

    @property
    def told(self) -> bool:
        """Whether it is sure enough to be shown and acted upon."""
        return self.emotion != "neutral" and self.confidence >= TOLD


@dataclass(frozen=True)
class Manner:
    """How the host adapts, within what a scene allows.

    Attributes:
        speed: of speech, times the person's own setting.
        direction: what the model is told, "" for nothing.
        light: times the scene's light, 1 for none.
        music: times the loudness of the place's own sound.
        emotion: the host's own face while it listens.
    """

    speed: float = 1.0
    direction: str = ""
    light: float = 1.0
    emotion: str = "neutral"
    music: float = 1.0


_MANNERS: Mapping[str, Manner] = {
    "joy": Manner(1.03, "The visitor is happy: be glad with them.", 1.0, "happy", 1.15),
    "calm": Manner(0.96, "The visitor is at ease: speak softly.", 1.0, "relaxed", 0.85),
    "tired": Manner(0.92, "The visitor is tired: be brief and gentle.", 0.92, "relaxed", 0.6),
    "sadness": Manner(0.94, "The visitor is sad: be kind, listen, do not joke.", 0.97, "sad", 0.75),
    "fear": Manner(0.95, "The visitor is uneasy: be calm and reassuring.", 1.05, "relaxed", 0.7),
    "anger": Manner(0.97, "The visitor is annoyed: stay calm, be brief, do not argue.", 1.0, "neutral", 0.7),
    "surprise": Manner(1.0, "The visitor is surprised.", 1.0, "surprised"),
}


def manner_in(mood: Mood) -> Manner:
    """How to meet a mood; the usual manner where it is not sure."""
    return _MANNERS.get(mood.emotion, Manner()) if mood.told else Manner()


def in_words(mood: Mood, language: str = "en") -> str:
    """ "You seem tired."; "" where there is nothing to tell."""
    return _WORDS[mood.emotion][language == "zh"] if mood.told else ""


def mood_of(sense: Sense, line: str) -> Mood | None:
    """The mood of one line; None where the embedder is not there."""
    places = sense.places([line])
    if places is None:
        return None
    head = sense.heads.moods
    row = head.probabilities(places, [line])[0]
    shares = {label: float(share) for label, share in zip(head.labels, row, strict=True)}
    valence = sum(share * COORDINATES[label][0] for label, share in shares.items())
    arousal = sum(share * COORDINATES[label][1] for label, share in shares.items())
    felt = max((label for label in shares if label != "neutral"), key=lambda label: shares[label])
    best = felt if shares[felt] >= _FELT else "neutral"
    return Mood(best, valence, arousal, shares[best])


_DENIED = re.compile(
    r"\b(?:i'm|i am) not (?:at all |really |so )?"
    r"(?:tired|sad|angry|annoyed|mad|afraid|scared|uneasy|happy|surprised|upset)\b|"
    r"\bi feel fine\b|我(?:不|没有?)(?:累|难过|生气|害怕|不安|开心|惊讶|伤心)|我没事",
    re.IGNORECASE,
)


def denies(line: str) -> bool:
    """Whether the person says that they do not feel what was thought ("I'm not tired")."""
    return bool(_DENIED.search(line.replace("’", "'")))


class MoodKeeper:
    """The mood over several lines. A correction of the person's holds until they show another mood for certain."""

    def __init__(self) -> None:
        self.mood = Mood()
        self._corrected = False

    def hear(self, mood: Mood) -> Mood:
        """Takes the mood of one more line; returns what the person seems to feel now."""
        if self._corrected and (mood.emotion == "neutral" or mood.confidence < 0.7):
            return self.mood
        if mood.emotion == "neutral" or mood.confidence < TOLD:
            old = self.mood
            self.mood = Mood(old.emotion, old.valence * _FADING, old.arousal * _FADING, max(0.0, old.confidence - 0.15))
            if not self.mood.told:
                self.mood = Mood(valence=self.mood.valence, arousal=self.mood.arousal)
        else:
            self.mood, self._corrected = mood, False
        return self.mood

    def correct(self, emotion: str) -> Mood:
        """The person says how they feel; "" forgets what was sensed."""
        known = emotion if emotion in COORDINATES else "neutral"
        self._corrected = bool(emotion)
        self.mood = Mood(known, *COORDINATES[known], 1.0 if emotion else 0.0)
        return self.mood
