"""Texts that may not be said at length: an index of their word runs, asked before anything is spoken.

Eight words in a row (of Chinese: sixteen characters) are one entry; a reply that strings more than `LONGEST_RUN` words
of one text together is stopped there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]")
RUN = 8
"""Words an entry has."""
LONGEST_RUN = 12
"""Words in a row that may be quoted."""
_HAN_RUN, _LONGEST_HAN = 16, 24


class ProtectedTexts:
    """The index. About 8 bytes a word of text."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._runs: set[int] = set()
        self._han_runs: set[int] = set()
        for text in texts:
            self.add(text)

    def __bool__(self) -> bool:
        return bool(self._runs or self._han_runs)

    def add(self, text: str) -> None:
        """Registers one text."""
        words = _words(text)
        self._runs.update(_hashes(words, RUN))
        self._han_runs.update(_hashes([word for word in words if not word.isascii()], _HAN_RUN))

    def quoted_words(self, text: str) -> int:
        """The longest run of words that a text shares with the registered ones; 0 below eight."""
        return _longest(_hashes(_words(text), RUN), self._runs, RUN)

    def may_be_said(self, text: str) -> bool:
        """False where too long a run is in it. Give the reply until now with the new sentence at its end."""
        if not self:
            return True
        words = _words(text)
        han = [word for word in words if not word.isascii()]
        return (
            _longest(_hashes(words, RUN), self._runs, RUN)
            <= (LONGEST_RUN if len(han) * 2 < len(words) else _LONGEST_HAN)
            and _longest(_hashes(han, _HAN_RUN), self._han_runs, _HAN_RUN) <= _LONGEST_HAN
        )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _hashes(words: list[str], run: int) -> list[int]:
    return [zlib.crc32(" ".join(words[at : at + run]).encode()) for at in range(len(words) - run + 1)]


def _longest(hashes: list[int], known: set[int], run: int) -> int:
    longest = here = 0
    for entry in hashes:
        here = here + 1 if entry in known else 0
        longest = max(longest, here + run - 1 if here else 0)
    return longest
