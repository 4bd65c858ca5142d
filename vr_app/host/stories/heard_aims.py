"""What a visitor's lines come to where an improv window asks for a question, or for a verdict of an author's list.

What was said in so many words counts first. What a trained head is sure of is taken so (`remarks.py`); the rest is
weighed by the model as well (`line_reading.py`). Where neither can tell, the wording decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.answers.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.stories.contributions import asks_back, may_give
from vr_app.host.stories.window_replies import fact_for

MOST = 4
"""Sentences of a line that are weighed; the newest."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
HAN = re.compile(r"[\u4e00-\u9fff]")
_BARE_QUESTION = re.compile(
    r"^\W*(?:but |and |so )?(?:why|how|when|where|what for)(?: (?:not|so|then))?\W*[?？]\W*$|^为什么[?？]$",
    re.IGNORECASE,
)
_FEWEST_WORDS, _FEWEST_HAN = 3, 4


@dataclass(kw_only=True)
class Heard:
    """What has been heard of a goal.

    Args:
        facts: what the author lets the host say; a question for that is meant for the host.

    Attributes:
        gave: the last line gave a part.
        asked_why: the host has asked for the reason.
        asks: what the host asks back; "" for nothing.
        found: what a text variable is to hold.
    """

    goal: str
    facts: Sequence[str]
    sense: Sense | None
    gave: bool = False
    met: bool = False
    asked_why: bool = False
    asks: str = ""
    found: str = ""


def said_in(line: str, facts: Sequence[str], sense: Sense | None) -> list[str]:
    """The sentences of a line that may give something."""
    said = [one for one in _sentences(line) if may_give(one)]
    return [one for one in said if not (asks_back(one) and fact_for(one, facts, sense))][-MOST:]


def _sentences(line: str) -> list[str]:
    """Of a line, a bare question with what it is about: "He never wrote back. Why?"."""
    found: list[str] = []
    for one in sentences_of(line.replace("’", "'")):
        if found and _BARE_QUESTION.search(one) and not asks_back(found[-1]):
            found[-1] = f"{found[-1]} {one}"
        else:
            found.append(one)
    return found


def tells(sentence: str) -> bool:
    """Whether a sentence has words enough to tell something."""
    return len(WORD.findall(sentence)) >= _FEWEST_WORDS or len(HAN.findall(sentence)) >= _FEWEST_HAN
