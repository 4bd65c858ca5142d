"""Where each key of a TOML text stands: tomllib gives values without lines, and messages need the line."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")


Place = tuple[int, int]
"""Line and column, counted from 1."""


def key_places(source: str) -> dict[str, Place]:
    """Maps JSON-pointer-like paths to where they stand.

    `/title`, `/sky/zenith`, `/thing/0/at`; a table's own path (`/thing/0`) is its header's line. Keys inside inline
    tables are not listed: ask `place_at`, which falls back to the nearest listed parent.
    """
    lines: dict[str, Place] = {}
    counts: dict[str, int] = {}
    prefix = ""
    depth = 0
    fence = ""
    for number, line in enumerate(source.splitlines(), start=1):
        if not depth and not fence:
            header = _HEADER.match(line)
            if header:
                prefix = _enter(header.group(2), header.group(1) == "[[", counts)
                lines.setdefault(prefix, (number, _indent(line)))
                continue
            key = _KEY.match(line)
            if key:
                lines.setdefault(f"{prefix}/" + "/".join(_split(key.group(1))), (number, _indent(line)))
                line = line[key.end() :]
        depth, fence = _scan(line, depth, fence)
    return lines


def place_at(places: dict[str, Place], pointer: str) -> Place:
    """Where the pointer or its nearest known parent stands; the beginning where nothing is known."""
    while pointer:
        if pointer in places:
            return places[pointer]
        pointer = pointer.rpartition("/")[0]
    return 1, 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1


def _split(dotted: str) -> list[str]:
    parts = re.findall(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""", dotted)
    return [part.strip("\"'") for part in parts]


def _enter(dotted: str, is_array: bool, counts: dict[str, int]) -> str:
    path = ""
    parts = _split(dotted)
    for position, part in enumerate(parts):
        path += f"/{part}"
        last = position == len(parts) - 1
        if last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += f"/{counts[path]}"
    return path


def _scan(line: str, depth: int, fence: str) -> tuple[int, str]:
    """Bracket depth and open multi-line string after a line of values."""
    position = 0
    while position < len(line):
        if fence:
            end = line.find(fence, position)
            if end < 0:
                return depth, fence
            position, fence = end + 3, ""
            continue
        rest = line[position:]
        character = line[position]
        if rest.startswith(('"""', "'''")):
            fence = rest[:3]
            position += 3
        elif character in "\"'":
            closing = re.match(r'"(?:\\.|[^"\\])*"' if character == '"' else r"'[^']*'", rest)
            position += closing.end() if closing else len(rest)
        elif character == "#":
            break
        else:
            depth += (character in "[{") - (character in "]}")
            position += 1
    return max(depth, 0), fence
