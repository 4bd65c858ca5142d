"""Ink source line by line: what on each line is said, and what around it is markup.

The compiler's tree knows what a story does; this knows how it is written down, for what changes the writing alone:
translation, formatting, and advice about lines. Wherever a line is too intricate to be sure, it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLETS = re.compile(r"(?:(?:[*+]|-(?!>))[ \t]*)+")
_LABEL = re.compile(r"\([ \t]*\w+[ \t]*\)[ \t]*")
_DECLARATION = re.compile(r"(?:VAR|CONST|LIST|EXTERNAL|INCLUDE)\b")
_HEADER = re.compile(r"=+[ \t]*(?:function\b[ \t]*)?(\w*)")
_SEQUENCE = re.compile(r"[ \t]*(?:(?:stopping|cycle|once|shuffle)\b[ \t]*)+:|[ \t]*[&!~$]")
_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,39}?[ \t]*[:：][ \t]+(?=\S)")
_ESCAPED = re.compile(r"\\.")


@dataclass(frozen=True)
class Piece:
    """Words on a line.

    Attributes:
        start, end: where on the line, as a slice of it.
        text: the words, inline logic and brackets included.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ScriptLine:
    """One line of the source.

    Attributes:
        number: from 1.
        raw: as it stands, without the line break.
        kind: "blank", "comment", "header", "declaration", "note", "logic", "block" (opens, divides or closes a
            multi-line block), "choice", "gather", "branch" (of a block) or "text".
        bullets: the line's bullets without blanks, "" without.
        level: how many multi-line blocks are open where it begins.
        place: knot, or knot.stitch, it belongs to.
        speaker: who says it, "" for none.
        pieces: what is said.
    """

    number: int
    raw: str
    kind: str
    bullets: str = ""
    level: int = 0
    place: str = ""
    speaker: str = ""
    pieces: tuple[Piece, ...] = ()


def script_lines(source: str) -> Iterator[ScriptLine]:
    """Reads a file's lines.

    Args:
        source: the file's text; line ends of any kind.
    """
    reader = _Reader()
    for number, raw in enumerate(source.removeprefix("\ufeff").splitlines(), 1):
        yield reader.read(number, raw)


class _Reader:
    def __init__(self) -> None:
        self.in_comment = False
        self.blocks: list[str] = []
        self.knot = ""
        self.place = ""

    def read(self, number: int, raw: str) -> ScriptLine:
        level = len(self.blocks)
        if self.in_comment or "/*" in raw:
            after = raw.rpartition("/*")[2] if "/*" in raw else raw
            self.in_comment = "*/" not in after
            return ScriptLine(number, raw, "comment", level=level, place=self.place)
        code = raw[: raw.index("//")] if "//" in raw else raw
        bare = code.strip()
        if not bare:
            return ScriptLine(number, raw, "comment" if raw.strip() else "blank", level=level, place=self.place)
        if not self.blocks:
            if bare.startswith("="):
                self._enter(bare)
                return ScriptLine(number, raw, "header", place=self.place)
            if _DECLARATION.match(bare):
                return ScriptLine(number, raw, "declaration", place=self.place)
        if bare.startswith("TODO:"):
            return ScriptLine(number, raw, "note", level=level, place=self.place)
        if bare.startswith("~"):
            return ScriptLine(number, raw, "logic", level=level, place=self.place)
        return self._content(number, raw, code, level)

    def _enter(self, header: str) -> None:
        match = _HEADER.match(header)
        name = match.group(1) if match else ""
        if header.startswith("=="):
            self.knot = self.place = name
        else:
            self.place = f"{self.knot}.{name}" if self.knot else name

    def _content(self, number: int, raw: str, code: str, level: int) -> ScriptLine:
        opened, closed, first = _unbalanced(code)
        if opened or closed:
            del self.blocks[max(0, len(self.blocks) - closed) :]
            self.blocks += ["sequence" if _SEQUENCE.match(code[first + 1 :]) else "condition"] * opened
            shown = level - 1 if code.strip().startswith("}") else level
            return ScriptLine(number, raw, "block", level=max(0, shown), place=self.place)
        start = len(code) - len(code.lstrip())
        kind, bullets = "text", ""
        match = _BULLETS.match(code, start)
        if match:
            bullets = "".join(match.group().split())
            kind = "choice" if bullets[-1] in "*+" else "gather"
            start = match.end()
            in_block = bool(self.blocks) and bullets == "-"
            if in_block:
                kind = "branch"
                start = self._after_condition(code, start)
            label = None if in_block else _LABEL.match(code, start)
            start = label.end() if label else start
            if kind == "choice":
                start = _after_conditions(code, start)
        speaker = ""
        if kind != "choice":
            named = _SPEAKER.match(code, start)
            if named:
                speaker = re.split("[:：]", named.group())[0].strip()
                start = named.end()
        pieces = tuple(_pieces(code, start)) if code[start : start + 1] != "~" else ()
        return ScriptLine(number, raw, kind, bullets, level, self.place, speaker, pieces)

    def _after_condition(self, code: str, start: int) -> int:
        if self.blocks[-1] == "sequence":
            return start
        colon = _find_outside(code, start, ":")
        return start if colon < 0 else colon + 1 + _blanks(code, colon + 1)


