"""What a person told of themselves, in the order in which it answers a question of theirs: words, kinds, meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from vr_app.host.answers.question import Question
from vr_app.host.memory.fact_kinds import of_kind
from vr_app.host.words.synonyms import also, english_stems
from vr_app.host.words.wording import content_words, stem

Closeness = Callable[[str, Sequence[str]], Sequence[float]]
"""Cosines of texts to a line in meaning; empty where nobody knows."""
NEAR_ENOUGH = 0.4
"""Cosine from which a fact is recalled that shares no word with the question."""
_ALSO, _KIND, _MEANING, _NEWER, _SAME_PERSON = 0.6, 0.7, 1.5, 0.05, 0.5
_ALIKE = {stem("lives"): stem("live"), stem("left"): stem("leave")}
"""What is another word by its ending only."""
_PEOPLE_WORDS = """
mother father sister brother son daughter wife husband partner aunt uncle cousin nephew niece grandmother grandfather
friend boss neighbour dog cat
"""
_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS.split())
"""Of a question about one of them, what was told of another is no answer."""
_MOST_WEIGHED = 48
"""Facts of which the meaning is looked at; with more, those that share a word or a kind and the newest."""


def ranked_told(question: Question, said: str, told: Sequence[str], closeness: Closeness) -> list[str]:
    """Facts that may answer, best first; [] where none does.

    Args:
        told: oldest first.
    """
    words = _alike(question.words) | (set(english_stems(said)) if question.chinese else set())
    stems = [_alike(content_words(fact)) for fact in told]
    seen = Counter(word for one in stems for word in one)
    kind = set(of_kind(question.text, told))
    whose = words & _PEOPLE
    scores: dict[int, float] = {}
    for at, fact in enumerate(told):
        theirs = stems[at] & _PEOPLE
        if theirs and whose and not theirs & whose:
            continue
        score = sum(seen[word] ** -0.5 for word in stems[at] & words) + _KIND * (fact in kind)
        score += _SAME_PERSON * bool(theirs & whose)
        if score:
            score += sum(_ALSO * seen[word] ** -0.5 for word in stems[at] - words if also(word) & words)
            scores[at] = score + _NEWER * at / len(told)
    asked = sorted({*sorted(scores, key=lambda at: -scores[at])[: _MOST_WEIGHED // 2],
                    *range(max(0, len(told) - _MOST_WEIGHED // 2), len(told))})  # fmt: skip
    near = closeness(said, [told[at] for at in asked])
    for at, cosine in zip(asked, near, strict=False):
        if at in scores or (cosine >= NEAR_ENOUGH and not (whose and stems[at] & _PEOPLE and not stems[at] & whose)):
            scores[at] = scores.get(at, 0.0) + _MEANING * max(cosine, 0.0)
    return [told[at] for at in sorted(scores, key=lambda at: (-scores[at], -at))]


def _alike(stems: Iterable[str]) -> set[str]:
    return {_ALIKE.get(word, word) for word in stems}
