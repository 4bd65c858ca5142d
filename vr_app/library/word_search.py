"""Things found by words, in English and Chinese: what they are called first, what is meant second.

The noun that a phrase ends in says what a thing is ("a lantern-lit jetty with nets" is a jetty); what is before it and
after a preposition only decides between equals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder
from vr_app.library.things import LibraryThing

_WORD = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPLIT = frozenset(
    _WORD.findall("of with for from in on at by under over near beside that which who where full covered")
)
_COMPOUND = re.compile(r"[a-z]+(?:-[a-z]+)+(?=[\s-]+[a-z])")
"""Words joined by hyphens before another word: they tell what it is like ("a lantern-lit jetty")."""
_EMPTY = frozenset(
    _WORD.findall("a an the some few several many one two three four five six small big large old new little")
)
_NAME, _TAG, _ASIDE = 1.0, 0.85, 0.3
"""What a match with the name, with another word for it, and outside the noun counts."""
SURE = 0.8
"""Score from which words alone decide."""
MEANT = 0.52
"""Cosine from which something else with nearly the same meaning is taken."""


@dataclass(frozen=True)
class Found:
    """A thing and why.

    Attributes:
        score: 0 to about 1.2.
        why: whether its words or its meaning fit.
        called: whether the words are its name, not another word for it.
    """

    thing: LibraryThing
    score: float
    why: Literal["words", "meaning"]
    called: bool = False


class WordSearch:
    """Over a fixed list of things. Use from one thread.

    Args:
        embedder: knows meanings; None, or one that is not there, leaves words alone.
    """

    def __init__(self, things: Sequence[LibraryThing], embedder: Embedder | None = None) -> None:
        self._things = tuple(things)
        self._embedder = embedder
        self._rows: npt.NDArray[np.float32] | None = None
        self._names = [_terms(*thing.names.values()) for thing in self._things]
        self._tags = [_terms(*(tag for tags in thing.tags.values() for tag in tags)) for thing in self._things]

    @property
    def things(self) -> tuple[LibraryThing, ...]:
        """What it looks through."""
        return self._things

    def find(self, words: str, most: int = 5) -> tuple[Found, ...]:
        """The things that fit, best first; none where nothing does."""
        head, aside = head_and_rest(words)
        scores = [self._wording(number, words, head, aside) for number in range(len(self._things))]
        found = [
            Found(self._things[number], score, "words", self._called(number, words, head))
            for number, score in enumerate(scores)
            if score > _ASIDE + 0.05
        ]
        if not any(one.score >= SURE for one in found):
            known = {one.thing.id for one in found}
            found += [one for one in self._by_meaning(words) if one.thing.id not in known]
        found.sort(key=lambda one: -one.score)
        return tuple(found[:most])

    def best(self, words: str) -> Found | None:
        """The thing that is meant, or None where it is better to admit that there is none."""
        found = self.find(words, 1)
        return found[0] if found and found[0].score >= MEANT else None

    def _called(self, number: int, words: str, head: frozenset[str]) -> bool:
        names = self._names[number]
        return bool(head & names) or _written_in(words, names)

    def _wording(self, number: int, words: str, head: frozenset[str], aside: frozenset[str]) -> float:
        names, tags = self._names[number], self._tags[number]
        score = 0.0
        if head & names or _written_in(words, names):
            # A name of two words is met only where both are there: an arm is no armchair.
            score = _NAME * (0.86 + 0.14 * len((head | aside) & names) / max(len(names), 1))
            score = max(score, _NAME) if _written_in(words, names) else score
        elif head & tags or _written_in(words, tags):
            score = _TAG
        beside = len(aside & (names | tags)) + _shared_characters(words, names)
        return score + min(_ASIDE * 0.3 * beside, 0.15) if score else min(_ASIDE * beside, _ASIDE)

    def _by_meaning(self, words: str) -> list[Found]:
        if self._embedder is None or not self._things:
            return []
        try:
            if self._rows is None:
                self._rows = self._embedder.embed([thing.sentence for thing in self._things])
            place = self._embedder.embed([words])[0]
        except DeviceError:
            return []
        cosines = self._rows @ place
        best = np.argsort(-cosines)[:8]
        return [Found(self._things[n], float(cosines[n]), "meaning") for n in best if cosines[n] >= MEANT]


def head_and_rest(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The noun that a phrase is about (its last word before a preposition), and its other words."""
    lower = words.lower()
    like = [_stem(word) for compound in _COMPOUND.findall(lower) for word in compound.split("-")]
    plain = [word for word in _WORD.findall(_COMPOUND.sub(" ", lower)) if not _HAN.search(word)]
    until = next((n for n, word in enumerate(plain) if word in _SPLIT and n > 0), len(plain))
    phrase = [_stem(word) for word in plain[:until] if word not in _EMPTY]
    rest = like + [_stem(word) for word in plain[until:] if word not in _EMPTY and word not in _SPLIT]
    if not phrase:
        return frozenset(rest[:1]), frozenset(rest[1:])
    joined = {phrase[-2] + phrase[-1]} if len(phrase) > 1 else set()
    return frozenset({phrase[-1], *joined}), frozenset([*phrase[:-1], *rest])


def _terms(*texts: str) -> frozenset[str]:
    """Words of English, whole words of Chinese."""
    return frozenset(
        word if _HAN.search(word) else _stem(word)
        for text in texts
        for word in _WORD.findall(text.lower())
        if word not in _EMPTY
    )


def _written_in(words: str, terms: frozenset[str]) -> bool:
    """Whether a Chinese phrase ends in one of the terms: Chinese, too, ends in its noun."""
    phrases = [phrase for phrase in re.split(r"[，。、；\s]|的(?=.)", words) if _HAN.search(phrase)]
    return bool(phrases) and any(_HAN.search(term) and phrases[-1].endswith(term) for term in terms)


def _shared_characters(words: str, names: frozenset[str]) -> float:
    """Share of a Chinese name's characters that are among the words: decides between equals."""
    characters = {character for name in names if _HAN.search(name) for character in name}
    return len(characters & set(words)) / len(characters) if characters else 0.0


def _stem(word: str) -> str:
    """Without a plural's ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ctuses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
