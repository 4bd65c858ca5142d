"""The store's thread: writes the talk down as it happens, and gives back what earlier visits left."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.threads import Worker
from vr_app.host.memory import Exchange
from vr_app.host.prompt import past_exchanges
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.kernel.story_events import StoryMoved
from vr_app.store.conversation import RECORDED, ConversationStore, StoredTurn, open_conversation

log = logging.getLogger(__name__)

REMEMBERED_TURNS = 12
"""How much of the earlier visits to a scene the host is given."""
REMEMBERED_SENTENCES = 5


def open_memory(settings: Settings, scene_id: str, post: Post) -> MemoryStore:
    """The person's memory: the database in the data folder, or one that is gone at the end.

    Args:
        post: takes a `HostNotice` where something was unusual or could not be written.

    Raises: UserError where the database cannot be used.
    """
    path = data_folder() / "memory.sqlite" if settings.memory.remember else None
    return MemoryStore(path, PersonId(settings.memory.person), scene_id, post)


class MemoryStore:
    """Owns the one connection to the database on a thread of its own.

    Args:
        path: of the database; None for one in memory.

    Attributes:
        past: what this person and the host said on earlier visits to this scene.
        next_turn: number of the first turn of this run.
        remembered: sentences about the person, from stories, oldest first.
        story_places: where the person is in each scene's story, as JSON by the scene's id.
        writing: switch it off and nothing more of the talk is written down.
        lasting: whether what is written outlives this run.
    """

    def __init__(self, path: Path | None, person: PersonId, scene_id: str, post: Post) -> None:
        self._path = path
        self._person = person
        self._scene_id = scene_id
        self._post_notice = post
        self._store: ConversationStore | None = None
        self._failed: UserError | None = None
        self._told_failure = False
        self.writing = True
        self.lasting = path is not None
        self.past: Sequence[Exchange] = ()
        self.next_turn = 1
        self.remembered: Sequence[str] = ()
        self.story_places: dict[str, str] = {}
        self._worker = Worker("store", self._record, before=self._open, after=self._close)
        self._worker.start()
        self._worker.wait_until_begun()
        if self._failed is not None:
            self._worker.close()
            raise self._failed

    def post(self, event: Any) -> None:
        """Any thread; never waits. Events that are not written are passed over at once."""
        if isinstance(event, StoryMoved):
            self.story_places[event.place_id] = event.saved
        if self.writing and isinstance(event, RECORDED):
            self._worker.post(event)

    def facts(self) -> Sequence[str]:
        """Sentences about the person, as they stand now. Any thread."""
        return tuple(self.remembered)

    def enter(self, scene_id: str) -> None:
        """Turns from now on belong to another scene."""
        self._worker.post(scene_id)

    def close(self) -> None:
        """Writes what still waits."""
        self._worker.close()

    def _open(self) -> None:
        try:
            self._store, notice = open_conversation(self._path)
            self._store.scene = self._scene_id
            self.next_turn = self._store.next_turn()
            history = self._store.history(self._person, REMEMBERED_TURNS, self._scene_id)
            self.story_places = self._store.story_places.of(self._person)
            self.remembered = self._store.memories.newest(REMEMBERED_SENTENCES, self._person)
            self.past = past_exchanges([_plain(turn) for turn in history])
        except UserError as error:
            self._failed = error
            return
        if notice:
            self._post_notice(HostNotice(notice))

    def _record(self, event: Any) -> None:
        if self._store is None:
            return
        if isinstance(event, str):
            self._store.scene = event
            return
        try:
            self._store.record(event)
        except UserError as error:
            log.error("not written: %s", error)
            if not self._told_failure:
                self._told_failure = True
                self._post_notice(HostNotice(f"This talk can no longer be written down: {error}"))

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()


def _plain(turn: StoredTurn) -> tuple[str, str, bool]:
    return (turn.said, turn.heard, turn.outcome == "complete")
