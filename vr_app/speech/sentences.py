"""Cuts a stream of tokens into pieces that can be spoken: whole sentences, or clauses where speech must not wait.

The raw pieces together are exactly the text that was fed. Whole sentences do not depend on how it was chunked: a cut is
decided by the text up to a bounded look-ahead. In haste a mark at the end of what has come is taken for what it seems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vr_app.speech.spoken_text import spoken_text

_ABBREVIATIONS_LIST = """
    mr mrs ms dr prof st sr jr vs etc e.g i.e eg ie cf approx ca no nr vol fig al inc ltd co corp dept est gen gov lt
    col sgt capt rev hon mt ft jan feb mar apr jun jul aug sep sept oct nov dec ph.d u.s u.k b.c a.d
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_LIST.split())
_TIME_OF_DAY = frozenset({"a.m", "p.m"})
_ENDERS = ".!?…"
_WIDE_ENDERS = "。！？｡"
_CLOSERS = "\"'”’»)]}」』）】*_"
_CLAUSE_MARKS = ",;:"
_WIDE_CLAUSE_MARKS = "，；："
_DASHES = "—–"
_OPENING = {"(": ")", "[": "]", "（": "）"}
_BREAK_BEFORE_LIST = """
    and but or so because while where which who when with from for into through beyond behind beside over under
    although though since if as that until before after between in on by
"""
_BREAK_BEFORE = frozenset(_BREAK_BEFORE_LIST.split())
_WORDS_WITH_MARK = 2
_WORDS_WITHOUT_MARK = 5
_WIDE_CHARACTERS = 5
_LONGEST_PIECE = 240
_LONGEST_SPAN = 160
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_LAST_WORD = re.compile(r"(?:^|[\s(—–-])([^\W\d_]{3,})$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*\d{1,2}$")


Cuts = Literal["sentences", "clauses", "breaths"]
"""Where a piece may end: after a sentence; after a mark within it too; before a word that begins a new breath too."""
LEAST_LETTERS = 10.0
"""What a clause has at least, where nobody says otherwise."""


@dataclass(frozen=True)
class Piece:
    """A part of a reply.

    Attributes:
        raw: exactly as it came; the pieces' raw texts joined are the reply.
        text: to be said and shown; "" where nothing in it can be spoken.
        ends_sentence: False for an early clause and for a sentence that was cut for its length.
    """

    raw: str
    text: str
    ends_sentence: bool


class SentenceStream:
    """Takes a reply chunk by chunk and gives speakable pieces as soon as they are certain.

    Args:
        names: speaker names that are not to be said when a model writes them before its line.
    """

    def __init__(self, *, names: tuple[str, ...] = ()) -> None:
        self._names = names
        self._pending = ""

    def feed(self, chunk: str, cuts: Cuts = "sentences", least: float = LEAST_LETTERS) -> list[Piece]:
        """Adds text.

        Args:
            cuts: where the first piece may end; those after it in the same chunk are whole sentences.
            least: letters of a clause that may be a piece.

        Returns: the pieces that became certain.
        """
        self._pending += chunk
        pieces: list[Piece] = []
        while (cut := _next_cut(self._pending, cuts, least)) is not None:
            pieces.append(self._take(*cut))
            cuts = "sentences" if pieces[-1].text else cuts
        return pieces

    def flush(self) -> list[Piece]:
        """Returns what is left at the end of the reply (at most one piece beyond what `feed` could not decide)."""
        pieces = []
        while self._pending:
            cut = _next_cut(self._pending + "\n\n", "sentences", 0.0) or (len(self._pending), False)
            pieces.append(self._take(min(cut[0], len(self._pending)), cut[1]))
        return pieces

    def _take(self, length: int, ends_sentence: bool) -> Piece:
        raw, self._pending = self._pending[:length], self._pending[length:]
        return Piece(raw, spoken_text(raw, self._names), ends_sentence)


def _next_cut(text: str, cuts: Cuts, least: float) -> tuple[int, bool] | None:
    """Length of the first piece and whether it ends a sentence; None while that is not certain yet."""
    early = cuts != "sentences"
    span_end, span_start = "", 0
    words = wide = 0
    seen_speakable = False
    i = 0
    while i < len(text):
        character = text[i]
        if span_end:
            if character == span_end or i - span_start > _LONGEST_SPAN or character == "\n":
                span_end = ""
        elif character in _OPENING:
            span_end, span_start = _OPENING[character], i
        elif character == "*":
            # Whether a star opens emphasis or a bold mark is known by its neighbour.
            if i + 1 >= len(text):
                return None
            if text[i + 1] == "*":
                i += 1
            elif not text[i + 1].isspace() and (i == 0 or text[i - 1] != "*"):
                span_end, span_start = "*", i
        if character.isalnum():
            seen_speakable = True
            if _is_wide(character):
                wide += 1
            elif i == 0 or not (text[i - 1].isalnum() or text[i - 1] in "'’-"):
                long_enough = words >= _WORDS_WITHOUT_MARK and i >= least and not span_end
                if cuts == "breaths" and long_enough and text[i - 1] == " " and _begins_breath(text, i):
                    return i, False
                words += 1
        elif character == "\n" and seen_speakable:
            return i + 1, True
        elif not span_end and seen_speakable:
            ended = _sentence_end(text, i)
            if ended is None and early and _is_plain_end(text, i):
                return i + 1, True
            if ended is None:
                return None
            if ended:
                return ended, True
            if early and ((words >= _WORDS_WITH_MARK and i >= least) or wide >= _WIDE_CHARACTERS):
                clause = _clause_end(text, i)
                if clause is None:
                    return None
                if clause:
                    return clause, False
        if i >= _LONGEST_PIECE:
            return _long_cut(text[: i + 1]), False
        i += 1
    return None


