"""Questions about the place as a whole, in words that what is written may share: "this place" is an observatory."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from vr_app.host.answers.passages import Passage
from vr_app.host.words.wording import SMALL_WORDS, plain_words, stem

_THIS_PLACE = re.compile(
    r"\b(?:this|the) (?:whole |entire |lovely |beautiful |strange |old )?place\b(?! (?:to|where|for|of|with|in)\b)"
)
_AGE = re.compile(
    r"^how old (?:is|are|was) (?P<it>.+)$|^how long (?:has|have) (?P<stood>.+?) (?:been (?:here|around|standing|there)|stood(?: here)?|existed)$"
)
_BEGUN = "when was {0} founded or built"


def noun_of_place(title: str, passages: Sequence[Passage]) -> str:
    """The word of a title that most of what is written is headed by or about, "" for a title without one."""
    words = [word for word in plain_words(title) if word.isascii() and word not in SMALL_WORDS]
    written = Counter(
        part for passage in passages if passage.kind == "lore" for part in {stem(w) for w in plain_words(passage.topic)}
    )
    return max(words, key=lambda word: (written[stem(word)], words.index(word)), default="")


def spelled_out(line: str, noun: str, things: Collection[str] = ()) -> str:
    """A question about the place with its noun, one for the age of a thing as one for its beginning; else the line itself.

    Args:
        line: English, small letters, without what is only polite and without marks at its end.
        noun: as from `noun_of_place`.
        things: words that name what stands here.
    """
    if not noun:
        return line
    named = _THIS_PLACE.sub(f"the {noun}", line)
    if match := _AGE.match(named):
        it = match["it"] or match["stood"]
        which, _, name = it.partition(" ")
        if which in ("the", "this", "that") and (name == noun or name.split(" ")[-1] in things):
            return _BEGUN.format(it)
    return named
