"""The nouns of a wish: which things and places it names, and what may be things and is known by no list."""

# ruff: noqa: E501  (word lists are read best on one line)

from __future__ import annotations

import re
from collections.abc import Iterable

from vr_app.host.imagining.places import HOURS, KINDS, WEATHERS
from vr_app.host.words.chinese_nouns import ENGLISH_OF
from vr_app.host.words.nouns import THINGS, singular
from vr_app.library.stand_in_kinds import KINDS as BODY_KINDS
from vr_app.library.stand_ins import best_thing, has_kind, is_building
from vr_app.library.word_search import WordSearch

SURE = 0.8
WORD = re.compile(r"[a-zé]+(?:-[a-zé]+)*")
_TOKEN = re.compile(r"[a-zé]+(?:-[a-zé]+)*|[,.;:!?]")
_PAUSES = frozenset(",.;:!?")
HAN = re.compile(r"[\u4e00-\u9fff]")
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
last other another each every all both half full tonight today again once air double kit row rows pair bunch group set
"""
_PLAIN = frozenset(_PLAIN_LIST.split())
_LIKE_ADJECTIVE = re.compile(r"(?:ly|ous|ful|less|ing|lit|ed|ish|ic|al|ent|ant|ive|able|est)$")
_SKY_LIST = """
moon star sun sky cloud rain snow fog mist storm wind night dawn dusk evening morning sunset steam smoke vapour vapor water
"""
_MODIFIED_LIST = "and or but is are was were be been being very too so just really only as than who which that it"
_MODIFIED = frozenset(_MODIFIED_LIST.split())
"""After these an adjective may stand alone at the end of a phrase; after all else what stands there is a noun."""
_SKY = frozenset(_SKY_LIST.split())
VAPOURS = frozenset(["steam", "smoke", "vapour", "vapor", "蒸汽", "水汽", "热气"])
"""What hangs in the air: no engine, and a haze over all."""
_LAST_PAIRS = """
桌 table|椅 chair|凳 stool|床 bed|柜 cabinet|碗 bowl|杯 cup|壶 teapot|箱 chest|篮 basket|筐 basket|笼 basket|书 book|画 picture|
船 rowing boat|舟 rowing boat|柱 column|亭 pavilion|花 flowers|草 grass|石 rock|松 pine|琴 harp|旗 banner|屋 cottage|楼 house|架 easel
"""
_LAST = {pair.strip()[0]: pair.strip()[2:] for pair in _LAST_PAIRS.split("|")}
"""What a Chinese noun is by its last character."""
_GROVES = (("竹林", "竹子"), ("松林", "松"))
"""Woods that name their trees."""
OF_A_ROOM = frozenset(["wall", "window", "ceiling", "floor", "roof", "墙", "窗", "窗户", "屋顶"])
"""What a room has by itself."""
_PERSONS = re.compile(
    r"(?:(?<!snow)men|(?<!snow)man|women|woman|children|child|people|folk|monks?|sailors?|fishers?|villagers?|dancers?)$"
)


def _setting_words() -> frozenset[str]:
    listed = [kind.words for kind in KINDS.values()] + [words for _, words in (*HOURS, *WEATHERS)]
    return frozenset(word for words in listed for word in words.split()) | _SKY


_SETTING = _setting_words()
_HAN_AMOUNT = re.compile(
    r"^(?:[一两二三四五六七八九十几数]+[个只座艘棵朵条间盏张把匹头本幅块尊口架株片筐篮桶群双对副堆丛排串瓶壶袋箱根台部所幢栋]|许多|几|数)"
)
_HAN_PLACE = re.compile(r"[上下里旁边前后中]$")
_HAN_GENERAL = re.compile(
    r"地方|场景|世界|时候|故事|里面|中间|旁边|附近|风格|感觉|气氛|天空|星空|人$|们$|我|想|在|着|去|来|看|听"
)


def english_nouns(text: str, search: WordSearch) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
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
        two = installed_name(pair, search) if plain_pair else None
        if two and {singular(part) for part in pair.split()} <= {singular(part) for part in WORD.findall(two)}:
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
        called = installed_name(one, search)
        if called and one not in VAPOURS and (one in called.split() or not {word, one} & _SETTING):
            things.append(one)
        elif word in _SETTING or one in _SETTING:
            setting.append(word)
        elif one in THINGS or (has_kind(one) and not _PERSONS.search(word)):
            things.append(one)
        elif has_kind(word) and not _PERSONS.search(word):
            things.append(word)
        elif not _is_said_of(words, at, search) and (not _may_be_adjective(word) or _ends_phrase(words, at)):
            others.append(word)
    return _unique(things), _unique(setting), _unique(others)


def _may_be_adjective(word: str) -> bool:
    return bool(_LIKE_ADJECTIVE.search(word) or word.endswith("y")) and not _PERSONS.search(word)


def _ends_phrase(words: list[str], at: int) -> bool:
    """Whether the word before `at` is what a phrase is about: "a sled and", "three puppies", no "quiet and hazy"."""
    before = words[at - 2] if at > 1 else ""
    last = at == len(words) or words[at] in _PAUSES or words[at] in _PLAIN
    return last and before in _PLAIN and before not in _MODIFIED


def _is_said_of(words: list[str], at: int, search: WordSearch) -> bool:
    """Whether the word before `at` only says which of what follows is meant ("a gas station", "the neon sign")."""
    if at == len(words) or words[at] in _PAUSES or words[at] in _PLAIN:
        return False
    head = singular(words[at])
    return head in _SETTING or head in THINGS or has_kind(head) or bool(installed_name(head, search))


def _is_compound(word: str, following: str, search: WordSearch) -> bool:
    """Whether two nouns name one thing ("steam locomotive", "wine barrels", "railway station")."""
    one, two = singular(word), singular(following)
    noun = one in THINGS or has_kind(one) or bool(installed_name(one, search))
    if not noun or following in _PLAIN or ({word, one} & _SETTING) - VAPOURS:
        return False
    if following in _SETTING or two in _SETTING:
        return is_building(two)
    return two in THINGS or has_kind(two) or bool(installed_name(two, search))


def is_setting(words: str, name: str) -> bool:
    """Whether words end in a kind of place, and the thing called `name` is another one ("garden", a fence)."""
    found = WORD.findall(words.lower())
    if not found:
        return words in _SETTING and words != name
    head = singular(found[-1])
    names = [singular(word) for word in WORD.findall(name.lower())]
    if head in VAPOURS:
        return head not in names[-1:]  # steam is no steam engine
    return bool({head, found[-1]} & _SETTING) and head not in names


def known_as(words: str, search: WordSearch) -> str:
    """The words, or for Chinese ones that no list has the English of what they end in ("银杏树": a tree)."""
    if not HAN.search(words) or best_thing(words, search) is not None or has_kind(words):
        return words
    ends = (words[cut:] for cut in range(len(words)))
    return next((ENGLISH_OF.get(end) or _LAST.get(end, "") for end in ends if end in ENGLISH_OF or end in _LAST), words)


def may_stand_in(words: str) -> bool:
    """Whether a plain shape may stand for what a plan names: for things, not for people, places, sky or ideas."""
    lower = words.lower()
    if HAN.search(words):
        return has_kind(words) and not words.endswith("人") and words not in _SETTING
    found = WORD.findall(re.split(r"\b(?:of|with|in|on|at|by|under|near)\b", lower, maxsplit=1)[0])
    head = singular(found[-1]) if found else ""
    if not head or _PERSONS.search(found[-1]) or ({head, found[-1]} & _SETTING and not is_building(head)):
        return False
    return has_kind(head) and head not in OF_A_ROOM


def installed_name(words: str, search: WordSearch) -> str:
    """Name of the installed thing that the words are the very name of, or ""."""
    found = search.find(words, 1)
    return found[0].thing.name.lower() if found and found[0].score >= SURE and found[0].why == "words" else ""


def is_name(noun: str, search: WordSearch) -> bool:
    """Whether an installed thing is called just so."""
    return any(noun in thing.names.values() for thing in search.things)


def chinese_nouns(text: str, search: WordSearch) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    nouns = [noun for noun in {**ENGLISH_OF, **dict.fromkeys(_chinese_names(search), "")} if noun in text]
    whole = [noun for noun in nouns if not any(noun != other and noun in other for other in nouns)]
    whole.sort(key=text.index)
    things = [noun for noun in whole if noun not in _SETTING or is_name(noun, search)]
    unknown = _unknown_chinese(text, nouns)
    things += [word for word in unknown if has_kind(word) and not word.endswith("人")]
    things += [tree for grove, tree in _GROVES if grove in text]
    return (
        _unique(things),
        _unique(noun for noun in whole if noun not in things),
        _unique(word for word in unknown if word not in things),
    )


def _unknown_chinese(text: str, nouns: list[str]) -> list[str]:
    """What the parts of a list name that is not known ("有石灯和一只貔貅"): told as absent rather than passed over."""
    found = []
    for part in re.split(r"[，、。；！,;\s]|以及|还有|里有|有|和|与|及", text):
        tail = _HAN_AMOUNT.sub("", part.rpartition("的")[2])
        known = tail.endswith(tuple(nouns)) or tail.endswith(tuple(word for word in _SETTING if HAN.match(word)))
        aside = _HAN_GENERAL.search(tail) or _HAN_PLACE.search(tail)
        if 2 <= len(tail) <= 5 and HAN.match(tail) and not known and not aside:
            found.append(tail)
    return found


def _chinese_names(search: WordSearch) -> list[str]:
    """What installed things and bodies are called in two characters or more."""
    named = [name for thing in search.things for name in thing.names.values()]
    named += [word for _, words in BODY_KINDS for word in words.split()]
    return [name for name in named if len(name) > 1 and HAN.match(name)]


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
