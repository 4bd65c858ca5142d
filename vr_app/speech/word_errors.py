"""How many words a recogniser got wrong: edit distance over normalised words."""

from __future__ import annotations

import re
import unicodedata


def words_of(text: str) -> list[str]:
    """Lower-case words without marks, "don't" as one."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)


def word_error_rate(said: str, heard: str) -> tuple[int, int]:
    """Substitutions, insertions and deletions; and how many words were said."""
    want, got = words_of(said), words_of(heard)
    row = list(range(len(got) + 1))
    for i, word in enumerate(want, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(got, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, before + (word != other))
            before, row[j] = row[j], cost
    return row[-1], len(want)
