"""What a host is to remember of a person, a sentence each."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.store.consents import REMEMBER, Consents
from vr_app.store.database import plain_errors, transaction

LONGEST = 160
"""Letters of a sentence."""


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

    def newest(self, count: int, person: PersonId = DEFAULT_PERSON) -> list[str]:
        """A person's newest ones, oldest first."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT text FROM memories WHERE person_id = ? ORDER BY id DESC LIMIT ?", (person, count)
            ).fetchall()
        return [text for (text,) in reversed(rows)]
