"""What the host may quote in the scene one is in: read, indexed and understood on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from vr_app.app.kept_meanings import kept
from vr_app.app.lore_files import read_lore, read_manual
from vr_app.app.places import OpenedPlace
from vr_app.host.answers.answer_judge import AnswerHeads, load_answer_heads
from vr_app.host.answers.passages import Passage, page_passages
from vr_app.host.card.lorebook import Lorebook, read_lorebook
from vr_app.host.card.persona import Persona
from vr_app.host.knowledge import Knowledge
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Embedder, Post
from vr_app.kernel.resources import resource_path
from vr_app.store.passages import PassageIndex

log = logging.getLogger(__name__)

ASK_AGAIN_S = 1.0
_MOST_BOOK_PAGES = 2000
_MOST_UNDERSTOOD = 3000
"""Passages that are embedded; of more lore than that only the words are searched."""


class KnowledgeShelf:
    """Brings the knowledge of each scene that is entered.

    Args:
        post: takes a `KnowledgeBrought`, and a `HostNotice` for each page that could not be read as it is.
        embedder: as in `Knowledge`; it may become ready later.
        told_of_person: as in `Knowledge`.
    """

    def __init__(
        self,
        post: Post,
        embedder: Embedder | None = None,
        told_of_person: Callable[[], Sequence[str]] = lambda: (),
    ) -> None:
        self._post = post
        self._embedder = embedder
        self._told_of_person = told_of_person
        self._closed = threading.Event()
        self._wanted: OpenedPlace | None = None
        self._threads: list[threading.Thread] = []

    def request(self, opened: OpenedPlace) -> None:
        """The scene one is in from now on."""
        self._wanted = opened
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._bring, args=(opened,), name="knowledge", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Ends what is under way."""
        self._closed.set()
        for thread in self._threads:
            thread.join(5.0)

    def _bring(self, opened: OpenedPlace) -> None:
        try:
            knowledge, notes = knowledge_of(opened, self._embedder, self._told_of_person)
        except Exception:
            log.exception("the knowledge of %s", opened.id)
            self._post(HostNotice("What is written about this place could not be read. The host knows what it sees."))
            return
        if self._wanted is not opened or self._closed.is_set():
            return
        for note in notes:
            self._post(HostNotice(note))
        self._post(KnowledgeBrought(opened.place, knowledge))
        if self._embedder is None or not is_understood(knowledge):
            return
        written = kept(self._embedder)
        while self._wanted is opened and not knowledge.learn_meanings(written):
            if self._closed.wait(ASK_AGAIN_S):
                return


def knowledge_of(
    opened: OpenedPlace,
    embedder: Embedder | None = None,
    told_of_person: Callable[[], Sequence[str]] = lambda: (),
    *,
    with_manual: bool = True,
) -> tuple[Knowledge, list[str]]:
    """Reads lore and manual of a scene; with plain lines on what was unusual."""
    lore, notes = read_lore(opened.stage.lore)
    card = opened.persona.card
    book = read_lorebook(card.get("data", card).get("character_book") if card else None)
    pages = [*lore, *_book_pages(book, opened.persona, len(lore))]
    pages += read_manual(len(pages)) if with_manual else []
    knowledge = Knowledge(
        opened.place, opened.persona, pages, PassageIndex(), embedder, told_of_person, book, answer_heads()
    )
    return knowledge, [*notes, *book.notes]


def is_understood(knowledge: Knowledge) -> bool:
    """Whether its sentences are put where their meanings are; of very much lore only the words are searched."""
    return len(knowledge.passages) <= _MOST_UNDERSTOOD


def answer_heads() -> AnswerHeads | None:
    """The trained heads that judge answers; None where they cannot be read (which is logged)."""
    try:
        return load_answer_heads(resource_path("assets") / "mind" / "answers.json")
    except UserError as error:
        log.warning("%s", error)
        return None


def _book_pages(book: Lorebook, persona: Persona, first: int) -> list[Passage]:
    """The lorebook's texts can be quoted like any other page, as far as they are not very many."""
    pages: list[Passage] = []
    for entry in book.entries[:_MOST_BOOK_PAGES]:
        pages += page_passages(persona.fill(entry.content), f"lorebook: {entry.name}", "lore", first + len(pages))
    return pages
