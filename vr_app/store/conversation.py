"""Writes the talk down as it happens: what was said when the turn opens, each sentence when it was heard."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from vr_app.kernel.events import SentenceHeard, SentencePartlyHeard, TurnClosed, TurnOpened
from vr_app.kernel.ids import DEFAULT_PERSON, PersonId
from vr_app.kernel.mind_events import FeedbackGiven
from vr_app.kernel.story_events import SceneCue, StoryMoved
from vr_app.speech.joins import joined
from vr_app.store.consents import REMEMBER, Consents
from vr_app.store.database import BrokenDatabaseError, open_database, plain_errors, set_aside, transaction
from vr_app.store.forgetting import forget_person, forget_texts
from vr_app.store.interactions import Interaction, InteractionStore
from vr_app.store.memories import Memories
from vr_app.store.salvage import salvage
from vr_app.store.story_places import StoryPlaces

RECORDED = (TurnOpened, SentencePartlyHeard, SentenceHeard, TurnClosed, StoryMoved, SceneCue, FeedbackGiven)
"""The events that `ConversationStore.record` writes; all others may be kept from the store's thread."""


@dataclass(frozen=True)
class StoredTurn:
    """An exchange as it was written down.

    Attributes:
        outcome: "" while the turn is open.
        opened_s: seconds since 1970.
        sentences: the host's sentences as heard, in order.
    """

    id: int
    turn: int
    person: PersonId
    scene: str
    said: str
    by: str
    heard: str
    outcome: str
    opened_s: float
    sentences: tuple[str, ...]


