"""TOML that is right and yet too much (keys of thousands of parts, lists in lists, long numbers), and where it stands.

Python's reader takes time with the square of a key's parts, and tells no line of what goes too deep for it.
"""

from __future__ import annotations

import re

MOST_PARTS = 60
_LONG_KEY = re.compile(rf"(?<![\w\"'-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")
_LONG_NUMBER = re.compile(r"(?<![\w\"'])\d[\d_]{1000}")
_DEEP = 60


def long_key_at(source: str) -> tuple[int, int]:
    """Line and column of a key with more than `MOST_PARTS` parts; (0, 0) where there is none."""
    found = _LONG_KEY.search(source)
    return _place(source, found.start()) if found else (0, 0)


def long_number_at(source: str) -> tuple[int, int]:
    """Line and column of the first number that has far too many digits; the beginning where none is found."""
    found = _LONG_NUMBER.search(source)
    return _place(source, found.start()) if found else (1, 1)


def deep_list_at(source: str) -> tuple[int, int]:
    """Line and column where brackets first stand too deep in each other; the beginning where they do not."""
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", source):
        depth = max(0, depth + (1 if bracket.group() in "[{" else -1))
        if depth > _DEEP:
            return _place(source, bracket.start())
    return 1, 1


def _place(source: str, at: int) -> tuple[int, int]:
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
