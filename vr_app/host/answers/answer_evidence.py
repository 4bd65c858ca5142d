"""What speaks for a sentence being the answer to a question: words, softened by their meaning, kinds and closeness.

A row of numbers a sentence. Words count softly: "canine" is held against every word of the sentence by where the two
are in the embedder's space, so that a question may share no word with its answer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vr_app.host.answers.answer_types import holds_answer, is_strict
from vr_app.host.answers.answering import Found
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.words.wording import SMALL_WORDS, plain_words, stem, wide_pairs

Rows = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Rows]

COLUMNS = (
    "near", "near_alone", "near_multilingual", "near_english", "holds", "holds_strictly", "score", "covered",
    "predicate", "soft", "soft_with_context", "softest", "host_asked", "is_host", "is_thing",
    "soft_in_paragraph", "near_in_paragraph", "holds_in_paragraph",
)  # fmt: skip
"""What each number of a row is."""
_MULTILINGUAL = 512
_IN_CONTEXT = 0.9
_UNKNOWN = 0.5
_END, _COMPOUND = 4, 0.9
MOST_SENTENCES = 800
MOST_WORDS = 5000


def words_of(text: str) -> list[str]:
    """Latin words that say what a text is about, each once, as written."""
    return list(dict.fromkeys(word for word in plain_words(text) if word not in SMALL_WORDS))


class Evidence:
    """Of one place's sentences, put into the embedder's space once.

    Args:
        passages: what may answer; the app's manual is not among them.
        places: N x dimensions, of the passages with their headings.
        embed: places of lines. Raises: DeviceError.
        written: places of what the passages say. Raises: DeviceError.
    """

    def __init__(self, passages: Sequence[Passage], places: Rows, embed: Embed, written: Embed) -> None:
        self.passages = tuple(passages)
        self._places = places
        self._embed = embed
        self._own = [words_of(passage.spoken) for passage in passages]
        self._paragraph = _paragraphs(passages)
        self._around = [words_of(f"{passage.topic} {passage.before}") for passage in passages]
        self._seen = Counter(word for words in self._own for word in {stem(word) for word in words})
        self._alone = written([passage.spoken for passage in passages])
        vocabulary = sorted({word for words in (*self._own, *self._around) for word in words})[:MOST_WORDS]
        self._words: dict[str, npt.NDArray[np.float32]] = (
            dict(zip(vocabulary, written(vocabulary), strict=True)) if vocabulary else {}
        )

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """Chinese text of each sentence, and of it with its heading and the sentence before it."""
        return [(p.spoken, f"{p.topic}{p.before}{p.spoken}") for p in self.passages]

    def rows(self, question: Question, said: str, found: Mapping[int, Found]) -> Rows:
        """N x columns, for a question.

        Args:
            found: what the search by words made of them, by the passages' ids.
        """
        asked = [w for w in words_of(said) if stem(w) in question.words or stem(w) in question.typed] or words_of(said)
        new = [word for word in asked if word not in self._words]
        places = self._embed([said, *new])
        line, known = places[0], {**self._words, **dict(zip(new, places[1:], strict=True))}
        near, alone = self._places @ line, self._alone @ line
        many = self._alone[:, :_MULTILINGUAL] @ line[:_MULTILINGUAL]
        english = self._alone[:, _MULTILINGUAL:] @ line[_MULTILINGUAL:]
        rows = []
        for number, passage in enumerate(self.passages):
            holds = holds_answer(question, passage.spoken)
            rated = found.get(passage.id)
            soft, around, least = self._softly(question, asked, known, number)
            rows.append(
                (
                    near[number], alone[number], many[number], english[number],
                    float(holds), float(holds and is_strict(question)),
                    rated.score if rated else 0.0, rated.covered if rated else 0.0, rated.predicate if rated else 0.0,
                    soft, around, least,
                    float(passage.kind == "host" and question.about == "host"),
                    float(passage.kind == "host"), float(passage.kind == "thing"),
                )
            )  # fmt: skip
        evidence = np.array(rows, np.float32)
        soft = np.array([self._in_paragraph(question, asked, known, number) for number in range(len(self.passages))])
        together = np.array([near[members].max() for members in self._paragraph])
        only = evidence[:, COLUMNS.index("holds_strictly")] * soft
        return np.column_stack([evidence, soft, together, only]).astype(np.float32)

    def _in_paragraph(self, question: Question, asked: Sequence[str], known: Mapping[str, Rows], number: int) -> float:
        """How far the asked words are said by the sentences of its paragraph together: "He stopped in 2009."."""
        members = self._paragraph[number]
        if question.chinese:
            return max(self._in_characters(question, one)[0] for one in members)
        if not asked:
            return _UNKNOWN
        weights = self._rarity(asked)
        own = [_nearest(asked, self._own[one], known) for one in members]
        return float(np.max(own, axis=0) @ weights) / (float(weights.sum()) or 1.0)

    def _rarity(self, asked: Sequence[str]) -> npt.NDArray[np.float64]:
        count = len(self.passages)
        return np.array([math.log(1 + count / (self._seen[stem(word)] + 0.5)) for word in asked])

    def _softly(
        self, question: Question, asked: Sequence[str], known: Mapping[str, Rows], number: int
    ) -> tuple[float, float, float]:
        """How far the asked words are said: in the sentence, with what is round it, and the least of them."""
        if question.chinese:
            return self._in_characters(question, number)
        if not asked:
            return _UNKNOWN, _UNKNOWN, _UNKNOWN
        weights = self._rarity(asked)
        own = _nearest(asked, self._own[number], known)
        around = np.maximum(own, _IN_CONTEXT * _nearest(asked, self._around[number], known))
        total = float(weights.sum()) or 1.0
        return float(own @ weights) / total, float(around @ weights) / total, float(around.min())

    def _in_characters(self, question: Question, number: int) -> tuple[float, float, float]:
        pairs = wide_pairs(question.text)
        characters = {character for pair in pairs for character in pair}
        if not characters:
            return _UNKNOWN, _UNKNOWN, _UNKNOWN
        own, around = self._pairs[number]
        said = sum(character in own for character in characters) / len(characters)
        near = sum(character in around for character in characters) / len(characters)
        return said, near, sum(pair in around for pair in pairs) / len(pairs)


def _paragraphs(passages: Sequence[Passage]) -> list[list[int]]:
    """Of each sentence, the places of all that stand in one paragraph with it."""
    found: list[list[int]] = []
    for number, passage in enumerate(passages):
        goes_on = number > 0 and bool(passage.before) and passages[number - 1].text == passage.before
        members = found[-1] if goes_on else []
        members.append(number)
        found.append(members)
    return found


def _nearest(asked: Sequence[str], said: Sequence[str], known: Mapping[str, Rows]) -> npt.NDArray[np.float64]:
    """Of each asked word, how near the nearest said one is: 1 for the same."""
    said = [word for word in said if word in known]
    if not said:
        return np.zeros(len(asked))
    near = (np.stack([known[word] for word in asked]) @ np.stack([known[word] for word in said]).T).max(axis=1)
    stems = {stem(word) for word in said}
    return np.array([_alike(stem(word), stems, float(value)) for word, value in zip(asked, near, strict=True)])


def _alike(asked: str, said: set[str], near: float) -> float:
    """1 for the same word; little less for one that it ends: "bell" in "cowbell"."""
    if asked in said:
        return 1.0
    ends = len(asked) >= _END and any(one.endswith(asked) and len(one) > len(asked) + 2 for one in said)
    return max(near, _COMPOUND) if ends else near
