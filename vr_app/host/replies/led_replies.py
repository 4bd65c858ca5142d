"""Replies in an author's improv window: short, to the visitor's face, in the role, in words of the host's own."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

from vr_app.host.answers.passages import sentences_of
from vr_app.host.replies.knowing import said_instead
from vr_app.host.replies.manner import DialogueSettings
from vr_app.host.replies.reply import Reply
from vr_app.host.words.wording import is_chinese, stem

MOST_SENTENCES = 1
MOST_TOKENS = 40
_OUT_OF_ROLE = re.compile(
    r"\b(?:the|a|this|our) (?:visitor|guest|user)(?:'s|s)?\b|\b(?:stay|step)\w* (?:in|out of) (?:character|the role)\b|"
    r"\b(?:my|your|the) (?:aim|goal|instructions?) (?:is|in this|for this)\b|\bthis exchange\b|\bask nothing\b|\bmake nothing up\b|\bnever said aloud\b|"
    r"\bhow (?:can|may) i (?:help|assist)\b|"
    r"访客|游客|来访者|语言模型|人工智能",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"\byou(?:'re| are) (?:very |most )?welcome\b|\bno problem\b|\bmy pleasure\b|\bhappy to\b|\bglad to\b|\bthank(?:s| you)\b|\bsorry\b|\bapologi[sz]e|"
    r"\b(?:great|good|excellent|interesting) (?:question|point|idea|choice|answer)\b|\bof course\b|^\W*(?:sure|certainly|absolutely|exactly|okay|ok|yes|no)\W*$|"
    r"\byou (?:should|must|need to|have to|ought|could try)\b|\b(?:it is|it's) (?:important|essential|best|better|crucial|worth)\b|\bremember (?:to|that)\b|\bmake sure\b|\bhealthy\b|"
    r"\blet(?:'s| us) (?:talk|discuss|explore|move)\b|\binformation\b|不客气|谢谢|对不起|抱歉|你应该|您应该|好问题",
    re.IGNORECASE,
)
"""How a helpful assistant talks, and nobody on a stage: thanks for nothing, advice, praise."""
_OF_SELF = re.compile(
    r"\b(?:i'(?:d|ve|ll)|i(?:'m| am) (?!not (?:sure|certain|told)\b|listening|curious|afraid)|i (?!see\b|know\b|do not know\b|don't know\b|never knew\b|hear\b|understand\b|wonder\b|cannot\b|can't\b|could not\b|may\b|was never told\b)\w+|me\b|my\b|mine\b|myself\b|we\b|our\b|us\b)",
    re.IGNORECASE,
)
"""What a host says of itself: a life, likes and opinions that nobody has written."""
_KNOWS_NOT = re.compile(r"\bI (?:do not|don['’]t|cannot|can['’]t) (?:know|tell|say)\b|不知道", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_ECHO = 4
_ECHOED_SHARE = 0.75
_REPEATED_SHARE = 0.7
_LONGEST_WORDS = 24
_SHORTEST_WORD = 4
_NEUTRAL_LIST = """
about after again alone already also always another anybody anyone anything away back because been before begin being best
better between both called came carry change close cold come could dark days deep done down each early easy else enough even
evening ever every everybody everyone everything face fair feel felt find first found from full gave give given gone good
hands hard have head hear heard heart heavy held help here home hope hour kept kind know known last late later learn leave
left less lets life light like little long look made make many matter mean mind more most much must name near need never
next night nobody none nothing often once only open other others over part past people perhaps person place quiet quite rather
real reason remember rest right same seem seen side silence simple small some somebody someone something sometimes soon
sound spoke stand stay still stop strange such take taken tell than that their them then there these they thing things
think this those thought through time times together told tonight took true truth turn under understand until upon very
voice wait want warm water ways well went were what when where whether which while whole will wish with within without
word words world worth would year years young your yours yourself own
"""
_NEUTRAL = frozenset(stem(word) for word in _NEUTRAL_LIST.split())


def most_tokens(reply: Reply, settings: DialogueSettings) -> int:
    """How much the model may write."""
    if reply.about_place:
        return settings.description_tokens
    return min(settings.max_tokens, MOST_TOKENS) if reply.led else settings.max_tokens


def out_of_role(text: str) -> bool:
    """Whether a sentence speaks of the visitor as of somebody else, of the instructions, or as a machine."""
    return bool(_OUT_OF_ROLE.search(text))


def serves(text: str) -> bool:
    """Whether a sentence is an assistant's and not a host's."""
    return bool(_SERVES.search(text.replace("’", "'")))


def stays_in_role(text: str, reply: Reply, *, plainly: bool = True) -> bool:
    """Whether a piece of a led reply may be said. Asking is the author's part.

    Args:
        plainly: the model is small: it may say nothing of itself, and speak only of what was spoken of.
    """
    if text.rstrip().endswith(("?", "？")) or reply.said >= MOST_SENTENCES:
        return False
    if out_of_role(text) or serves(text) or was_said_before(text, reply):
        return False
    if _KNOWS_NOT.search(text) and reply.led is not None and not reply.led.consults:
        return False  # nothing was asked
    line = _said_by_visitor(reply)
    if is_chinese(line) != is_chinese(text):
        return False
    said, words = set(_words(line)), _words(text)
    if len(words) >= _SHORTEST_ECHO and sum(word in said for word in words) >= _ECHOED_SHARE * len(words):
        return False
    return not plainly or is_chinese(text) or _speaks_plainly(text, reply)


def _speaks_plainly(text: str, reply: Reply) -> bool:
    """Whether a sentence keeps to what was spoken of, says nothing of the host, and each thing once."""
    words = [stem(word) for word in _words(text) if len(word) >= _SHORTEST_WORD]
    if len(_words(text)) > _LONGEST_WORDS or _OF_SELF.search(text.replace("’", "'")):
        return False
    telling = [word for word in words if word not in _NEUTRAL]
    if len(telling) > len(set(telling)):
        return False
    spoken_of = " ".join([reply.line, *(m.content for m in reply.messages[-2:] if m.role == "assistant")])
    return set(telling) <= {stem(word) for word in _words(spoken_of)}


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


def spoken_instead(reply: Reply) -> list[str]:
    """What is said at the end: where the model strayed, and in a led reply what leads on."""
    led = reply.led
    if led is None:
        return said_instead(reply)
    known = said_instead(reply) if reply.known is not None and reply.known.how == "informed" else []
    instead = known or ([led.instead] if led.instead and not reply.sentences else [])
    asked = (instead or [reply.text])[-1].rstrip().endswith(("?", "？"))
    return [*instead, led.after] if led.after and not asked else instead


def _said_by_visitor(reply: Reply) -> str:
    return reply.line.partition("\n(")[0]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
