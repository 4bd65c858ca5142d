"""A view is told as the visitor sees it: a small model, asked to say "you", says "I can see" now and then.

It also begins with the heading under which it was told what is in view ("The view at dusk:"), which nobody would say.
"""

from __future__ import annotations

import re

_I_SEE = re.compile(
    r"^((?:(?:and|here|from here|from this spot|in front|at \w+|ahead|behind)\b,? )?)I"
    r"(?P<verb>'m| am| can| could)?"
    r"(?= (?:also |still |clearly |even )?(?:see(?! you| that| what)|hear|smell|notice|looking|seeing|standing)\b)",
    re.IGNORECASE,
)
_VERBS = {"'m": "'re", " am": " are"}
_MINE = re.compile(r"\bmy (left|right)\b", re.IGNORECASE)
_ME = re.compile(
    r"\b(behind|around|before|above|below|beside|in front of|ahead of|next to|towards?|from) me\b", re.IGNORECASE
)

_HEADING = re.compile(r"^\W*(?:the|this|our) view(?: (?:at|in the) \w+)?\s*:\s*", re.IGNORECASE)


def without_heading(piece: str) -> str:
    """A piece of a greeting or description without the prompt's heading; "" where there is nothing else in it."""
    rest = _HEADING.sub("", piece)
    return piece if rest == piece else rest[:1].upper() + rest[1:]


def as_seen_by_visitor(piece: str) -> str:
    """A piece of a description of the view, in English; other pieces as they are."""
    piece = _I_SEE.sub(_you, piece.replace("’", "'"))
    return _ME.sub(r"\1 you", _MINE.sub(r"your \1", piece))


def _you(match: re.Match[str]) -> str:
    verb = match["verb"] or ""
    return f"{match[1]}{'you' if match[1] else 'You'}{_VERBS.get(verb.lower(), verb)}"
