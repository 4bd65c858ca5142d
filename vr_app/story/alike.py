"""The name somebody probably meant: for "Did you mean ...?"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MANY_NAMES = 300
"""More are not compared one by one, only those that begin or end alike."""


def alike(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The known name most like another one, "" for none. Capital letters do not count."""
    wanted = name.casefold()
    folded: dict[str, str] = {}
    for other in known:
        if other != name and abs(len(other) - len(name)) <= 3:
            folded.setdefault(other.casefold(), other)
    if wanted in folded:
        return folded[wanted]
    near = list(folded)
    if len(near) > MANY_NAMES:
        near = [other for other in near if other[:2] == wanted[:2] or other[-3:] == wanted[-3:]][:MANY_NAMES]
    found = difflib.get_close_matches(wanted, near, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""
