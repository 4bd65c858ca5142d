"""The host proposes a change of the scene when somebody asks for one; it is made only after a yes, and taken back again."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from vr_app.host.imagining.editing import Change, read_changes
from vr_app.host.spoken_mind import Mind
from vr_app.host.words.labelled_lines import language_of
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError

_POLITE = re.compile(
    r"^(?:(?:oh|well|hey|and|so|now|please|ok|okay)[, ]+)*(?:(?:could|can|would|will|may) (?:you|we|i) (?:please )?|let'?s |let us |"
    r"i(?:'d| would) (?:like|love) (?:you|us)? ?to |i want (?:you|us)? ?to |why don'?t (?:you|we) |how about we |请(?:你)?|能不能|可以|你能)?(?:please )?",
    re.IGNORECASE,
)
_END = re.compile(r"(?:,? (?:please|then|here|for me|if you can)|吧|吗|好吗)*[.!?。！？ ]*$", re.IGNORECASE)
_YES = re.compile(
    r"^(?:yes|yeah|yep|sure|ok|okay|please(?: do)?|do it|go ahead|of course|gladly|why not|好|好的|是|可以|行|当然|要)(?:\W|$)",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:no|nope|nah|don'?t|never mind|not now|leave it|不|不要|不用|算了|别)", re.IGNORECASE)
_UNDO = re.compile(
    r"^(?:please )?(?:undo|take (?:it|that) back|put (?:it|that) back(?: as it was)?|change it back|撤销|改回来|恢复)(?:\W|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proposal:
    """A change that could be made.

    Attributes:
        diff: what would change in the file, as text.
        before: the file as it is.
        after: the file as it would be.
        missing: what something was to stand by and is not there.
    """

    diff: str
    before: str
    after: str
    missing: tuple[str, ...] = ()


class Edits(Protocol):
    """Changes of the scene one is in. Each raises UserError where it cannot be done."""

    def propose(self, changes: Sequence[Change]) -> Proposal | None:
        """What a change would come to; None where this scene is not to be changed or has nothing to change."""
        ...

    def apply(self, proposal: Proposal) -> None: ...

    def undo(self) -> None:
        """Takes the last change back."""
        ...


class EditingMind:
    """Wraps a mind. Call `handle` with every event, from one thread."""

    def __init__(self, mind: Mind, edits: Edits) -> None:
        self._mind = mind
        self._edits = edits
        self._open: Proposal | None = None
        self._done = 0

    def enter(self, persona: Any, place: Any) -> Sequence[Any]:
        """Another scene: what was proposed for the last one is forgotten."""
        self._open, self._done = None, 0
        return self._mind.enter(persona, place)

    def handle(self, event: Any) -> Iterable[Any]:
        """What follows from an event, to be done as it comes."""
        if isinstance(event, ev.VisitorSpoke) and event.text.strip():
            said = self._answer(event.text.strip())
            if said is not None:
                line, notice = said
                results = list(self._mind.handle(he.ReciteLines(event.text, (line,))))
                return [*results, ev.HostNotice(notice)] if notice else results
        return self._mind.handle(event)

    def _answer(self, text: str) -> tuple[str, str] | None:
        """What is said and what is shown; None where the line is about something else."""
        chinese = language_of(text) == "zh"
        proposal, self._open = self._open, None
        try:
            if proposal is not None and _YES.match(text):
                self._edits.apply(proposal)
                self._done += 1
                return ("好了。如果不喜欢，说“撤销”。" if chinese else "Done. If you don't like it, say undo."), ""
            if proposal is not None and _NO.match(text):
                return ("好，那就保持原样。" if chinese else "Then it stays as it is."), ""
            if self._done and _UNDO.match(text):
                self._edits.undo()
                self._done -= 1
                return ("已经改回来了。" if chinese else "It is as it was before."), ""
            return self._proposed(text, chinese=chinese)
        except UserError as error:
            return ("这个改不了。" if chinese else "I cannot change that."), str(error)

    def _proposed(self, text: str, *, chinese: bool) -> tuple[str, str] | None:
        changes, unknown = read_changes(_END.sub("", _POLITE.sub("", text, count=1)))
        if not changes or unknown:
            return None
        found = self._edits.propose(changes)
        if found is None:
            return None
        self._open = found
        changes = tuple(replace(one, relation="", target="") if one.target in found.missing else one for one in changes)
        told = "、".join(map(_in_chinese, changes)) if chinese else " and ".join(map(_in_words, changes))
        lacks = _lacking(found.missing, chinese=chinese)
        return (f"{lacks}我可以{told}。要这样做吗？" if chinese else f"{lacks}I could {told}. Shall I?"), found.diff


_IN_WORDS = dict(
    enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)
)


def _lacking(missing: Sequence[str], *, chinese: bool) -> str:
    if not missing:
        return ""
    if chinese:
        return f"这里没有{'和'.join(missing)}。"
    return f"There is no {' and no '.join(missing)} here. "


def _in_words(change: Change) -> str:
    number = f"{_IN_WORDS.get(change.count, change.count)} " if change.count > 1 else ""
    match change.verb:
        case "add":
            article = "" if number else "an " if change.words[:1].lower() in "aeiou" else "a "
            where = f" {change.relation} the {change.target}" if change.relation and change.target else ""
            return f"add {number or article}{change.words}{where}"
        case "remove":
            return f"take away the {change.words}"
        case "move":
            return f"move the {change.words} {change.relation} the {change.target}"
        case _:
            return f"give the {change.words} that colour"


def _in_chinese(change: Change) -> str:
    verb = {"add": "加上", "remove": "拿走", "move": "移动", "recolour": "换颜色："}[change.verb]
    return f"{verb}{change.words}"
