"""Places that somebody may soon wish for: what they spoke of fondly, before they ask to be taken there. Pure."""

from __future__ import annotations

import re

from vr_app.host.imagining.places import KINDS
from vr_app.host.imagining.wish import Wish
from vr_app.host.words.nouns import singular

_PLACES = sorted(
    {word for kind in KINDS.values() for word in kind.words.split() if word.isascii() and len(word) > 3}, key=len
)
_PHRASE = re.compile(
    r"\b(?:an?|the|some|old|those|of|by|in)\s+((?:[a-z'-]+\s+){0,3}(?:"
    + "|".join(sorted(_PLACES, key=len, reverse=True))
    + r")s?(?:\s+(?:at|in|under|with|by|on)\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+(?=[a-z-]+(?:[,.!]|$)))?[a-z-]+){0,3})",
    re.IGNORECASE,
)
_HAN_PLACES = sorted(
    {word for kind in KINDS.values() for word in kind.words.split() if not word.isascii() and len(word) > 1},
    key=len,
    reverse=True,
)
_HAN_PHRASE = re.compile(
    r"((?!喜欢|最爱|想念|怀念|希望|梦见|欢|爱)[\u4e00-\u9fff]{2,3}的)?(" + "|".join(_HAN_PLACES) + ")"
)
_FOND = re.compile(
    r"\b(?:loved?|like|miss|dream|wish|wonder|imagine|remember|beautiful|favou?rite|always wanted|would be|grew up)\b"
    r"|\bnever (?:been|seen)\b"
    r"|喜欢|想念|梦|希望|怀念|美|最爱|没去过|没见过"
)


def foreseen_place(line: str) -> str:
    """The place a line dwells on, as a wish ("snowy forest at night"); "" where it dwells on none."""
    if not _FOND.search(line.lower()):
        return ""
    found = _PHRASE.search(line.lower())
    if found is not None:
        return " ".join(found[1].split())
    wide = _HAN_PHRASE.search(line)
    return wide[0] if wide is not None else ""


def answers(made: Wish, wish: Wish) -> bool:
    """Whether a place that was made for one wish is what another asks for: its kind, hour, weather and things."""
    if (made.language, made.kind) != (wish.language, wish.kind) or not wish.kind_said:
        return False
    if wish.hour not in (None, made.hour) or wish.weather not in ("", made.weather) or wish.look != made.look:
        return False
    there = {singular(word) for word in (*made.things, *made.others)}
    return all(singular(word) in there for word in (*wish.things, *wish.others))
