"""What the host knows of one place, and what follows for a line: an answer, facts for the model, or "I don't know"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from vr_app.host.answers.answer_fitness import can_answer, fitting, is_fragment
from vr_app.host.answers.answer_forms import AnswerForms
from vr_app.host.answers.answer_judge import DECLINED, LIKELY, NAMED, TOLD, AnswerHeads, Judged
from vr_app.host.answers.answer_types import holds_answer, is_strict
from vr_app.host.answers.answering import Found, answers, close_answers, ranked, speaks_of_it
from vr_app.host.answers.consulted import PASSAGE_TOKENS, Consulted
from vr_app.host.answers.doubt import narrowed, to_be_talked_of
from vr_app.host.answers.manual_desk import from_the_manual
from vr_app.host.answers.passage_search import Index, PassageSearch
from vr_app.host.answers.passages import Passage, host_passages, thing_passages
from vr_app.host.answers.place_words import noun_of_place, spelled_out
from vr_app.host.answers.question import Question, read_question
from vr_app.host.answers.question_words import AGREEMENT, APP_WORD, ECHOED, SEEKS, STORY, ZH_APP
from vr_app.host.card.lorebook import Lorebook
from vr_app.host.card.persona import Persona
from vr_app.host.memory.person_knowledge import forgetting, of_the_visitor, recalled, told_after_all
from vr_app.host.place.scene_brief import Place, Viewpoint
from vr_app.host.place.spatial import HOST_ID, SpatialAnswer, spatial_answer
from vr_app.host.wants.forget_wish import ASKS_ALL
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.host.words.wording import content_words, plain_words, stem
from vr_app.kernel.ports import Embedder

_LORE = "(You know: {facts})"
_MODAL = re.compile(
    r"(?:can|could|may|might|should|must|shall|are|am|is it (?:ok|okay|allowed)) (?:i|we|you|one)\b|is it\b"
)
_BEING_HERE = frozenset(stem(word) for word in ("work", "live", "keep", "job", "stay", "guide", "watch", "serve"))
"""Words of questions to the host that say no more than its being here."""
_ANY_TALK = frozenset(
    stem(word) for word in ("story", "joke", "place", "yourself", "work", "day", "life", "poem", "bit")
)
"""Words of wishes that need no source."""
_DOUBTED = 2
"""Sentences that may be weighed after the first, where it is not surely the answer."""
_ELSE_IN_TALK = 0.02
"""How likely another sentence is at least that is held against a line that may be mere talk."""
_ALSO_LIKELY = 0.25
"""Share of the best one's likelihood from which a sentence beside it is said as well."""
_SURE_IN_TALK, _DOUBTED_IN_TALK, _DOUBTED_OF_AGREEMENT = 0.9, 0.1, 0.5
"""Of a line that may be mere talk, the sureness from which it is answered from what is written, and asked about; and
the latter of one that only wants a nod."""


