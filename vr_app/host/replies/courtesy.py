"""Courtesies that answer nothing: "You're welcome." is said where somebody thanked, and else left out."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

_WELCOME = re.compile(
    r"^\W*(?:you(?:'re| are) (?:very |most |always |quite )?welcome|don't mention it|not at all|no problem|my pleasure|no need to thank me|"
    r"不用谢|不客气|别客气|不用客气|没关系)(?:[, ]+(?:my )?\w+)?\W*$",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"\bthank|\bthanks?\b|\bthx\b|\bcheers\b|\bgrateful|\bappreciate|\bkind of you|\bgenerous|\bsorry\b|\bapolog|\bexcuse me\b|\bpardon\b|\bforgive\b|"
    r"谢|感激|麻烦|对不起|抱歉|不好意思|辛苦",
    re.IGNORECASE,
)


def is_idle(piece: str, line: str) -> bool:
    """Whether a piece of a reply waves off thanks that the visitor's line does not hold.

    Args:
        line: the visitor's words, with what the model was told beside them.
    """
    said = line.replace("’", "'").partition("\n(")[0].partition("\n（")[0]
    return bool(_WELCOME.match(piece.replace("’", "'"))) and not _THANKED.search(said)
