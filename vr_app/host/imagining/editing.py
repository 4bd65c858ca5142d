"""Edits of a stage that are asked for in words: add, remove, move, recolour. Comments and order of the file stay."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import tomlkit
from tomlkit.items import AoT

from vr_app.host.imagining.amounts import AMOUNTS
from vr_app.host.words.nouns import singular
from vr_app.library.appearance import WEAR
from vr_app.library.stand_ins import colour_in
from vr_app.library.word_search import WordSearch
from vr_app.scene.stage_things import RELATIONS

Verb = Literal["add", "remove", "move", "recolour"]
_VERBS: dict[str, Verb] = {
    "add": "add", "place": "add", "put": "add", "insert": "add", "remove": "remove", "delete": "remove", "drop": "remove",
    "move": "move", "paint": "recolour", "recolour": "recolour", "recolor": "recolour", "colour": "recolour",
    "color": "recolour", "make": "recolour", "take away": "remove",
    "添加": "add", "增加": "add", "加上": "add", "放": "add", "加": "add", "删除": "remove", "去掉": "remove", "移除": "remove",
    "拿走": "remove", "移动": "move", "移到": "move", "涂成": "recolour",
}  # fmt: skip
_START = re.compile(
    r"^(?:please |and |then |请)?(" + "|".join(sorted(_VERBS, key=len, reverse=True)) + r")(?![a-z])\s*(.+)$",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s*(?:[,;，；。.]|\band\b|\bthen\b)\s*(?=(?:and |then |please |请)?(?:"
    + "|".join(sorted(_VERBS, key=len, reverse=True))
    + r"))",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"^(.+?)\s+(?:to )?(on top of|on|in|beside|next to|near|to|around|facing|against|by)\s+(?:the |a |an )?(.+)$",
    re.IGNORECASE,
)
_KEYS = {"on top of": "on", "next to": "beside", "to": "near", "by": "near"}
_NUMBERS = AMOUNTS | {"five": 5, "six": 6, "a few": 3}
_ARTICLE = re.compile(
    r"^(?:the|a|an|one|all the|all|some|several|a few|two|three|four|five|six|\d{1,2}|一|两|三|四|几)?\s*(?:个|盏|张|把|只|座|艘|棵)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """One thing that is asked for.

    Attributes:
        words: of what.
        relation: how it is to stand to `target`, "" where that is not said.
        colour: "#rrggbb" for `recolour`, which also makes larger (`scale`) and older (`wear`).
    """

    verb: Verb
    words: str
    count: int = 1
    relation: str = ""
    target: str = ""
    colour: str = ""
    scale: float = 1.0
    wear: float = -1.0


_LARGER = {"bigger": 1.4, "larger": 1.4, "taller": 1.4, "huge": 2.0, "giant": 2.2, "smaller": 0.7, "tiny": 0.4}
_NO_LOOK = {"colour": "", "scale": 1.0, "wear": -1.0}


@dataclass(frozen=True)
class Edited:
    """The file after an edit.

    Attributes:
        refused: what could not be done.
        missing: what something was to stand by and is not there: it is placed freely.
    """

    text: str
    refused: tuple[str, ...]
    missing: tuple[str, ...] = ()


def read_changes(text: str) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes a sentence asks for, and its parts that were not understood."""
    changes: list[Change] = []
    unknown: list[str] = []
    for part in _APART.split(" ".join(text.split())):
        found = _START.match(part.strip(" ,.;，。；"))
        change = _change(_VERBS[found[1].lower()], found[2].strip()) if found else None
        if change is None:
            unknown.append(part)
        else:
            changes.append(change)
    return tuple(changes), tuple(unknown)


def _change(verb: Verb, rest: str) -> Change | None:
    if verb == "recolour":
        last = re.findall(r"\w+", rest)[-1:] or [""]
        look = {
            "colour": colour_in(rest),
            "scale": _LARGER.get(last[0].lower(), 1.0),
            "wear": {**WEAR, "older": 0.8, "newer": 0.0}.get(last[0].lower(), -1.0),
        }
        words = re.sub(r"\b(?:in|to|look)?\s*(?:\w+)$", "", rest).strip() if look != _NO_LOOK else ""
        return Change(verb, _bare(words), **look) if words else None  # pyright: ignore[reportArgumentType]
    where = _WHERE.match(rest)
    count = next((n for word, n in _NUMBERS.items() if rest.lower().startswith(word)), 1)
    digits = re.match(r"(\d{1,2})\b", rest)
    count = int(digits[1]) if digits else count
    if where is None or verb == "remove":
        return Change(verb, _bare(rest), max(count, 1)) if verb != "move" else None
    relation = _KEYS.get(where[2].lower(), where[2].lower())
    return Change(verb, _bare(where[1]), max(count, 1), relation, _bare(where[3]))


def _bare(words: str) -> str:
    return _ARTICLE.sub("", words, count=1).strip(" ,.;，。；")


