"""What a visitor's remark beside the matter calls for: sympathy, a shared joy, a word of thanks, or nothing at all.

A 1.5B model left to write that word itself is beside the point eight times of ten (`docs/decisions/improv-windows.md`),
so a head trained on such remarks tells which kind it is (`assets/mind/asides.train.txt`), and the host has words for
each. Where the head is unsure nothing is said: better no word than glad tidings to a mourner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast, get_args

from vr_app.host.sense import Sense

Aside = Literal["grief", "hardship", "joy", "praise", "unsure", "told"]
"""Sad or grave news, a small trouble, good news, a liking for the place or the host, a want of courage or faith, and
something else that one tells of oneself."""
_SURE = 0.65
_GLAD = 0.75
"""Good news and bad are told in much the same words: who is congratulated has to have had good news."""
_BEFALLEN: tuple[Aside, ...] = ("grief", "hardship", "joy")
_BEFELL = 0.93


def aside_in(sentences: Sequence[str], sense: Sense | None) -> Aside | None:
    """Which kind a line holds; what weighs most first. None where nothing can tell, or none of them is sure."""
    told = _shares(sentences, sense)
    for kind in get_args(Aside) if told else ():
        if max(one[kind] for one in told) >= (_GLAD if kind == "joy" else _SURE):
            return cast("Aside", kind)
    return None


def tells_own_lot(sentence: str, sense: Sense | None) -> bool:
    """Whether a sentence surely tells what befell the visitor, and so says nothing of anybody else."""
    return any(sum(one[kind] for kind in _BEFALLEN) >= _BEFELL for one in _shares([sentence], sense))


def _shares(sentences: Sequence[str], sense: Sense | None) -> list[dict[str, float]]:
    head = sense.heads.asides if sense is not None else None
    places = sense.places(sentences) if sense is not None and head is not None and sentences else None
    if head is None or places is None:
        return []
    return [dict(zip(head.labels, map(float, row), strict=True)) for row in head.probabilities(places, sentences)]
