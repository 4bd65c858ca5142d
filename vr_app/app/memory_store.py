"""The store's thread: writes the talk down as it happens, and gives back what earlier visits left."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.threads import Worker
from vr_app.host.memory.conversation import Exchange
from vr_app.host.memory.person_facts import facts_in, gone_with
from vr_app.host.prompt import past_exchanges
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import (
    ForgetAsked,
    HostNotice,
    MemoriesListed,
    MemoriesWanted,
    MemoryEdited,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Post
from vr_app.kernel.settings import Settings
from vr_app.kernel.story_events import StoryMoved
from vr_app.store.conversation import RECORDED, ConversationStore, StoredTurn, open_conversation
from vr_app.store.memories import STORY

log = logging.getLogger(__name__)

REMEMBERED_TURNS = 12
"""How much of the earlier visits to a scene the host is given."""
REMEMBERED_SENTENCES = 5
MOST_TOLD = 400
"""How much of what a person told is looked through at each line."""


def open_memory(settings: Settings, scene_id: str, post: Post) -> MemoryStore:
    """The person's memory: the database in the data folder, or one that is gone at the end.

    Args:
        post: takes a `MemoriesListed` when it was asked for, a `HostNotice` where something could not be written.

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
        told: what the person told of themselves, in their words, oldest first.
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
        self.told: tuple[str, ...] = ()
        self._said: dict[int, str] = {}
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
        elif isinstance(event, (ForgetAsked, MemoryEdited, MemoriesWanted)):
            if isinstance(event, ForgetAsked):  # at once, whatever the disk is doing
                self.told = tuple(text for text in self.told if event.texts and text not in event.texts)
            self._worker.post(event)

    def facts(self) -> Sequence[str]:
        """What the person told of themselves, as it stands now. Any thread."""
        return self.told

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
            self._read_told(self._store)
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
            if isinstance(event, ForgetAsked):
                self._forget(self._store, event)
            elif isinstance(event, MemoryEdited):
                self._store.memories.edit(event.number, event.text, self._person)
                self._read_told(self._store)
                self._list(self._store)
            elif isinstance(event, MemoriesWanted):
                self._list(self._store)
            else:
                self._store.record(event)
                self._draw_out(self._store, event)
        except UserError as error:
            log.error("not written: %s", error)
            if not self._told_failure:
                self._told_failure = True
                self._post_notice(HostNotice(f"This talk can no longer be written down: {error}"))

    def _draw_out(self, store: ConversationStore, event: Any) -> None:
        """Once a turn is over, what the person said of themselves in it is kept; a newer word replaces an older."""
        if isinstance(event, TurnOpened):
            self._said[event.turn] = event.said
        elif isinstance(event, TurnClosed) and (said := self._said.pop(event.turn, "")):
            facts = facts_in(said)
            for fact in facts:
                before = [entry for entry in store.memories.all(self._person) if entry.kind != STORY]
                gone = gone_with(fact, [entry.text for entry in before])
                store.memories.drop([entry.id for entry in before if entry.text in gone], self._person)
                store.memories.keep(fact.text, fact.kind, self._person)
            if facts:
                self._read_told(store)

    def _forget(self, store: ConversationStore, event: ForgetAsked) -> None:
        if event.texts:
            store.forget(event.texts, self._person)
        else:
            store.forget_all(self._person)
            self.remembered, self.past = (), ()
        self._read_told(store)
        self._list(store)

    def _list(self, store: ConversationStore) -> None:
        entries = store.memories.all(self._person)
        self._post_notice(MemoriesListed(tuple((entry.id, entry.text) for entry in entries)))

    def _read_told(self, store: ConversationStore) -> None:
        entries = store.memories.all(self._person)[-MOST_TOLD:]
        self.told = tuple(entry.text for entry in entries if entry.kind != STORY)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()


def _plain(turn: StoredTurn) -> tuple[str, str, bool]:
    return (turn.said, turn.heard, turn.outcome == "complete")
