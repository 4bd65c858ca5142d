"""What a line wants, told before any free talk: by a trained head over the embedder and by the situation.

The head knows twelve wants. Parts of a line ("that was lovely, now take me to the harbour") are judged on their own
where they are sure to want different things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

import numpy as np

from vr_app.host.sense import Sense

Intent = Literal[
    "small_talk",
    "ask_place",
    "ask_thing",
    "ask_host",
    "ask_app",
    "go_elsewhere",
    "change_scene",
    "story",
    "praise",
    "complaint",
    "command",
    "farewell",
]
INTENTS: tuple[Intent, ...] = get_args(Intent)
SURE = 0.5
"""Below it a second opinion is worth its time."""
_PART_SURE = 0.65
_PARTS = re.compile(
    r"(?<=[.!?;。！？；])\s*|\s*,\s*(?:and |but |so |now |then )+|\s*[，,]\s*(?:然后|现在|不过|但是|接着|再)|"
    r"\s+(?:and then|but now|and now)\s+|(?<=[\u3400-\u9fff])[，](?=[\u3400-\u9fff])"
)
_DEICTIC = re.compile(r"\b(this|that|it|these|those)\b|这|那|它", re.IGNORECASE)
_SHORTEST_PART = 2


@dataclass(frozen=True)
class Situation:
    """What may decide between two readings.

    Attributes:
        pointing: the visitor points at a thing or looks straight at one.
        choices: a story offers choices now.
        story: a story is being told.
        before: what was wanted in the last turns, newest last.
    """

    pointing: bool = False
    choices: bool = False
    story: bool = False
    before: tuple[Intent, ...] = ()


@dataclass(frozen=True)
class Want:
    """One thing wanted.

    Attributes:
        text: the part of the line that says so.
        others: what else it may be, by falling probability.
    """

    intent: Intent
    probability: float
    text: str
    others: tuple[tuple[Intent, float], ...] = ()


@dataclass(frozen=True)
class Decision:
    """What a line wants, and why so.

    Attributes:
        wants: in the order of the line; at least one.
    """

    wants: tuple[Want, ...]
    why: str

    @property
    def intents(self) -> tuple[Intent, ...]:
        return tuple(want.intent for want in self.wants)

    @property
    def unsure(self) -> bool:
        """Whether the least sure part is worth a second opinion."""
        return min(want.probability for want in self.wants) < SURE

    def has(self, *intents: Intent) -> bool:
        return any(want.intent in intents for want in self.wants)


def decide(sense: Sense, line: str, situation: Situation = Situation()) -> Decision | None:
    """None where the embedder is not there."""
    texts = texts_of(line)
    places = sense.places(texts)
    if places is None:
        return None
    parts = texts[1:] or texts
    head = sense.heads.intents
    rows = head.probabilities(places, texts)
    labels = cast(tuple[Intent, ...], head.labels)
    whole = _want(line, _weighed(labels, rows[0], line, situation))
    told = [_want(part, _weighed(labels, row, part, situation)) for part, row in zip(parts, rows[1:], strict=False)]
    wants = _joined(told)
    several = len({want.intent for want in wants if want.intent != "small_talk"}) > 1
    if several and all(want.probability >= _PART_SURE for want in wants):
        return Decision(wants, "; ".join(_shown(want) for want in wants))
    return Decision((whole,), _shown(whole))


def texts_of(line: str) -> list[str]:
    """What is asked of the sense about a line: itself, and its parts where it has several."""
    parts = parts_of(line)
    return [line, *parts] if len(parts) > 1 else [line]


def parts_of(line: str) -> list[str]:
    """A line's parts that may want different things; one where it cannot be divided."""
    parts = [part.strip(" ,，") for part in _PARTS.split(line)]
    return [part for part in parts if len(part) >= _SHORTEST_PART and any(c.isalnum() for c in part)] or [line]


def candidates(want: Want) -> list[tuple[Intent, float]]:
    """The likeliest three."""
    return [(want.intent, want.probability), *want.others[:2]]


def _weighed(labels: Sequence[Intent], row: np.ndarray, text: str, situation: Situation) -> dict[Intent, float]:
    """The head's probabilities in this situation."""
    found: dict[Intent, float] = {label: float(share) for label, share in zip(labels, row, strict=True)}
    if situation.pointing and _DEICTIC.search(text):
        found["ask_thing"] *= 2.0
    if not (situation.choices or situation.story):
        found["story"] *= 0.8
    if situation.choices:
        found["story"] *= 1.5
    total = sum(found.values())
    weighed: dict[Intent, float] = {label: share / total for label, share in found.items()}
    return weighed


def _want(text: str, found: Mapping[Intent, float]) -> Want:
    (best, share), *others = sorted(found.items(), key=lambda one: -one[1])
    return Want(best, share, text, tuple(others))


def _joined(wants: Sequence[Want]) -> tuple[Want, ...]:
    """Neighbours that want the same are one."""
    joined: list[Want] = []
    for want in wants:
        if joined and joined[-1].intent == want.intent:
            last = joined.pop()
            want = Want(want.intent, max(last.probability, want.probability), f"{last.text} {want.text}", want.others)
        joined.append(want)
    return tuple(joined)


def _shown(want: Want) -> str:
    others = ", ".join(f"{intent} {share:.2f}" for intent, share in want.others[:2])
    return f"{want.intent} {want.probability:.2f} (then {others})"