def _sentence_end(text: str, i: int) -> int | None:
    """Where the piece ends if a sentence ends at `i`; 0 if none does; None while it is not certain."""
    if text[i] in _WIDE_ENDERS:
        end = i + 1
        while end < len(text) and text[end] in _WIDE_ENDERS + _CLOSERS:
            end += 1
        return _after_one_space(text, end) if end < len(text) else None
    if text[i] not in _ENDERS:
        return 0
    end = i + 1
    while end < len(text) and text[end] in _ENDERS:
        end += 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    if end == len(text):
        return None
    if not text[end].isspace():
        return _after_one_space(text, end) if _is_wide(text[end]) else 0
    if "\n" in text[end : end + 2]:
        return 0 if _LIST_NUMBER.search(text[:i]) else _after_one_space(text, end)
    following = _after_spaces(text, end)
    if following is None:
        return None
    begins = text[following]
    if begins == "\n":
        return 0 if _LIST_NUMBER.search(text[:i]) else following
    if begins.islower():
        return 0
    if text[i] == "." and text[i + 1 : i + 2] != ".":
        word = _word_before(text, i)
        if _LIST_NUMBER.search(text[:i]) or (len(word) == 1 and word.isalpha() and word != "I"):
            return 0
        if word.lower() in _ABBREVIATIONS and not (word.lower() in {"etc", "no", "co", "al"} and begins.isupper()):
            return 0
        if word.lower() in _TIME_OF_DAY and not begins.isupper():
            return 0
    return following


def _is_plain_end(text: str, i: int) -> bool:
    """True for a mark right after an ordinary word, outside quotation marks: most likely a sentence ends here."""
    before = text[:i]
    if text[i] not in ".!?" or before.count('"') % 2 or before.count("“") > before.count("”"):
        return False
    word = _LAST_WORD.search(before)
    return word is not None and word[1].lower() not in _ABBREVIATIONS


def _clause_end(text: str, i: int) -> int | None:
    """Where an early clause ends if one ends at `i`; 0 if none does; None while it is not certain."""
    if text[i] in _WIDE_CLAUSE_MARKS:
        return i + 1
    if text[i] in _DASHES or text[i] in _CLAUSE_MARKS or (text[i] == "-" and text[i - 1 : i] == " "):
        if i + 1 >= len(text):
            return i + 1 if text[i] in ",;" and text[i - 1].isalpha() else None
        if not text[i + 1].isspace() and text[i] not in _DASHES:
            return 0
        return _after_one_space(text, i + 1)
    return 0


def _begins_breath(text: str, i: int) -> bool:
    """True where the word that begins at `i` begins a new breath."""
    match = _FIRST_WORD.match(text, i)
    return match is not None and match.group() in _BREAK_BEFORE and text[match.end() : match.end() + 1] in (" ", "")


def _after_one_space(text: str, end: int) -> int:
    """Swallows one blank if it is there already."""
    return end + 1 if end < len(text) and text[end] == " " else end


def _after_spaces(text: str, end: int) -> int | None:
    """Index of the first character after blanks (not line ends); None while there is none."""
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    return end if end < len(text) else None


def _word_before(text: str, i: int) -> str:
    start = i
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    return text[start:i]


def _long_cut(text: str) -> int:
    """The best place to cut a sentence that is too long: after a clause mark, else after a blank, else anywhere."""
    half = len(text) // 2
    for marks in (_CLAUSE_MARKS + _WIDE_CLAUSE_MARKS + _DASHES, " \t"):
        for i in range(len(text) - 1, half, -1):
            if text[i - 1] in marks:
                return i
    return len(text) - 1


def _is_wide(character: str) -> bool:
    """True for letters of scripts that are written without blanks between words."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def word_count(text: str) -> int:
    """Number of words; a CJK character counts as one."""
    wide = sum(_is_wide(character) for character in text)
    return wide + sum(1 for match in _WORD.finditer(text) if not _is_wide(match.group()[0]))