def edited(text: str, changes: tuple[Change, ...], search: WordSearch) -> Edited:
    """The text of a scene.toml with changes made.

    Raises: tomlkit's ParseError for a file that is no TOML (read the stage first).
    """
    document = tomlkit.parse(text)
    refused: list[str] = []
    missing: list[str] = []
    for change in changes:
        rows = document.get("thing")
        if not isinstance(rows, AoT):
            rows = tomlkit.aot()
        if change.verb == "add" and change.target and not _target(change, rows, document, search):
            missing.append(change.target)
        problem = _do(change, rows, document, search)
        if problem:
            refused.append(problem)
        if len(rows) and "thing" not in document:
            document.append("thing", rows)
        elif "thing" in document and not len(rows):
            document.pop("thing")
    return Edited(tomlkit.dumps(document), tuple(refused), tuple(missing))


def _do(change: Change, rows: AoT, document: Any, search: WordSearch) -> str:
    """Makes a change; what kept it from being made, or ""."""
    if change.verb == "add":
        table = tomlkit.table()
        table.add("id", _unused(change.words, document))
        table.add("words", change.words[:120])
        table.add("name", change.words[:80])
        if change.count > 1:
            table.add("count", change.count)
        if change.relation in RELATIONS and (target := _target(change, rows, document, search)):
            table.add(change.relation, target)
        if len(rows) and not rows[-1].as_string().endswith("\n\n"):
            rows[-1].add(tomlkit.nl())
        rows.append(table)
        return ""
    numbers = [number for number, row in enumerate(rows) if str(row.get("id")) in _ids(change.words, rows, search)]
    if not numbers:
        return f'there is no "{change.words}" here'
    match change.verb:
        case "remove":
            gone = {str(rows[number]["id"]) for number in numbers}
            for number in reversed(numbers):
                del rows[number]
            _forget(gone, rows, document)
        case "move":
            target = _ids(change.target, rows, search)[:1]
            if not target:
                return f'there is no "{change.target}" here'
            for number in numbers:
                for key in (*RELATIONS, "at", "side"):
                    rows[number].pop(key, None)
                rows[number][change.relation if change.relation in RELATIONS else "near"] = target[0]
        case "recolour":
            for number in numbers:
                _restyle(rows[number], change)
    return ""


def _target(change: Change, rows: AoT, document: Any, search: WordSearch) -> str:
    """Id of the thing or zone that something is to stand by; "" where there is none."""
    zones = (name for name in _zone_ids(document) if name in change.target.lower())
    return next(iter(_ids(change.target, rows, search)), "") or next(zones, "")


def _restyle(row: Any, change: Change) -> None:
    """Writes the colour, size or wear that was asked for."""
    if change.colour:
        row["colour"] = change.colour
    if change.scale != 1.0:
        row["scale"] = round(min(max(float(row.get("scale", 1.0)) * change.scale, 0.01), 100.0), 3)
    if change.wear >= 0:
        row["wear"] = change.wear


def _ids(words: str, rows: AoT, search: WordSearch) -> list[str]:
    """Ids of the things that words mean: by id and name, else by the asset that the words lead to."""
    wanted = {singular(word) for word in re.findall(r"[a-z]+", words.lower())}
    head = singular((re.findall(r"[a-z]+", words.lower()) or [""])[-1])
    found = []
    for row in rows:
        said = f"{row.get('id', '')} {row.get('name', '')} {row.get('words', '')}".lower()
        terms = {singular(word) for word in re.findall(r"[a-z]+", said)}
        if (head and head in terms) or (not wanted and words and words in said):
            found.append(str(row["id"]))
    if found:
        return found
    best = search.best(words)
    return [str(row["id"]) for row in rows if best is not None and row.get("asset") == best.thing.reference]


def _zone_ids(document: Any) -> list[str]:
    return [str(zone.get("id", "")) for zone in document.get("zone", [])]


def _forget(gone: set[str], rows: AoT, document: Any) -> None:
    """Takes out what names things that are no longer there."""
    for row in rows:
        for key in RELATIONS:
            value = row.get(key)
            if value in gone or (isinstance(value, list) and gone & set(value)):
                row.pop(key)
    for key, names in (("behaviour", ("thing",)), ("trigger", ("what",)), ("translation", ("of",))):
        entries = document.get(key, [])
        for number in reversed(range(len(entries))):
            if any(entries[number].get(name) in gone for name in names):
                del entries[number]
        if key in document and not len(entries):
            document.pop(key)
    for trigger in document.get("trigger", []):
        for key in ("show", "hide"):
            if key in trigger:
                trigger[key] = [name for name in trigger[key] if name not in gone]


def _unused(words: str, document: Any) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40].strip("-") or "thing"
    taken = {str(row.get("id")) for key in ("thing", "hotspot", "zone", "mark") for row in document.get(key, [])}
    taken |= {"host", "spawn"}
    number, name = 2, slug
    while name in taken:
        name, number = f"{slug}-no{number}", number + 1
    return name
