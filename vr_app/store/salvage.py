"""Takes over from a damaged database whatever of it can still be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_TABLES = ("persons", "consents", "turns", "sentences_heard", "memories", "interactions", "story_places")
_MOST_ROWS = 2_000_000


def salvage(broken: Path, into: sqlite3.Connection) -> int:
    """Copies rows of the known tables one by one until they cannot be read. Returns how many were saved."""
    saved = 0
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{broken.resolve().as_uri()}?mode=ro", uri=True)) as old:
        into.execute("PRAGMA foreign_keys = OFF")
        for table in _TABLES:
            columns = [row[1] for row in into.execute(f"PRAGMA table_info({table})")]
            saved += _copied(old, into, table, columns)
        into.execute("DELETE FROM sentences_heard WHERE turn_id NOT IN (SELECT id FROM turns)")
        into.execute("INSERT OR IGNORE INTO persons (person_id, created_s) SELECT DISTINCT person_id, 0 FROM turns")
        into.execute("INSERT OR IGNORE INTO persons (person_id, created_s) SELECT DISTINCT person_id, 0 FROM memories")
        into.execute("PRAGMA foreign_keys = ON")
    return saved


def _copied(old: sqlite3.Connection, into: sqlite3.Connection, table: str, columns: list[str]) -> int:
    """Forwards until a damaged page, then backwards from the end."""
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    saved = 0
    for order in ("ASC", "DESC"):
        try:
            for number, row in enumerate(old.execute(f"SELECT {names} FROM {table} ORDER BY rowid {order}")):
                saved += into.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row).rowcount
                if number > _MOST_ROWS:
                    break
            return saved
        except sqlite3.Error:
            continue
    return saved
