"""Brings a scene.toml of an older format up to date before it is read: one small step per version."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

Document = MutableMapping[str, Any]


def _from_1(document: Document) -> None:
    """In format 1 a thing without `at` stood at the origin; since format 2 the solver gives it a place."""
    things = document.get("thing")
    for thing in things if isinstance(things, list) else ():
        if isinstance(thing, MutableMapping) and "at" not in thing:
            thing["at"] = [0.0, 0.0, 0.0]


STEPS: dict[int, Callable[[Document], None]] = {1: _from_1}
"""What leads from each version to the next."""


def migrate(document: Document) -> bool:
    """Changes a parsed document, in place, to the present format. Works on plain dicts and on tomlkit documents.

    Returns: whether it was of an older one. What is no version at all is left for the reader to complain about.
    """
    version = document.get("format")
    if isinstance(version, bool) or not isinstance(version, int) or version not in STEPS:
        return False
    number = int(version)
    while number in STEPS:
        STEPS[number](document)
        number += 1
    document["format"] = number
    return True
