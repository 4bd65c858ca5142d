"""Who the persons are and what they agreed to. What is written about them carries what was granted then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from vr_app.kernel.ids import PersonId

REMEMBER = "remember"
"""The talk is written down on this machine. Granted until the person says otherwise."""
LEARN = "learn"
"""Own data may be used to learn the person's taste. Not granted until the person says so."""
_FROM_THE_START = frozenset({REMEMBER})


class Consents:
    """Part of a store; shares its connection, thread and transactions."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], float]) -> None:
        self._connection = connection
        self._now = now

    def ensure_person(self, person: PersonId) -> None:
        """Makes the person known."""
        self._connection.execute(
            "INSERT INTO persons (person_id, created_s) VALUES (?, ?) ON CONFLICT DO NOTHING", (person, self._now())
        )

    def granted(self, person: PersonId) -> frozenset[str]:
        """The scopes in force: the newest word on each."""
        rows = self._connection.execute(
            "SELECT scope, granted FROM consents WHERE person_id = ? ORDER BY id", (person,)
        ).fetchall()
        newest = dict.fromkeys(_FROM_THE_START, 1) | dict(rows)
        return frozenset(scope for scope, given in newest.items() if given)

    def decide(self, person: PersonId, scope: str, granted: bool) -> None:
        """Writes a decision down; earlier ones stay as history."""
        self.ensure_person(person)
        self._connection.execute(
            "INSERT INTO consents (person_id, scope, granted, at_s) VALUES (?, ?, ?, ?)",
            (person, scope, int(granted), self._now()),
        )
