"""A wish: what it is refused for, which place, hour and weather it names, and which things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vr_app.host.imagining.looks import PLAIN, Look, look_of
from vr_app.host.imagining.places import HOURS, KINDS, ORDER, PEAKS, WEATHERS
from vr_app.host.imagining.wish_nouns import (
    HAN,
    OF_A_ROOM,
    VAPOURS,
    WORD,
    chinese_nouns,
    english_nouns,
    installed_name,
    is_name,
)
from vr_app.host.words.chinese_nouns import ENGLISH_OF
from vr_app.host.words.nouns import singular
from vr_app.kernel.errors import UserError
from vr_app.library.stand_ins import has_kind, is_building, is_vessel, may_be_built, stand_in_for
from vr_app.library.word_search import WordSearch

LONGEST = 1000
_HOLDS_M = 4.5
_LIES = ("ridge", "ball", "heap", "hoard")
"""Shapes of what nobody made: hills, fruit, heaps."""
_BESIDES = re.compile(
    r",|，|：|:| with | where | full of | overgrown | beside | near | behind |里有|，有", re.IGNORECASE
)
ABOARD = re.compile(
    r"\b(?:decks?|aboard|on board|inside|cabin|bridge) (?:of|on|in)?\b|甲板|船上|船舱|舱", re.IGNORECASE
)
"""One is on the ship, not before it."""


@dataclass(frozen=True)
class Wish:
    """What a wish says by its words alone.

    Attributes:
        language: "en" or "zh".
        kind: a key of `places.KINDS`.
        kind_said: whether the wish names it; else it is a guess.
        hour: None where it names none.
        weather: "" where it names none.
        things: things it names, as English words or as it writes them.
        setting: words that sky, ground and water answer.
        others: what may be things, too, and is known by no list.
        look: colours and air that its words call for.
    """

    text: str
    language: str
    kind: str
    kind_said: bool
    hour: float | None
    weather: str
    things: tuple[str, ...]
    setting: tuple[str, ...]
    others: tuple[str, ...]
    look: Look = PLAIN


def read_wish(text: str, search: WordSearch) -> Wish:
    """Understands a wish as far as its words go.

    Args:
        search: over what is installed.

    Raises: UserError where it is empty, far too long, or no words at all.
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not re.search(r"\w", plain):
        raise UserError(
            "The wish is empty", remedy='Say where you would like to be: "a quiet beach at dusk".', exit_code=2
        )
    if len(plain) > LONGEST:
        message = f"The wish has {len(plain):,} characters, more than {LONGEST:,}"
        raise UserError(message, remedy="Say it in one to three sentences.", exit_code=2)
    chinese = len(HAN.findall(plain)) * 2 > len(re.findall(r"[A-Za-z]", plain))
    found = chinese_nouns(plain, search) if chinese else english_nouns(plain, search)
    things, setting, others = found
    terms = _terms(plain)
    # What is said first is where one is; what comes "with" it is what stands there ("a desert with a greenhouse").
    first = _BESIDES.split(plain, maxsplit=1)[0].lower()
    head = _terms(first)
    round_one: list[str] = []
    kind = next((name for part in (head, terms) for name in ORDER if part.names(KINDS[name].words)), "")
    hour = next((hour for hour, words in HOURS if terms.names(words)), None)
    weather = next((name for name, words in WEATHERS if terms.names(words)), "")
    weather = weather or ("fog" if not VAPOURS.isdisjoint(setting) else "")
    if kind and KINDS[kind].indoor:
        setting = (*setting, *(word for word in things if word in OF_A_ROOM))
        things = tuple(word for word in things if word not in OF_A_ROOM)
        # "The throne room of a castle": one is in the castle; what it is said to have stands in the room.
        said = re.sub(r"['’]s\b", "", first)
        round_one = [word for word in (*things, *setting) if word in said and _holds_room(_english_of(word), search)]
        setting = (*setting, *(word for word in things if word in round_one))
        things = tuple(word for word in things if word not in round_one)
    else:
        # "A desert fortress": the kind of place is a ruin, and the fortress itself is to stand there.
        aboard = ABOARD.search(plain) is not None
        grand = tuple(
            word
            for word in setting
            if word.lower() in first and _is_grand(word, search) and not (aboard and is_vessel(_english_of(word)))
        )
        setting = tuple(word for word in setting if word not in grand)
        things = (*grand, *things)
    # "An island with a ship": what is said after the place itself and has a body is to be seen there.
    seen = [word for word in setting if word not in first and _has_body(word) and not _is_kind(kind, word)]
    shown = [word for word in setting if word in round_one or (_answers(kind, word) and word not in seen)]
    left = [word for word in setting if word not in shown]
    built = [word for word in left if installed_name(word, search) or may_be_built(_english_of(word))]
    others = (*others, *(word for word in left if word not in built))
    language = "zh" if chinese else "en"
    things = (*things, *built)
    look = look_of(terms.names, plain)
    return Wish(plain, language, kind or "meadow", bool(kind), hour, weather, things, tuple(shown), others, look)


def _holds_room(word: str, search: WordSearch) -> bool:
    """Whether one may be inside of what a word names: a building, a vessel, a lighthouse."""
    made = next((thing for thing in search.things if word in map(str.lower, thing.names.values())), None)
    return is_building(word) or is_vessel(word) or (made is not None and made.size_m[1] > _HOLDS_M)


def _has_body(word: str) -> bool:
    """Whether a word for a place is also one for something made that stands or lies there: no hill, no sand."""
    return has_kind(_english_of(word)) and stand_in_for(_english_of(word)).shape not in _LIES


def _is_kind(kind: str, word: str) -> bool:
    """Whether a word is the kind of place itself, said once more ("a quiet shore, at the harbour")."""
    return bool(kind) and word in KINDS[kind].words.split() and is_building(_english_of(word))


def _is_grand(word: str, search: WordSearch) -> bool:
    """Whether a word for a place is also one for a building to look at."""
    return is_building(_english_of(word)) or is_vessel(_english_of(word)) or is_name(singular(word), search)


def _english_of(word: str) -> str:
    return singular(ENGLISH_OF.get(word, word))


def _answers(kind: str, word: str) -> bool:
    """Whether sky and ground of a kind of place show what a word names."""
    forms = {word, singular(word)}
    of = {name for name, entry in KINDS.items() if forms & set(entry.words.split())}
    if kind in of or not of:
        return True
    chosen = KINDS.get(kind)
    if chosen is None:
        return False
    if not chosen.indoor and any(peak in word for peak in PEAKS):
        return True
    wet, hilly = any(KINDS[name].water for name in of), of <= {"mountain", "meadow"}
    return (wet and chosen.water) or (hilly and chosen.hills_m > 0) or of == {"snow"}


@dataclass(frozen=True)
class _Terms:
    words: frozenset[str]
    text: str

    def names(self, listed: str) -> bool:
        return any(word in self.text if HAN.match(word) else word in self.words for word in listed.split())


def _terms(text: str) -> _Terms:
    words = WORD.findall(text.lower())
    parts = [part for word in words for part in word.split("-")]
    return _Terms(frozenset([*words, *parts, *map(singular, parts)]), text)
