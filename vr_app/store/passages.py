"""Full-text search over the sentences a host may quote: SQLite's FTS5, ranked by BM25, in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

_TOPIC_WEIGHT = 0.6


class PassageIndex:
    """Filled by one thread, then asked by one other. Terms are words as the caller compares them."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute("CREATE VIRTUAL TABLE passages USING fts5 (topic, body, tokenize = 'unicode61')")

    def add(self, rows: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        """Takes (id, terms of the topic, terms of the text)."""
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO passages (rowid, topic, body) VALUES (?, ?, ?)",
            ((number, " ".join(topic), " ".join(body)) for number, topic, body in rows),
        )
        self._connection.execute("COMMIT")

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(id, score) of what has any of the terms, best first; scores are positive, more is better."""
        words = [term.replace('"', "") for term in dict.fromkeys(terms)]
        query = " OR ".join(f'"{word}"' for word in words[:64] if word)
        if not query:
            return []
        rows = self._connection.execute(
            f"SELECT rowid, bm25(passages, {_TOPIC_WEIGHT}, 1.0) AS rank FROM passages WHERE passages MATCH ? "
            "ORDER BY rank, rowid LIMIT ?",
            (query, limit),
        ).fetchall()
        return [(int(number), -float(rank)) for number, rank in rows]

    def close(self) -> None:
        """Gives the memory back."""
        self._connection.close()
