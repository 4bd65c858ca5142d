"""Which place the host offers next, and whether the visitor takes it up: what fits how they seem to feel goes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vr_app.host.feeling.mood import Mood
from vr_app.host.sense import Sense
from vr_app.host.wants.actions import Action
from vr_app.host.wants.destinations import Destination, offer_of
from vr_app.host.words.labelled_lines import language_of

_WANTED: Mapping[str, str] = {
    "joy": "bright, lively, cheerful",
    "calm": "calm, quiet, peaceful",
    "tired": "calm, quiet, restful, soft light",
    "sadness": "warm, comforting, gentle",
    "fear": "safe, warm, bright, friendly",
    "anger": "calm, wide, open air",
    "surprise": "mysterious, wonderful",
}
"""What may do somebody good who feels so, in the words in which scenes tell their own mood."""
_TAKEN = re.compile(
    r"^\W*(?:(?:oh |well |um )?(?:yes|yeah|yep|sure|ok(?:ay)?|gladly|please do|let's(?: go| do (?:it|that))?|why not|"
    r"good idea|i(?:'d| would) (?:like|love) (?:that|to)|sounds (?:good|lovely|great)|go ahead|fine)\b|"
    r"(?:好|好的|好啊|行|可以|走吧|去吧|那就去|嗯|要|愿意)(?=\W|$|吧|啊|呀|，))",
    re.IGNORECASE,
)
_NOT_TAKEN = re.compile(r"\b(?:no|not|don't|but|rather|instead|later)\b|不|别|但是|以后", re.IGNORECASE)
_SHORT = 40
_SUGGESTED = (" {0} might suit you now: it is {1}. Shall we?", "{0}现在也许适合你。我们去吗？")


@dataclass(frozen=True)
class Offer:
    """What is said, and what is offered with it; no action where one place is as good as another."""

    text: str
    action: Action | None = None


def offered(places: Sequence[Destination], mood: Mood, sense: Sense | None, line: str) -> Offer:
    """An offer of where to go, in the language of the line.

    Args:
        places: at least one.
    """
    text = offer_of(places, line)
    best = places[0] if len(places) == 1 else _fitting(places, mood, sense)
    if best is None:
        return Offer(text)
    if mood.told and best.mood:
        told = _SUGGESTED[language_of(line) == "zh"].format(best.title, best.mood)
        text = text.rpartition(" Where")[0] + told if language_of(line) == "en" else text.rpartition("你想")[0] + told
    return Offer(text, Action("offer", best.id))


def takes_up(line: str) -> bool:
    """Whether a line agrees to what was offered, and to nothing else."""
    said = line.replace("’", "'").strip()
    return len(said) <= _SHORT and bool(_TAKEN.match(said)) and not _NOT_TAKEN.search(said)


def _fitting(places: Sequence[Destination], mood: Mood, sense: Sense | None) -> Destination | None:
    wanted = _WANTED.get(mood.emotion, "") if mood.told else ""
    telling = [place for place in places if place.mood]
    rows = sense.places([wanted, *(place.mood for place in telling)]) if sense and wanted and telling else None
    return None if rows is None else telling[int((rows[1:] @ rows[0]).argmax())]
