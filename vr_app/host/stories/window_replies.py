"""What a visitor's line in an improv window calls for: patience, the author's own words, or a sentence by the model.

A small model left to itself speaks past the visitor, so it is asked for one sentence that takes up what was said; what
leads on to the goal is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from vr_app.host.answers.passages import sentences_of
from vr_app.host.replies.led import Led
from vr_app.host.sense import Sense
from vr_app.host.stories.asides import aside_in
from vr_app.host.stories.contributions import (
    answers_in_part,
    asks_back,
    contributions,
    hesitates,
    holds_reason,
    is_cross,
    refuses,
    turns_back,
)
from vr_app.host.stories.reflection import reflected
from vr_app.host.stories.remarks import remarks_of, takes_back
from vr_app.host.stories.window_words import Kind, WindowWords
from vr_app.host.words.wording import content_words, is_chinese

_TAKE_UP = "In one short sentence, as {name}: take up what I said. Ask nothing, and make nothing up."
_ANSWER = "In one short sentence, as {name}: answer from what you were told, or say that you do not know. Ask nothing."
_TOLD = 0.6
_TOLD_BY_HEAD: tuple[Literal["refuses", "cross", "hesitates"], ...] = ("refuses", "cross", "hesitates")
_IN_CHINESE = "请只用中文回答。"
_KNOWN = " (You know: {0})"
_MEANS_IT, _AHEAD = 0.7, 0.05
"""How alike a question has to be to one that the author answers, and how much more than to those of other answers."""


def kind_of(line: str, given: Sequence[str], sense: Sense | None = None) -> Kind:
    """Which kind a line is: by its words, and where they do not tell by the trained head.

    Args:
        given: what of it may serve the goal.
    """
    if given:
        return "partly"
    if refuses(line):
        return "refuses"
    if is_cross(line):
        return "cross"
    if hesitates(line):
        return "hesitates"
    said = remarks_of(sentences_of(line), sense)
    for kind in _TOLD_BY_HEAD:
        if any(remark.of(kind) >= _TOLD for remark in said.values()):
            return kind
    if said and list(said.values())[-1].of("asks") >= _TOLD:
        return "asks"
    return "asks" if asks_back(line) else "strays"


def wants_question_again(line: str, sense: Sense | None) -> bool:
    """Whether a line asks about the asking ("Why?", "What do you mean?"), or takes back what was said."""
    said = list(remarks_of(sentences_of(line), sense).values())
    return bool(said) and (said[-1].of("asks_about_asking") >= _TOLD or takes_back(sentences_of(line), sense))


def reply_to(
    line: str,
    goal: str,
    name: str,
    words: WindowWords,
    facts: Sequence[str] = (),
    sense: Sense | None = None,
    *,
    leads_on: bool = True,
    asks_again: bool = False,
    gave: bool | None = None,
) -> Led:
    """How the host replies.

    Args:
        name: the host's.
        facts: what the author lets the host say of the matter, after the questions it answers, where those are given.
        leads_on: whether the visitor may say another line after this one.
        asks_again: who has said a part is asked the author's question again, and not why.
        gave: whether the line serves the goal; None goes by its words.
    """
    given = contributions(goal, [line], sense) if gave is not False else []
    given = given if answers_in_part(goal, given) else []
    asked = re.sub(rf"[\s,]+{re.escape(name)}(?=\W*$)", "", line)
    fact = fact_for(asked, facts, sense) if asks_back(line) else ""
    if not fact and turns_back(line):
        fact = fact_for(words.question, facts, sense)
    kind, chinese = "asks" if fact else kind_of(line, given, sense), is_chinese(line)
    if not (fact or given) and leads_on and wants_question_again(asked, sense):
        again = words.lead_back(chinese=chinese) or words.question
        return Led(said=again or words.usual("strays", chinese=chinese))
    match kind:
        case "hesitates":
            first = words.authored(kind)
            if first:
                return Led(said=first)
            patience = words.usual(kind, chinese=chinese)
            again = words.again(chinese=chinese)
            return Led(said=f"{patience} {again}".strip())
        case "refuses":
            return Led(said=words.authored(kind) or words.usual(kind, chinese=chinese))
        case "cross":
            if own := words.authored(kind):
                return Led(said=own)
            return Led(said=f"{words.usual(kind, chinese=chinese)} {words.again(chinese=chinese)}".strip())
        case "asks" if fact:
            return Led(said=fact, after=words.lead_back(chinese=chinese) if leads_on else "")
        case "asks":
            direction = _direction(_ANSWER, name, facts, chinese=chinese)
            after = words.lead_back(chinese=chinese) if leads_on else ""
            instead = words.authored(kind) or words.usual(kind, chinese=chinese)
            return Led(direction, instead, after, consults=True)
        case "partly":
            asks_again = asks_again or holds_reason(goal, given)
            back = words.lead_back(chinese=chinese) if asks_again else ""
            after = back or words.authored(kind) or words.usual(kind, chinese=chinese)
            if is_chinese(after) != chinese:
                return Led(said=after)  # the author's words alone, and not two languages in one breath
            turned = reflected(given[-1]) if given else ""
            return Led(_direction(_TAKE_UP, name, (), chinese=chinese), turned, after)
        case _:
            after = words.lead_back(chinese=chinese)
            if after and is_chinese(after) != chinese:
                return Led(said=after)
            kindly = words.kindly(aside_in(sentences_of(line), sense), chinese=chinese)
            instead = kindly or ("" if after else words.usual(kind, chinese=chinese))
            return Led(_direction(_TAKE_UP, name, (), chinese=chinese), instead, after)


def reply_to_part(found: str, line: str, words: WindowWords) -> Led:
    """Asks who has said a part for the rest, in the author's words.

    Args:
        found: what is given back first, "" for nothing.
    """
    chinese = is_chinese(line)
    asked = words.authored("partly") or words.usual("partly", chinese=chinese)
    turned = reflected(found) if found and not is_chinese(asked) else ""
    return Led(said=turned or asked, after=asked if turned else "")


def _direction(how: str, name: str, facts: Sequence[str], *, chinese: bool) -> str:
    known = _KNOWN.format(" ".join(_told(fact) for fact in facts)) if facts else ""
    return f"{how.format(name=name)}{known}{' ' + _IN_CHINESE if chinese else ''}"


def fact_for(line: str, facts: Sequence[str], sense: Sense | None) -> str:
    """What the author lets the host say to a question; "" where that answers none of them surely."""
    question = " ".join(sentences_of(line)[-1:])
    asked = [(of, fact) for fact in facts for of in _questions(fact) or [_told(fact)]]
    if not asked or not question:
        return ""
    places = sense.places([question, *(of for of, _ in asked)]) if sense is not None else None
    if places is None:
        words = set(content_words(question))
        shares = [len(words & set(content_words(of))) / max(1, len(words)) for of, _ in asked]
    else:
        shares = [float(share) for share in places[1:] @ places[0]]
    best = max(range(len(asked)), key=shares.__getitem__)
    fact = asked[best][1]
    others = max((share for share, (_, other) in zip(shares, asked, strict=True) if other != fact), default=0.0)
    return _told(fact) if shares[best] >= _MEANS_IT and shares[best] - others >= _AHEAD else ""


def _questions(fact: str) -> list[str]:
    """The questions that a fact begins with: those it answers."""
    return list(takewhile(lambda sentence: sentence.endswith(("?", "？")), sentences_of(fact)))


def _told(fact: str) -> str:
    """What of a fact is said."""
    return " ".join(sentences_of(fact)[len(_questions(fact)) :])