class Knowledge:
    """Everything the host may quote in one place.

    Args:
        pages: passages of the lore and the manual.
        index: empty; filled here.
        embedder: puts sentences where their meanings are; None goes by the words alone.
        told_of_person: sentences about the person who speaks, as remembered.
        lorebook: entries that join the talk by their keys.
        heads: judge which sentence answers; None, and until the meanings are learnt, goes by rules.
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
        heads: AnswerHeads | None = None,
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
        self.passage_search = PassageSearch(self.passages, index, embedder, heads)
        self._vocabulary = self.passage_search.vocabulary
        self._noun = noun_of_place(place.title, pages)
        self._names = {
            word for name in (place.title, *(thing.name for thing in place.things)) for word in plain_words(name)
        }
        self._things = frozenset(stem for thing in place.things for stem in content_words(thing.name)) - frozenset(
            content_words(place.title)
        )
        self._forms = AnswerForms(place, persona, self.passages)
        self._told_of_person = told_of_person
        self._lorebook = lorebook or Lorebook()
        self._before = tuple(told_of_person())

    def learn_meanings(self, written: Embedder | None = None) -> bool:
        """Embeds every passage, from any thread; until then answers go by the words alone. True once it is done.

        Args:
            written: as in `PassageSearch.learn_meanings`.
        """
        return self.passage_search.learn_meanings(written)

    def search(self, question: Question, said: str) -> list[Found]:
        """Candidates by words and by meaning, best first."""
        return self.passage_search.search(question, said)

    def doubted(self, said: str) -> list[tuple[Passage, str]]:
        """The likeliest sentences, best first, each with how a model is shown it that is asked whether it answers."""
        question, said = self._in_plain_words(read_question(said), said)
        judged = self.passage_search.judge(question, said, self.search(question, said))
        likeliest = [judged.passage, *(passage for passage, _ in judged.others)] if judged is not None else []
        return [(passage, self._forms.voiced(passage)) for passage in likeliest]

    def consult(
        self, said: str, viewpoint: Viewpoint, earlier: Sequence[str] = (), *, about_app: bool = False
    ) -> Consulted:
        """What follows for a visitor's line.

        Args:
            earlier: lines of the talk before it, the newest last.
            about_app: it was sensed to be about the program.
        """
        known = self._consulted(said, viewpoint, about_app=about_app)
        known = told_after_all(known, said, self._told_of_person(), self.passage_search.closeness_of)
        return self._by_keys(recalled(known, said, self._told_of_person()), (*earlier, said))

    def _consulted(self, said: str, viewpoint: Viewpoint, *, about_app: bool) -> Consulted:
        question, said = self._in_plain_words(read_question(said), said)
        if about_app and question.about == "place":
            question = replace(question, about="app")
        elif question.about == "app" and not question.how_to and self._has_one(question):
            question = replace(question, about="place")
        if question.trouble and (question.wants in ("", "whether") or not self._is_of_place(question)):
            return Consulted("health", question)
        if question.how_to and (sought := SEEKS.match(question.text)):
            where = f"where is {question.text[sought.end() :].strip()}?"
            if self._is_of_place(asked := read_question(where)):
                question, said = asked, where
        if (wish := forgetting(question, said, self._told_of_person())) is not None:
            return wish
        if ASKS_ALL.search(said) and (of_them := of_the_visitor(question, said, self._told_of_person())):
            return of_them
        spatial = None if question.about == "app" else spatial_answer(said, self._place, viewpoint)
        if spatial is not None and not spatial.presence:
            return _computed(question, spatial)
        if not question.words and question.about == "place" and is_strict(question):  # "how high is it?"
            question = replace(question, words=tuple(dict.fromkeys(content_words(self._place.title))))
        found = self.search(question, said)
        told, closeness = self._told_of_person(), self.passage_search.closeness_of
        judged = None if question.about == "app" else self.passage_search.judge(question, said, found)
        if spatial is not None and (judged is None or judged.sureness < TOLD):
            return _computed(question, spatial)
        of_them = of_the_visitor(question, said, told, closeness) if question.about == "visitor" else None
        if of_them is not None and (of_them.how != "declined" or not self._is_written(question, judged)):
            return of_them
        if judged is not None and judged.sureness >= TOLD and question.wants and question.how_to:
            return self._forms.told(question, judged.passage, found)
        if question.about == "app" or question.how_to:
            known = from_the_manual(question, said, found, self.passages, self._forms)
            if known.how == "told" or judged is None or question.wants == "tell":
                return known  # else a "how do I ...?" of the place
        found = [one for one in found if one.passage.kind != "manual"]
        if judged is not None and question.wants != "tell":
            return self._by_judgement(question, said, judged, found)
        return self._by_rules(question, said, found)

    # ------------------------------------------------------------------ what follows

    def _by_judgement(self, question: Question, said: str, judged: Judged, found: list[Found]) -> Consulted:
        """By how surely the best sentence answers: it is said, the model is asked whether it does, or nobody knows."""
        if (fit := fitting(question, judged, self._things)) is None:
            return self._forms.declined(question, said, found)
        judged, sureness = fit, fit.sureness
        if question.wants == "":
            if is_fragment(judged.passage):
                return self._forms.free(question, found)
            least = _DOUBTED_OF_AGREEMENT if AGREEMENT.search(question.text) else _DOUBTED_IN_TALK
            if not question.words or ECHOED.match(question.text) or sureness < least:
                return self._forms.free(question, found)
            if sureness >= _SURE_IN_TALK and said.rstrip().endswith(("?", "？")):
                return self._forms.told(question, judged.passage, found)
            others = [
                (one, sure) for one, sure in judged.others[:_DOUBTED] if sure >= _ELSE_IN_TALK and not is_fragment(one)
            ]
            doubtful = self._forms.doubtful(
                question, said, judged.passage, found, likely=False, sureness=sureness, others=others
            )
            return to_be_talked_of(doubtful)
        least = NAMED if question.wants == "name" else TOLD
        if sureness >= least and (not is_strict(question) or holds_answer(question, judged.passage.spoken)):
            likely = [passage for passage, other in judged.others if other >= _ALSO_LIKELY * sureness]
            return replace(self._forms.told(question, judged.passage, found, likely=likely), sureness=sureness)
        foreign = question.chinese and judged.passage.text.isascii()
        if sureness < (LIKELY if foreign else DECLINED):
            return replace(self._forms.declined(question, said, found), sureness=sureness)
        likely = sureness >= LIKELY
        return narrowed(
            self._forms.doubtful(
                question, said, judged.passage, found, likely=likely, sureness=sureness, others=judged.others[:_DOUBTED]
            )
        )

    def _by_rules(self, question: Question, said: str, found: list[Found]) -> Consulted:
        """By words and kinds alone."""
        if question.about == "host":
            found.sort(key=lambda one: -(one.score + 0.5 * self._forms.is_of_host(one.passage)))
        modal = not question.wants and question.words and _MODAL.match(question.text)
        sure = answers(replace(question, wants="whether") if modal else question, found)
        if question.about == "host":
            return self._of_the_host(question, said, found)
        if sure:
            return self._forms.told(question, sure[0].passage, found)
        about = speaks_of_it(question, found)
        if question.wants == "":
            return self._forms.free(question, found)
        if question.wants == "tell":
            unknown = [word for word in question.words if not self._vocabulary.knows(word)]
            if about:
                return self._informed(question, about, found)
            if STORY.search(question.text) and (lore := [one for one in found if one.passage.kind == "lore"]):
                return self._informed(question, lore, found)
            if not question.chinese and not set(unknown) - _ANY_TALK:
                return self._forms.free(question, found)
        if close := close_answers(question, found):
            return self._forms.told(question, close[0].passage, found)
        if self._may_be_known(question, about):
            return self._informed(question, about, found)
        return self._forms.declined(question, said, found)

    def _of_the_host(self, question: Question, said: str, found: list[Found]) -> Consulted:
        """The card speaks of the host as of a third person: the model says it in the first."""
        own = [passage for passage in self.passages if passage.kind == "host"]
        known = {one.passage.id: one for one in found}
        rated = (
            ranked(question, [p for p in own if p.id not in known], self._vocabulary, {}) if is_strict(question) else []
        )
        mine = [one for one in [*found, *rated] if self._forms.is_of_host(one.passage)]
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
            return self._forms.told(question, sure[0].passage, found)
        if question.wants in ("", "tell"):
            return self._forms.free(question, found)
        return self._forms.declined(question, said, found)

    def _informed(self, question: Question, about: Sequence[Found], found: Sequence[Found]) -> Consulted:
        return self._forms.informed(question, [one.passage for one in about], found)

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

    def _in_plain_words(self, question: Question, said: str) -> tuple[Question, str]:
        """A question about the place by its noun, where that finds a surer answer."""
        if question.chinese or (plain := spelled_out(question.text, self._noun, self._names)) == question.text:
            return question, said
        both = ((question, said), (read_question(f"{plain}?"), f"{plain}?"))
        judged = [self.passage_search.judge(*one, self.search(*one)) for one in both]
        return both[0] if judged[0] and judged[1] and judged[0].sureness > judged[1].sureness else both[1]

    def _has_one(self, question: Question) -> bool:
        """Whether what sounds like a part of the program is something of the place: a window, a bench, a card."""
        words = APP_WORD.findall(question.text) or ZH_APP.findall(question.text)
        return bool(words) and all(self._vocabulary.knows(stem(word) if word.isascii() else word) for word in words)

    def _is_of_place(self, question: Question) -> bool:
        """Whether what sounds like using the program is put in words of the place: "when does it freeze over?"."""
        named = question.words if not APP_WORD.search(question.text) else ()
        return bool(named) and all(map(self._vocabulary.knows, named))

    def _is_written(self, question: Question, judged: Judged | None) -> bool:
        """Whether a question that only sounds to be about the visitor ("charge my phone") is answered by a sentence."""
        return judged is not None and judged.sureness >= TOLD and can_answer(question, judged.passage.spoken)

    def _may_be_known(self, question: Question, about: list[Found]) -> bool:
        """An open question about something that is written of, in words that all occur: the model may try."""
        if not about or (is_strict(question) and not question.chinese):
            return False
        if question.about == "host" and not self._forms.is_of_host(about[0].passage):
            return False
        unknown = [word for word in question.words if not self._vocabulary.knows(word)]
        if question.chinese:
            return about[0].holds and about[0].covered >= 0.6
        return not unknown and about[0].holds and about[0].covered >= 0.6


def _computed(question: Question, spatial: SpatialAnswer) -> Consulted:
    thing = next((one for one in spatial.things if one != HOST_ID), "")
    return Consulted("told", question, sentences=(spatial.text,), points_at=thing)
