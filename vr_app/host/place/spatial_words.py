"""Directions, distances and lists of things in spoken English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.host.place.scene_brief import KnownThing, SeenThing
from vr_app.host.words.chinese_nouns import chinese_name

HERE_M = 1.0
_ENGLISH = {
    "ahead": "straight ahead of you",
    "ahead left": "ahead of you to the left",
    "ahead right": "ahead of you to the right",
    "left": "on your left",
    "right": "on your right",
    "behind": "behind you",
    "behind left": "behind you to the left",
    "behind right": "behind you to the right",
}
_CHINESE = {
    "ahead": "正前方",
    "ahead left": "左前方",
    "ahead right": "右前方",
    "left": "左边",
    "right": "右边",
    "behind": "后面",
    "behind left": "左后方",
    "behind right": "右后方",
}


def direction(seen: SeenThing, *, chinese: bool) -> str:
    """Where a thing is, from the visitor."""
    return (_CHINESE if chinese else _ENGLISH)[seen.direction]


def distance(metres: float, *, chinese: bool) -> str:
    """About how far, to two figures: nobody paces out more."""
    if metres >= 1000.0:
        kilometres = f"{metres / 1000.0:.1f}".removesuffix(".0")
        return f"大约{kilometres}公里" if chinese else f"about {kilometres} kilometre{_plural(kilometres)}"
    if metres >= 100.0:
        number = f"{round(metres, -1):.0f}"
    elif metres >= 10.0:
        number = f"{metres:.0f}"
    else:
        number = f"{round(metres * 2) / 2:.1f}" if metres >= 3.0 else f"{metres:.1f}"
        number = number.removesuffix(".0")
    return f"大约{number}米" if chinese else f"about {number} metre{_plural(number)}"


def name_of(thing: KnownThing, *, chinese: bool) -> str:
    """With its article, or as a Chinese sentence has it."""
    if chinese:
        return chinese_name(thing.name)
    first = thing.name.split(" ")[0].lower()
    plain = first in ("the", "a", "an") or thing.name[:1].isupper() or not thing.name.isascii()
    return thing.name if plain else f"the {thing.name}"


def listed(parts: Sequence[str], *, chinese: bool) -> str:
    """ "a, b and c"."""
    if chinese:
        return "、".join(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def is_or_are(thing: KnownThing) -> str:
    """The verb after a thing's name."""
    for word in ("in", "by", "of", "on", "with", "at", "from"):
        head = thing.name.lower().split(f" {word} ")[0]
        if head != thing.name.lower():
            break
    last = head.split(" ")[-1]
    return "are" if last.endswith("s") and not last.endswith(("ss", "us", "is")) else "is"


def _plural(number: str) -> str:
    return "" if number == "1" else "s"
