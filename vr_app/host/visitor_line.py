"""Makes a visitor's line fit for the model, and tells what kind of line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_LINE = 2000
_CONTROL = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACE = re.compile(r"\s+")
_MARKS_ON_ONE_LETTER = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff])"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_CHAT_MARK = re.compile(r"<\|[^|<>]{0,40}\|>|</?s>|\[/?INST\]")
_DESCRIBE = re.compile(
    r"\b(describe|tell me about|talk about|show me around)\b.{0,20}\b(this|the|our)?\s*\b"
    r"(place|scene|room|view|surroundings|area|here)\b|"
    r"\bwhat (can|do|could) (i|we|you) see\b|"
    r"\bwhat('s| is| does it look like)? (around|here|around here)\b|"
    r"\bwhat(?:'s| is) this (?:place|room)(?: here)?[?.!]*$|"
    r"\bwhat (?:kind|sort|type) of (?:an? )?(?:place|room|building) (?:is|are)\b|"
    r"\bwhere (am i|are we)\b|\blook around\b|描述|这是什么地方|这里是哪|看到什么|周围",
    re.IGNORECASE,
)
_SPATIAL = re.compile(
    r"\b(see|look|looking|where|behind|left|right|there|that|this|here|near|nearest|far|front|ahead|around|over|view|"
    r"beside|next to|show)\b|哪|看|那|这|左|右|后|前",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class VisitorLine:
    """A visitor's line as the host takes it.

    Attributes:
        text: clean and short enough; "" where nothing was said.
        cut: True where the end was left out.
        wants_description: asks for the place as a whole.
        needs_view: may be about what is seen from where the visitor stands.
    """

    text: str
    cut: bool
    wants_description: bool
    needs_view: bool


def visitor_line(raw: str) -> VisitorLine:
    """Strips control characters and a chat template's marks; cuts at a word within `LONGEST_LINE` characters."""
    text = raw[: 8 * LONGEST_LINE]
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _MARKS_ON_ONE_LETTER.sub(r"\1", _CHAT_MARK.sub(" ", _CONTROL.sub("", text)))
    text = _SPACE.sub(" ", text).strip()
    cut = len(raw) > 8 * LONGEST_LINE or len(text) > LONGEST_LINE
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE].rsplit(" ", 1)[0] if " " in text[:LONGEST_LINE] else text[:LONGEST_LINE]
    if not any(character.isalnum() for character in text):
        text = "" if not any(character in "?!？！" for character in text) else text
    return VisitorLine(text, cut, bool(_DESCRIBE.search(text)), bool(_SPATIAL.search(text)))
