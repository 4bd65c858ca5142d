"""What a visitor's lines come to where an improv window asks for a question, or for a verdict of an author's list.

The sentences that may give it are weighed by the model (`line_reading.py`); where it cannot tell them apart, their
wording decides. What was said in so many words counts before both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.answers.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.stories.contributions import (
    asked_questions,
    asks_back,
    contributions,
    corrects,
    is_filler,
    may_give,
    names_question,
    says_what,
    speaks_to_host,
    wants_reason,
)
from vr_app.host.stories.line_reading import LineReader
from vr_app.host.stories.rhetoric import is_rhetorical
from vr_app.host.stories.verdicts import is_open, is_reported, reason_in, said_outright, which_of
from vr_app.host.stories.window_replies import fact_for
from vr_app.host.words.wording import is_chinese

_MOST = 4
"""Sentences of a line that are weighed; the newest."""
_SURE, _SMALL_TALK = 0.5, 0.85
_AHEAD, _CLEAR = 0.6, 0.2
"""Shares: of a label; of an item among what is no small talk, of small talk up to which an item is taken unasked."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOPIC_WORDS, _TOPIC_HAN = 2, 4
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


@dataclass(kw_only=True)
class HeardQuestion(Heard):
    """The question that the visitor would ask."""

    def texts(self, line: str) -> list[str]:
        """What of a line is to be weighed: nothing any more where the question is known and it is no other."""
        known = self.found and self.asked_why and not _is_topic(self.found)
        return [] if known and not (corrects(line) or names_question(line)) else _said(line, self.facts, self.sense)

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """Takes in a line whose texts were weighed. Args: last: the visitor may say no more."""
        texts = _said(line, self.facts, self.sense)
        if reader.fit:
            wishes = {one: reader.wishes(one) for one in self.texts(line)}
            wishes = {one: ahead for one, ahead in wishes.items() if names_question(one) or (ahead > 0 and _asks(one))}
            plain = {one: ahead for one, ahead in wishes.items() if says_what(one)} or wishes
            best = max(plain, key=plain.__getitem__, default="")
        else:
            said = contributions(self.goal, texts, self.sense)
            asked = asked_questions(self.goal, said)
            best = asked[-1] if asked and (names_question(asked[-1]) or asked != said or len(said) == 1) else ""
        if best and names_question(best) and not says_what(best):
            announced = best  # "I'd ask the same. Where should I live?"
            best = next((one for one in texts if says_what(one)), best)
            texts = [one for one in texts if one != announced or one == best]
        if best and _is_topic(best) and (more := [one for one in texts if one != best and says_what(one)]):
            texts = [one for one in texts if one not in (best, more[0])]
            best = _of_topic(best, more[0])
        known, topic = self.found, _is_topic(self.found)
        if topic and not best and texts and not asks_back(line):
            best = texts[0]  # what of it one would ask: "Love." "Whether it lasts."
        self.gave = bool(best)
        if best and (not known or topic or corrects(line) or names_question(best)):
            self.found = _of_topic(known, best) if topic and not corrects(line) else best
        told = any(_tells(one) for one in texts if one != best)
        self.met = bool(self.found) and (
            last or not wants_reason(self.goal) or told or bool(known and self.asked_why and not self._asks(line))
        )

    def _asks(self, line: str) -> bool:
        """Whether a line wants something of the host instead."""
        return not self.gave and asks_back(line)


