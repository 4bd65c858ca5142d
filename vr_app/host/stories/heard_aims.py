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
from vr_app.host.stories.remarks import Remark, gives_nothing, remarks_of, takes_back
from vr_app.host.stories.rhetoric import is_rhetorical
from vr_app.host.stories.verdicts import is_open, is_reported, reason_in, said_outright, which_of
from vr_app.host.stories.view_weighing import BOTH, CLEAR, NONE, is_decided, polarity_of, weigh
from vr_app.host.stories.window_replies import fact_for
from vr_app.host.words.wording import is_chinese

_MOST = 4
"""Sentences of a line that are weighed; the newest."""
_SURE, _SMALL_TALK = 0.5, 0.85
_AHEAD, _CLEAR = 0.6, 0.2
"""Shares: of a label; of an item among what is no small talk, of small talk up to which an item is taken unasked."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SURE_WISH, _NO_WISH = 0.75, 0.06
_HALF_A_WISH = -1.1
"""How likely the head holds a wish that is as likely as not, in natural logarithms: it is one kind of fourteen."""
_ALONE = 2.0
"""How clear the head has to be of a verdict where the model cannot tell."""
_BARE_QUESTION = re.compile(
    r"^\W*(?:but |and |so )?(?:why|how|when|where|what for)(?: (?:not|so|then))?\W*[?？]\W*$|^为什么[?？]$",
    re.IGNORECASE,
)
_TOPIC_WORDS, _TOPIC_HAN = 2, 4
_FEWEST_WORDS, _FEWEST_HAN = 3, 4
_A_REASON = 8
"""Words of a reason that says enough; shorter ones ("That's on her.") count less."""


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
        """What of a line the model is to weigh: what the head is unsure of, and nothing where the question is known."""
        said = self._weighed(line)
        remarks = remarks_of(said, self.sense)
        return [one for one in said if _sure_of(one, remarks.get(one)) is None]

    def _weighed(self, line: str) -> list[str]:
        known = self.found and self.asked_why and not _is_topic(self.found)
        return [] if known and not (corrects(line) or names_question(line)) else _said(line, self.facts, self.sense)

    def _wishes(self, line: str, reader: LineReader) -> dict[str, float] | None:
        """Of each text that may be the question how much likelier that is than not; None where nothing can tell."""
        said = self._weighed(line)
        remarks = remarks_of(said, self.sense)
        if not (reader.fit or remarks):
            return None
        found = {}
        for one in said:
            remark = remarks.get(one)
            ahead = remark.ahead("wish") - _HALF_A_WISH if remark else 0.0
            if reader.fit and one in reader.weights:
                ahead += reader.wishes(one)
            if names_question(one) or (ahead > 0 and (_asks(one) or bool(_sure_of(one, remark)))):
                found[one] = ahead
        return found

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """Takes in a line whose texts were weighed. Args: last: the visitor may say no more."""
        texts = _said(line, self.facts, self.sense)
        if (wishes := self._wishes(line, reader)) is not None:
            plain = {one: ahead for one, ahead in wishes.items() if says_what(one)} or wishes
            best = max(plain, key=plain.__getitem__, default="")
        else:
            said = contributions(self.goal, texts, self.sense)
            asked = asked_questions(self.goal, said)
            best = asked[-1] if asked and (names_question(asked[-1]) or asked != said or len(said) == 1) else ""
        if not best and takes_back(sentences_of(line), self.sense):
            self.found, self.asked_why = "", False
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
        remarks = remarks_of(texts, self.sense)
        told = any(_tells(one) and not gives_nothing(remarks.get(one)) for one in texts if one != best)
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
    _polarity: int | None = None

    @property
    def verdicts(self) -> list[str]:
        """What the goal may come to."""
        return [item for item in self.items if item != self.at_first]

    def texts(self, line: str) -> list[str]:
        """As in `HeardQuestion`: all that may give something, and each reason where there are several."""
        said = self._views(line)
        remarks = self._remarks(said)
        told = not said or self._outright(line, said) or is_decided(remarks, self._for_and_against)
        reasons = [] if remarks else self._reasons(said)
        return [*([] if told else [" ".join(said)]), *(reasons if len(reasons) > 1 else [])]

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """As in `HeardQuestion`."""
        self.asks, said, unsure = "", self._views(line), False
        item = self._outright(line, said)
        if not item and said:
            item, unsure = self._read(said, reader)
        self.gave = bool(item) or unsure
        known = self.item
        if not (item or unsure) and takes_back(sentences_of(line), self.sense):
            self.item, self.found, self.asked_why = "", "", False
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
        said = [one for one in _said(line, self.facts, self.sense) if not is_reported(one)]
        remarks = remarks_of(said, self.sense)
        return [one for one in said if not gives_nothing(remarks.get(one))]

    @property
    def _for_and_against(self) -> int:
        if self._polarity is None:
            self._polarity = polarity_of(self.verdicts, self.sense)
        return self._polarity

    def _remarks(self, said: Sequence[str]) -> list[Remark]:
        return list(remarks_of(said, self.sense).values())

    def _outright(self, line: str, said: Sequence[str]) -> str:
        asked = self.question if self.just_asked else ""
        sentences = sentences_of(line.replace("’", "'"))
        whole = [one for one in sentences if one in said or (asked and is_filler(one))]
        named = said_outright(whole, list(self.items), "", self.at_first)
        if named and (said or named != self.at_first):
            return named
        remarks = self._remarks(said)
        alone = weigh(None, remarks, self._for_and_against) if remarks and self._for_and_against else None
        answered = said_outright(whole, list(self.items), asked, self.at_first)
        if answered in self.verdicts:
            side = 1 if answered == self.verdicts[0] else -1
            return "" if alone and side * alone.first <= -CLEAR else answered  # "No, she did what she had to do."
        if said and any(is_open(one) for one in (sentences if alone else sentences[-1:])):
            undecided = alone is None or alone.both > BOTH or abs(alone.first) < _ALONE
            return self.at_first if undecided else ""
        return ""

    def _read(self, said: Sequence[str], reader: LineReader) -> tuple[str, bool]:
        """The item that words imply; "" and True where they imply one, and it is unsure which."""
        line = " ".join(said)
        remarks = self._remarks(said)
        weighed = reader.shares(line) if reader.fit and line in reader.weights else None
        if remarks and (weighed or self._for_and_against):
            return self._added(line, remarks, weighed)
        if weighed is None:
            return "", bool(contributions(self.goal, said, self.sense))
        none, first, second, both = weighed
        if none >= (_SURE if self._asked_back else _SMALL_TALK):
            return "", False
        if both >= _SURE and self.at_first:
            return self.at_first, False
        ahead = self.verdicts[0 if first >= second else 1]
        if (self._asked_back or none < _CLEAR) and max(first, second) >= _AHEAD * (first + second + both):
            return ahead, False
        return "", not (asks_back(line) and not is_rhetorical(line))

    def _added(self, line: str, remarks: Sequence[Remark], weighed: Sequence[float] | None) -> tuple[str, bool]:
        """As `_read`, by the model and the head together."""
        of = weigh(weighed, remarks, self._for_and_against)
        if of.none > (0.0 if self._asked_back else NONE):
            return "", False
        if of.both > BOTH and self.at_first:
            return self.at_first, False
        clear = _ALONE if weighed is None and not is_decided(remarks, self._for_and_against) else CLEAR
        if abs(of.first) >= clear / (2 if self._asked_back else 1) and (of.none < 0 or self._asked_back):
            return self.verdicts[0 if of.first > 0 else 1], False
        return "", not (asks_back(line) and not is_rhetorical(line) and of.none > 0)

    def _reasons(self, said: Sequence[str]) -> list[str]:
        return [reason for one in said if (reason := reason_in(one))][-_MOST:]

    def _best(self, reasons: Sequence[str], reader: LineReader) -> str:
        """The reason that speaks most clearly for the item; "" where none speaks of the matter."""
        if self.item not in self.verdicts or not reasons:
            return reasons[-1] if reasons else ""
        at = self.verdicts.index(self.item)
        remarks = remarks_of(reasons, self.sense)
        if remarks and (side := self._for_and_against):
            kind = "defends" if (at == 0) == (side > 0) else "blames"
            return max(reasons, key=lambda one: remarks[one].of(kind) * min(1.0, len(_WORD.findall(one)) / _A_REASON))
        weighed = {one: reader.shares(one) for one in reasons if reader.fit and one in reader.weights}
        if not weighed:
            return reasons[-1]
        best = max(weighed, key=lambda one: weighed[one][1 + at])
        return best if weighed[best][0] < _SURE else ""


Aim = HeardQuestion | HeardVerdict


def _said(line: str, facts: Sequence[str], sense: Sense | None) -> list[str]:
    """The sentences of a line that may give something."""
    said = [one for one in _sentences(line) if may_give(one)]
    return [one for one in said if not (asks_back(one) and fact_for(one, facts, sense))][-_MOST:]


def _sentences(line: str) -> list[str]:
    """Of a line, a bare question with what it is about: "He never wrote back. Why?"."""
    found: list[str] = []
    for one in sentences_of(line.replace("’", "'")):
        if found and _BARE_QUESTION.search(one) and not asks_back(found[-1]):
            found[-1] = f"{found[-1]} {one}"
        else:
            found.append(one)
    return found


def _sure_of(sentence: str, remark: Remark | None) -> bool | None:
    """Whether the head is sure that a sentence is what one would ask fate, or sure that it is not; else None."""
    if remark is None or names_question(sentence):
        return None if remark is None else True
    share = remark.of("wish")
    return True if share >= _SURE_WISH else False if share <= _NO_WISH and gives_nothing(remark) else None


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
