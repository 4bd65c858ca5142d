"""Which sentence answers a question, and whether any does: decided by words and kinds, before any model is asked."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vr_app.host.answers.answer_types import holds_answer, is_strict
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.words.synonyms import also, english_stems
from vr_app.host.words.wording import content_words, stem

STRONG, WEAK = 0.72, 0.5
CLOSE = 0.38
"""Cosine from which a sentence with the kind of thing asked for is taken for the answer."""
_APART = 0.08
_OTHER_SUBJECT = 2.5
_LIFE = frozenset(stem(word) for word in ("born", "died", "married", "retired", "buried"))
"""What must be said in so many words: a date near a name is seldom that one."""
_ABOUT, _TOPIC, _CONTEXT, _ALSO = 0.95, 0.55, 0.5, 0.85
_AGE = re.compile(
    r"\bin (?:his|her|their) \w+ies\b|\byears? (?:old|ago)|\b(?:found|establish|build|built|made|dates?|laid|opened|begun|began|planted|"
    r"cast|centur|created|constructed|born|erected|lived|raised|completed|finished)|\b(?:put|set|went) up\b|\bgoes back\b|"
    r"\bsince (?:1\d{3}|20\d\d|the)|建|造|制|创|岁|年",
    re.IGNORECASE,
)
_HOLDS, _CLOSE = 0.12, 0.15


@dataclass(frozen=True)
class Found:
    """A sentence that may answer.

    Attributes:
        score: 0 to about 1.3.
        covered: share of the question's words that it speaks of, 0 to 1.
        holds: it holds the kind of thing asked for.
        predicate: share of the words that are more than its topic.
        closeness: cosine of its meaning to the question's, 0 where nobody knows.
    """

    passage: Passage
    score: float
    covered: float
    holds: bool
    predicate: float
    closeness: float = 0.0
    least: float = STRONG
    least_predicate: float = 0.6

    @property
    def is_answer(self) -> bool:
        """Sure enough to be said."""
        return self.holds and self.covered >= self.least and self.predicate >= self.least_predicate


class Vocabulary:
    """How rare each word is in all that the host may quote.

    Args:
        passages: all of it.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._count = max(len(passages), 1)
        self._seen: Counter[str] = Counter()
        self.subjects: frozenset[str] = frozenset()
        for passage in passages:
            self._seen.update(set(content_words(passage.text)) | passage.about)
            self.subjects |= passage.about

    def weight(self, word: str) -> float:
        """More for what is rare; most for what nobody ever wrote here."""
        seen = self._seen[word]
        if not seen and not word.isascii():  # pairs of characters that only look like a word
            return 0.7 * math.log(1.0 + 2.0 * self._count)
        return math.log(1.0 + self._count / (seen + 0.5)) if seen else math.log(1.0 + 2.0 * self._count) * 1.15

    def knows(self, word: str) -> bool:
        """Whether the word, or one that may stand for it, is anywhere."""
        return bool(self._seen[word]) or any(self._seen[other] for other in also(word))


def ranked(
    question: Question,
    passages: Sequence[Passage],
    vocabulary: Vocabulary,
    closeness: Mapping[int, float],
    cosines: Mapping[int, float] | None = None,
) -> list[Found]:
    """Candidates, best first.

    Args:
        closeness: of passages by id to the question in meaning, 0 to 1 among the candidates.
        cosines: the same, as cosines.
    """
    words = tuple(w for w in question.words if w != question.category or vocabulary.knows(w))
    latin = english_stems(question.text) if question.chinese else ()
    found = []
    for passage in passages:
        asked = latin if latin and passage.text.isascii() else words
        found.append(_rated(question, asked, passage, vocabulary, closeness.get(passage.id, 0.0)))
        if cosines:
            found[-1] = replace(found[-1], closeness=cosines.get(passage.id, 0.0))
    return sorted(found, key=lambda one: (-one.score, one.passage.id))


def _rated(question: Question, asked: Sequence[str], passage: Passage, vocabulary: Vocabulary, close: float) -> Found:
    said = set(content_words(passage.text))
    topic = set(content_words(passage.topic))
    total = covered = predicate_total = predicate = 0.0
    for word in asked:
        weight = vocabulary.weight(word)
        share = (
            1.0
            if not word.isascii() and word in passage.text
            else _share(word, said, passage.about, topic, passage.context)
        )
        if not share and word in vocabulary.subjects:
            weight *= _OTHER_SUBJECT  # it speaks of something else
        total += weight
        covered += weight * share
        if not ({word} | also(word)) & (passage.about | topic):
            predicate_total += weight
            predicate += weight * (share if share in (1.0, _ALSO) else 0.0)
    holds = holds_answer(question, passage.text)
    coverage = covered / total if total else STRONG * (holds and question.wants == "money")
    if question.wants == "when" and question.text.startswith("how old") and not _AGE.search(passage.text):
        holds = False
    least, least_predicate = (0.5, 0.5) if question.wants == "count" else (STRONG, 0.6)
    score = coverage + _HOLDS * holds + _CLOSE * close + (0.04 if passage.kind == "lore" else 0.0)
    whole = predicate / predicate_total if predicate_total else 1.0
    return Found(passage, score, coverage, holds, whole, least=least, least_predicate=least_predicate)


def _share(word: str, said: set[str], about: frozenset[str], topic: set[str], context: frozenset[str]) -> float:
    if word in said:
        return 1.0
    near = also(word)
    if near & said:
        return _ALSO
    if word in about or near & about:
        return _ABOUT
    if len(word) >= 4 and any(one.endswith(word) or (one.startswith(word) and len(word) > 4) for one in said):
        return _ALSO
    if word in topic:
        return _ABOUT if word in context else _TOPIC
    return _CONTEXT if word in context else 0.0


def answers(question: Question, found: Sequence[Found]) -> list[Found]:
    """Those that are sure enough, for a question that asks for a fact."""
    if question.wants in ("", "tell"):
        return []
    return [one for one in found if one.is_answer]


def close_answers(question: Question, found: Sequence[Found]) -> list[Found]:
    """Those that answer by their meaning: the kind of thing asked for, close to the question, and closer than others."""
    holding = sorted((one for one in found if one.holds and one.closeness), key=lambda one: -one.closeness)
    if not holding or question.chinese or question.wants in ("", "tell", "who", "name"):
        return []
    best = holding[0]
    if set(question.words) & _LIFE - set(content_words(best.passage.text)):
        return []
    second = next((one.closeness for one in holding[1:] if one.passage.text != best.passage.text), 0.0)
    least = CLOSE if is_strict(question) else CLOSE + 0.05
    if best.closeness >= least and best.covered >= 0.25 and best.closeness - second >= _APART:
        return [best]
    return []


def speaks_of_it(question: Question, found: Sequence[Found]) -> list[Found]:
    """Those that are at least about the same thing."""
    least = WEAK if not is_strict(question) else STRONG
    return [one for one in found if one.covered >= min(least, WEAK)]
