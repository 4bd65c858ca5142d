"""What a story has said since the last line: pieces of text, glue and tag marks, and ink's rules of white space."""

from __future__ import annotations

import re
from typing import Any, Final

from vr_app.story.runner.content import Command, Glue, Tag
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.state import FUNCTION, State

_SPACES = re.compile(r"[ \t]+")
MOST_PIECES: Final = 10_000


def cleaned(text: str) -> str:
    """Runs of blanks become one; lines lose those at their ends."""
    if "  " in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text or text[:1] == " " or text[-1:] == " ":
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
    return text


def text_of(output: list[Any]) -> str:
    """The text of the pieces, without tags."""
    parts: list[str] = []
    in_tag = False
    for piece in output:
        if type(piece) is str:
            if not in_tag:
                parts.append(piece)
        elif type(piece) is Command:
            if piece.name == "#":
                in_tag = True
            elif piece.name == "/#":
                in_tag = False
    return cleaned("".join(parts))


def tags_of(output: list[Any]) -> list[str]:
    """The tags among the pieces."""
    tags: list[str] = []
    said: list[str] = []
    in_tag = False
    for piece in output:
        if type(piece) is Command and piece.name in ("#", "/#"):
            if said:
                tags.append(cleaned("".join(said)))
                said = []
            in_tag = piece.name == "#"
        elif in_tag:
            if type(piece) is str and piece:
                said.append(piece)
        elif type(piece) is Tag and piece.text:
            tags.append(piece.text)
    if said:
        tags.append(cleaned("".join(said)))
    return tags


def text_and_tags(output: list[Any]) -> tuple[str, list[str]]:
    """Both; most output is text alone."""
    for piece in output:
        if type(piece) is not str:
            return text_of(output), tags_of(output)
    return cleaned("".join(output)), []


def ends_in_newline(output: list[Any]) -> bool:
    """Whether nothing but blanks comes after the last line break."""
    for piece in reversed(output):
        if type(piece) is Command:
            return False
        if type(piece) is str:
            if piece == "\n":
                return True
            if piece.strip(" \t"):
                return False
    return False


def push(state: State, piece: Any) -> None:
    """Adds a piece, as far as the rules let it through.

    Raises:
        RunError: the line has grown without bound.
    """
    if type(piece) is not str:
        _push_mark(state, piece)
    elif len(piece) > 1 and "\n" in piece:
        for part in _split(piece):
            _push_text(state, part)
    else:
        _push_text(state, piece)


def _split(text: str) -> list[str]:
    """Line breaks at the ends stand alone (many as one); those inside stay."""
    inside = text.strip(" \t\n")
    if not inside:
        before = text[: text.index("\n")]
        return [before, "\n"] if before else ["\n"]
    start = text.index(inside[0])
    head, tail = text[:start], text[start + len(inside) :]
    parts: list[str] = []
    if "\n" in head:
        if head[: head.index("\n")]:
            parts.append(head[: head.index("\n")])
        parts.append("\n")
        inside = head[head.rindex("\n") + 1 :] + inside
    else:
        inside = head + inside
    if "\n" in tail:
        parts += [inside + tail[: tail.index("\n")], "\n"]
        if tail[tail.rindex("\n") + 1 :]:
            parts.append(tail[tail.rindex("\n") + 1 :])
    else:
        parts.append(inside + tail)
    return parts


def _push_mark(state: State, piece: Any) -> None:
    _check_length(state.output)
    if type(piece) is Glue:
        _trim_newlines(state.output)
        state.glue += 1
    elif type(piece) is Command:
        state.strings += piece.name == "str"
    state.output.append(piece)


def _push_text(state: State, piece: str) -> None:
    output = state.output
    _check_length(output)
    frame = state.threads[-1].frames[-1]
    function_start = frame.output_before if frame.kind == FUNCTION else -1
    if state.glue or function_start >= 0:
        glue_at, function_start = _marks_before(output, function_start)
        if glue_at >= 0 or function_start >= 0:
            if piece == "\n":
                return
            if piece.strip(" \t"):
                if glue_at >= 0:
                    _remove_glue(state)
                if function_start >= 0:
                    _functions_have_spoken(state)
            output.append(piece)
            return
    if piece != "\n" or not (ends_in_newline(output) or not any(type(said) is str for said in output)):
        output.append(piece)


def _marks_before(output: list[Any], function_start: int) -> tuple[int, int]:
    """Where the last glue is, and where the function's own output begins; -1 where neither counts for what comes."""
    for i in range(len(output) - 1, -1, -1):
        kind = type(output[i])
        if kind is Glue:
            return i, function_start
        if kind is Command and output[i].name == "str":
            return -1, -1 if i >= function_start else function_start
    return -1, function_start


def _check_length(output: list[Any]) -> None:
    if len(output) >= MOST_PIECES:
        raise RunError(f"one line has more than {MOST_PIECES:,} pieces")


def _functions_have_spoken(state: State) -> None:
    frames = state.threads[-1].frames
    for level in range(len(frames) - 1, -1, -1):
        if frames[level].kind != FUNCTION:
            break
        if frames[level].output_before != -1:
            state.frame(level).output_before = -1


def _trim_newlines(output: list[Any]) -> None:
    """Glue takes away the line break before it, and all blanks after that."""
    start = -1
    for i in range(len(output) - 1, -1, -1):
        piece = output[i]
        if type(piece) is Command:
            break
        if type(piece) is str:
            if piece == "\n":
                start = i
            elif piece.strip(" \t"):
                break
    if start >= 0:
        output[start:] = [piece for piece in output[start:] if type(piece) is not str]


def _remove_glue(state: State) -> None:
    """Text has come: the glue since the text or mark before it has done its work."""
    output = state.output
    for i in range(len(output) - 1, -1, -1):
        piece = output[i]
        if type(piece) is Glue:
            del output[i]
            state.glue -= 1
        elif type(piece) is Command or (type(piece) is str and piece.strip(" \t\n")):
            break


def take(state: State, start: int) -> list[Any]:
    """Takes the pieces from a place on out of the output."""
    taken = state.output[start:]
    del state.output[start:]
    for piece in taken:
        if type(piece) is Glue:
            state.glue -= 1
        elif type(piece) is Command and piece.name == "str":
            state.strings -= 1
    return taken


def trim_function_end(state: State) -> None:
    """A function's last line break and blanks do not reach the line it was called in."""
    output = state.output
    start = max(0, state.threads[-1].frames[-1].output_before)
    for i in range(len(output) - 1, start - 1, -1):
        if type(output[i]) is str:
            if output[i] != "\n" and output[i].strip(" \t"):
                break
            del output[i]