@dataclass(kw_only=True)
class HeardVerdict(Heard):
    """The item of a list that the visitor holds, and the reason.

    Args:
        items: of the list, in order.
        at_first: the item that stands as long as nothing is agreed.
        question: what the host asked.

    Attributes:
        just_asked: the host's last words were its question: a bare yes or no answers it.
    """

    items: Sequence[str]
    at_first: str
    question: str
    item: str = ""
    just_asked: bool = True
    _asked_back: bool = False

    @property
    def verdicts(self) -> list[str]:
        """What the goal may come to."""
        return [item for item in self.items if item != self.at_first]

    def texts(self, line: str) -> list[str]:
        """As in `HeardQuestion`: all that may give something, and each reason where there are several."""
        said = self._views(line)
        whole = [] if self._outright(line, said) else [" ".join(said)]
        reasons = self._reasons(said)
        return [*whole, *(reasons if len(reasons) > 1 else [])] if said else []

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """As in `HeardQuestion`."""
        self.asks, said, unsure = "", self._views(line), False
        item = self._outright(line, said)
        if not item and said:
            item, unsure = self._read(" ".join(said), reader)
        self.gave = bool(item) or unsure
        known = self.item
        self.item = item or self.item
        if self.gave:
            reasons = self._reasons(said)
            best = self._best(reasons, reader)
            if best and (item or (not self.found and _tells(best))):
                self.found = best
        if unsure and not self.item and not (last or self._asked_back or is_chinese(line)):
            self._asked_back, self.asks = True, which_of(self.verdicts)
        self.met = bool(self.item) and not self.asks and (
            last or not wants_reason(self.goal) or bool(self.found)
            or bool(known and self.asked_why and (self.gave or not asks_back(line)))
        )  # fmt: skip

    def _views(self, line: str) -> list[str]:
        return [one for one in _said(line, self.facts, self.sense) if not is_reported(one)]

    def _outright(self, line: str, said: Sequence[str]) -> str:
        asked = self.question if self.just_asked else ""
        whole = [one for one in sentences_of(line.replace("’", "'")) if one in said or (asked and is_filler(one))]
        found = said_outright(whole, list(self.items), asked, self.at_first)
        if not found and said and is_open(sentences_of(line.replace("’", "'"))[-1]):
            return self.at_first  # what it weighs up stands before it: "... so I can't say one or the other."
        return found if said or found != self.at_first else ""

    def _read(self, said: str, reader: LineReader) -> tuple[str, bool]:
        """The item that words imply; "" and True where they imply one, and it is unsure which."""
        if not reader.fit:
            return "", bool(contributions(self.goal, [said], self.sense))
        none, first, second, both = reader.shares(said)
        if none >= (_SURE if self._asked_back else _SMALL_TALK):
            return "", False
        if both >= _SURE and self.at_first:
            return self.at_first, False
        ahead = self.verdicts[0 if first >= second else 1]
        if (self._asked_back or none < _CLEAR) and max(first, second) >= _AHEAD * (first + second + both):
            return ahead, False
        return "", not (asks_back(said) and not is_rhetorical(said))

    def _reasons(self, said: Sequence[str]) -> list[str]:
        return [reason for one in said if (reason := reason_in(one))][-_MOST:]

    def _best(self, reasons: Sequence[str], reader: LineReader) -> str:
        """The reason that speaks most clearly for the item; "" where none speaks of the matter."""
        weighed = {one: reader.shares(one) for one in reasons if reader.fit and one in reader.weights}
        if not weighed or self.item not in self.verdicts:
            return reasons[-1] if reasons else ""
        label = 1 + self.verdicts.index(self.item)
        best = max(weighed, key=lambda one: weighed[one][label])
        return best if weighed[best][0] < _SURE else ""


Aim = HeardQuestion | HeardVerdict


def _said(line: str, facts: Sequence[str], sense: Sense | None) -> list[str]:
    """The sentences of a line that may give something."""
    said = [one for one in sentences_of(line.replace("’", "'")) if may_give(one)]
    return [one for one in said if not (asks_back(one) and fact_for(one, facts, sense))][-_MOST:]


def _is_topic(question: str) -> bool:
    """Whether a question only names what it is about: "Love."."""
    short = len(_WORD.findall(question)) <= _TOPIC_WORDS and len(_HAN.findall(question)) <= _TOPIC_HAN
    return bool(question) and short and not question.endswith(("?", "？"))


def _asks(sentence: str) -> bool:
    """Whether a sentence holds a question, or what one would be about: not who only tells ("I think of my son.")."""
    return says_what(sentence) or (_is_topic(sentence) and not speaks_to_host(sentence))


def _of_topic(topic: str, what: str) -> str:
    """Both as one question: "Love, whether it lasts."."""
    own = what.startswith(("I ", "I'"))
    return f"{topic.rstrip(' .。')}, {what if own else what[:1].lower() + what[1:]}"


def _tells(sentence: str) -> bool:
    return len(_WORD.findall(sentence)) >= _FEWEST_WORDS or len(_HAN.findall(sentence)) >= _FEWEST_HAN
