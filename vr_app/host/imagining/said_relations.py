"""How a wish itself says that its things stand to each other: "four stools around a table", "桌上有一副棋盘"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.imagining.wish_nouns import HAN
from vr_app.host.words.nouns import singular

_SAID = {
    "on": "on", "on top of": "on", "around": "around", "round": "around", "beside": "beside", "next to": "beside",
    "near": "near", "by": "near", "under": "under", "along": "near", "between": "near", "behind": "near",
    "in front of": "near", "facing": "facing", "opposite": "facing", "against": "against",
}  # fmt: skip
_BETWEEN = r"(?:\s+(?!(?:and|with|or)\b)[a-z-]+){0,3}?\s+"
"""Articles and adjectives before a noun."""
_SAID_ZH = (
    (r"围着|围绕|环绕", "around"),
    (r"靠着|倚着", "against"),
    (r"对着|朝着", "facing"),
    (r"在.{0,4}旁|挨着", "beside"),
)


@dataclass(frozen=True)
class SaidRelation:
    """What a wish says of where one of its things stands.

    Attributes:
        relation: a word of `plan.RELATIONS` or "under"; "" where only the layout is said.
        target: another thing of the wish.
        layout: "row", "ring", or "".
    """

    relation: str = ""
    target: str = ""
    layout: str = ""


def said_relation(noun: str, things: Sequence[str], text: str) -> SaidRelation:
    """What the text of a wish says of one of its things; nothing where it says nothing."""
    others = [other for other in things if other != noun]
    return _chinese(noun, others, text) if HAN.search(noun) else _english(noun, others, text.lower())


def _english(noun: str, others: Sequence[str], text: str) -> SaidRelation:
    stem = _plural(noun)
    layout = ""
    if found := re.search(rf"\b{stem}\s+(?:stand(?:ing)?\s+)?in (?:a|two|three) (row|line|circle|ring)s?\b", text):
        layout = "row" if found[1] in ("row", "line") else "ring"
    if re.search(rf"\b{stem}\s+against{_BETWEEN}walls?\b", text):
        return SaidRelation("against", layout=layout)
    words = "|".join(sorted(map(re.escape, _SAID), key=len, reverse=True))
    for other in others:
        spread = r"(?:\s+in (?:a|two|three) (?:row|line|circle|ring)s?)?"
        found = re.search(rf"\b{stem}{spread}\s+({words}){_BETWEEN}{_plural(other)}\b", text)
        if found is not None:
            return SaidRelation(_SAID[found[1]], other, layout)
    return SaidRelation(layout=layout)


def _plural(noun: str) -> str:
    one = re.escape(singular(noun))
    return rf"(?:{re.escape(noun)}|{one}(?:s|es)?)"


def _chinese(noun: str, others: Sequence[str], text: str) -> SaidRelation:
    name = re.escape(noun)
    layout = "row" if re.search(rf"一排[\u4e00-\u9fff]{{0,3}}{name}|{name}排成(?:一排|行)", text) else ""
    for other in others:
        goal = re.escape(other)
        for words, relation in _SAID_ZH:
            # "它" is what was named last before.
            meant = rf"(?:{goal}|它)" if text.find(other) < text.find(noun) else goal
            if re.search(rf"{name}(?:{words})(?:着)?{meant}", text):
                return SaidRelation(relation, other, layout)
        last = re.escape(other[-1])
        if re.search(rf"{last}上(?:有|放着|摆着|是)[\u4e00-\u9fff]{{0,4}}{name}", text):
            return SaidRelation("on", other, layout)
    return SaidRelation(layout=layout)
