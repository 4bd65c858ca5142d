"""A wish: what it is refused for, which place, hour and weather it names, and which things."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vr_app.host.chinese_nouns import ENGLISH_OF
from vr_app.host.imagining.looks import PLAIN, Look, look_of
from vr_app.host.imagining.places import HOURS, KINDS, ORDER, PEAKS, WEATHERS
from vr_app.host.nouns import THINGS, singular
from vr_app.kernel.errors import UserError
from vr_app.library.stand_in_kinds import KINDS as BODY_KINDS
from vr_app.library.stand_ins import has_kind, is_building, is_vessel, may_be_built, stand_in_for
from vr_app.library.word_search import WordSearch

LONGEST = 1000
SURE = 0.8
_WORD = re.compile(r"[a-zé]+(?:-[a-zé]+)*")
_TOKEN = re.compile(r"[a-zé]+(?:-[a-zé]+)*|[,.;:!?]")
_PAUSES = frozenset(",.;:!?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLAIN_LIST = """
a an the some any few several many much lot lots one two three four five six seven eight nine ten hundred thousand and or
but with without of in on at by to from into onto over under above below behind between among near beside next around
across through along against off out up down where when while who whom whose which that this these those there here it its
is are was were be been being am has have had do does did can could will would shall should may might must not no nor so as
than then too very really just only even still yet i me my we us our you your he him his she her they them their what how
like want wish please take show make imagine create give let see go put place somewhere anywhere something anything someone
everyone people person kind sort full old new big small large little tiny huge giant tall short long wide narrow deep quiet
calm peaceful busy lonely abandoned ancient forgotten hidden secret magic magical warm cold hot cool dark light bright soft
golden silver red green blue white black yellow pink purple orange brown grey gray wooden stone brick iron brass copper glass
glowing shining floating flying burning tell tells telling told sing sings singing play plays playing sit sits sitting stand
stands standing sleep sleeps sleeping drink drinks eat eats talk talks read reads reading walk walks far away close together
alone time day scene scenery view atmosphere mood feeling style left right middle center centre front back side edge top
bottom end corner inside outside indoors outdoors beautiful pretty lovely cozy cosy strange mysterious romantic spooky first
fallen broken repair haunted wrecked crashed roman viking northern southern milky sleeping sailing prayer endless quiet
last other another each every all both half full tonight today again once
"""
_PLAIN = frozenset(_PLAIN_LIST.split())
_BESIDES = re.compile(
    r",|，|：|:| with | where | full of | overgrown | beside | near | behind |里有|，有", re.IGNORECASE
)
_LIKE_ADJECTIVE = re.compile(r"(?:ly|ous|ful|less|ing|lit|ed|ish|ic|al|ent|ant|ive|able|est)$")
_SKY = frozenset(
    [
        "moon",
        "star",
        "sun",
        "sky",
        "cloud",
        "rain",
        "snow",
        "fog",
        "mist",
        "storm",
        "wind",
        "night",
        "dawn",
        "dusk",
        "evening",
        "morning",
        "sunset",
    ]
)
_OF_A_ROOM = frozenset(["wall", "window", "ceiling", "floor", "roof", "墙", "窗", "窗户", "屋顶"])
"""What a room has by itself."""
_PERSONS = re.compile(
    r"(?:(?<!snow)men|(?<!snow)man|women|woman|children|child|people|folk|monks?|sailors?|fishers?|villagers?|dancers?)$"
)


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
    chinese = len(_HAN.findall(plain)) * 2 > len(re.findall(r"[A-Za-z]", plain))
    found = _chinese(plain, search) if chinese else _english(plain, search)
    things, setting, others = found
    terms = _terms(plain)
    # What is said first is where one is; what comes "with" it is what stands there ("a desert with a greenhouse").
    first = _BESIDES.split(plain, maxsplit=1)[0].lower()
    head = _terms(first)
    round_one: list[str] = []
    kind = next((name for part in (head, terms) for name in ORDER if part.names(KINDS[name].words)), "")
    hour = next((hour for hour, words in HOURS if terms.names(words)), None)
    weather = next((name for name, words in WEATHERS if terms.names(words)), "")
    if kind and KINDS[kind].indoor:
        setting = (*setting, *(word for word in things if word in _OF_A_ROOM))
        things = tuple(word for word in things if word not in _OF_A_ROOM)
        # "The throne room of a castle": one is in the castle; what it is said to have stands in the room.
        said = re.sub(r"['’]s\b", "", first)
        round_one = [word for word in (*things, *setting) if word in said and is_building(_english_of(word))]
        setting = (*setting, *(word for word in things if word in round_one))
        things = tuple(word for word in things if word not in round_one)
    else:
        # "A desert fortress": the kind of place is a ruin, and the fortress itself is to stand there.
        aboard = _ABOARD.search(plain) is not None
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
    built = [word for word in left if _installed(word, search) or may_be_built(_english_of(word))]
    others = (*others, *(word for word in left if word not in built))
    language = "zh" if chinese else "en"
    things = (*things, *built)
    look = look_of(terms.names, plain)
    return Wish(plain, language, kind or "meadow", bool(kind), hour, weather, things, tuple(shown), others, look)


def _has_body(word: str) -> bool:
    """Whether a word for a place is also one for something made that stands or lies there: no hill, no sand."""
    return has_kind(_english_of(word)) and stand_in_for(_english_of(word)).shape not in ("ridge", "ball", "heap")


def _is_kind(kind: str, word: str) -> bool:
    """Whether a word is the kind of place itself, said once more ("a quiet shore, at the harbour")."""
    return bool(kind) and word in KINDS[kind].words.split() and is_building(_english_of(word))


def _is_grand(word: str, search: WordSearch) -> bool:
    """Whether a word for a place is also one for a building to look at."""
    return is_building(_english_of(word)) or is_vessel(_english_of(word)) or _is_name(singular(word), search)


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
        return any(word in self.text if _HAN.match(word) else word in self.words for word in listed.split())


def _terms(text: str) -> _Terms:
    words = _WORD.findall(text.lower())
    parts = [part for word in words for part in word.split("-")]
    return _Terms(frozenset([*words, *parts, *map(singular, parts)]), text)


def _setting_words() -> frozenset[str]:
    listed = [kind.words for kind in KINDS.values()] + [words for _, words in (*HOURS, *WEATHERS)]
    return frozenset(word for words in listed for word in words.split()) | _SKY


_SETTING = _setting_words()
_HAN_AMOUNT = re.compile(r"^(?:[一两二三四五六七八九十几数许多]+)[个只座艘棵朵条间盏张把匹头本幅块尊口架株片]?")
_HAN_GENERAL = re.compile(
    r"地方|场景|世界|时候|故事|里面|中间|旁边|附近|风格|感觉|气氛|天空|星空|人$|们$|我|想|在|着|去|来|看|听"
)
_ABOARD = re.compile(
    r"\b(?:decks?|aboard|on board|inside|cabin|bridge) (?:of|on|in)?\b|甲板|船上|船舱|舱", re.IGNORECASE
)
"""One is on the ship, not before it."""


def _english(text: str, search: WordSearch) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    things: list[str] = []
    setting: list[str] = []
    others: list[str] = []
    words = _TOKEN.findall(re.sub(r"['’]s\b", "", text.lower()))
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if words[at] in _PAUSES:
            at += 1
            continue
        plain_pair = at + 1 < len(words) and words[at + 1] not in _PAUSES and words[at] not in _PLAIN
        two = _installed(pair, search) if plain_pair else None
        if two and {singular(part) for part in pair.split()} <= {singular(part) for part in _WORD.findall(two)}:
            things.append(pair)
            at += 2
            continue
        if plain_pair and _is_compound(words[at], words[at + 1], search):
            things.append(pair if words[at + 1] in _SETTING else f"{words[at]} {singular(words[at + 1])}")
            at += 2
            continue
        word, one = words[at], singular(words[at])
        at += 1
        if "-" in word or word in _PLAIN or one in _PLAIN:
            continue
        called = _installed(one, search)
        if called and (one in called.split() or not {word, one} & _SETTING):
            things.append(one)
        elif word in _SETTING or one in _SETTING:
            setting.append(word)
        elif one in THINGS or (has_kind(one) and not _PERSONS.search(word)):
            things.append(one)
        elif has_kind(word) and not _PERSONS.search(word):
            things.append(word)
        elif (not _LIKE_ADJECTIVE.search(word) and not word.endswith("y")) or _PERSONS.search(word):
            others.append(word)
    return _unique(things), _unique(setting), _unique(others)


def _is_compound(word: str, following: str, search: WordSearch) -> bool:
    """Whether two nouns name one thing ("steam locomotive", "wine barrels", "railway station")."""
    one, two = singular(word), singular(following)
    noun = one in THINGS or has_kind(one) or bool(_installed(one, search))
    if not noun or following in _PLAIN or {word, one} & _SETTING:
        return False
    if following in _SETTING or two in _SETTING:
        return is_building(two)
    return two in THINGS or has_kind(two) or bool(_installed(two, search))


def is_setting(words: str, name: str) -> bool:
    """Whether words end in a kind of place, and the thing called `name` is another one ("garden", a fence)."""
    found = _WORD.findall(words.lower())
    if not found:
        return words in _SETTING and words != name
    head = singular(found[-1])
    return bool({head, found[-1]} & _SETTING) and head not in {singular(word) for word in _WORD.findall(name.lower())}


def may_stand_in(words: str) -> bool:
    """Whether a plain shape may stand for what a plan names: for things, not for people, places, sky or ideas."""
    lower = words.lower()
    if _HAN.search(words):
        return has_kind(words) and not words.endswith("人") and words not in _SETTING
    found = _WORD.findall(re.split(r"\b(?:of|with|in|on|at|by|under|near)\b", lower, maxsplit=1)[0])
    head = singular(found[-1]) if found else ""
    if not head or _PERSONS.search(found[-1]) or ({head, found[-1]} & _SETTING and not is_building(head)):
        return False
    return has_kind(head) and head not in _OF_A_ROOM


def _installed(words: str, search: WordSearch) -> str:
    """Name of the installed thing that the words are the very name of, or ""."""
    found = search.find(words, 1)
    return found[0].thing.name.lower() if found and found[0].score >= SURE and found[0].why == "words" else ""


def _is_name(noun: str, search: WordSearch) -> bool:
    """Whether an installed thing is called just so."""
    return any(noun in thing.names.values() for thing in search.things)


def _chinese(text: str, search: WordSearch) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    nouns = [noun for noun in {**ENGLISH_OF, **dict.fromkeys(_chinese_names(search), "")} if noun in text]
    whole = [noun for noun in nouns if not any(noun != other and noun in other for other in nouns)]
    whole.sort(key=text.index)
    things = [noun for noun in whole if noun not in _SETTING or _is_name(noun, search)]
    return (
        _unique(things),
        _unique(noun for noun in whole if noun not in things),
        _unique(_unknown_chinese(text, nouns)),
    )


def _unknown_chinese(text: str, nouns: list[str]) -> list[str]:
    """What the parts of a list name that is not known ("有石灯和一只貔貅"): told as absent rather than passed over."""
    found = []
    for part in re.split(r"[，、。；！,;\s]|以及|还有|里有|有|和|与|及", text):
        tail = _HAN_AMOUNT.sub("", part.rpartition("的")[2])
        known = any(noun in tail for noun in nouns) or any(word in tail for word in _SETTING if _HAN.match(word))
        if 2 <= len(tail) <= 5 and _HAN.match(tail) and not known and not _HAN_GENERAL.search(tail):
            found.append(tail)
    return found


def _chinese_names(search: WordSearch) -> list[str]:
    """What installed things and bodies are called in two characters or more."""
    named = [name for thing in search.things for name in thing.names.values()]
    named += [word for _, words in BODY_KINDS for word in words.split()]
    return [name for name in named if len(name) > 1 and _HAN.match(name)]


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
