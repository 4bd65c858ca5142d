"""Where the sentences of places have their meanings, kept on disk: worked out once, read in milliseconds ever after.

Only what creators wrote and what the app ships belongs here; nothing that a visitor said.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

Row = npt.NDArray[np.float32]

MOST_ROWS = 20_000
_BUSY_S = 2.0
_TABLE = "CREATE TABLE IF NOT EXISTS meanings (key BLOB PRIMARY KEY, row BLOB NOT NULL, used INTEGER) WITHOUT ROWID"
_FORGET = "DELETE FROM meanings WHERE key IN (SELECT key FROM meanings ORDER BY used DESC LIMIT -1 OFFSET ?)"


class MeaningStore:
    """A file that may be lost or damaged at any time: then it is begun anew. Any thread may call.

    Args:
        path: of the file; its folder is made.
        mark: names the encoder; another one's rows are not found.
        most: rows that are kept, those used last.
    """

    def __init__(self, path: Path, mark: str, most: int = MOST_ROWS) -> None:
        self._path = path
        self._mark = mark
        self._most = most

    def get(self, texts: Sequence[str]) -> dict[str, Row]:
        """What is known of them."""
        found: dict[str, Row] = {}
        try:
            with self._opened() as connection:
                keys = {text: self._key(text) for text in texts}
                for text, key in keys.items():
                    row = connection.execute("SELECT row FROM meanings WHERE key = ?", (key,)).fetchone()
                    if row is not None:
                        found[text] = np.frombuffer(row[0], "<f4")
                now = self._now(connection)
                connection.executemany(
                    "UPDATE meanings SET used = ? WHERE key = ?", [(now, keys[text]) for text in found]
                )
        except (sqlite3.Error, OSError) as error:
            self._lost(error)
        return found

    def put(self, rows: Mapping[str, Row]) -> None:
        """Keeps them, and forgets those that nobody has asked for the longest."""
        try:
            with self._opened() as connection:
                now = self._now(connection)
                connection.executemany(
                    "INSERT OR REPLACE INTO meanings (key, row, used) VALUES (?, ?, ?)",
                    [(self._key(text), np.ascontiguousarray(row, "<f4").tobytes(), now) for text, row in rows.items()],
                )
                connection.execute(_FORGET, (self._most,))
        except (sqlite3.Error, OSError) as error:
            self._lost(error)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_BUSY_S)) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_TABLE)
            yield connection

    def _now(self, connection: sqlite3.Connection) -> int:
        """One more than the newest: the clock of a machine may go back."""
        return 1 + (connection.execute("SELECT MAX(used) FROM meanings").fetchone()[0] or 0)

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(f"{self._mark}\0{text}".encode("utf-8", "replace"), digest_size=16).digest()

    def _lost(self, error: Exception) -> None:
        log.info("meanings are worked out anew: %s", error)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
