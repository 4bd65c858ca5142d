"""Does a sentence name things that are not in the scene, or numbers that nobody told? Words against what is known."""

from __future__ import annotations

import re

from vr_app.host.place.scene_brief import Place
from vr_app.host.replies.self_claims import SelfClaims
from vr_app.host.words.nouns import SAME, THINGS, singular

_WORD = re.compile(r"[a-z]+")
_FIGURATIVE = re.compile(
    r"\b(?:(?:sea|ocean|river|blanket|carpet|tapestry|mirror) of)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:no|not|without|never|neither|nor|far from|away from)\s+(?:an?\s+|any\s+|the\s+)?(?:\w+\s)?$"
)


_LONG_LIST = 5
"""A sentence that names so many things is a list, not a description."""


class Grounding:
    """Knows the nouns of one place.

    Args:
        place: its names and descriptions.
        also: further text the host may draw on (its card, the visitor's own words).
        claims: knows who the host is; None for somebody of whom nothing is told.

    Attributes:
        claims: as given.
    """

    def __init__(self, place: Place, also: str = "", claims: SelfClaims | None = None) -> None:
        self.claims = claims
        texts = [place.title, place.description, place.mood, also]
        for thing in place.things:
            texts += [thing.id, thing.name, thing.description]
        known = {singular(word) for text in texts for word in _WORD.findall(text.lower())}
        for group in SAME:
            if known & set(group):
                known |= set(group)
        self._known = known
        self._names = [
            frozenset(singular(word) for word in _WORD.findall(thing.name.lower())) for thing in place.things
        ]

    def absent_things(self, sentence: str) -> tuple[str, ...]:
        """Things the sentence puts into the scene that are not there, as written."""
        text = _FIGURATIVE.sub(lambda match: " " * len(match.group()), sentence.lower())
        absent = []
        for match in _WORD.finditer(text):
            noun = singular(match.group())
            if noun in THINGS and noun not in self._known and not _ABSENT.search(text[: match.start()]):
                absent.append(match.group())
        return tuple(dict.fromkeys(absent))

    def is_list(self, sentence: str) -> bool:
        """True for a sentence that only counts up what is there."""
        words = {singular(word) for word in _WORD.findall(sentence.lower())}
        return sum(bool(name) and name <= words for name in self._names) >= _LONG_LIST
