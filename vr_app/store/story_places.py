"""Where each person is in each scene's story, so that it goes on there next time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.store.consents import REMEMBER, Consents
from vr_app.store.database import plain_errors, transaction


class StoryPlaces:
    """One thread's door to the places; shares the connection of the other stores of that thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._consents = Consents(connection, now)

    def keep(self, scene: str, saved: str, person: PersonId = DEFAULT_PERSON) -> None:
        """Writes a place down in the stead of the last; "" forgets it, as does a person who is not to be remembered.

        Raises: UserError.
        """
        with plain_errors(self._path), transaction(self._connection):
            granted = self._consents.granted(person)
            if not saved or REMEMBER not in granted:
                self._connection.execute("DELETE FROM story_places WHERE person_id = ? AND scene = ?", (person, scene))
                return
            self._consents.ensure_person(person)
            self._connection.execute(
                "INSERT OR REPLACE INTO story_places (person_id, consent, scene, saved, at_s) VALUES (?, ?, ?, ?, ?)",
                (person, ",".join(sorted(granted)), scene, saved, self._now()),
            )

    def of(self, person: PersonId = DEFAULT_PERSON) -> dict[str, str]:
        """A person's places by scene."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT scene, saved FROM story_places WHERE person_id = ?", (person,)
            ).fetchall()
        return dict(rows)
