"""Replies in an author's improv window: short, to the visitor's face, in the role, in words of the host's own."""

from __future__ import annotations

import re

from vr_app.host.manner import DialogueSettings
from vr_app.host.reply import Reply
from vr_app.host.wording import is_chinese

MOST_SENTENCES = 2
MOST_TOKENS = 60
_OUT_OF_ROLE = re.compile(
    r"\b(?:the|a|this|our) (?:visitor|guest|user)(?:'s|s)?\b|\b(?:stay|step)\w* (?:in|out of) (?:character|the role)\b|"
    r"\b(?:my|your|the) (?:aim|goal|instructions?) (?:is|in this|for this)\b|\bthis exchange\b|\bnever said aloud\b|"
    r"\blanguage model\b|\bas an? (?:ai|assistant)\b|\bhow (?:can|may) i (?:help|assist)\b|"
    r"访客|游客|来访者|语言模型|人工智能",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_ECHO = 4
_ECHOED_SHARE = 0.75
_LISTENING = "Go on. I am listening."
_LISTENING_HAN = "请说吧，我在听。"


def most_tokens(reply: Reply, settings: DialogueSettings) -> int:
    """How much the model may write."""
    if reply.about_place:
        return settings.description_tokens
    return min(settings.max_tokens, MOST_TOKENS) if reply.led else settings.max_tokens


def out_of_role(text: str) -> bool:
    """Whether a sentence speaks of the visitor as of somebody else, of the instructions, or as a machine."""
    return bool(_OUT_OF_ROLE.search(text))


def stays_in_role(text: str, reply: Reply) -> bool:
    """Whether a piece of a led reply may be said; after a question it is the visitor's turn."""
    asked = reply.text.rstrip().endswith(("?", "？"))
    if asked or reply.said >= MOST_SENTENCES or out_of_role(text):
        return False
    if is_chinese(reply.line.partition("\n(")[0]) != is_chinese(text):
        return False
    said = set(_WORD.findall(reply.line.partition("\n(")[0].lower()))
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) < _SHORTEST_ECHO or sum(word in said for word in words) < _ECHOED_SHARE * len(words)


def in_place_of_silence(reply: Reply) -> list[str]:
    """What is said where nothing that the model wrote can be, at the second try too; [] elsewhere."""
    if not reply.led or reply.sentences or reply.attempt == 0:
        return []
    return [_LISTENING_HAN if is_chinese(reply.line.partition("\n(")[0]) else _LISTENING]
