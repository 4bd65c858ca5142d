"""Forgetting for good: an entry, or a person, leaves database, log, free pages and every backup beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from vr_app.kernel.ids import PersonId
from vr_app.store.database import plain_errors, transaction

_BACKUPS = (".format-*", ".broken-*")
_OF_A_PERSON = ("memories", "sentences_heard", "turns", "interactions", "story_places")


def forget_texts(connection: sqlite3.Connection, path: Path, person: PersonId, texts: Sequence[str]) -> int:
    """Removes entries with these texts, and every turn in which one of them was said. Returns how many rows went.

    Backups are treated alike; one that cannot be read any more is deleted.

    Raises: UserError.
    """
    gone = _without(connection, path, [("texts", person, text) for text in texts])
    for copy in _copies(path):
        _in_copy(copy, [("texts", person, text) for text in texts])
    return gone


def forget_person(connection: sqlite3.Connection, path: Path, person: PersonId) -> int:
    """Removes everything about a person but their word on being remembered. Returns how many rows went.

    Raises: UserError.
    """
    gone = _without(connection, path, [("person", person, "")])
    for copy in _copies(path):
        _in_copy(copy, [("person", person, "")])
    return gone


def _without(connection: sqlite3.Connection, path: Path, wishes: Sequence[tuple[str, PersonId, str]]) -> int:
    gone = 0
    with plain_errors(path):
        connection.execute("PRAGMA secure_delete = ON")
        with transaction(connection):
            for kind, person, text in wishes:
                gone += _remove(connection, kind, person, text)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def _remove(connection: sqlite3.Connection, kind: str, person: PersonId, text: str) -> int:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    gone = 0
    if kind == "person":
        for table in _OF_A_PERSON:
            if table in tables:
                gone += connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person,)).rowcount
        return gone
    plain = text.rstrip(".!。！ ")
    like = "%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    if "memories" in tables:
        gone += connection.execute(
            "DELETE FROM memories WHERE person_id = ? AND text LIKE ? ESCAPE '\\'", (person, like)
        ).rowcount
    if "turns" in tables:
        said = "SELECT id FROM turns WHERE person_id = ? AND (said LIKE ? ESCAPE '\\' OR heard LIKE ? ESCAPE '\\')"
        if "sentences_heard" in tables:
            connection.execute(f"DELETE FROM sentences_heard WHERE turn_id IN ({said})", (person, like, like))
        gone += connection.execute(f"DELETE FROM turns WHERE id IN ({said})", (person, like, like)).rowcount
    return gone


def _copies(path: Path) -> list[Path]:
    """Backups that lie beside the database."""
    if str(path) == ":memory:":
        return []
    found = [copy for ending in _BACKUPS for copy in path.parent.glob(path.name + ending)]
    return [copy for copy in found if not copy.name.endswith(("-wal", "-shm"))]


def _in_copy(copy: Path, wishes: Sequence[tuple[str, PersonId, str]]) -> None:
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _without(connection, copy, wishes)
    except Exception as error:  # whatever keeps a copy from being cleaned: then it may not stay
        if not isinstance(error, (sqlite3.Error, OSError)) and "memory file" not in str(error):
            raise
        for file in (copy, copy.with_name(copy.name + "-wal"), copy.with_name(copy.name + "-shm")):
            file.unlink(missing_ok=True)
