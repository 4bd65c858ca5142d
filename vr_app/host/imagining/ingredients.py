"""What is to be in an imagined place: what the wish names, what was planned, what belongs to such a place."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vr_app.host.imagining.amounts import AMOUNTS, MANY
from vr_app.host.imagining.grounds import frame_of
from vr_app.host.imagining.places import Dressing, PlaceKind
from vr_app.host.imagining.plan import Plan, PlannedThing
from vr_app.host.imagining.said_relations import SaidRelation, said_relation
from vr_app.host.imagining.wish import Wish
from vr_app.host.imagining.wish_nouns import is_setting, known_as, may_stand_in
from vr_app.host.words.nouns import singular
from vr_app.library.appearance import Appearance, appearance_of, described
from vr_app.library.stand_ins import best_thing, is_building, stand_in_for
from vr_app.library.things import LibraryThing, name_words
from vr_app.library.word_search import WordSearch, head_and_rest

SUPPORTS = ("round-table", "table", "desk", "tea-stall", "market-stall", "barrel", "crate", "chest", "bench", "cabinet")
MOST_THINGS = 24
_FLAT = ("box", "cylinder", "case")
_LOW_M, _HIGH_M = 0.3, 1.3
"""Height of what something can be put on."""
LARGE_M = 3.0
_SMALL_M = 0.75


_LEAST_FITTING = 0.5
_CLEAR_Z = -1.2
"""Of a room: nothing large comes nearer to the way and the host."""
TREES = ("oak", "cherry", "pine", "cypress", "palm")
_NUMBERS = AMOUNTS | {
    "five": 5,
    "six": 6,
    "seven": MANY,
    "many": MANY,
    "both": 2,
    "rows of": MANY,
    "二": 2,
    "五": 5,
    "六": 6,
}
_OUTDOORS = {"street-lamp": "lantern"}
"""What stands only outside, and what stands for it in a room."""
_ON_WATER = ("boat", "ship", "submarine", "whale")
_ASHORE = re.compile(r"strand|wreck|beached|ashore|deck|搁浅|沉船")
PLAINLY = Appearance()
BY_HOST = "by the host"
"""Relation of what stands where it is seen at once."""


@dataclass(frozen=True)
class Item:
    """One entry of the stage to be.

    Attributes:
        thing: the installed asset; None for a plain shape.
        called: what its body is found by; its words where these are known, English ones for a Chinese word that is not.
        named: whether the wish itself names it.
        looks: what is said of an installed thing's size, colour and wear.
        afloat: whether it belongs on the water that is here.
        layout: how several stand to each other where the wish says so.
    """

    id: str
    words: str
    thing: LibraryThing | None
    size_m: tuple[float, float, float]
    count: int = 1
    relation: str = ""
    target: str = ""
    named: bool = False
    dressing: Dressing | None = None
    looks: Appearance = PLAINLY
    afloat: bool = False
    called: str = ""
    layout: str = ""

    @property
    def is_small(self) -> bool:
        return self.thing.stands == "surface" if self.thing is not None else max(self.size_m) < _SMALL_M

    @property
    def carries(self) -> bool:
        """Whether something can be put on it."""
        if self.thing is not None:
            return self.thing.id in SUPPORTS
        return stand_in_for(self.called or self.words).shape in _FLAT and _LOW_M < self.size_m[1] < _HIGH_M


def ingredients(wish: Wish, plan: Plan, kind: PlaceKind, search: WordSearch) -> list[Item]:
    """Named by the wish, planned, and what belongs to such a place; each asset once."""
    found: list[Item] = []
    known: set[str] = set()
    by_id = {thing.id: thing for thing in search.things}

    def add(
        words: str, *, named: bool = False, planned: PlannedThing | None = None, dressing: Dressing | None = None
    ) -> None:
        called = known_as(words, search)
        best = best_thing(called, search)
        thing = best.thing if best is not None else None
        if kind.indoor and thing is not None and thing.id in _OUTDOORS:
            thing = by_id.get(_OUTDOORS[thing.id], thing)
        if not named and (thing is None or is_setting(words, thing.name)) and not may_stand_in(words):
            return
        if kind.indoor and not named and is_building(words):
            return  # one is in it
        mark = thing.id if thing is not None else min(head_and_rest(words)[0], key=len, default=words.lower())
        if mark in known and named:
            _call_also(found, thing, words, wish.text)
        if mark in known or len(found) >= MOST_THINGS:
            return
        known.add(mark)
        noun = words
        phrase = described(noun, wish.text) if named else noun
        if named and phrase == noun and planned is not None and _ends_in(planned.words, noun):
            phrase = planned.words
        looks = appearance_of(phrase, name_words(thing)) if thing is not None else Appearance()
        if thing is not None:
            wide, tall, deep = (looks.scale * side for side in thing.size_m)
            size = (wide, tall, deep)
        else:
            words = phrase
            called = called if called != noun else words
            size = stand_in_for(called).size_m
        fits = _fits(size, kind, wish)
        if fits < _LEAST_FITTING and not named:
            return
        if fits < 1.0:
            wide, tall, deep = (round(fits * side, 2) for side in size)
            size, looks = (wide, tall, deep), replace(looks, scale=looks.scale * fits)
        count = dressing.count if dressing is not None else planned.count if planned is not None else 1
        if named:
            count = max(count, said_count(noun, wish.text) or 1)
        item = Item(_unused(mark, found), words, thing, size, _fitting(count, size), named=named, dressing=dressing)
        item = replace(item, called=called, looks=looks, afloat=kind.water and _floats(words, thing))
        if planned is not None:
            item = replace(item, relation=planned.relation, target=planned.target)
        if named and (said := said_relation(noun, wish.things, wish.text)) != SaidRelation():
            relation, target = (said.relation, said.target) if said.relation else (item.relation, item.target)
            item = replace(item, relation=relation, target=target, layout=said.layout)
        found.append(item)

    planned = {words: _planned_as(words, plan.things, search) for words in wish.things}
    for words in wish.things:
        add(words, named=True, planned=planned[words])
    for thing in plan.things:
        add(thing.words, planned=thing)
    if kind.focus and not any(_may_be_focus(item) for item in found):
        add(_name_of(kind.focus, search))
    tree = next((item for item in found if item.named and _is_tree(item)), None)
    for dressing in kind.dressing:
        again = next(
            (n for n, item in enumerate(found) if item.thing is not None and item.thing.id == dressing.asset), -1
        )
        if tree is not None and dressing.asset in TREES:
            # "A bamboo forest": its trees are the ones that the wish names.
            name = _unused(f"{tree.id}-{dressing.spread}", found)
            found.append(replace(tree, id=name, count=dressing.count, named=False, dressing=dressing, relation=""))
        elif again >= 0 and dressing.count > 1:
            found[again] = replace(found[again], count=max(found[again].count, dressing.count), dressing=dressing)
        elif dressing.asset in by_id and dressing.asset not in known:
            thing = by_id[dressing.asset]
            known.add(thing.id)
            name, afloat = _unused(thing.id, found), kind.water and _floats("", thing)
            found.append(Item(name, "", thing, thing.size_m, dressing.count, dressing=dressing, afloat=afloat))
    small = [item for item in found if item.is_small]
    near = any(item.carries and (item.dressing is None or not kind.indoor) for item in found)
    if small and not near:
        support = by_id.get("round-table" if kind.indoor else "crate")
        if support is not None:
            found.insert(0, Item(_unused(support.id, found), "", support, support.size_m, relation=BY_HOST))
    found.sort(key=lambda item: (item.is_small, bool(item.target), not item.carries, item.dressing is not None))
    return found


def _ends_in(phrase: str, noun: str) -> bool:
    """Whether a planned phrase is about the noun, not only mentions it."""
    lower = phrase.lower().strip()
    if {singular(word) for word in lower.split()} == {noun}:
        return False  # the noun twice over
    return lower.endswith((noun, f"{noun}s", f"{noun}es")) and not re.search(r"[,，、]| with | and ", lower)


def _is_tree(item: Item) -> bool:
    if item.thing is not None:
        return item.thing.id in TREES
    return stand_in_for(item.words).shape in ("tree", "bamboo")


def said_count(noun: str, text: str) -> int:
    """How many of it a wish asks for: its number, a few for a plural, 0 where it says nothing."""
    if re.search(r"[\u4e00-\u9fff]", noun):
        found = re.search(
            rf"([两二三四五六几])[个只座艘棵朵条间盏张把匹头](?:[\u4e00-\u9fff]{{0,3}}){re.escape(noun)}", text
        )
        return _NUMBERS[found[1]] if found is not None else 0
    stem = re.escape(noun)
    found = re.search(rf"\b({'|'.join(_NUMBERS)})\s+(?:[a-z-]+\s+){{0,3}}{stem}(?:s|es)?\b", text.lower())
    if found is not None:
        return _NUMBERS[found[1]]
    return 3 if re.search(rf"\b{stem}(?:s|es)\b", text.lower()) and not noun.endswith("s") else 0


def _floats(words: str, thing: LibraryThing | None) -> bool:
    if thing is not None:
        return thing.stands == "water" and thing.id not in ("reeds", "jetty")
    return stand_in_for(words).shape in _ON_WATER and _ASHORE.search(words) is None


def _fits(size: tuple[float, float, float], kind: PlaceKind, wish: Wish) -> float:
    """By what a thing is made smaller to have room; outdoors everything has."""
    if not kind.indoor:
        return 1.0
    frame = frame_of(kind, wish.look)
    deep = _CLEAR_Z - frame.back_z
    return min(1.0, 0.82 * frame.height_m / size[1], 1.1 * frame.half_m / size[0], deep / size[2])


def _call_also(found: list[Item], thing: LibraryThing | None, words: str, text: str) -> None:
    """One thing answers two words of the wish ("treasure chests"): it is called by both."""
    for number, item in enumerate(found):
        if thing is not None and item.thing is thing and words not in item.words:
            joined = f"{item.words} {words}"
            found[number] = replace(item, words=joined if joined in text.lower() else f"{item.words}, {words}")


def _planned_as(words: str, things: Sequence[PlannedThing], search: WordSearch) -> PlannedThing | None:
    """The plan's own entry for what the wish names."""
    best = search.best(words)
    for thing in things:
        other = search.best(thing.words)
        same = best is not None and other is not None and best.thing.id == other.thing.id
        if same or words in thing.words.lower():
            return thing
    return None


def _name_of(identifier: str, search: WordSearch) -> str:
    return next((thing.name for thing in search.things if thing.id == identifier), identifier)


def _fitting(count: int, size: tuple[float, float, float]) -> int:
    """Large things come in ones and twos."""
    return min(count, 2 if max(size[0], size[2]) > LARGE_M else 6)


def _unused(mark: str, found: Sequence[Item]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", mark.lower()).strip("-")[:40] or "thing"
    taken, number, name = {item.id for item in found} | {"host", "spawn"}, 2, slug
    while name in taken:
        name, number = f"{slug}-no{number}", number + 1
    return name


def _may_be_focus(item: Item) -> bool:
    return (item.thing is None and item.size_m[1] > 0.8 and not item.afloat) or (
        item.thing is not None and (item.thing.stands == "floor" and item.size_m[1] > 0.8 and item.dressing is None)
    )


def focus_of(items: Sequence[Item]) -> Item | None:
    """The chief thing: the largest that the wish names, else the largest that was planned."""
    able = [item for item in items if _may_be_focus(item)]
    named = [item for item in able if item.named] or able
    return max(named, key=lambda item: math.prod(item.size_m), default=None)
