"""Ink source line by line: what on each line is said, and what around it is markup.

The compiler's tree knows what a story does; this knows how it is written down, for what changes the writing alone:
translation, formatting, and advice about lines. Wherever a line is too intricate to be sure, it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vr_app.story.inline_logic import SEQUENCE, closing, find_outside, has_words
from vr_app.story.stage_line import WINDOW_TAGS

_BULLETS = re.compile(r"(?:(?:[*+]|-(?!>))[ \t]*)+")
_LABEL = re.compile(r"\([ \t]*\w+[ \t]*\)[ \t]*")
_DECLARATION = re.compile(r"(?:VAR|CONST|LIST|EXTERNAL|INCLUDE)\b")
_HEADER = re.compile(r"=+[ \t]*(?:function\b[ \t]*)?(\w*)")
_SPOKEN_TAG = re.compile(rf"#[ \t]*(?:says|{'|'.join(sorted(WINDOW_TAGS))})[ \t]*:", re.IGNORECASE)
_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,39}?[ \t]*[:：][ \t]+(?=\S)")


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
            self.blocks += ["sequence" if SEQUENCE.match(code[first + 1 :]) else "condition"] * opened
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
        colon = find_outside(code, start, ":")
        return start if colon < 0 else colon + 1 + _blanks(code, colon + 1)


def _after_conditions(code: str, start: int) -> int:
    """Past a choice's `{conditions}`."""
    while start < len(code) and code[start] == "{":
        end = closing(code, start)
        inside = code[start + 1 : end]
        if end < 0 or find_outside(inside, 0, ":") >= 0 or find_outside(inside, 0, "|") >= 0 or SEQUENCE.match(inside):
            break
        start = end + 1 + _blanks(code, end + 1)
    return start


def _pieces(code: str, start: int) -> Iterator[Piece]:
    """The words from a place on, without glue, diverts and tags but those whose words are said."""
    begin, i = start, start
    while i < len(code):
        two = code[i : i + 2]
        if two[0] == "\\":
            i += 2
        elif two[0] == "{":
            end = closing(code, i)
            if end < 0:
                return
            i = end + 1
        elif two[0] == "#":
            yield from _piece(code, begin, i)
            bracket = code.find("]", i)
            following = code.find("#", i + 1)
            ends = [at for at in (bracket, following) if at >= 0]
            spoken, begin = _SPOKEN_TAG.match(code, i), min(ends) if ends else len(code)
            if spoken:
                yield from _piece(code, spoken.end(), begin)
            i = begin
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


def _blanks(code: str, start: int) -> int:
    return len(code[start:]) - len(code[start:].lstrip(" \t"))
