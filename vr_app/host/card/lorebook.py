"""A card's lorebook: entries that join the talk when their keys are said, within a budget, a depth and a time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vr_app.host.card.safe_pattern import safe_pattern

LONGEST_SCAN = 2000
"""Letters of the talk that are looked through."""
REGEX_SCAN = 400
DEEPEST = 3
"""How often what was found may bring more along."""
_MOST_FOUND = 50
_MOST_ENTRIES = 20_000
_TIME_S = 0.25


@dataclass(frozen=True)
class LoreEntry:
    """One entry.

    Attributes:
        keys: any of them brings it.
        secondary: where `selective`, one of these must be there too.
        order: lower ones come first.
        priority: where the budget is short, lower ones go first.
    """

    name: str
    content: str
    keys: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    selective: bool = False
    constant: bool = False
    order: float = 0.0
    priority: float = 0.0
    case_sensitive: bool = False
    patterns: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True)
class Lorebook:
    """All entries that are switched on.

    Attributes:
        scan_depth: how many of the last lines are looked through.
        budget: tokens of what is found, 0 where the book sets none.
        notes: what could not be used, a plain sentence each.
    """

    entries: tuple[LoreEntry, ...] = ()
    scan_depth: int = 4
    budget: int = 0
    recursive: bool = False
    notes: tuple[str, ...] = ()
    slow: set[str] = field(default_factory=set, compare=False, repr=False)

    def matching(
        self,
        lines: Sequence[str],
        count_tokens: Callable[[str], int],
        budget: int,
        now: Callable[[], float] = time.monotonic,
    ) -> list[LoreEntry]:
        """Entries for the last lines of the talk (the newest last), in their order, within the smaller budget."""
        until_s = now() + _TIME_S
        text = "\n".join(lines[-self.scan_depth :])[-LONGEST_SCAN:] if self.scan_depth else ""
        found: dict[int, LoreEntry] = {}
        for depth in range(DEEPEST if self.recursive else 1):
            new = [
                (number, entry)
                for number, entry in enumerate(self.entries)
                if number not in found and self._speaks(entry, text, until_s, now, first=depth == 0)
            ]
            for number, entry in new[: _MOST_FOUND - len(found)]:
                found[number] = entry
            text = "\n".join(entry.content for _, entry in new)[:LONGEST_SCAN]
            if not text or len(found) >= _MOST_FOUND or now() > until_s:
                break
        return _within(list(found.values()), count_tokens, min(budget, self.budget) if self.budget else budget)

    def _speaks(self, entry: LoreEntry, text: str, until_s: float, now: Callable[[], float], *, first: bool) -> bool:
        if entry.constant:
            return first
        if not self._any(entry, entry.keys, text, until_s, now, patterns=True):
            return False
        return not (entry.selective and entry.secondary) or self._any(
            entry, entry.secondary, text, until_s, now, patterns=False
        )

    def _any(
        self,
        entry: LoreEntry,
        keys: Sequence[str],
        text: str,
        until_s: float,
        now: Callable[[], float],
        *,
        patterns: bool,
    ) -> bool:
        plain = text if entry.case_sensitive else text.lower()
        if any(_said(key if entry.case_sensitive else key.lower(), plain) for key in keys):
            return True
        for pattern in entry.patterns if patterns else ():
            if pattern.pattern in self.slow or now() > until_s:
                continue
            begun_s = now()
            hit = pattern.search(text[-REGEX_SCAN:])
            if now() - begun_s > _TIME_S / 2:
                self.slow.add(pattern.pattern)
            if hit:
                return True
        return False


def read_lorebook(book: Any) -> Lorebook:
    """The `character_book` of a card (V2 or V3) or a lorebook file; what is of a wrong type is left out and noted."""
    if not isinstance(book, Mapping):
        return Lorebook()
    if isinstance(book.get("data"), Mapping) and "entries" not in book:
        book = book["data"]
    raw = book.get("entries")
    listed = list(raw.values()) if isinstance(raw, Mapping) else raw if isinstance(raw, list) else []
    notes: list[str] = []
    entries = []
    for number, one in enumerate(listed[:_MOST_ENTRIES]):
        entry = _entry(one, number, notes)
        if entry is not None:
            entries.append(entry)
    if len(listed) > _MOST_ENTRIES:
        notes.append(f"The lorebook has {len(listed):,} entries; the first {_MOST_ENTRIES:,} are used.")
    return Lorebook(
        tuple(sorted(entries, key=lambda entry: entry.order)),
        scan_depth=min(int(_number(book.get("scan_depth"), 4)), 50),
        budget=max(int(_number(book.get("token_budget"), 0)), 0),
        recursive=book.get("recursive_scanning") is True,
        notes=tuple(notes[:20]),
    )


def _entry(one: Any, number: int, notes: list[str]) -> LoreEntry | None:
    if not isinstance(one, Mapping) or not isinstance(one.get("content"), str):
        notes.append(f"Entry {number} of the lorebook has no text and is passed over.")
        return None
    if one.get("enabled") is False or one.get("disable") is True:
        return None
    keys = _texts(one.get("keys", one.get("key")))
    secondary = _texts(one.get("secondary_keys", one.get("keysecondary")))
    patterns = []
    plain = []
    for key in keys:
        source = key[1 : key.rfind("/")] if key.startswith("/") and key.rfind("/") > 0 else key
        if one.get("use_regex") is True or source is not key:
            pattern, why = safe_pattern(source)
            if pattern is not None:
                patterns.append(pattern)
            else:
                notes.append(f"Entry {number} of the lorebook: the pattern {key[:60]!r} is not used: {why}.")
        else:
            plain.append(key)
    name = next((one[key] for key in ("name", "comment") if isinstance(one.get(key), str) and one[key]), "")
    return LoreEntry(
        name=name or (keys[0] if keys else f"entry {number}"),
        content=one["content"].strip(),
        keys=tuple(key for key in plain if key.strip()),
        secondary=tuple(key for key in secondary if key.strip()),
        selective=one.get("selective") is True,
        constant=one.get("constant") is True,
        order=_number(one.get("insertion_order", one.get("order")), number),
        priority=_number(one.get("priority"), 0),
        case_sensitive=one.get("case_sensitive") is True,
        patterns=tuple(patterns),
    )


def _said(key: str, text: str) -> bool:
    """A key as a whole word; a Chinese one anywhere."""
    at = text.find(key)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(key) : at + len(key) + 1]
        if not key.isascii() or not (before.isalnum() or (after.isalnum() and after not in "s")):
            return True
        at = text.find(key, at + 1)
    return False


def _within(found: list[LoreEntry], count_tokens: Callable[[str], int], budget: int) -> list[LoreEntry]:
    kept, used = [], 0
    for entry in sorted(found, key=lambda entry: (not entry.constant, -entry.priority, entry.order)):
        cost = count_tokens(entry.content[: budget * 8])
        if used + cost <= budget:
            kept.append(entry)
            used += cost
    return sorted(kept, key=lambda entry: entry.order)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _number(value: Any, instead: float) -> float:
    ok = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9
    return float(value) if ok else float(instead)
