"""Events of what the host senses in a line: what is wanted, in which mood, and what is not said."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId


@dataclass(frozen=True)
class IntentSensed:
    """What a line wants, in the order of its parts.

    Attributes:
        line: with personal data masked.
        intents: such as ("praise", "go_elsewhere").
        confidence: of the least sure of them, 0 to 1.
        why: one plain line on how it was decided.
    """

    line: str
    intents: tuple[str, ...]
    confidence: float
    why: str = ""


@dataclass(frozen=True)
class MoodSensed:
    """How the person seems to feel, over the last lines.

    Attributes:
        emotion: "neutral", "joy", "sadness", "anger", "fear", "surprise", "calm" or "tired".
        valence: -1 (bad) to 1 (good).
        arousal: -1 (asleep) to 1 (excited).
        confidence: 0 to 1.
    """

    emotion: str
    valence: float
    arousal: float
    confidence: float
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class MoodCorrected:
    """Command: the person says how they feel instead; "" forgets what was sensed."""

    emotion: str


@dataclass(frozen=True)
class FeedbackGiven:
    """The person praised or complained.

    Attributes:
        kind: "praise" or "complaint".
        text: with personal data masked.
    """

    kind: str
    text: str
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class HarmDeclined:
    """Something was not answered or not said.

    Attributes:
        category: such as "violence".
        who: "visitor" or "host".
        confidence: 0 to 1; 1 for a rule.
    """

    category: str
    who: str
    confidence: float