class ConversationStore:
    """One thread's door to the talk. Each event is on disk when `record` returns.

    Args:
        connection: from `open_database`, made on this thread.
        path: of the database, for messages.
        now: seconds since 1970.
        session: name of this run, unique.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        now: Callable[[], float] = time.time,
        session: str = "",
    ) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._session = session or uuid4().hex
        self._rows: dict[int, int] = {}
        self.scene = ""
        """Where the talk takes place; written with each turn."""
        self.consents = Consents(connection, now)
        self.story_places = StoryPlaces(connection, path, now=now)
        self.memories = Memories(connection, path, now=now)
        self.interactions = InteractionStore(connection, path, now=now)

    def record(self, event: Any) -> None:
        """Writes the events of `RECORDED`; anything else is passed over.

        Nothing is written for a person who does not want to be remembered.

        Raises: UserError where the disk is full or the file has gone; nothing is half written.
        """
        if not isinstance(event, RECORDED):
            return
        if isinstance(event, StoryMoved):
            self.story_places.keep(event.place_id, event.saved, event.person)
            return
        if isinstance(event, FeedbackGiven):
            self.interactions.record(Interaction(event.kind, self.scene, person=event.person))
            return
        if isinstance(event, SceneCue):
            if event.name == "remember" and event.arguments:
                self.memories.keep(str(event.arguments[0]), "story", event.person)
            return
        with plain_errors(self._path), transaction(self._connection):
            if isinstance(event, TurnOpened):
                self._open_turn(event)
            elif (row := self._rows.get(event.turn)) is not None:
                if isinstance(event, TurnClosed):
                    self._close_turn(row, event)
                else:
                    self._hear(row, event)

    def recover(self) -> int:
        """Closes turns that an earlier run left open, as interrupted, with what was heard. Returns how many."""
        with plain_errors(self._path), transaction(self._connection):
            left = self._connection.execute(
                "SELECT id FROM turns WHERE outcome IS NULL AND session != ?", (self._session,)
            ).fetchall()
            for (row,) in left:
                self._connection.execute(
                    "UPDATE turns SET outcome = 'interrupted', heard = ?, closed_s = "
                    "coalesce((SELECT max(at_s) FROM sentences_heard WHERE turn_id = turns.id), opened_s) WHERE id = ?",
                    (joined(self._sentences(row)), row),
                )
        return len(left)

    def history(self, person: PersonId = DEFAULT_PERSON, limit: int = 20, scene: str | None = None) -> list[StoredTurn]:
        """The last turns of a person, oldest first; those of one scene where it is given."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT id, turn, person_id, scene, said, spoken_by, heard, outcome, opened_s FROM turns "
                "WHERE person_id = ? AND (? IS NULL OR scene = ?) ORDER BY id DESC LIMIT ?",
                (person, scene, scene, limit),
            ).fetchall()
            return [
                StoredTurn(row, turn, PersonId(who), scene, said, by, heard, outcome or "", at_s, self._sentences(row))
                for row, turn, who, scene, said, by, heard, outcome, at_s in reversed(rows)
            ]

    def next_turn(self) -> int:
        """A number that no turn has had yet."""
        with plain_errors(self._path):
            return 1 + int(self._connection.execute("SELECT coalesce(max(turn), 0) FROM turns").fetchone()[0])

    def forget(self, texts: Sequence[str], person: PersonId = DEFAULT_PERSON) -> int:
        """Removes what was remembered in these words, for good. Returns how many rows went. Raises: UserError."""
        return forget_texts(self._connection, self._path, person, texts)

    def forget_all(self, person: PersonId = DEFAULT_PERSON) -> int:
        """Removes everything about a person, for good. Returns how many rows went. Raises: UserError."""
        return forget_person(self._connection, self._path, person)

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    def _open_turn(self, event: TurnOpened) -> None:
        granted = self.consents.granted(event.person)
        if REMEMBER not in granted:
            return
        self.consents.ensure_person(event.person)
        cursor = self._connection.execute(
            "INSERT INTO turns (session, turn, person_id, consent, scene, said, spoken_by, opened_s) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._session,
                event.turn,
                event.person,
                ",".join(sorted(granted)),
                self.scene,
                event.said,
                event.by,
                self._now(),
            ),
        )
        self._rows[event.turn] = int(cursor.lastrowid or 0)

    def _hear(self, row: int, event: SentenceHeard | SentencePartlyHeard) -> None:
        complete = isinstance(event, SentenceHeard) and event.complete
        self._connection.execute(
            "INSERT INTO sentences_heard (turn_id, person_id, consent, position, text, complete, at_s) "
            "SELECT id, person_id, consent, ?, ?, ?, ? FROM turns WHERE id = ? "
            "ON CONFLICT (turn_id, position) DO UPDATE SET text = excluded.text, complete = excluded.complete",
            (event.index, event.text, int(complete), self._now(), row),
        )

    def _close_turn(self, row: int, event: TurnClosed) -> None:
        self._connection.execute(
            "UPDATE turns SET outcome = ?, heard = ?, closed_s = ? WHERE id = ?",
            (event.outcome, event.heard, self._now(), row),
        )
        del self._rows[event.turn]

    def _sentences(self, row: int) -> tuple[str, ...]:
        found = self._connection.execute(
            "SELECT text FROM sentences_heard WHERE turn_id = ? ORDER BY position", (row,)
        ).fetchall()
        return tuple(text for (text,) in found)


def open_conversation(
    path: Path | None, *, now: Callable[[], float] = time.time, session: str = ""
) -> tuple[ConversationStore, str]:
    """Opens the store and closes what a crash left open. A damaged file is put aside and a new one begun.

    Returns: the store, and a plain sentence for the person where something was unusual, else "".
    Raises: UserError where the file cannot be used as it is and nothing may be changed.
    """
    notice = ""
    where = path if path is not None else Path(":memory:")
    try:
        connection = open_database(path)
    except BrokenDatabaseError:
        if path is None:
            raise
        aside = set_aside(path)
        connection = open_database(path)
        saved = salvage(aside, connection)
        rest = f"{saved:,} entries of it could be saved" if saved else "nothing in it could be read"
        notice = f"The memory file was damaged. It is kept as {aside.name}, and a new one was begun: {rest}."
    store = ConversationStore(connection, where, now=now, session=session)
    store.recover()
    return store, notice
