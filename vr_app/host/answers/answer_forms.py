"""The forms of an answer: a sentence as it is written, facts for the model, a doubt to be settled, "I don't know"."""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.host.answers.answering import Found
from vr_app.host.answers.consulted import PASSAGE_TOKENS, Consulted
from vr_app.host.answers.declining import declined
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.answers.question_words import FEELING, HOST_FACT
from vr_app.host.card.first_person import first_person
from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import Place
from vr_app.host.words.chinese_nouns import chinese_name
from vr_app.host.words.token_budget import estimated_tokens, shorten
from vr_app.host.words.wording import content_words

_RECITED_SENTENCES = 2
_NOTE = "(What is written about it: {facts} Answer from this alone.)"
_NOTE_CHINESE = "（关于它的记载：{facts} 请只根据这些内容，用中文回答。）"
_SHORT = 140
"""Letters up to which a second sentence is said with the first."""


class AnswerForms:
    """Makes what follows out of what was found, for one host in one place."""

    def __init__(self, place: Place, persona: Persona, passages: Sequence[Passage]) -> None:
        self._place = place
        self._persona = persona
        self._passages = tuple(passages)

    def told(
        self,
        question: Question,
        best: Passage,
        found: Sequence[Found],
        *,
        sure: bool = True,
        likely: Sequence[Passage] = (),
    ) -> Consulted:
        """The sentence that answers; where that is less sure, with the one that belongs to it.

        Args:
            likely: others that may answer: one that stands right beside it is said with it.
        """
        if question.chinese and best.text.isascii():
            return self.informed(question, [best], found)
        beside = self._beside(best, likely if sure else None)
        told = [best, *beside]
        told.sort(key=lambda passage: passage.id)
        return Consulted(
            "told",
            question,
            sentences=self._spoken(told),
            sources=tuple(told),
            points_at=self.thing_of(best),
            candidates=tuple(found),
        )

    def doubtful(
        self,
        question: Question,
        said: str,
        best: Passage,
        found: Sequence[Found],
        *,
        likely: bool,
        sureness: float = 0.0,
        others: Sequence[tuple[Passage, float]] = (),
    ) -> Consulted:
        """An answer if the model agrees that it is one, else the next best likewise, else "I don't know"."""
        told = self.told(question, best, found, sure=False)
        if told.how != "told":
            return told
        refusal = self.declined(question, said, found)
        return Consulted(
            "doubtful",
            question,
            note=self.voiced(best),
            asked=said,
            sentences=told.sentences,
            sources=told.sources,
            points_at=told.points_at,
            candidates=tuple(found),
            otherwise=refusal.sentences,
            likely=likely,
            sureness=sureness,
            then=self._next(question, said, others, found),
        )

    def _next(
        self,
        question: Question,
        said: str,
        others: Sequence[tuple[Passage, float]],
        found: Sequence[Found],
    ) -> Consulted | None:
        left = [(one, sure) for one, sure in others if not (question.chinese and one.text.isascii())]
        if not left:
            return None
        (best, sureness), *rest = left
        return self.doubtful(question, said, best, found, likely=False, sureness=sureness, others=rest)

    def informed(self, question: Question, about: Sequence[Passage], found: Sequence[Found]) -> Consulted:
        """Facts for the model to answer from."""
        sources, facts, left = [], [], PASSAGE_TOKENS
        for passage in about[:4]:
            spoken = shorten(self.voiced(passage), estimated_tokens, left)
            if not spoken or spoken in facts:
                continue
            facts.append(spoken)
            sources.append(passage)
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
            points_at=self.thing_of(about[0]),
            candidates=tuple(found),
        )

    def free(self, question: Question, found: Sequence[Found]) -> Consulted:
        """The model may talk; what is said where its words cannot be."""
        instead = self._unknown(question, question.text, found)
        return Consulted("free", question, sentences=instead, candidates=tuple(found))

    def declined(self, question: Question, said: str, found: Sequence[Found]) -> Consulted:
        """Nobody wrote it."""
        return Consulted("declined", question, sentences=self._unknown(question, said, found), candidates=tuple(found))

    def _unknown(self, question: Question, said: str, found: Sequence[Found]) -> tuple[str, ...]:
        offers = self.offers(found, chinese=question.chinese)
        personal = question.chinese or bool(HOST_FACT.search(question.text) or FEELING.match(question.text))
        return declined(said, offers, chinese=question.chinese, of_host=question.about == "host" and personal)

    def is_of_host(self, passage: Passage) -> bool:
        """Whether a passage speaks of the host."""
        return passage.kind == "host" or self._persona.spoken_name in passage.text

    def offers(self, found: Sequence[Found], *, chinese: bool) -> list[str]:
        """Names of up to two things or topics near the question that something is written of."""
        names: list[str] = []
        for one in found:
            topic = one.passage.topic.rsplit(" / ", 1)[-1]
            stems = set(content_words(topic))
            new = stems and not any(stems & set(content_words(name)) for name in names)
            short = len(topic.split()) <= 4 and len(topic) <= 40
            if new and short and one.passage.kind in ("lore", "thing") and one.covered > 0.2:
                names.append(topic)
        if not names:
            names = [thing.name for thing in self._place.things if thing.description][:2]
        return [chinese_name(name) if chinese else _as_topic(name) for name in names[:2]]

    def thing_of(self, passage: Passage) -> str:
        """Id of the thing a passage is about, "" for none."""
        words = passage.about | set(content_words(passage.text)[:6])
        best, most = "", 0
        for thing in self._place.things:
            name = set(content_words(thing.name))
            if name and len(name & words) / len(name) > 0.99 and len(name) > most:
                best, most = thing.id, len(name)
        return best

    def _beside(self, best: Passage, among: Sequence[Passage] | None) -> list[Passage]:
        """The sentence after it in the same paragraph, else the one before; where both are short enough to be said.

        Args:
            among: which of them count; None for all.
        """
        after = best.id + 1
        for at, first, second in ((after, best.id, after), (best.id - 1, best.id - 1, best.id)):
            if not 0 <= at < len(self._passages):
                continue
            joined = self._passages[second].before == self._passages[first].text
            if among is not None and self._passages[at] not in among:
                continue
            if joined and len(self._passages[at].text) <= _SHORT and best.kind == self._passages[at].kind:
                return [self._passages[at]]
        return []

    def _spoken(self, told: Sequence[Passage]) -> tuple[str, ...]:
        """Each so that it stands alone, or after the one before it."""
        sentences: list[str] = []
        before = ""
        for passage in told:
            follows = bool(before) and passage.before == before
            sentences.append(self._in_person(passage.text if follows else passage.spoken, passage))
            before = passage.text
        return tuple(sentences)

    def voiced(self, passage: Passage) -> str:
        """A sentence by itself, as the host would say it."""
        return self._in_person(passage.spoken, passage)

    def _in_person(self, text: str, passage: Passage) -> str:
        """What the card says of the host as of a third person, in the first."""
        if passage.kind != "host":
            return text
        if not text.isascii() and self._persona.spoken_name in text:
            return text.replace(self._persona.name, "我").replace(self._persona.spoken_name, "我")
        return first_person(text, self._persona.name, self._persona.spoken_name)


def _as_topic(name: str) -> str:
    first = name.split(" ")[0].lower()
    if first in ("the", "a", "an"):
        return name[:1].lower() + name[1:]
    return name if name[:1].isupper() or not name.isascii() else f"the {name}"
