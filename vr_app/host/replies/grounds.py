"""What a reply may contain: numbers that the model was told, names that a source has, the visitor's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vr_app.host.replies.stray_names import stray_names, words_known
from vr_app.host.words.amounts import HARMLESS, amounts_in
from vr_app.host.words.wording import is_chinese
from vr_app.kernel.events import Message

Language = Literal["en", "zh", ""]

_LETTERS = re.compile(r"[^\W\d_]")
_SPEAKS_OF_LANGUAGE = re.compile(
    r"\b(?:chinese|mandarin|english|language|translat\w*|french|german|spanish|japanese|latin|italian)\b|中文|英文|英语|汉语|翻译|语言",
    re.IGNORECASE,
)
_LONG_ENOUGH = 12
"""Latin letters that make a piece English; names stand in Chinese sentences too."""
_ENGLISH_WORD = re.compile(r"\b[a-z]{3,}\b")
"""In small letters: no name. A short piece of nothing else is English as well ("Hello again,")."""
_WIDE = re.compile(r"[\u3400-\u9fff]{2}")


@dataclass(frozen=True)
class Grounds:
    """For one reply.

    Attributes:
        amounts: values that may be said.
        names: words that may stand as names.
        text: the sources, for names that are not cut into words.
        language: in which to answer, "" where that is open.
    """

    amounts: frozenset[str]
    names: frozenset[str]
    text: str = ""
    language: Language = ""

    def strays(self, piece: str) -> tuple[str, ...]:
        """Numbers and names in a piece of a reply that nobody told."""
        numbers = tuple(sorted(amounts_in(piece) - self.amounts - HARMLESS))
        return numbers + stray_names(piece, self.names, self.text)

    def is_foreign(self, piece: str) -> bool:
        """Whether a piece is in another language than the visitor's."""
        if self.language == "zh":
            long = len(_LETTERS.findall(piece)) >= _LONG_ENOUGH
            return not is_chinese(piece) and (long or bool(_ENGLISH_WORD.search(piece) and not _WIDE.search(piece)))
        return self.language == "en" and bool(_WIDE.search(piece)) and is_chinese(piece)


def grounds_of(messages: Sequence[Message], known: frozenset[str], said: str, before: Language = "") -> Grounds:
    """What may be said in answer to a prompt.

    Args:
        known: names of all sources.
        said: the visitor's words.
        before: the language of the talk until now, for a line that has too little of any.
    """
    text = "\n".join(message.content for message in messages)
    return Grounds(amounts_in(text, parts=True), known | words_known(text), text, language_of(said, before))


def language_of(said: str, before: Language = "") -> Language:
    """English or Chinese; "" where the line is in neither, or speaks of languages."""
    if _SPEAKS_OF_LANGUAGE.search(said):
        return ""
    if is_chinese(said):
        return "zh"
    letters = _LETTERS.findall(said)
    if len(letters) < 2:
        return before
    return "en" if all(letter.isascii() for letter in letters) else ""
