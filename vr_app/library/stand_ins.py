"""What stands in for a thing of which no asset is installed: a body of about its form, size and colour."""

from __future__ import annotations

import re

from vr_app.library.appearance import COLOURS, SIZES, STUFFS, flower_colour
from vr_app.library.stand_in_kinds import BUILDING_SHAPES, KINDS, StandIn
from vr_app.library.word_search import Found, WordSearch, head_and_rest

_UNKNOWN = StandIn((0.6, 0.6, 0.5), "case", "#8a6a44")
_ALSO = {
    "workbench": "desk", "portrait": "picture", "mosaic": "picture", "mural": "picture", "fresco": "picture",
    "bonfire": "campfire", "curtain": "folding screen", "mug": "cup", "palm": "palm",
    "organ": "piano", "harpsichord": "piano", "cello": "violin", "fiddle": "violin", "bass": "violin",
    "chandelier": "candelabra", "watermill": "water wheel", "flask": "bottle", "hedge": "bush",
    "logbook": "book", "diary": "book", "journal": "book",
}  # fmt: skip
"""What a word means among installed things, where their own words do not say so."""
_BARE = frozenset(["ball", "cylinder", "cone", "box", "case", "clock", "fern", "tree"])
"""Shapes that tell less than something else with nearly the same meaning."""
_GRAND = BUILDING_SHAPES - {"house", "hut", "tower", "rotunda"}
"""What nothing less stands for: a castle is not the ruined tower that is told to be part of one."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def has_kind(words: str) -> bool:
    """Whether it is known what kind of body the words name."""
    head, _ = head_and_rest(words)
    return _kind(words) is not None or bool(flower_colour(words)) or not head.isdisjoint(_ALSO)


def may_be_built(words: str) -> bool:
    """Whether a body can stand for a word that also names a place: a shrine, not a mountain."""
    kind = _kind(words)
    return kind is not None and kind.shape != "ridge"


def is_building(words: str) -> bool:
    """Whether the words name a building."""
    kind = _kind(words)
    return kind is not None and kind.shape in BUILDING_SHAPES


def is_vessel(words: str) -> bool:
    """Whether the words name a ship, a boat or a rocket."""
    kind = _kind(words)
    return kind is not None and kind.shape in ("ship", "boat", "rocket", "submarine")


def best_thing(words: str, search: WordSearch) -> Found | None:
    """The installed thing that the words mean; None where there is none, or where a body made for them says more."""
    if flower_colour(words):
        return search.best("flowers") or search.best(words)
    head, _ = head_and_rest(words)
    meant = next((_ALSO[word] for word in sorted(head) if word in _ALSO), "")
    found, kind = search.best(meant or words), _kind(words)
    if found is None or kind is None or found.called or meant:
        return found
    if found.why == "meaning":
        return found if kind.shape in _BARE else None
    return None if kind.shape in _GRAND else found


def stand_in_for(words: str) -> StandIn:
    """The body that stands in for what the words name."""
    head, rest = head_and_rest(words)
    kind = _kind(words) or _UNKNOWN
    plain = words.lower()
    factor = next((size for word, size in SIZES.items() if _says(word, plain, head | rest)), 1.0)
    colour = colour_in(words) or kind.colour
    width, height, depth = (round(side * factor, 2) for side in kind.size_m)
    return StandIn((width, height, depth), kind.shape, colour)


def colour_in(words: str) -> str:
    """ "#rrggbb" of the colour or stuff that words name; "" where they name none."""
    head, rest = head_and_rest(words)
    plain = words.lower()
    return next((code for word, code in {**COLOURS, **STUFFS}.items() if _says(word, plain, head | rest)), "")


def _kind(words: str) -> StandIn | None:
    head, _ = head_and_rest(words)
    return next((body for body, names in KINDS if _names(words, head, names.split())), None)


def _names(words: str, head: frozenset[str], names: list[str]) -> bool:
    return any(name in head or (_HAN.match(name) and words.strip().endswith(name)) for name in names)


def _says(word: str, plain: str, terms: frozenset[str]) -> bool:
    return word in plain if _HAN.match(word) else word in terms or re.search(rf"\b{word}\b", plain) is not None
