"""What a host is to remember of a person, a sentence each: shown, corrected and forgotten at their word."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.store.consents import REMEMBER, Consents
from vr_app.store.database import plain_errors, transaction

LONGEST = 160
"""Letters of a sentence."""
STORY = "story"
"""The kind of what a story lets the host remember; the others are in the person's own words."""


@dataclass(frozen=True)
class Memory:
    """One entry of the list.

    Attributes:
        kind: "fact", "thread" (something left open), or "story".
        at_s: seconds since 1970.
    """

    id: int
    kind: str
    text: str
    at_s: float


class Memories:
    """One thread's door to them; shares the connection of the other stores of that thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._consents = Consents(connection, now)

    def keep(self, text: str, kind: str, person: PersonId = DEFAULT_PERSON) -> None:
        """Writes a sentence down once, unless the person does not want to be remembered.

        Args:
            kind: where it comes from, such as "story".

        Raises: UserError.
        """
        text = " ".join(text.split())[:LONGEST]
        with plain_errors(self._path), transaction(self._connection):
            granted = self._consents.granted(person)
            if not text or REMEMBER not in granted:
                return
            self._consents.ensure_person(person)
            self._connection.execute(
                "INSERT INTO memories (person_id, consent, kind, text, at_s) SELECT ?, ?, ?, ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM memories WHERE person_id = ? AND text = ?)",
                (person, ",".join(sorted(granted)), kind, text, self._now(), person, text),
            )

    def all(self, person: PersonId = DEFAULT_PERSON) -> list[Memory]:
        """A person's, oldest first."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT id, kind, text, at_s FROM memories WHERE person_id = ? ORDER BY id", (person,)
            ).fetchall()
        return [Memory(*row) for row in rows]

    def newest(self, count: int, person: PersonId = DEFAULT_PERSON, kind: str = STORY) -> list[str]:
        """A person's newest ones of a kind, oldest first."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT text FROM memories WHERE person_id = ? AND kind = ? ORDER BY id DESC LIMIT ?",
                (person, kind, count),
            ).fetchall()
        return [text for (text,) in reversed(rows)]

    def edit(self, number: int, text: str, person: PersonId = DEFAULT_PERSON) -> bool:
        """Puts other words in the place of an entry; False where there is none of that number."""
        text = " ".join(text.split())[:LONGEST]
        with plain_errors(self._path), transaction(self._connection):
            cursor = self._connection.execute(
                "UPDATE memories SET text = ?, at_s = ? WHERE id = ? AND person_id = ?",
                (text, self._now(), number, person),
            )
        return cursor.rowcount > 0

    def drop(self, numbers: Sequence[int], person: PersonId = DEFAULT_PERSON) -> None:
        """Takes entries that something newer has replaced off the list."""
        with plain_errors(self._path), transaction(self._connection):
            self._connection.executemany(
                "DELETE FROM memories WHERE id = ? AND person_id = ?", [(number, person) for number in numbers]
            )
