"""Where "take me to ..." leads: the place a line names, by its words and its meaning."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vr_app.host.choices.choice_meaning import bare
from vr_app.host.sense import Sense
from vr_app.host.words.labelled_lines import language_of
from vr_app.host.words.telling_words import telling_words

_NEAR, _AHEAD = 0.5, 0.08
_NAMED = 0.5
"""Share of a title's telling words that names it."""


_WITH = re.compile(r"\bwith\b|\bwhere\b|有|带着")


@dataclass(frozen=True)
class Destination:
    """A place one can go to.

    Attributes:
        id: what it is opened by.
        title: what people call it.
        about: a few words on it.
        mood: how it feels there, in its scene's own words; "" where it does not say.
    """

    id: str
    title: str
    about: str = ""
    mood: str = ""


def destination(line: str, places: Sequence[Destination], sense: Sense | None) -> Destination | None:
    """The place a line asks for; None where it names none, or two as well."""
    said = telling_words(line)
    titles = [telling_words(f"{place.title} {place.id.replace('-', ' ')}") for place in places]
    named = [
        len(said & title) / max(1, len(telling_words(place.title))) for place, title in zip(places, titles, strict=True)
    ]
    best = max(named, default=0.0)
    if best >= _NAMED and named.count(best) == 1:
        return places[named.index(best)]
    rows = (
        sense.places([bare(line), *(f"{place.title}. {place.about}" for place in places)]) if sense and places else None
    )
    if rows is None:
        return None
    near = rows[1:] @ rows[0]
    order = np.argsort(-near)
    ahead = near[order[0]] - near[order[1]] if len(near) > 1 else 1.0
    return places[int(order[0])] if near[order[0]] >= _NEAR and ahead >= _AHEAD else None


_WISHED = re.compile(
    r"\b(?:(?:take|bring|lead|carry|fly|beam|send|get) (?:me|us)|(?:let'?s|let us|can we|could we|shall we|may we|"
    r"i(?:'d| would) (?:like|love)(?: us)? to|i want(?: us)? to|we (?:want|would like) to) (?:go|be|travel|fly|walk|visit|move))"
    r"\s+(?:over |now |please )?(?:to |into |in |at |on )?(?P<wish>[^.?!]+)|"
    r"(?:带我|带我们|我想|我们|我要|一起|咱们)(?:们)?(?:去|到)(?P<zh>[^。？！]+)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\s*(?:please |now )?(?:take|bring|fly|beam|send) (?:me|us) (?:over )?(?:to|into)\b|\s*请?带我们?[去到]",
    re.IGNORECASE,
)
_NOWHERE = re.compile(
    r"^(?:some(?:where|place)|any(?:where|place)|another (?:place|scene|world|room)|other places?|a (?:different|new|other) \w+|"
    r"there|here|away|elsewhere|else|out|back|home)(?: else)?$|^(?:别的地方|其他地方|另一个地方|那里|那儿|这里|哪里|哪儿|别处)$",
    re.IGNORECASE,
)


def wished_place(line: str) -> str:
    """What a line asks to be taken to, in its own words ("a quiet beach at dusk"); "" where it says no more."""
    found = _WISHED.search(line.replace("’", "'"))
    if found is None:
        return ""
    wish = re.sub(
        r"(?:,? please|,? now|吧|好吗|可以吗)$", "", (found["wish"] or found["zh"]).strip(" ,，"), flags=re.IGNORECASE
    )
    return "" if _NOWHERE.match(wish) or len(wish) < 2 else wish


def is_order_to_go(line: str) -> bool:
    """Whether a line is nothing but the order to be taken somewhere: that needs no judging of what it means."""
    return _ORDER.match(line) is not None and bool(wished_place(line))


def is_all_of(wish: str, place: Destination) -> bool:
    """Whether a place is what a wish asks for, and not just near it: most of its words are in the place's name.

    What it is to come with ("with a lighthouse") must be there.
    """
    said, named = telling_words(wish), telling_words(f"{place.title} {place.id.replace('-', ' ')}")
    _, *beside = _WITH.split(wish)
    return len(said & named) > len(said) / 2 and all(telling_words(part) <= named for part in beside)


def imagining_for(line: str) -> str:
    """One sentence while a place is being imagined."""
    return "好，让我想象一下，我们这就去。" if language_of(line) == "zh" else "Let me imagine that place. Come with me."


def offer_of(places: Sequence[Destination], line: str) -> str:
    """One sentence that names where one can go, in the language of the line."""
    titles = [place.title for place in places[:4]]
    if language_of(line) == "zh":
        return f"从这里可以去：{'、'.join(titles)}。你想去哪里？"
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} or {titles[-1]}"
    return f"From here we can go to {listed}. Where would you like to be?"


def leaving_for(place: Destination, line: str) -> str:
    """One sentence before leaving."""
    return f"好，我们去{place.title}。" if language_of(line) == "zh" else f"Come, then: {place.title}."
