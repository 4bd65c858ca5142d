"""Finds the line of a JSON text on which the value behind a JSON pointer begins."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
MAX_CHARACTERS = 8 << 20


def lines_of(text: str, pointers: Collection[str]) -> dict[str, int]:
    """Lines, from 1, of those pointers that are in the text; none for a text longer than anyone would read."""
    wanted, found = set(pointers), {}
    if "" in wanted:
        found[""] = 1
        wanted.discard("")
    if not wanted or len(text) > MAX_CHARACTERS:
        return found
    path: list[str | int] = []
    holders: list[str] = []
    key, line, position, after_colon = "", 1, 0, False
    for match in TOKEN.finditer(text):
        token = match[0]
        line += text.count("\n", position, match.start())
        position = match.start()
        if token in "}]":
            if holders:
                holders.pop()
                path.pop()
            continue
        if token == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
            after_colon = False
            continue
        if token == ":":
            after_colon = True
            continue
        if holders and holders[-1] == "{":
            if not after_colon:
                key = _member(token)
                continue
            path[-1] = key
        pointer = "".join(f"/{_escaped(part)}" for part in path)
        if pointer in wanted:
            found.setdefault(pointer, line)
            if len(found) == len(pointers):
                break
        after_colon = False
        if token in "{[":
            holders.append(token)
            path.append("" if token == "{" else 0)
    return found


def _member(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")
