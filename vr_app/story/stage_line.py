"""What a line of a story means on stage: `Mei: Welcome. # emotion: happy # look: visitor`.

The line before an improv window may have tags above it that say what the host is given for the talk:
`# hesitates: It may be a small one.; The best ones are.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SPEAKER = re.compile(r"([^\W\d_][\w .'’-]{0,39}?)\s*[:：]\s+(?=\S)", re.UNICODE)
"""A name before a colon and a blank; a clock time or an address has no blank after it."""

KNOWN_TAGS = frozenset({"emotion", "look", "gesture", "pause", "sound", "ending"})
"""Tags of lines that the stage acts on; the rest is the author's own."""
WINDOW_TAGS = frozenset({"hesitates", "refuses", "cross", "asks", "partly", "strays", "knows"})
"""Tags of the line before an improv window: what the host may say in it, parted by semicolons."""
_SEPARATORS = re.compile(r"[;；]")


@dataclass(frozen=True)
class StageLine:
    """One line.

    Attributes:
        speaker: who says it; "" for what is told and not said.
        text: without the name.
        emotion, look, gesture, sound, ending: what the tags say, "" for nothing.
        pause_s: silence after it.
        window: by tag, what it gives the host for an improv window that opens after it.
    """

    speaker: str
    text: str
    emotion: str = ""
    look: str = ""
    gesture: str = ""
    sound: str = ""
    ending: str = ""
    pause_s: float = 0.0
    window: tuple[tuple[str, tuple[str, ...]], ...] = ()


def stage_line(text: str, tags: Sequence[str] = ()) -> StageLine:
    """Reads a line of the story. A tag with a value that means nothing is left out."""
    text = " ".join(text.split())
    named = _SPEAKER.match(text)
    said = tag_values(tags)
    return StageLine(
        speaker=named.group(1) if named else "",
        text=text[named.end() :] if named else text,
        emotion=said.get("emotion", ""),
        look=said.get("look", ""),
        gesture=said.get("gesture", ""),
        sound=said.get("sound", ""),
        ending=said.get("ending", ""),
        pause_s=_seconds(said.get("pause", "")),
        window=_window(tags),
    )


def tag_values(tags: Sequence[str]) -> dict[str, str]:
    """`key: value` tags as a mapping, keys in small letters; the last one of a key holds."""
    pairs = (tag.partition(":") for tag in tags)
    return {key.strip().lower(): value.strip() for key, colon, value in pairs if colon}


def _window(tags: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        key, colon, value = tag.partition(":")
        name = key.strip().lower()
        if colon and name in WINDOW_TAGS:
            words = (" ".join(part.split()) for part in _SEPARATORS.split(value))
            given[name] = (*given.get(name, ()), *(part for part in words if part))
    return tuple(given.items())


def _seconds(words: str) -> float:
    try:
        seconds = float(words)
    except ValueError:
        return 0.0
    return min(seconds, 10.0) if seconds > 0 else 0.0