def _after_conditions(code: str, start: int) -> int:
    """Past a choice's `{conditions}`."""
    while start < len(code) and code[start] == "{":
        end = _closing(code, start)
        inside = code[start + 1 : end]
        if (
            end < 0
            or _find_outside(inside, 0, ":") >= 0
            or _find_outside(inside, 0, "|") >= 0
            or _SEQUENCE.match(inside)
        ):
            break
        start = end + 1 + _blanks(code, end + 1)
    return start


def _pieces(code: str, start: int) -> Iterator[Piece]:
    """The words from a place on, without tags, glue and diverts."""
    begin, i = start, start
    while i < len(code):
        two = code[i : i + 2]
        if two[0] == "\\":
            i += 2
        elif two[0] == "{":
            end = _closing(code, i)
            if end < 0:
                return
            i = end + 1
        elif two[0] == "#":
            yield from _piece(code, begin, i)
            closing = code.find("]", i)
            following = code.find("#", i + 1)
            ends = [at for at in (closing, following) if at >= 0]
            begin = i = min(ends) if ends else len(code)
            if following == i:
                continue
            i += 1
        elif two in ("->", "<-"):
            yield from _piece(code, begin, i)
            return
        elif two == "<>":
            yield from _piece(code, begin, i)
            i += 2
            begin = i
        else:
            i += 1
    yield from _piece(code, begin, len(code))


def _piece(code: str, begin: int, end: int) -> Iterator[Piece]:
    text = code[begin:end]
    while text and (text[0] in " \t" or _hangs(text, text[0])):
        text, begin = text[1:], begin + 1
    while text and (text[-1] in " \t" or _hangs(text, text[-1])):
        text = text[:-1]
    if text[:1] == "[" and text[-1:] == "]" and text.count("[") == 1:
        text, begin = text[1:-1], begin + 1
    if has_words(text):
        yield Piece(begin, begin + len(text), text)


def _hangs(text: str, bracket: str) -> bool:
    """Whether a bracket at the end of a piece has its other half elsewhere."""
    return bracket in "[]" and text.count("[") != text.count("]")


def has_words(text: str) -> bool:
    """Whether something in the text is for the reader, inline logic read through."""
    return any(any(letter.isalnum() for letter in words) for words in spoken_parts(text))


def spoken_parts(text: str) -> Iterator[str]:
    """The parts of a text a reader may come to see, alternatives one after another."""
    waiting = [text]
    while waiting:
        part = waiting.pop()
        arrow = _find_outside(part, 0, "->")
        if arrow >= 0:
            part = part[:arrow]
        brace = part.find("{")
        while brace >= 0 and brace > 0 and part[brace - 1] == "\\":
            brace = part.find("{", brace + 1)
        if brace < 0:
            yield _ESCAPED.sub(lambda match: match.group()[1], part)
            continue
        end = _closing(part, brace)
        yield part[:brace]
        if end < 0:
            continue
        inside = part[brace + 1 : end]
        waiting.append(part[end + 1 :])
        waiting += alternatives(inside)


def alternatives(inside: str) -> list[str]:
    """What may be said by the logic in braces; nothing for a value that is printed."""
    colon = _find_outside(inside, 0, ":")
    sequence = _SEQUENCE.match(inside)
    if colon >= 0:
        inside = inside[colon + 1 :]
    elif sequence:
        inside = inside[sequence.end() :]
    elif _find_outside(inside, 0, "|") < 0:
        return []
    parts: list[str] = []
    start = 0
    while (bar := _find_outside(inside, start, "|")) >= 0:
        parts.append(inside[start:bar])
        start = bar + 1
    return [*parts, inside[start:]]


def logic_parts(text: str) -> list[str]:
    """The logic in a text (conditions, printed values, diverts), sorted; a translation must keep it."""
    found: list[str] = []
    waiting = [text]
    while waiting:
        part = waiting.pop()
        arrow = _find_outside(part, 0, "->")
        if arrow >= 0:
            found.append(" ".join(part[arrow:].split()))
            part = part[:arrow]
        brace = part.find("{")
        if brace < 0:
            continue
        end = _closing(part, brace)
        if end < 0:
            found.append(part[brace:])
            continue
        inside = part[brace + 1 : end]
        parts = alternatives(inside)
        colon = _find_outside(inside, 0, ":")
        found.append(" ".join((inside[:colon] if colon >= 0 else f"{len(parts)} parts" if parts else inside).split()))
        waiting += [*parts, part[end + 1 :]]
    return sorted(found)


def _unbalanced(code: str) -> tuple[int, int, int]:
    """(braces a line leaves open, braces of earlier lines it closes, where the first it leaves open is)."""
    opened: list[int] = []
    closed = 0
    i = 0
    while i < len(code):
        if code[i] == "\\":
            i += 1
        elif code[i] == "{":
            opened.append(i)
        elif code[i] == "}":
            if opened:
                opened.pop()
            else:
                closed += 1
        i += 1
    return len(opened), closed, opened[0] if opened else -1


def _closing(code: str, start: int) -> int:
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


def _find_outside(code: str, start: int, word: str) -> int:
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


def _blanks(code: str, start: int) -> int:
    return len(code[start:]) - len(code[start:].lstrip(" \t"))
