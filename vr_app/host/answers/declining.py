"""What the host says where nobody told it: that it does not know, and what it could tell instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

from vr_app.host.answers.passages import sentences_of

_ENGLISH = (
    "That I don't know, and I would rather not make it up.",
    "I don't know: nobody ever told me, and I won't guess.",
    "I'm afraid I don't know that.",
)
_CHINESE = (
    "这个我不知道，我不想乱说。",
    "我不知道，没有人告诉过我，我不乱猜。",
    "抱歉，这个我不清楚，我不知道。",
)
_OF_SELF = (
    "I don't know how to answer that about myself without making something up.",
    "About myself I don't know that, and I won't invent it.",
    "I don't know that, odd as it sounds, though it is about me.",
)
_OF_SELF_CHINESE = (
    "关于我自己的这件事，我不知道该怎么说，我不想编。",
    "我自己的这件事我也不知道，不想乱说。",
    "说来奇怪，这是我自己的事，我却不知道。",
)
_NONE = ("I don't know of any, and I won't make one up.", "据我所知没有，我不知道这里有这样的东西。")
_WHETHER_THERE = re.compile(
    r"^(?:is|are|was|were) there (?:also )?(?:an?|any|some|another|more) |^(?:这里|这儿|附近)?有(?:没有)?"
)
_DECLINES = re.compile(
    r"(?!.*(?:\bbut\b|但|不过)).*(?:\b(?:don't|do not) know\b|\bI (?:can't|cannot) (?:answer|tell you) that\b|"
    r"\bI'm not sure\b|不知道|不清楚)",
    re.IGNORECASE,
)
_OFFER = (
    "I could tell you about {0}, though.",
    "But ask me about {0}, if you like.",
    "What I do know something of is {0}.",
)
_OFFER_CHINESE = ("不过我可以给你讲讲{0}。", "要是愿意，可以问问我{0}。", "我知道的是{0}。")
_OFFERS = re.compile("|".join(re.escape(offer).replace(r"\{0\}", ".+") for offer in (*_OFFER, *_OFFER_CHINESE)))


def declined(said: str, offers: Sequence[str], *, chinese: bool, of_host: bool = False) -> tuple[str, ...]:
    """One or two sentences; the same line gets the same ones.

    Args:
        of_host: the host was asked about itself.
    """
    pick = crc32(said.lower().encode("utf-8", "replace"))
    first = (_CHINESE if chinese else _ENGLISH)[pick % 3]
    if of_host:
        first = (_OF_SELF_CHINESE if chinese else _OF_SELF)[pick % 3]
    elif _WHETHER_THERE.match(said.lower()):
        first = _NONE[chinese]
    if not offers:
        return (first,)
    offer = (_OFFER_CHINESE if chinese else _OFFER)[pick // 3 % 3]
    return (first, offer.format("、".join(offers) if chinese else " or ".join(offers)))


def is_declining(text: str) -> bool:
    """Whether a reply says no more than that the host does not know, and what it could tell instead."""
    said = [one for one in sentences_of(text.replace("’", "'")) if not _OFFERS.fullmatch(one)]
    return bool(said) and all(_DECLINES.match(one) for one in said)
