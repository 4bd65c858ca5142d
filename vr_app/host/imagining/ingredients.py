"""What is to be in an imagined place: what the wish names, what was planned, what belongs to such a place."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vr_app.host.imagining.places import Dressing, PlaceKind
from vr_app.host.imagining.plan import Plan, PlannedThing
from vr_app.host.imagining.wish import Wish, is_setting, may_stand_in
from vr_app.library.stand_ins import stand_in_for
from vr_app.library.things import LibraryThing
from vr_app.library.word_search import WordSearch

SUPPORTS = ("round-table", "table", "desk", "tea-stall", "market-stall", "barrel", "crate", "chest", "bench", "cabinet")
MOST_THINGS = 24
_LOW_M, _HIGH_M = 0.3, 1.3
"""Height of what something can be put on."""
LARGE_M = 3.0
_SMALL_M = 0.75


BY_HOST = "by the host"
"""Relation of what stands where it is seen at once."""


@dataclass(frozen=True)
class Item:
    """One entry of the stage to be.

    Attributes:
        thing: the installed asset; None for a plain shape.
        named: whether the wish itself names it.
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

    @property
    def is_small(self) -> bool:
        return self.thing.stands == "surface" if self.thing is not None else max(self.size_m) < _SMALL_M

    @property
    def carries(self) -> bool:
        """Whether something can be put on it."""
        return (self.thing.id in SUPPORTS) if self.thing is not None else _LOW_M < self.size_m[1] < _HIGH_M


def ingredients(wish: Wish, plan: Plan, kind: PlaceKind, search: WordSearch) -> list[Item]:
    """Named by the wish, planned, and what belongs to such a place; each asset once."""
    found: list[Item] = []
    known: set[str] = set()

    def add(
        words: str, *, named: bool = False, planned: PlannedThing | None = None, dressing: Dressing | None = None
    ) -> None:
        best = search.best(words)
        thing = best.thing if best is not None else None
        if not named and (thing is None or is_setting(words, thing.name)) and not may_stand_in(words):
            return
        mark = thing.id if thing is not None else words.lower()
        if mark in known and named:
            _call_also(found, thing, words, wish.text)
        if mark in known or len(found) >= MOST_THINGS:
            return
        known.add(mark)
        size = thing.size_m if thing is not None else stand_in_for(words).size_m
        count = dressing.count if dressing is not None else planned.count if planned is not None else 1
        item = Item(_unused(mark, found), words, thing, size, _fitting(count, size), named=named, dressing=dressing)
        if planned is not None:
            item = replace(item, relation=planned.relation, target=planned.target)
        found.append(item)

    planned = {words: _planned_as(words, plan.things, search) for words in wish.things}
    for words in wish.things:
        add(words, named=True, planned=planned[words])
    for thing in plan.things:
        add(thing.words, planned=thing)
    if kind.focus and not any(_may_be_focus(item) for item in found):
        add(_name_of(kind.focus, search))
    by_id = {thing.id: thing for thing in search.things}
    for dressing in kind.dressing:
        again = next(
            (n for n, item in enumerate(found) if item.thing is not None and item.thing.id == dressing.asset), -1
        )
        if again >= 0 and dressing.count > 1:
            found[again] = replace(found[again], count=max(found[again].count, dressing.count), dressing=dressing)
        elif dressing.asset in by_id and dressing.asset not in known:
            thing = by_id[dressing.asset]
            known.add(thing.id)
            found.append(Item(_unused(thing.id, found), "", thing, thing.size_m, dressing.count, dressing=dressing))
    small = [item for item in found if item.is_small]
    near = any(item.carries and (item.dressing is None or not kind.indoor) for item in found)
    if small and not near:
        support = by_id.get("round-table" if kind.indoor else "crate")
        if support is not None:
            found.insert(0, Item(_unused(support.id, found), "", support, support.size_m, relation=BY_HOST))
    found.sort(key=lambda item: (item.is_small, not item.carries, item.dressing is not None))
    return found


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
    return (item.thing is None and item.size_m[1] > 0.8) or (
        item.thing is not None and (item.thing.stands == "floor" and item.size_m[1] > 0.8 and item.dressing is None)
    )


def focus_of(items: Sequence[Item]) -> Item | None:
    """The chief thing: the largest that the wish names, else the largest that was planned."""
    able = [item for item in items if _may_be_focus(item)]
    named = [item for item in able if item.named] or able
    return max(named, key=lambda item: math.prod(item.size_m), default=None)
