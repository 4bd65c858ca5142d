"""The question that a visitor would ask, where an improv window asks for one."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.host.answers.passages import sentences_of
from vr_app.host.stories.contributions import (
    asked_questions,
    asks_back,
    asks_host,
    contributions,
    corrects,
    names_question,
    says_what,
    speaks_to_host,
    wants_reason,
)
from vr_app.host.stories.heard_aims import HAN, WORD, Heard, said_in, tells
from vr_app.host.stories.line_reading import LineReader
from vr_app.host.stories.remarks import Remark, gives_nothing, remarks_of, takes_back

_SURE_WISH, _NO_WISH = 0.75, 0.06
_HALF_A_WISH = -1.1
"""How likely the head holds a wish that is as likely as not, in natural logarithms: it is one kind of fourteen."""
_TELLS = 0.45
_TO_HOST_TOO = 0.5
"""From where even a question with "you" in it is what one would ask: "Who killed you?"."""
_TOPIC_WORDS, _TOPIC_HAN = 2, 4


@dataclass(kw_only=True)
class HeardQuestion(Heard):
    """The question that the visitor would ask. Who told of it before has given the reason as well."""

    _told_of_it: bool = False

    def texts(self, line: str) -> list[str]:
        """What of a line the model is to weigh: what the head is unsure of, and nothing where the question is known."""
        said = self._weighed(line)
        remarks = remarks_of(said, self.sense)
        return [one for one in said if _sure_of(one, remarks.get(one)) is None]

    def _weighed(self, line: str) -> list[str]:
        known = self.found and self.asked_why and not _is_topic(self.found)
        return [] if known and not (corrects(line) or names_question(line)) else said_in(line, self.facts, self.sense)

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
            if remark and remark.of("wish") < _TO_HOST_TOO and asks_host(one) and not names_question(one):
                continue  # "Do you like tea?"
            if names_question(one) or (ahead > 0 and (_asks(one) or bool(_sure_of(one, remark)))):
                found[one] = ahead
        return found

    def hear(self, line: str, reader: LineReader, *, last: bool) -> None:
        """Takes in a line whose texts were weighed. Args: last: the visitor may say no more."""
        texts = said_in(line, self.facts, self.sense)
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
        told = any(tells(one) and not gives_nothing(remarks.get(one)) for one in texts if one != best)
        self._told_of_it |= any(remark.of("tells") >= _TELLS and tells(one) for one, remark in remarks.items())
        self.met = bool(self.found) and (
            last
            or not wants_reason(self.goal)
            or told
            or self._told_of_it
            or bool(known and self.asked_why and not self._asks(line))
        )

    def _asks(self, line: str) -> bool:
        """Whether a line wants something of the host instead."""
        return not self.gave and asks_back(line)


def _sure_of(sentence: str, remark: Remark | None) -> bool | None:
    """Whether the head is sure that a sentence is what one would ask fate, or sure that it is not; else None."""
    if remark is None or names_question(sentence):
        return None if remark is None else True
    share = remark.of("wish")
    return True if share >= _SURE_WISH else False if share <= _NO_WISH and gives_nothing(remark) else None


def _is_topic(question: str) -> bool:
    """Whether a question only names what it is about: "Love."."""
    short = len(WORD.findall(question)) <= _TOPIC_WORDS and len(HAN.findall(question)) <= _TOPIC_HAN
    return bool(question) and short and not question.endswith(("?", "？"))


def _asks(sentence: str) -> bool:
    """Whether a sentence holds a question, or what one would be about: not who only tells ("I think of my son.")."""
    return says_what(sentence) or (_is_topic(sentence) and not speaks_to_host(sentence))


def _of_topic(topic: str, what: str) -> str:
    """Both as one question: "Love, whether it lasts."."""
    own = what.startswith(("I ", "I'"))
    return f"{topic.rstrip(' .。')}, {what if own else what[:1].lower() + what[1:]}"
