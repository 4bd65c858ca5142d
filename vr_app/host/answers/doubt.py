"""A doubtful answer: the model is asked only whether a sentence tells what was asked. It answers yes or no, no more.

A 1.5B model makes up what it does not find and cannot leave a choice open, but it tells well whether a given sentence
answers: of questions that nobody answered it turned down eight of ten. Its words are never spoken.
"""

from __future__ import annotations

import json
from dataclasses import replace

from vr_app.host.answers.answer_types import is_strict
from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.doubt_probe import PLAIN, YES_NO, Probe
from vr_app.host.answers.question import Question
from vr_app.host.words.weighed import read_weighed
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_TASK = (
    "Judge whether a text tells what is asked, be it in other words. "
    "Answer yes if the answer can be read from the text; else no."
)
_EXAMPLES = (
    ("The tower was built by Ida Voss in 1803.", "How tall is the tower?", "no"),
    ("The tower was built by Ida Voss in 1803.", "How old is the tower?", "yes"),
    ("Two owls sleep in the loft all day.", "Which birds live upstairs?", "yes"),
    ("The bridge cost nine ships of timber.", "Who paid for the bridge?", "no"),
    ("Nobody may bring a lamp in, because of the dust.", "Can I use my torch?", "yes"),
    ("He sailed with Captain Hale for six years.", "What was his wife called?", "no"),
    ("The cellar keeps at four degrees.", "How cold does it get down there?", "yes"),
    ("Mother Agnes baked for the whole street.", "Who made the bread?", "yes"),
    ("Mother Agnes baked for the whole street.", "When did she stop?", "no"),
    ("船在1920年沉没。", "船有多长？", "no"),
    ("He gave up the sea when his knee was hurt.", "Why did he leave the ship?", "yes"),
)
_FORM = json.dumps({"enum": list(YES_NO)})
_MOST_TOKENS = 6
SURE = 0.75
"""Of a weighed answer: sure enough to be said at once."""
_UNLIKELY = 0.01
"""In English what words and kinds leave so unlikely is not asked about."""


def doubt_request(turn: TurnId, known: Consulted, probe: Probe = PLAIN) -> ev.Generate:
    """Asks the model; the beginning is always the same, so that it is read only once."""
    messages = doubt_messages(known.note, known.asked)
    weigh = tuple(json.dumps(word) for word in probe.words)
    return ev.Generate(turn, messages, max_tokens=_MOST_TOKENS, temperature=0.0, json_schema=_FORM, weigh=weigh)


def doubt_prefill() -> ev.Prefill:
    """Lets the model read the beginning of all such questions before the first is asked."""
    return ev.Prefill(doubt_messages("", "")[:-1], lasting=True)


def verdict(known: Consulted, written: str, probe: Probe = PLAIN) -> Consulted:
    """What follows from the model's word, or how it weighs both; where it cannot be read, what was likelier before."""
    if (likely := read_weighed(written, len(probe.words))) is not None:
        return _in_order(known, probe.sureness(known.sureness, likely), probe)
    word = written.strip().strip('"').lower()
    return settled(known, word == "yes") if word in YES_NO else as_likely(known)


def _in_order(known: Consulted, sureness: float, probe: Probe) -> Consulted:
    """A sure answer is said; else the next is weighed, and in the end the likeliest of all counts."""
    weighed = replace(known, sureness=sureness, then=None, best=None)
    best = weighed if known.best is None or sureness > known.best.sureness else known.best
    following = _worth_asking(known.then) if sureness < SURE else None
    if following is not None:
        return replace(following, best=best)
    return settled(best, best.sureness >= _enough(best.question, probe))


def _enough(question: Question, probe: Probe) -> float:
    if question.wants == "":
        return probe.enough_in_talk
    return probe.enough_strictly if is_strict(question) else probe.enough


def to_be_talked_of(known: Consulted) -> Consulted:
    """A doubt about a line that may be mere talk: where no sentence answers, the host talks."""
    then = to_be_talked_of(known.then) if known.then is not None else None
    return replace(known, otherwise=(), then=then)


def narrowed(known: Consulted) -> Consulted:
    """A doubt without the sentences that are too unlikely to be asked about."""
    worth = _worth_asking(known)
    return worth if worth is not None else settled(replace(known, then=None), False)


def _worth_asking(known: Consulted | None) -> Consulted | None:
    while known is not None and not known.question.chinese and known.sureness < _UNLIKELY:
        known = known.then
    return known


def as_likely(known: Consulted) -> Consulted:
    """What follows where there is no model to be asked, or none that can judge."""
    return settled(replace(known, then=None), known.likely)


def settled(known: Consulted, tells: bool) -> Consulted:
    """A doubtful answer that turned out to be one, or not: then the next is doubted, where there is one."""
    if not tells and known.then is not None:
        return known.then
    known = replace(known, note="", then=None, best=None)
    if tells:
        return replace(known, how="told", otherwise=())
    if not known.otherwise:
        return replace(known, how="free", sources=(), points_at="")
    return replace(known, how="declined", sentences=known.otherwise, sources=(), points_at="", otherwise=())


def doubt_messages(text: str, asked: str) -> tuple[ev.Message, ...]:
    """The prompt."""
    messages: list[ev.Message] = [ev.Message("system", _TASK)]
    for told, question, answer in _EXAMPLES:
        messages += [ev.Message("user", _line(told, question)), ev.Message("assistant", json.dumps(answer))]
    return (*messages, ev.Message("user", _line(text, asked)))


def _line(text: str, asked: str) -> str:
    return f"Text: {text}\nAsked: {asked}"
