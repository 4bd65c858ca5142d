"""Finds the sentences that a question may be answered from: by words, by their synonyms and by meaning."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from vr_app.host.answers.answer_evidence import MOST_SENTENCES, Evidence
from vr_app.host.answers.answer_judge import AnswerHeads, Judged, judged
from vr_app.host.answers.answering import Found, Vocabulary, ranked
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.words.synonyms import also, english_stems
from vr_app.host.words.wording import content_words, stem
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

log = logging.getLogger(__name__)

_CANDIDATES = 24
_MONEY_TERMS = tuple(stem(word) for word in ["free", "price", "cost", "ticket", "entry", "fee", "paid"])


class Index(Protocol):
    """Full-text search, as `store.passages.PassageIndex` does it."""

    def add(self, rows: Sequence[tuple[int, Sequence[str], Sequence[str]]]) -> None: ...

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]: ...


_MOST_TOLD = 600
"""Sentences of the visitor's that stay where their meanings are."""


class PassageSearch:
    """Over all that one place's host may quote.

    Args:
        passages: their ids are their places in the list.
        index: empty; filled here.
        heads: judge which sentence answers, once the meanings are known.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        index: Index,
        embedder: Embedder | None = None,
        heads: AnswerHeads | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self._index = index
        self._embedder = embedder
        self._heads = heads
        index.add([(p.id, [*content_words(p.topic), *sorted(p.about)], content_words(p.text)) for p in self.passages])
        self.vocabulary = Vocabulary([p for p in self.passages if p.kind != "manual"])
        self._manual_vocabulary = Vocabulary([p for p in self.passages if p.kind == "manual"])
        self._places: np.ndarray | None = None
        self._evidence: Evidence | None = None
        self._told: dict[str, np.ndarray] = {}

    def learn_meanings(self, written: Embedder | None = None) -> bool:
        """Puts every sentence where its meaning is, from any thread. True once it is done.

        Args:
            written: the embedder to ask for what is written about the place; None for the one that is asked for lines.
        """
        written = written or self._embedder
        if self._places is not None or written is None:
            return self._places is not None
        try:
            places = written.embed([_text(passage) for passage in self.passages])
            self._evidence = self._evidence_of(places, written)
        except DeviceError as error:
            log.info("answers by words alone: %s", error)
            return False
        self._places = places
        return True

    def search(self, question: Question, said: str) -> list[Found]:
        """Candidates, best first."""
        terms = [*question.words, *question.typed, *(_MONEY_TERMS if question.wants == "money" else ())]
        if question.chinese:
            terms += english_stems(said)
        by_words = [number for number, _ in self._index.search(terms, _CANDIDATES)]
        others = [other for term in terms for other in also(term)]
        by_others = [number for number, _ in self._index.search(others, _CANDIDATES // 2)] if others else []
        close, cosines = self._closeness(said)
        by_meaning = sorted(close, key=lambda number: -close[number])[: _CANDIDATES // 2]
        numbers = list(dict.fromkeys([*by_words, *by_others, *by_meaning]))
        passages = [self.passages[number] for number in numbers]
        manual = [passage for passage in passages if passage.kind == "manual"]
        told = [passage for passage in passages if passage.kind != "manual"]
        found = ranked(question, told, self.vocabulary, close, cosines)
        found += ranked(question, manual, self._manual_vocabulary, close)
        return sorted(found, key=lambda one: (-one.score, one.passage.id))

    def judge(self, question: Question, said: str, found: Sequence[Found]) -> Judged | None:
        """The sentence that most surely answers; None where meanings are not known."""
        rows = self.evidence(question, said, found)
        if rows is None or self._heads is None or self._evidence is None:
            return None
        return judged(self._heads, question, self._evidence.passages, rows)

    def evidence(self, question: Question, said: str, found: Sequence[Found]) -> np.ndarray | None:
        """What speaks for each sentence, in the order of those that are not the manual's; None as in `judge`."""
        if self._evidence is None:
            return None
        try:
            return self._evidence.rows(question, said, {one.passage.id: one for one in found})
        except DeviceError as error:
            log.info("answers by words alone: %s", error)
            return None

    def _evidence_of(self, places: np.ndarray, written: Embedder) -> Evidence | None:
        told = [passage for passage in self.passages if passage.kind != "manual"]
        if self._embedder is None or not 0 < len(told) <= MOST_SENTENCES:
            return None
        return Evidence(told, places[[passage.id for passage in told]], self._embedder.embed, written.embed)

    def closeness_of(self, said: str, texts: Sequence[str]) -> list[float]:
        """How close texts are to a line in meaning, as cosines; [] where meanings are unknown."""
        new = [text for text in dict.fromkeys(texts) if text not in self._told]
        rows = self._embedded([said, *new]) if texts else None
        if rows is None:
            return []
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        places = self._told | dict(zip(new, rows[1:], strict=True))
        self._told = {text: places[text] for text in texts} if len(places) > _MOST_TOLD else places
        return [float(places[text] @ rows[0]) for text in texts]

    def _closeness(self, said: str) -> tuple[dict[int, float], dict[int, float]]:
        """Of the closest passages: 0 to 1 among them, and the cosines themselves."""
        asked = self._embedded([said]) if self._places is not None else None
        if asked is None or self._places is None:
            return {}, {}
        cosines = self._places @ asked[0]
        low, high = float(np.median(cosines)), float(cosines.max())
        spread = max(high - low, 1e-6)
        best = np.argsort(-cosines)[: 2 * _CANDIDATES]
        near = {int(i): float(cosines[i]) for i in best}
        return {i: max(0.0, (cosine - low) / spread) for i, cosine in near.items()}, near

    def _embedded(self, texts: Sequence[str]) -> np.ndarray | None:
        if self._embedder is None or not texts:
            return None
        try:
            return self._embedder.embed(texts)
        except DeviceError as error:
            log.info("by words alone: %s", error)
            return None


def _text(passage: Passage) -> str:
    return f"{passage.topic}. {passage.text}" if passage.topic else passage.text
