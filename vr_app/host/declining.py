"""What the host says where nobody told it: that it does not know, and what it could tell instead."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

_ENGLISH = (
    "That I don't know, and I would rather not make it up.",
    "I don't know. Nobody ever told me, and I won't guess.",
    "I'm afraid I don't know that.",
)
_CHINESE = (
    "这个我不知道，我不想乱说。",
    "我不知道，没有人告诉过我，我不乱猜。",
    "抱歉，这个我不清楚，我不知道。",
)
_OFFER = (
    "I could tell you about {0}, though.",
    "But ask me about {0}, if you like.",
    "What I do know something of is {0}.",
)
_OFFER_CHINESE = ("不过我可以给你讲讲{0}。", "要是愿意，可以问问我{0}。", "我知道的是{0}。")


def declined(said: str, offers: Sequence[str], *, chinese: bool) -> tuple[str, ...]:
    """One or two sentences; the same line gets the same ones."""
    pick = crc32(said.lower().encode("utf-8", "replace"))
    first = (_CHINESE if chinese else _ENGLISH)[pick % 3]
    if not offers:
        return (first,)
    offer = (_OFFER_CHINESE if chinese else _OFFER)[pick // 3 % 3]
    return (first, offer.format("、".join(offers) if chinese else " or ".join(offers)))
