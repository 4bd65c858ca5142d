"""A doubtful answer: the model is asked only whether a sentence tells what was asked. It answers yes or no, no more.

A 1.5B model makes up what it does not find and cannot leave a choice open, but it tells well whether a given sentence
answers: of questions that nobody answered it turned down eight of ten. Its words are never spoken.
"""

from __future__ import annotations

import json
from dataclasses import replace

from vr_app.host.consulted import Consulted
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_TASK = "Judge whether a text tells what is asked. Answer yes only if the answer itself stands in the text; else no."
_EXAMPLES = (
    ("The tower was built by Ida Voss in 1803.", "How tall is the tower?", "no"),
    ("Two owls sleep in the loft all day.", "Which birds live upstairs?", "yes"),
    ("The bridge cost nine ships of timber.", "Who paid for the bridge?", "no"),
    ("Nobody may bring a lamp in, because of the dust.", "Can I use my torch?", "yes"),
    ("He sailed with Captain Hale for six years.", "What was his wife called?", "no"),
    ("船在1920年沉没。", "船有多长？", "no"),
    ("Mother Agnes baked for the whole street.", "Who made the bread?", "yes"),
)
_FORM = json.dumps({"enum": ["yes", "no"]})
_MOST_TOKENS = 6


def doubt_request(turn: TurnId, known: Consulted, asked: str) -> ev.Generate:
    """Asks the model; the beginning is always the same, so that it is read only once."""
    messages = doubt_messages(known.note, asked)
    return ev.Generate(turn, messages, max_tokens=_MOST_TOKENS, temperature=0.0, json_schema=_FORM)


def doubt_prefill() -> ev.Prefill:
    """Lets the model read the beginning of all such questions before the first is asked."""
    return ev.Prefill(doubt_messages("", "")[:-1])


def verdict(known: Consulted, written: str) -> Consulted:
    """What follows the model's word; where it cannot be read, what was likelier before."""
    word = written.strip().strip('"').lower()
    return settled(known, word == "yes") if word in ("yes", "no") else as_likely(known)


def as_likely(known: Consulted) -> Consulted:
    """What follows where there is no model to be asked."""
    return settled(replace(known, then=None), known.likely)


def settled(known: Consulted, tells: bool) -> Consulted:
    """A doubtful answer that turned out to be one, or not: then the next is doubted, where there is one."""
    if not tells and known.then is not None:
        return known.then
    if not tells and not known.otherwise:
        return replace(known, how="free", note="", sources=(), points_at="")
    if tells:
        return replace(known, how="told", note="", otherwise=(), then=None)
    return replace(known, how="declined", note="", sentences=known.otherwise, sources=(), points_at="", otherwise=())


def doubt_messages(text: str, asked: str) -> tuple[ev.Message, ...]:
    """The prompt."""
    messages: list[ev.Message] = [ev.Message("system", _TASK)]
    for told, question, answer in _EXAMPLES:
        messages += [ev.Message("user", _line(told, question)), ev.Message("assistant", json.dumps(answer))]
    return (*messages, ev.Message("user", _line(text, asked)))


def _line(text: str, asked: str) -> str:
    return f"Text: {text}\nAsked: {asked}"
