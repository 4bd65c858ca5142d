"""Which thing of a place a phrase means: "the big green dome", "那座灯塔"."""

from __future__ import annotations

import re

from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.host.words.chinese_nouns import english_names
from vr_app.host.words.nouns import SAME, THINGS, singular

_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "our",
        "its",
        "his",
        "her",
        "some",
        "any",
        "one",
        "nice",
        "lovely",
        "big",
        "large",
        "small",
        "little",
        "huge",
        "tall",
        "high",
        "low",
        "old",
        "new",
        "ancient",
        "famous",
        "great",
        "grand",
        "whole",
        "other",
        "same",
        "nearest",
        "closest",
        "here",
        "there",
        "from",
        "please",
        "now",
        "then",
        "exactly",
        "actually",
        "thing",
        "place",
        "spot",
        "again",
        "far",
        "away",
        "out",
        "up",
        "down",
        "over",
        "just",
        "me",
        "us",
        "see",
        "i",
        "we",
        "you",
        "standing",
        "stand",
        "am",
        "are",
        "is",
        "right",
    ]
)
_WORD = re.compile(r"[^\W_]+")
_CUTS = (" in ", " by ", " of ", " on ", " with ", " at ", " from ")


def thing_meant(place: Place, phrase: str, viewpoint: Viewpoint) -> KnownThing | None:
    """The thing, or None where a word of the phrase fits nothing here. Of equals the nearest."""
    if not phrase.isascii():
        return _meant_in_chinese(place, phrase, viewpoint)
    asked = [singular(word) for word in _WORD.findall(phrase.lower().replace("'s", "")) if word not in _SKIPPED]
    if not asked:
        asked = [singular(word) for word in _WORD.findall(phrase.lower()) if word not in ("the", "a", "an")]
    if not asked:
        return None
    best: tuple[float, float] = (0.0, 0.0)
    found = None
    for seen in place.seen_from(viewpoint):
        score = _score(seen.thing, asked)
        if (score > 0.0 and (score, -seen.distance_m) > best) or (score > 0.0 and found is None):
            best, found = (score, -seen.distance_m), seen.thing
    return found or _in_a_description(place, asked)


def _in_a_description(place: Place, asked: list[str]) -> KnownThing | None:
    """The one thing whose description has all the words, the last as something of its own: a town's "bell tower"."""
    holders = [
        thing
        for thing in place.things
        if set(asked) <= {singular(word) for word in _WORD.findall(thing.description.lower())} and asked[-1] in THINGS
    ]
    return holders[0] if len(holders) == 1 else None


def head_of(name: str) -> str:
    """The noun that a name is about: "bench" of "bench by the balustrade"."""
    low = name.lower()
    for cut in _CUTS:
        low = low.split(cut)[0]
    words = [singular(word) for word in _WORD.findall(low)]
    return words[-1] if words else ""


def is_named(thing: KnownThing, phrase: str) -> bool:
    """Whether an English phrase names the thing, and not only something of what is told about it."""
    return _score(thing, [singular(word) for word in _WORD.findall(phrase.lower()) if word not in _SKIPPED]) > 0.0


def _score(thing: KnownThing, asked: list[str]) -> float:
    """0 where it cannot be meant; more the more of its name is said."""
    name = [singular(word) for word in _WORD.findall(thing.name.lower()) if word not in ("the", "a", "an")]
    identity = [singular(word) for word in _WORD.findall(thing.id.lower().replace("_", "-"))]
    said = {singular(word) for word in _WORD.findall(thing.description.lower())}
    head = head_of(thing.name)
    score, by_name = 0.0, False
    for word in asked:
        if word == head:
            score, by_name = score + 3.0, True
        elif word in name:
            score, by_name = score + 2.0, by_name or word == asked[-1]
        elif word in identity:
            score, by_name = score + 1.5, by_name or word == asked[-1]
        elif _same(word, head) and word == asked[-1]:
            score, by_name = score + 0.8, True
        elif word in said:
            score += 0.3
        else:
            return 0.0
    covered = sum(word in asked for word in name) / max(len(name), 1)
    return score + covered if by_name else 0.0


def _same(word: str, head: str) -> bool:
    return any(word in group and head in group for group in SAME)


def _meant_in_chinese(place: Place, phrase: str, viewpoint: Viewpoint) -> KnownThing | None:
    named = [seen.thing for seen in place.seen_from(viewpoint) if not seen.thing.name.isascii()]
    whole = [thing for thing in named if thing.name in phrase or (len(phrase) > 1 and phrase in thing.name)]
    if whole:
        return max(whole, key=lambda thing: len(thing.name))
    latin = " ".join(re.findall(r"[A-Za-z]+", phrase))
    for name in [*english_names(phrase), *([latin] if latin else [])]:
        if thing := thing_meant(place, name, viewpoint):
            return thing
    return None
