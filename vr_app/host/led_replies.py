"""Replies in an author's improv window: short, to the visitor's face, in the role, in words of the host's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.knowing import said_instead
from vr_app.host.manner import DialogueSettings
from vr_app.host.passages import sentences_of
from vr_app.host.prompt import Prompt
from vr_app.host.reply import Reply
from vr_app.host.wording import is_chinese
from vr_app.kernel.events import Message

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
_REPEATED_SHARE = 0.7
ASKS_NOTHING = "Ask nothing."
"""In a direction: the story may go on right after the reply."""
CLOSES = "bring the matter to a friendly close"
"""In the direction of a window's last reply."""
_OTHERWISE = "(Say something else than before, in words of your own.)"
_OTHERWISE_HAN = "（请换一种说法，用你自己的话说些别的。）"
_LISTENING = (
    "Take your time.",
    "There is no hurry.",
    "Say it as it comes.",
    "I have the whole evening.",
    "Go on, I am listening.",
)
_LISTENING_HAN = ("慢慢来，我在听。", "不着急。", "想到什么就说什么。", "我有一整晚的时间。", "请说吧。")
_UNDERSTOOD = ("I see.", "我明白了。")
CLOSING = ("Let us leave it at that, then.", "那就先说到这里吧。")


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
    asks = bool(reply.text) and ASKS_NOTHING in reply.line and text.rstrip().endswith(("?", "？"))
    if asked or asks or reply.said >= MOST_SENTENCES or out_of_role(text) or was_said_before(text, reply):
        return False
    if is_chinese(_said_by_visitor(reply)) != is_chinese(text):
        return False
    said = set(_words(_said_by_visitor(reply)))
    words = _words(text)
    return len(words) < _SHORTEST_ECHO or sum(word in said for word in words) < _ECHOED_SHARE * len(words)


def was_said_before(text: str, reply: Reply) -> bool:
    """Whether the host said the same in an earlier reply, in almost the same words."""
    words = set(_words(text))
    if len(words) < _SHORTEST_ECHO:
        return False
    for message in reply.messages:
        if message.role == "assistant":
            for sentence in sentences_of(message.content):
                before = set(_words(sentence))
                if len(words & before) >= _REPEATED_SHARE * len(words | before):
                    return True
    return False


def asked_otherwise(reply: Reply, prompt: Prompt, talk: Sequence[Message]) -> tuple[Message, ...]:
    """What the model is asked where nothing of a led reply could be said; () where something was."""
    if reply.sentences:
        return ()
    more = _OTHERWISE_HAN if is_chinese(_said_by_visitor(reply)) else _OTHERWISE
    return prompt.messages(talk, f"{reply.line}\n{more}")


def spoken_instead(reply: Reply) -> list[str]:
    """What is said where the model strayed; in a led reply only what is known, or that the host listens."""
    if not reply.led:
        return said_instead(reply)
    if reply.known is not None and reply.known.how == "informed":
        return said_instead(reply)
    return _in_place_of_silence(reply)


def _in_place_of_silence(reply: Reply) -> list[str]:
    """What is said where nothing that the model wrote can be, at the second try too."""
    if reply.sentences or reply.attempt == 0:
        return []
    chinese = is_chinese(_said_by_visitor(reply))
    if ASKS_NOTHING in reply.line:
        return [(CLOSING if CLOSES in reply.line else _UNDERSTOOD)[chinese]]
    lines = _LISTENING_HAN if chinese else _LISTENING
    told = " ".join(message.content for message in reply.messages if message.role == "assistant")
    return [next((line for line in lines if line not in told), lines[0])]


def _said_by_visitor(reply: Reply) -> str:
    return reply.line.partition("\n(")[0]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
