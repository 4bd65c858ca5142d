"""One ink file: its text without comments, and the way back from any place in that to line and column."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

from vr_app.story.diagnostics import Diagnostic, Severity, excerpt

OFFSET_BITS = 40
"""A place is one integer: the source's serial number above these bits, the offset in its clean text below."""

_COMMENT = re.compile(r"//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_serials = itertools.count(1)


class Source:
    """A file as the parser reads it.

    Args:
        path: how the file is named in messages.
        data: bytes as read (UTF-8, with or without a byte order mark) or text.

    Attributes:
        clean: text with comments taken out (their line breaks stay) and "\\n" line ends.
        open_comment_at: offset in `clean` of a comment that is never closed; -1 where there is none.
        broken_at: offset of the first byte that is not UTF-8, in `text`; -1 where all is well.
    """

    def __init__(self, path: str, data: bytes | str) -> None:
        self.path = path
        self.serial = next(_serials)
        self.base = self.serial << OFFSET_BITS
        self.broken_at = -1
        text = data if isinstance(data, str) else self._decode(data)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = text.removeprefix("\ufeff")
        self._clean_starts = [0]
        self._text_starts = [0]
        self.open_comment_at = -1
        self.clean = self._without_comments()
        self._lines: list[int] | None = None

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            head = data[: error.start].decode("utf-8").removeprefix("\ufeff")
            self.broken_at = len(head.replace("\r\n", "\n"))
            return data.decode("utf-8", errors="replace")

    def _without_comments(self) -> str:
        text = self.text
        if "//" not in text and "/*" not in text:
            return text
        pieces: list[str] = []
        length = last = 0
        for match in _COMMENT.finditer(text):
            start, end = match.span()
            breaks = "\n" * text.count("\n", start, end) if text[start + 1] == "*" else ""
            pieces += (text[last:start], breaks)
            if text[start + 1] == "*" and (end - start < 4 or not text.endswith("*/", start, end)):
                self.open_comment_at = length + start - last
            length += start - last + len(breaks)
            last = end
            self._clean_starts.append(length)
            self._text_starts.append(end)
        pieces.append(text[last:])
        return "".join(pieces)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Of an offset in the clean text; both from 1."""
        piece = bisect_right(self._clean_starts, offset) - 1
        return self._place(self._text_starts[piece] + offset - self._clean_starts[piece])

    def _place(self, text_offset: int) -> tuple[int, int]:
        if self._lines is None:
            self._lines = [0, *(m.end() for m in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, text_offset) - 1
        return line + 1, text_offset - self._lines[line] + 1

    def line(self, number: int) -> str:
        assert self._lines is not None
        start = self._lines[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def diagnostic(self, code: str, severity: Severity, message: str, offset: int, hint: str = "") -> Diagnostic:
        """A finding at an offset of the clean text."""
        line, column = self.line_and_column(offset)
        shown, caret = excerpt(self.line(line), column)
        return Diagnostic(code, severity, message, self.path, line, column, shown, caret, hint)

    def encoding_diagnostic(self) -> Diagnostic:
        line, column = self._place(self.broken_at)
        shown, caret = excerpt(self.line(line), column)
        hint = "Save the file as UTF-8."
        return Diagnostic("INK001", "error", "This file is not UTF-8 text", self.path, line, column, shown, caret, hint)
