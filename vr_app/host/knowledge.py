"""What the host knows of one place, and what follows for a line: an answer, facts for the model, or "I don't know"."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from vr_app.host.answer_types import is_strict
from vr_app.host.answering import Found, Vocabulary, answers, close_answers, ranked, speaks_of_it
from vr_app.host.chinese_nouns import chinese_name
from vr_app.host.consulted import PASSAGE_TOKENS, Consulted
from vr_app.host.declining import declined
from vr_app.host.first_person import first_person
from vr_app.host.forget_wish import ASKS_ALL
from vr_app.host.lorebook import Lorebook
from vr_app.host.passages import Passage, host_passages, thing_passages
from vr_app.host.person_knowledge import forgetting, of_the_visitor, recalled
from vr_app.host.persona import Persona
from vr_app.host.prompt import estimated_tokens, shorten
from vr_app.host.question import Question, read_question
from vr_app.host.scene_brief import Place, Viewpoint
from vr_app.host.spatial import HOST_ID, spatial_answer
from vr_app.host.synonyms import also, english_stems
from vr_app.host.wording import content_words, stem
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

log = logging.getLogger(__name__)

_CANDIDATES = 24
_RECITED_SENTENCES = 2
_NOTE = "(What is written about it: {facts} Answer from this alone.)"
_NOTE_CHINESE = "（关于它的记载：{facts} 请只根据这些内容，用中文回答。）"

_LORE = "(You know: {facts})"
_MODAL = re.compile(
    r"(?:can|could|may|might|should|must|shall|are|am|is it (?:ok|okay|allowed)) (?:i|we|you|one)\b|is it\b"
)
_BEING_HERE = frozenset(stem(word) for word in ("work", "live", "keep", "job", "stay", "guide", "watch", "serve"))
"""Words of questions to the host that say no more than its being here."""
_MONEY_TERMS = tuple(stem(word) for word in ["free", "price", "cost", "ticket", "entry", "fee", "paid"])
_ANY_TALK = frozenset(
    stem(word) for word in ("story", "joke", "place", "yourself", "work", "day", "life", "poem", "bit")
)
"""Words of wishes that need no source."""


class Index(Protocol):
    """Full-text search, as `store.passages.PassageIndex` does it."""

    def add(self, rows: Sequence[tuple[int, Sequence[str], Sequence[str]]]) -> None: ...

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]: ...


class Knowledge:
    """Everything the host may quote in one place.

    Args:
        pages: passages of the lore and the manual.
        index: empty; filled here.
        embedder: puts sentences where their meanings are; None goes by the words alone.
        told_of_person: sentences about the person who speaks, as remembered.
        lorebook: entries that join the talk by their keys.
    """

    def __init__(
        self,
        place: Place,
        persona: Persona,
        pages: Sequence[Passage],
        index: Index,
        embedder: Embedder | None = None,
        told_of_person: Callable[[], Sequence[str]] = lambda: (),
        lorebook: Lorebook | None = None,
    ) -> None:
        things = thing_passages(place)
        host = host_passages(persona, len(things))
        first = len(things) + len(host)
        self.passages: tuple[Passage, ...] = (
            *things,
            *host,
            *(replace(passage, id=first + number) for number, passage in enumerate(pages)),
        )
        self._place = place
        self._persona = persona
        self._index = index
        self._embedder = embedder
        self._told_of_person = told_of_person
        self._lorebook = lorebook or Lorebook()
        index.add([(p.id, [*content_words(p.topic), *sorted(p.about)], content_words(p.text)) for p in self.passages])
        self._vocabulary = Vocabulary([p for p in self.passages if p.kind != "manual"])
        self._manual_vocabulary = Vocabulary([p for p in self.passages if p.kind == "manual"])
        self._before = tuple(told_of_person())
        self._places: np.ndarray | None = None

    def learn_meanings(self) -> bool:
        """Embeds every passage, from any thread; until then answers go by the words alone. True once it is done."""
        if self._places is None:
            self._places = self._embedded([_text(passage) for passage in self.passages])
        return self._places is not None

    def consult(self, said: str, viewpoint: Viewpoint, earlier: Sequence[str] = ()) -> Consulted:
        """What follows for a visitor's line.

        Args:
            earlier: lines of the talk before it, the newest last.
        """
        return self._by_keys(recalled(self._consulted(said, viewpoint), said, self._told_of_person()), (*earlier, said))

    def _consulted(self, said: str, viewpoint: Viewpoint) -> Consulted:
        question = read_question(said)
        if question.trouble:
            return Consulted("health", question)
        if (wish := forgetting(question, said, self._told_of_person())) is not None:
            return wish
        if ASKS_ALL.search(said) and (of_them := of_the_visitor(question, said, self._told_of_person())):
            return of_them
        spatial = None if question.about == "app" else spatial_answer(said, self._place, viewpoint)
        if spatial is not None:
            thing = next((one for one in spatial.things if one != HOST_ID), "")
            return Consulted("told", question, sentences=(spatial.text,), points_at=thing)
        if not question.words and question.about == "place" and is_strict(question):  # "how high is it?"
            question = replace(question, words=tuple(dict.fromkeys(content_words(self._place.title))))
        found = self.search(question, said)
        if question.about == "visitor" and (of_them := of_the_visitor(question, said, self._told_of_person())):
            return of_them
        if question.about == "app" or question.how_to:
            return self._from_the_manual(question, said, found)
        found = [one for one in found if one.passage.kind != "manual"]
        if question.about == "host":
            found.sort(key=lambda one: -(one.score + 0.5 * self._is_of_host(one.passage)))
        modal = not question.wants and question.words and _MODAL.match(question.text)
        sure = answers(replace(question, wants="whether") if modal else question, found)
        if question.about == "host":
            return self._of_the_host(question, said, found)
        if sure:
            return self._answered(question, sure, found)
        about = speaks_of_it(question, found)
        if question.wants == "":
            return self._free(question, about, found)
        if question.wants == "tell":
            unknown = [word for word in question.words if not self._vocabulary.knows(word)]
            if about:
                return self._informed(question, about, found)
            if not question.chinese and not set(unknown) - _ANY_TALK:
                return self._free(question, about, found)
        if close := close_answers(question, found):
            return self._answered(question, close, found)
        if self._may_be_known(question, about):
            return self._informed(question, about, found)
        return self._declined(question, said, found)

    def search(self, question: Question, said: str) -> list[Found]:
        """Candidates by words and by meaning, best first."""
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
        others = [passage for passage in passages if passage.kind != "manual"]
        found = ranked(question, others, self._vocabulary, close, cosines)
        found += ranked(question, manual, self._manual_vocabulary, close)
        return sorted(found, key=lambda one: (-one.score, one.passage.id))

    # ------------------------------------------------------------------ what follows

    def _answered(self, question: Question, sure: list[Found], found: list[Found]) -> Consulted:
        best = sure[0]
        if question.chinese and best.passage.text.isascii():
            return self._informed(question, sure, found)
        sentences = (best.passage.spoken,)
        return Consulted(
            "told",
            question,
            sentences=sentences,
            sources=(best.passage,),
            points_at=self._thing_of(best.passage),
            candidates=tuple(found),
        )

    def _of_the_host(self, question: Question, said: str, found: list[Found]) -> Consulted:
        """The card speaks of the host as of a third person: the model says it in the first."""
        own = [passage for passage in self.passages if passage.kind == "host"]
        known = {one.passage.id: one for one in found}
        rated = (
            ranked(question, [p for p in own if p.id not in known], self._vocabulary, {}) if is_strict(question) else []
        )
        mine = [one for one in [*found, *rated] if self._is_of_host(one.passage)]
        if is_strict(question):
            bare = set(question.words) <= _BEING_HERE
            mine = [one for one in mine if one.holds and (one.covered >= 0.5 or bare)]
        elif question.wants:
            mine = [one for one in mine if one.covered >= 0.6 and one.predicate >= 0.6]
        if not mine and question.text.startswith("how long"):
            mine = [one for one in rated if one.holds]
        if not mine and question.wants == "where" and not question.words:
            mine = [one for one in ranked(question, own, self._vocabulary, {}) if " from " in one.passage.text]
        if mine:
            return self._informed(question, mine, found)
        if sure := answers(question, found):
            return self._answered(question, sure, found)
        if question.wants in ("", "tell"):
            return self._free(question, [], found)
        return self._declined(question, said, found)

    def _informed(self, question: Question, about: list[Found], found: list[Found]) -> Consulted:
        sources, facts, left = [], [], PASSAGE_TOKENS
        for one in about[:4]:
            spoken = one.passage.spoken
            if one.passage.kind == "host":
                spoken = first_person(spoken, self._persona.name, self._persona.spoken_name)
            spoken = shorten(spoken, estimated_tokens, left)
            if not spoken or spoken in facts:
                continue
            facts.append(spoken)
            sources.append(one.passage)
            left -= estimated_tokens(spoken)
            if left < 12:
                break
        note = (_NOTE_CHINESE if question.chinese else _NOTE).format(facts=" ".join(facts))
        return Consulted(
            "informed",
            question,
            note=note,
            sentences=tuple(facts[:_RECITED_SENTENCES]),
            sources=tuple(sources),
            points_at=self._thing_of(about[0].passage),
            candidates=tuple(found),
        )

    def _free(self, question: Question, about: list[Found], found: list[Found]) -> Consulted:
        instead = declined(question.text, self._offers(found, chinese=question.chinese), chinese=question.chinese)
        return Consulted("free", question, sentences=instead, candidates=tuple(found))

    def _declined(self, question: Question, said: str, found: list[Found]) -> Consulted:
        sentences = declined(said, self._offers(found, chinese=question.chinese), chinese=question.chinese)
        return Consulted("declined", question, sentences=sentences, candidates=tuple(found))

    def _from_the_manual(self, question: Question, said: str, found: list[Found]) -> Consulted:
        manual = [one for one in found if one.passage.kind == "manual"]
        others = [one for one in found if one.passage.kind != "manual"]
        sure = [one for one in manual if one.covered >= 0.6]
        ahead = bool(others) and others[0].score > (manual[0].score if manual else 0.0) + 0.1
        if (question.about != "app" or not question.how_to) and ahead and (told := answers(question, others)):
            return self._answered(question, told, found)
        if not sure:
            if question.about == "app" or question.wants in ("how", "where"):
                return self._declined(question, said, found)
            return self._free(question, others, found)
        steps = self._section(sure[0].passage)
        return Consulted(
            "told", question, sentences=tuple(p.text for p in steps), sources=tuple(steps), candidates=tuple(found)
        )

    def _section(self, best: Passage) -> list[Passage]:
        """The steps under one heading, from the first on; of a table or a long section the best line alone."""
        same = [p for p in self.passages if p.source == best.source and p.topic == best.topic and p.kind == best.kind]
        words, kept = 0, []
        for passage in same:
            words += len(passage.text.split()) + len(passage.text) // 12 * (not passage.text.isascii())
            if words > 70:
                break
            kept.append(passage)
        return kept if best in kept else [best]

    def told_before(self) -> str:
        """The newest thing that the person told, as it stood when this knowledge was made; "" for nothing."""
        return self._before[-1] if self._before and self._before[-1] in self._told_of_person() else ""

    def _by_keys(self, known: Consulted, lines: Sequence[str]) -> Consulted:
        """With what the lorebook has for the last lines, as far as it is not there already."""
        if known.how not in ("free", "informed") or not self._lorebook.entries:
            return known
        left = PASSAGE_TOKENS - (estimated_tokens(known.note) if known.how == "informed" else 0)
        entries = self._lorebook.matching(lines, estimated_tokens, max(left, PASSAGE_TOKENS // 2))
        texts = [self._persona.fill(entry.content) for entry in entries if entry.content not in known.note]
        if not texts:
            return known
        note = _LORE.format(facts=" ".join(" ".join(text.split()) for text in texts))
        sources = tuple(Passage(-1, f"lorebook: {entry.name}", "lore", entry.name, entry.content) for entry in entries)
        return replace(known, note=f"{known.note}\n{note}".strip(), sources=(*known.sources, *sources))

    # ------------------------------------------------------------------ small parts

    def _may_be_known(self, question: Question, about: list[Found]) -> bool:
        """An open question about something that is written of, in words that all occur: the model may try."""
        if not about or (is_strict(question) and not question.chinese):
            return False
        if question.about == "host" and not self._is_of_host(about[0].passage):
            return False
        unknown = [word for word in question.words if not self._vocabulary.knows(word)]
        if question.chinese:
            return about[0].holds and about[0].covered >= 0.6
        return not unknown and about[0].holds and about[0].covered >= 0.6

    def _is_of_host(self, passage: Passage) -> bool:
        return passage.kind == "host" or self._persona.spoken_name in passage.text

    def _offers(self, found: Sequence[Found], *, chinese: bool) -> list[str]:
        """Names of up to two things or topics near the question that something is written of."""
        names: list[str] = []
        for one in found:
            topic = one.passage.topic.rsplit(" / ", 1)[-1]
            stems = set(content_words(topic))
            new = stems and not any(stems & set(content_words(name)) for name in names)
            if new and one.passage.kind in ("lore", "thing") and one.covered > 0.2:
                names.append(topic)
        if not names:
            names = [thing.name for thing in self._place.things if thing.description][:2]
        return [chinese_name(name) if chinese else _as_topic(name) for name in names[:2]]

    def _thing_of(self, passage: Passage) -> str:
        """Id of the thing a passage is about, "" for none."""
        words = passage.about | set(content_words(passage.text)[:6])
        best, most = "", 0
        for thing in self._place.things:
            name = set(content_words(thing.name))
            if name and len(name & words) / len(name) > 0.99 and len(name) > most:
                best, most = thing.id, len(name)
        return best

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


def _as_topic(name: str) -> str:
    first = name.split(" ")[0].lower()
    if first in ("the", "a", "an"):
        return name[:1].lower() + name[1:]
    return name if name[:1].isupper() or not name.isascii() else f"the {name}"
