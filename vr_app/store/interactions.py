"""What a person did with scenes and hosts (opened, stayed, rated): the ground for later suggestions."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.store.consents import REMEMBER, Consents
from vr_app.store.database import plain_errors, transaction


@dataclass(frozen=True)
class Interaction:
    """One act.

    Attributes:
        kind: "praise", "complaint", "opened", "stayed", "rated"...
        item: what it was about, such as a scene's id.
        value: seconds for "stayed", 1 to 5 for "rated", else 1.
        at_s: seconds since 1970; 0 for now.
    """

    kind: str
    item: str
    value: float = 1.0
    person: PersonId = DEFAULT_PERSON
    at_s: float = 0.0


class InteractionStore:
    """One thread's door to the interactions; shares the connection of the other stores of that thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._consents = Consents(connection, now)

    def record(self, interaction: Interaction) -> None:
        """Writes it down at once, unless the person does not want to be remembered. Raises: UserError."""
        with plain_errors(self._path), transaction(self._connection):
            granted = self._consents.granted(interaction.person)
            if REMEMBER not in granted:
                return
            self._consents.ensure_person(interaction.person)
            self._connection.execute(
                "INSERT INTO interactions (person_id, consent, kind, item, value, at_s) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    interaction.person,
                    ",".join(sorted(granted)),
                    interaction.kind,
                    interaction.item,
                    interaction.value,
                    interaction.at_s or self._now(),
                ),
            )

    def of(self, person: PersonId = DEFAULT_PERSON) -> list[Interaction]:
        """All of a person's, oldest first."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT kind, item, value, at_s FROM interactions WHERE person_id = ? ORDER BY id", (person,)
            ).fetchall()
        return [Interaction(kind, item, value, person, at_s) for kind, item, value, at_s in rows]
