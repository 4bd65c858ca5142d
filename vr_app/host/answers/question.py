"""What kind of answer a line asks for, of whom or what: rules over the words of English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vr_app.host.answers.question_words import (
    ANYBODY,
    APP_WORD,
    ATTRIBUTE,
    BEGINS,
    CATEGORY,
    FEELING,
    HAVING,
    HOST,
    HOST_FACT,
    HOW_TO,
    LEADING,
    MANNER,
    MOST,
    OPINION,
    POLITE,
    ROLE,
    SOCIAL,
    STORY,
    STUFF_WORDS,
    TRAILING,
    TYPE_WORDS,
    VISITOR,
    WAYS,
    WRONG,
    ZH_APP,
    ZH_BEGINS,
    ZH_HOW_TO,
    ZH_SOCIAL,
    Wants,
)
from vr_app.host.words.wording import SMALL_WORDS, content_words, is_chinese, plain_words, stem

About = Literal["place", "host", "visitor", "app"]


@dataclass(frozen=True)
class Question:
    """A line, read.

    Attributes:
        wants: the kind of answer; "" for a line that asks for no fact.
        about: whom or what it is about; a rule of thumb.
        words: stems of what it is about, without the words that only tell the kind of answer.
        typed: stems of the words that tell the kind ("tall", "many").
        text: in small letters, without what is only polite.
        how_to: asks how something is done with the app.
        trouble: says that something does not work.
        category: stem of the kind of thing asked for ("which tool is ..."), "" for none; it need not be written.
    """

    wants: Wants
    about: About
    words: tuple[str, ...]
    typed: tuple[str, ...]
    text: str
    chinese: bool = False
    how_to: bool = False
    trouble: bool = False
    category: str = ""


def read_question(said: str) -> Question:
    """What a line asks for."""
    line = TRAILING.sub("", " ".join(said.replace("’", "'").split()))
    line = re.split(r"(?<=[.!?])\s+", line)[-1] if len(line) > 200 else line
    if is_chinese(line):
        return _read_chinese(line)
    asked = next((part for part in re.split(r"(?<=[.!?])\s+", line) if read_begin(part)), line)
    text = TRAILING.sub("", POLITE.sub("", asked.lower()))
    text = LEADING.sub("", ATTRIBUTE.sub(r"\1 ", text))
    wants = read_begin(asked)
    if SOCIAL.search(text) and not HOW_TO.match(text):
        wants = ""
    if ROLE.search(text):
        wants = "who"
    if STORY.search(text):
        wants = "tell"
    elif MOST.search(text):
        wants = ""
    asked_kind = CATEGORY.match(text)
    stems = content_words(text)
    typed = tuple(word for word in stems if word in TYPE_WORDS)
    words = tuple(dict.fromkeys(word for word in stems if word not in TYPE_WORDS or wants in ("tell", "whether")))
    if wants == "where":
        words = tuple(word for word in words if word not in WAYS)
    if wants == "stuff":
        words = tuple(word for word in words if word not in STUFF_WORDS)
    how_to = bool(HOW_TO.match(text))
    about: About = "place"
    if APP_WORD.search(text) and (how_to or wants in ("what", "where", "whether", "how", "tell", "")):
        about = "app"
    elif (
        VISITOR.search(text)
        and not how_to
        and re.search(r"\b(?:my|i|me|our|(?:did|have|are|do) we)\b", text)
        and not re.search(r"\bcan i\b|\bshould i\b|tell me|show me|\b(?:for|with|on) my \w", text)
    ):
        about = "visitor"
    elif HOST.search(ANYBODY.sub("", text)) and (
        HOST_FACT.search(text) or wants in ("when", "count", "measure", "who", "where")
    ):
        about = "host"
        factual = not wants and HOST_FACT.search(text) and not FEELING.match(text)
        if factual and re.match(r"(?:do|are|have|did|were)\b", text):
            wants = "whether"
    elif HOST.search(ANYBODY.sub("", text)) and wants in ("whether", "what", "how", "why"):
        open_to_all = bool(words) and not OPINION.search(text) and not (wants == "why" and MANNER.search(text))
        fact = HOST_FACT.search(text) or (open_to_all and (wants in ("what", "how", "why") or HAVING.match(text)))
        about, wants = "host", wants if fact else ""
    kind = stem(asked_kind[1]) if asked_kind and asked_kind[1] not in SMALL_WORDS else ""
    return Question(wants, about, words, typed, text, False, how_to, bool(WRONG.search(text)), kind)


def read_begin(line: str) -> Wants:
    """The kind of answer that the beginning of a line asks for."""
    text = LEADING.sub("", TRAILING.sub("", POLITE.sub("", line.lower().replace("’", "'").strip())))
    for wants, pattern in BEGINS:
        if pattern.search(text):
            return wants
    words = plain_words(text)
    if line.rstrip().endswith("?") and any(word not in SMALL_WORDS for word in words):
        late = re.search(r"\b(when|who|where|why|how many|how old|how long|what|which)\b.*$", text)
        if late and late.start() > 0:
            return read_begin(late.group())
        return "whether"
    return ""


def _read_chinese(line: str) -> Question:
    kinds: list[Wants] = [kind for kind, pattern in ZH_BEGINS if pattern.search(line)]
    wants: Wants = kinds[0] if kinds else ""
    if ZH_SOCIAL.search(line):
        wants = ""
    how_to = bool(ZH_HOW_TO.search(line))
    about: About = (
        "app"
        if ZH_APP.search(line) or how_to
        else "visitor"
        if re.search(r"我(?:的|是|叫|姓|喜欢|讨厌|住|养|有(?!没)|对|怕|爱|收集|出生)", line)
        else "place"
    )
    if about == "place" and re.search(r"你|您", line) and wants:
        about = "host"
    return Question(
        wants, about, tuple(dict.fromkeys(content_words(line))), (), line, True, how_to, bool(WRONG.search(line))
    )
