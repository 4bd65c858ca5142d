"""Regular expressions of strangers: compiled only where they cannot run for long on a short text."""

from __future__ import annotations

import re
import warnings
from typing import Any

_LONGEST = 300
_MOST_UNBOUNDED = 2
_MANY = 64
"""A repeat of up to so many counts as one without end."""


def safe_pattern(source: str) -> tuple[re.Pattern[str] | None, str]:
    """The pattern, or None and why it is not used: repeats within repeats and many repeats take too long."""
    if len(source) > _LONGEST:
        return None, "it is too long"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pattern = re.compile(source, re.IGNORECASE)
            tree: Any = re._parser.parse(source)  # type: ignore[attr-defined]
    except (re.error, OverflowError, RecursionError) as error:
        return None, f"it is no regular expression ({error})"
    unbounded = _count(tree, inside=False)
    if unbounded < 0:
        return None, "it has a repeat within a repeat or refers back, and could take for ever"
    if unbounded > _MOST_UNBOUNDED:
        return None, "it has too many repeats without end"
    return pattern, ""


def _count(tree: Any, *, inside: bool) -> int:
    """Repeats without end; -1 where one lies within another, or a group is referred back to."""
    total = 0
    for operation, argument in tree:
        name = str(operation)
        if name in ("GROUPREF", "GROUPREF_EXISTS") or (name == "BRANCH" and inside):
            return -1
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            endless = int(most) > _MANY
            repeats = int(most) > 1
            if inside or (below := _count(body, inside=inside or repeats)) < 0:
                return -1
            total += below + endless
        else:
            for part in _parts(argument):
                if (below := _count(part, inside=inside)) < 0:
                    return -1
                total += below
    return total


def _parts(argument: Any) -> list[Any]:
    """Patterns within an operation's argument."""
    if hasattr(argument, "data"):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [found for part in argument for found in _parts(part)]
    return []
