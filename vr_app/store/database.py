"""Opens the one database: write-ahead log, every commit on disk, brought to the newest version, or a plain message."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from vr_app.kernel.errors import Location, UserError
from vr_app.store.migrations import MIGRATIONS

_BUSY_S = 5.0
_CHECKED_BELOW = 64 * 1024 * 1024


class BrokenDatabaseError(UserError):
    """The file is damaged or no database at all."""


def open_database(path: Path | None, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Opens (or makes) the database. The connection belongs to the calling thread.

    Args:
        path: None for one in memory.

    Raises:
        BrokenDatabaseError: for a damaged file (nothing is changed; see `set_aside`).
        UserError: where it cannot be opened, is in use, or was written by a newer version of the app.
    """
    where = path if path is not None else Path(":memory:")
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(where, error.strerror or str(error)) from error
    with plain_errors(where):
        connection = sqlite3.connect(path if path is not None else ":memory:", timeout=_BUSY_S, isolation_level=None)
    try:
        with plain_errors(where):
            _prepare(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def set_aside(path: Path) -> Path:
    """Renames a broken database and its logs, so that a new one can begin. Returns the new name."""
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    for ending in ("-wal", "-shm"):
        log = path.with_name(path.name + ending)
        if log.exists():
            log.rename(aside.with_name(aside.name + ending))
    path.rename(aside)
    return aside


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; on disk when it ends."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def plain_errors(where: Path) -> Iterator[None]:
    """Translates sqlite's exceptions."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reason = str(error)
        if "locked" in reason or "busy" in reason:
            raise UserError(
                "the memory file is in use by another program",
                where=Location(where),
                remedy="Close the other program (perhaps a second Virgil) and try again.",
            ) from error
        raise _unusable(where, reason) from error
    except sqlite3.DatabaseError as error:
        raise BrokenDatabaseError(
            f"the memory file is damaged: {error}",
            where=Location(where),
            remedy="Move it elsewhere (it is not deleted) and start again, or put a backup in its place.",
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path | None, migrations: Sequence[str]) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(migrations):
        raise UserError(
            f"the memory file was written by a newer version of this app (format {version}, known {len(migrations)})",
            where=Location(path) if path else None,
            remedy="Update the app, or set VR_APP_DATA_DIR to another folder.",
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if path is not None and 0 < path.stat().st_size < _CHECKED_BELOW:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
    if 0 < version < len(migrations) and path is not None:
        _back_up(connection, path.with_name(f"{path.name}.format-{version}"))
    for number in range(version, len(migrations)):
        # `executescript` would commit first: the script carries its own transaction.
        connection.executescript(f"BEGIN IMMEDIATE;{migrations[number]};PRAGMA user_version = {number + 1};COMMIT;")


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)


def _unusable(where: Path, reason: str) -> UserError:
    return UserError(
        f"the memory file cannot be used: {reason}",
        where=Location(where),
        remedy="Check that its folder can be written to and has room, or set VR_APP_DATA_DIR to another folder.",
    )
