"""What of a reply is said: nothing twice or without end, no mere list, nothing that is not there, no made-up number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.answers.told_numbers import invented_numbers
from vr_app.host.prompt import Prompt
from vr_app.host.replies.courtesy import is_idle
from vr_app.host.replies.grounding import Grounding
from vr_app.host.replies.led_replies import stays_in_role
from vr_app.host.replies.manner import DialogueSettings
from vr_app.host.replies.reply import Reply
from vr_app.kernel.events import Message
from vr_app.speech.joins import joined
from vr_app.speech.sentences import Piece, word_count

_ENDS = (".", "!", "?", "…", "。", "！", "？")
_LONGEST_DESCRIPTION = 4
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_REPEAT = 4
_SHORTEST_ECHO = 3
_REPEATED_SHARE = 0.8
_EXCUSES = re.compile(
    r"^(?:(?:i'm|i am) )?(?:so |very )?(?:sorry|afraid)?,? ?(?:but )?"
    r"i (?:can't|cannot|am unable to|'m unable to|am not able to) (?:help|assist|answer|comment|provide|do|discuss)\b|"
    r"^(?:(?:i'm|i am) )?(?:very )?sorry(?:,? but)?[,.]?$|"
    r"\bas an? (?:\w+ )?(?:ai|assistant|artificial intelligence|text-based)\b|\blanguage model\b|"
    r"\bi(?:'m| am) (?:just |only )?an? (?:\w+ )?(?:ai|language model|virtual assistant)\b|"
    r"\b(?:do not|don't) have the (?:ability|capability)\b|"
    r"\b(?:descriptions?|information) (?:(?:that )?(?:you have|you've|you|i was|i have been) )?(?:provided|given)\b|"
    r"^(?:however|but),? i can (?:provide|offer|give|describe|tell|try)\b",
    re.IGNORECASE,
)
"""How a model turns away what no host would turn away so: what is said instead is the host's own."""
_ASKS_WHAT = re.compile(
    r"\b(?:are|aren't|is this|am i (?:talking|speaking) to)\b[^.?!]*"
    r"\b(?:ai|robot|bot|machine|program|computer|model|human|person|real|alive|chatgpt)\b|人工智能|机器人|真人",
    re.IGNORECASE,
)
"""Whoever asks is told what the host is."""
_ASKS_WHO = re.compile(
    r"\bwho (?:are|r) (?:you|u)\b|\byour (?:name|job|calling|profession)\b|\bwhat (?:are you|do you do)\b|"
    r"\b(?:introduce|about) yourself\b|你是谁|你叫什么|你是做什么|你做什么|介绍一下你",
    re.IGNORECASE,
)
_QUOTES = "\"'”’)"


def is_said(piece: Piece, reply: Reply, grounding: Grounding, manner: DialogueSettings) -> bool:
    """Whether a sentence or a clause of one becomes part of the reply. Notes in the reply why one does not.

    A sentence of which a clause is left out ends before that clause.
    """
    if not piece.text:
        return False
    said = not reply.broken and _may_be_said(piece, reply, grounding, manner)
    if said:
        reply.opened = joined([reply.opened, piece.text] if reply.opened else [piece.text])
    reply.broken = not said and not piece.ends_sentence
    if piece.ends_sentence:
        reply.said += bool(reply.opened)
        reply.opened = ""
    return said


def _may_be_said(piece: Piece, reply: Reply, grounding: Grounding, manner: DialogueSettings) -> bool:
    most = min(manner.most_sentences, _LONGEST_DESCRIPTION) if reply.about_place else manner.most_sentences
    if (
        reply.withheld
        or reply.said >= most
        or (reply.led and not stays_in_role(piece.text, reply, plainly=manner.plain_when_led))
    ):
        return False
    if not reply.opened and word_count(reply.text) >= manner.most_words:
        return False
    if _EXCUSES.search(piece.text.replace("’", "'")) and not _ASKS_WHAT.search(reply.line):
        return False
    if any(_repeats(piece.text, sentence.text) for sentence in reply.sentences):
        return False
    if (reply.led or reply.attempt == 0) and is_idle(piece.text, reply.line):
        return False
    if not manner.allows(f"{reply.text} {reply.opened}", piece.text):
        return False
    if grounding.claims is not None and grounding.claims.strays(f"{reply.opened} {piece.text}".strip()):
        reply.miscalled = True
        return False
    if reply.about_place and _echoes(piece.text, reply.line):
        return False
    if reply.about_place and (absent := grounding.absent_things(piece.text)):
        reply.left_out += absent
        return False
    if reply.about_place and grounding.is_list(f"{reply.opened} {piece.text}") and reply.attempt == 0:
        reply.listed = True
        return False
    if reply.grounds is not None and reply.grounds.is_foreign(piece.text):
        reply.withheld = reply.foreign = True
        return False
    if reply.grounds is not None and reply.grounds.strays(piece.text):
        reply.withheld = True
        return False
    if reply.known_numbers is not None and invented_numbers(piece.text, reply.known_numbers):
        reply.withheld = True
        return False
    return True


def _repeats(text: str, earlier: str) -> bool:
    """Whether a piece says again, in almost the same words, what was said."""
    words, before = (set(_WORD.findall(part.lower())) for part in (text, earlier))
    if len(words) < _SHORTEST_REPEAT:
        return text == earlier
    return len(words & before) >= _REPEATED_SHARE * len(words | before)


def _echoes(text: str, line: str) -> bool:
    """Whether a piece only says the visitor's own words (or the instruction with them) after them."""
    said, asked = (" ".join(_WORD.findall(part.lower())) for part in (text, line.rsplit("\n", 1)[-1]))
    return word_count(text) >= _SHORTEST_ECHO and f" {said} " in f" {asked} "


def whole_sentences(pieces: list[Piece]) -> list[Piece]:
    """Without a last sentence that the limit of tokens broke off."""
    return [piece for piece in pieces if piece.text.rstrip(_QUOTES).endswith(_ENDS)]


def introduction(reply: Reply, grounding: Grounding) -> list[str]:
    """Who the host is by the card, where a reply to one who asks said nothing but that it is somebody else.

    Also where only the beginning was said, before the rest turned out so: "I am Ilario Venn," is no answer.
    """
    if not reply.miscalled or reply.led or grounding.claims is None:
        return []
    if reply.sentences and not reply.text.rstrip().endswith((",", "，")):
        return []
    if reply.known is not None and not _ASKS_WHO.search(reply.line):
        return []
    return [grounding.claims.introduction] if grounding.claims.introduction else []


def second_try(reply: Reply, prompt: Prompt, talk: Sequence[Message]) -> tuple[Message, ...]:
    """What to ask the model where its first reply does not do; () where it does."""
    if reply.led:
        return ()  # what is said instead is there already
    line = reply.line
    if reply.withheld:
        line = prompt.without_number(line)
    elif reply.about_place and reply.said == 1:
        return prompt.more(reply.messages, reply.text)
    elif reply.sentences:
        return ()
    elif reply.left_out:
        line = prompt.stricter(line)
    elif reply.listed:
        line = prompt.not_a_list(line)
    return prompt.messages(talk, line)
