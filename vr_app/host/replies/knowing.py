"""How what is known shapes a turn: what is said as it stands, what the model is given, what is said where it strays."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.passages import sentences_of
from vr_app.host.feeling.expression import Expressions
from vr_app.host.knowledge import Knowledge
from vr_app.host.place.scene_brief import Place, Viewpoint
from vr_app.host.replies.grounds import Grounds, Language, grounds_of, language_of
from vr_app.host.replies.reply import Delivery, Recited, Reply
from vr_app.host.replies.stray_names import words_known
from vr_app.host.words.amounts import HARMLESS, amounts_in
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId
from vr_app.speech.pace import letters
from vr_app.speech.sentences import SentenceStream

ANSWER_IN = {"zh": "（请用中文回答。）", "en": "(Answer in English.)", "": ""}
_AS_WRITTEN = "这里的资料是这样写的：{0}"
_LOOKING = ("Let me look at how the machine is doing.", "我来看看这台机器的情况。")
_SCANNED = 16
"""Lines of the visitor's that a lorebook may look through."""
_LONG_LETTERS, _CLAUSE_LETTERS = 80.0, 24.0
"""A sentence from which on its first clause is said for itself, and what such a clause and its rest have at least."""
_NUMBERS = ("when", "measure", "count", "money")


@dataclass(frozen=True)
class KnowledgeBrought:
    """What the host may quote in a place has been read."""

    place: Place
    knowledge: Knowledge


@dataclass(frozen=True)
class HealthTold:
    """The machine was looked at: what is wrong and what to do, a sentence each."""

    lines: tuple[str, ...]


class Knowing:
    """Holds the knowledge of the place one is in, as soon as it is there.

    Attributes:
        looked_up: what the last line came to, for whoever asks why.
    """

    def __init__(self) -> None:
        self.knowledge: Knowledge | None = None
        self.looked_up: Consulted | None = None
        self._names: frozenset[str] = frozenset()
        self._language: Language = ""
        self._earlier: deque[str] = deque(maxlen=_SCANNED)

    def leave(self) -> None:
        """Another place: what was known of the last one is not asked any more."""
        self.knowledge = None

    def learn(self, knowledge: Knowledge) -> None:
        """Takes the knowledge of the place."""
        self.knowledge = knowledge
        self._names = words_known(*(f"{passage.topic} {passage.text}" for passage in knowledge.passages))

    def consult(
        self,
        said: str,
        viewpoint: Viewpoint,
        *,
        describing: bool,
        directed: bool,
        about_app: bool = False,
        ahead: bool = False,
    ) -> Consulted | None:
        """What follows for a line.

        Args:
            describing: it asks for the place as a whole.
            about_app: it was sensed to be about the program.
            ahead: it has not been said yet.
            directed: an author leads the talk; it is not to be broken off for what the host does not know.
        """
        if not ahead:
            self.looked_up = None
        if self.knowledge is None:
            return None
        known = self.knowledge.consult(said, viewpoint, tuple(self._earlier), about_app=about_app)
        if not ahead:
            self.looked_up = known
            self._earlier.append(said)
        computed = known.how in ("told", "forget") and not known.sources
        if (describing and not computed) or (directed and known.how in ("declined", "health", "forget")):
            return None
        return replace(known, otherwise=(), then=None) if directed and known.how == "doubtful" else known

    def grounds(self, reply: Reply, said: str) -> Grounds:
        """What may be said in a reply."""
        grounds = grounds_of(reply.messages, self._names, said, self._language)
        self._language = grounds.language or self._language
        return grounds

    def told_before(self) -> str:
        """Something of themselves that the person told on an earlier visit, the newest; "" for nothing."""
        return self.knowledge.told_before() if self.knowledge is not None else ""

    def heard(self, said: str) -> None:
        """Notes the language of a line that is answered without a model."""
        self._language = language_of(said, self._language) or self._language


def recital(known: Consulted, expressions: Expressions) -> list[Recited]:
    """What is said as it stands."""
    sentences = known.sentences if known.how != "health" else (_LOOKING[known.question.chinese],)
    pieces = soon_begun([piece for sentence in sentences for piece in sentences_of(sentence)])
    pointing = Delivery(gaze=known.points_at, gesture="point" if known.points_at else "")
    return [
        Recited(
            text, "neutral" if known.how == "declined" else expressions.face(text), pointing if n == 0 else Delivery()
        )
        for n, text in enumerate(pieces)
    ]


def soon_begun(sentences: Sequence[str]) -> list[str]:
    """With the first clause of a long first sentence apart: it sounds while the rest is being made."""
    if not sentences or letters(sentences[0]) < _LONG_LETTERS:
        return list(sentences)
    stream = SentenceStream()
    clauses = [piece.text for piece in (*stream.feed(sentences[0], "clauses", _CLAUSE_LETTERS), *stream.flush())]
    soon = len(clauses) == 2 and min(map(letters, clauses)) >= _CLAUSE_LETTERS
    return [*clauses, *sentences[1:]] if soon else list(sentences)


def cited(turn: TurnId, known: Consulted | None) -> list[Any]:
    """Tells what an answer rests on, where it rests on something written."""
    if known is None or not known.sources or known.how == "doubtful":
        return []
    return [ev.SourcesCited(turn, tuple((source.source, source.text) for source in known.sources))]


def informed(said: str, known: Consulted) -> str:
    """The visitor's words with what the model is to answer from, and in which language."""
    if known.note:
        return f"{said}\n{known.note}"
    return f"{said}\n{ANSWER_IN['zh']}" if known.question.chinese else said


def said_instead(reply: Reply) -> list[str]:
    """What is said at the end of a reply: where the model strayed, or left out what was asked for."""
    known = reply.known
    if known is None:
        return []
    if not reply.sentences:
        return _in_language(known)
    if known.how != "informed" or not known.sentences:
        return []
    missing = known.question.wants in _NUMBERS and amounts_in(known.sentences[0]) - HARMLESS
    if missing and not amounts_in(known.sentences[0]) & amounts_in(reply.text):
        return _in_language(known)[:1]
    return []


def _in_language(known: Consulted) -> list[str]:
    if known.question.chinese and known.how == "informed":
        return [_AS_WRITTEN.format(known.sentences[0])] if known.sentences[0].isascii() else list(known.sentences[:1])
    return list(known.sentences[:1] if known.how == "informed" else known.sentences)


def named_of(sequence: Sequence[tuple[str, str]]) -> str:
    """Sources in a line for people: "lore/clock.md"."""
    return ", ".join(dict.fromkeys(source for source, _ in sequence))
