"""When what a person says takes the place of what they said before: a new home, a new job, a correction.

A sentence that fills a slot ("home", "my sister: trade") takes out the older one that filled it. One that corrects
("Actually ...", "... any more") takes out the older one that speaks most of the same.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.words.wording import content_words

_NOW = r"(?:now |actually |currently |really |just |recently |finally |still |also |already )*"
_NUMBER = r"(?:\d{1,3}|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ]\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OWN: tuple[tuple[str, str], ...] = (
    ("name", r"(?:the name(?:'s| is) [A-Z]|my (?:first |full )?name(?:'s| is)|(?:you can |please |just )?call me|i(?:'m| am) called)\b|我(?:叫|的名字[是叫])"),
    ("surname", r"my (?:sur|last |family )name\b|我姓"),
    ("home", rf"(?:i|we)(?:'ve| have)? {_NOW}(?:live|moved|settled|reside) (?!with|alone|together|out|when)|(?:my|our) home (?:is|town is)|我们?(?:现在|已经|刚)?(?:住|搬)"),
    ("trade", rf"i {_NOW}work (?:as|at|for|in)\b|my (?:job|work|trade|profession|occupation) is|我(?:现在)?的工作是|我(?:现在)?在.{{1,10}}(?:工作|上班)"),
    ("age", rf"i(?:'m| am) (?:now )?{_NUMBER}(?: years old)?[.!]?$|我(?:今年|现在)?.{{1,4}}岁"),
    ("marriage", r"(?:i'm|i am|i got|we got|we're|we are) (?:now |newly |recently )?(?:married|single|divorced|engaged|widowed)\b|我(?:已经)?(?:结婚|离婚|单身)"),
)  # fmt: skip
_SLOTS = tuple((slot, re.compile(rf"^(?:{pattern})", re.IGNORECASE)) for slot, pattern in _OWN)
_FAVOURITE = re.compile(r"^(?:my|our) favou?rite ([\w ]+?) (?:is|are)\b|^我最喜欢的(\S{1,4}?)是", re.IGNORECASE)
_OWNED_NAME = re.compile(r"^(?:my|our) ([\w -]+?)(?:'s name is| is (?:now )?(?:called|named)\b)", re.IGNORECASE)
_OF_THEIRS = (
    ("home", re.compile(rf"^(?:my|our) ([\w -]+?) (?:has |have )?{_NOW}(?:lives?|moved)\b", re.IGNORECASE)),
    ("trade", re.compile(rf"^(?:my|our) ([\w -]+?) (?:{_NOW}works? (?:as|at|for|in)|is {_NOW}an? (?:\w+ )?\w*(?:er|or|ist|ian|man|woman|nurse|cook|vet|pilot|student|guide)\b)", re.IGNORECASE)),
    ("age", re.compile(rf"^(?:my|our) ([\w -]+?) (?:is|turned|just turned) (?:now )?{_NUMBER}(?: years old| now| today| yesterday)?[.!]?$", re.IGNORECASE)),
    ("colour", re.compile(r"^(?:my|our) ([\w -]+?) (?:is|are) (?:now )?(?:red|blue|green|yellow|black|white|brown|grey|gray|orange|pink|purple|silver)\b", re.IGNORECASE)),
)  # fmt: skip
_CORRECTS = re.compile(
    r"^(?:(?:no|oh|sorry|wait|well|hang on)[, ]+)*(?:actually|correction|i (?:meant|mean)(?: to say)?|i was wrong|i got that wrong|i made a mistake|that's (?:not right|wrong|old news)|i misspoke|scratch that)\b|"
    r"\b(?:any ?more|no longer|not any longer|instead now|these days now|now instead|not \w+ but)\b|^(?:其实|不对|我说错了|更正)|不再|已经不|而不是",
    re.IGNORECASE,
)
_LEAST_SHARED, _MOST_OF = 2, 0.5


def slot_of(fact: str) -> str:
    """What a fact fills, of which there is one at a time; "" for a fact that may stand beside others."""
    plain = fact.replace("’", "'")
    for slot, pattern in _SLOTS:
        if pattern.match(plain):
            return slot
    if match := _FAVOURITE.match(plain):
        return f"favourite {(match[1] or match[2]).lower()}"
    if match := _OWNED_NAME.match(plain):
        return f"{_plain(match[1])}: name"
    for slot, pattern in _OF_THEIRS:
        if match := pattern.match(plain):
            return f"{_plain(match[1])}: {slot}"
    return ""


def corrects(sentence: str) -> bool:
    """Whether a sentence says that something said before is otherwise."""
    return bool(_CORRECTS.search(sentence.replace("’", "'").strip()))


def replaced(new: str, older: Sequence[str], *, correcting: bool = False) -> list[str]:
    """Of the older facts those that a new one takes the place of.

    Args:
        correcting: it was said as a correction: of those without the same slot, the one that shares the most goes.
    """
    slot = slot_of(new)
    gone = [old for old in older if old != new and slot and slot_of(old) == slot]
    if gone or not correcting:
        return gone
    said = set(content_words(new))
    best, most = "", 0.0
    for old in older:
        words = set(content_words(old))
        shared = len(words & said)
        if old != new and words and (shared >= _LEAST_SHARED or shared / len(words) >= _MOST_OF) and shared >= most:
            best, most = old, shared
    return [best] if best and most else []


def _plain(owner: str) -> str:
    return " ".join(owner.lower().split())
