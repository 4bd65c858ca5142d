"""Inline logic in a line of ink, `{x > 1: many|few}`, taken apart without the compiler: what is said, what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

SEQUENCE = re.compile(r"[ \t]*(?:(?:stopping|cycle|once|shuffle)\b[ \t]*)+:|[ \t]*[&!~$]")
"""How the braces of a sequence begin."""
_ESCAPED = re.compile(r"\\.")


def has_words(text: str) -> bool:
    """Whether something in the text is for the reader, inline logic read through."""
    return any(any(letter.isalnum() for letter in words) for words in spoken_parts(text))


def spoken_parts(text: str) -> Iterator[str]:
    """The parts of a text a reader may come to see, alternatives one after another."""
    waiting = [text]
    while waiting:
        part = waiting.pop()
        arrow = find_outside(part, 0, "->")
        if arrow >= 0:
            part = part[:arrow]
        brace = part.find("{")
        while brace >= 0 and brace > 0 and part[brace - 1] == "\\":
            brace = part.find("{", brace + 1)
        if brace < 0:
            yield _ESCAPED.sub(lambda match: match.group()[1], part)
            continue
        end = closing(part, brace)
        yield part[:brace]
        if end < 0:
            continue
        inside = part[brace + 1 : end]
        waiting.append(part[end + 1 :])
        waiting += alternatives(inside)


def alternatives(inside: str) -> list[str]:
    """What may be said by the logic in braces; nothing for a value that is printed."""
    colon = find_outside(inside, 0, ":")
    sequence = SEQUENCE.match(inside)
    if colon >= 0:
        inside = inside[colon + 1 :]
    elif sequence:
        inside = inside[sequence.end() :]
    elif find_outside(inside, 0, "|") < 0:
        return []
    parts: list[str] = []
    start = 0
    while (bar := find_outside(inside, start, "|")) >= 0:
        parts.append(inside[start:bar])
        start = bar + 1
    return [*parts, inside[start:]]


def logic_parts(text: str) -> list[str]:
    """The logic in a text (conditions, printed values, diverts), sorted; a translation must keep it."""
    found: list[str] = []
    waiting = [text]
    while waiting:
        part = waiting.pop()
        arrow = find_outside(part, 0, "->")
        if arrow >= 0:
            found.append(" ".join(part[arrow:].split()))
            part = part[:arrow]
        brace = part.find("{")
        if brace < 0:
            continue
        end = closing(part, brace)
        if end < 0:
            found.append(part[brace:])
            continue
        inside = part[brace + 1 : end]
        parts = alternatives(inside)
        colon = find_outside(inside, 0, ":")
        found.append(" ".join((inside[:colon] if colon >= 0 else f"{len(parts)} parts" if parts else inside).split()))
        waiting += [*parts, part[end + 1 :]]
    return sorted(found)


def closing(code: str, start: int) -> int:
    """The brace that closes the one at `start`, -1 for none."""
    depth = 0
    for i in range(start, len(code)):
        if code[i] == "{" and code[i - 1 : i] != "\\":
            depth += 1
        elif code[i] == "}" and code[i - 1 : i] != "\\":
            depth -= 1
            if depth == 0:
                return i
    return -1


def find_outside(code: str, start: int, word: str) -> int:
    """Where a word stands outside braces, brackets of calls and quotes, -1 for nowhere."""
    depth = 0
    in_quotes = False
    i = start
    while i < len(code):
        letter = code[i]
        if letter == "\\":
            i += 2
            continue
        if letter == '"' and word == ":":
            in_quotes = not in_quotes
        elif letter in "{(" and not in_quotes and (letter == "{" or word != "|"):
            depth += 1
        elif letter in "})" and not in_quotes and (letter == "}" or word != "|"):
            depth -= 1
        elif depth == 0 and not in_quotes and code.startswith(word, i) and not (word == "|" and _is_or(code, i)):
            return i
        i += 1
    return -1


def _is_or(code: str, i: int) -> bool:
    return code[i + 1 : i + 2] == "|" and code[i + 2 : i + 3] == " " and code[i - 1 : i] == " "
