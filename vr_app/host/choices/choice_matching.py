"""Which of the offered choices the visitor's own words mean, or none: by wording, else by asking the model.

The meaning of lines is `choice_meaning.py`'s; what it is sure of is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.host.words.telling_words import WORD, telling_words

_NUMBERS = {
    "one": 1, "first": 1, "1": 1, "two": 2, "second": 2, "2": 2, "three": 3, "third": 3, "3": 3,
    "four": 4, "fourth": 4, "4": 4, "five": 5, "fifth": 5, "5": 5, "six": 6, "sixth": 6, "6": 6,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
}  # fmt: skip
_BARE_NUMBER = frozenset({"number", "choice", "option", "the", "one", "take", "please", "第", "个"})
WORDING_ENOUGH = 0.6
"""Share of the telling words, both ways, that makes wording alone decide."""


def by_number(line: str, count: int) -> int | None:
    """Index of the choice named by its number ("two", "the first one"); None where the line is something else."""
    words = WORD.findall(line.lower())
    numbers = [_NUMBERS[word] for word in words if word in _NUMBERS]
    if not words or len(words) > 4 or not numbers or any(w not in _NUMBERS and w not in _BARE_NUMBER for w in words):
        return None
    number = numbers[0]
    return number - 1 if 1 <= number <= count else None


def wording(line: str, texts: Sequence[str]) -> list[float]:
    """0 to 1 for each text: how much of the telling words the line and the text share (Dice's coefficient)."""
    said = telling_words(line)
    return [_dice(said, telling_words(text)) for text in texts]


def by_wording(line: str, texts: Sequence[str], says: Sequence[Sequence[str]] = ()) -> int | None:
    """Index of the text the line repeats nearly word by word; None where none or several.

    Args:
        says: other words for each text.
    """
    plain = _plain(line)
    words = [(text, *others) for text, others in zip(texts, says or [()] * len(texts), strict=True)]
    same = [i for i, several in enumerate(words) if plain and any(_plain(text) == plain for text in several)]
    if len(same) == 1:
        return same[0]
    return _clear_best([max(wording(line, several)) for several in words], WORDING_ENOUGH, 0.15)


def near(line: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Indices of the texts that share a telling word with the line: only these may be meant.

    A 1.5B model names a choice for any line whatever (10 of 10 unrelated ones), so it is asked only where the words
    point to one, and believed only among those.
    """
    return tuple(i for i, shared in enumerate(wording(line, texts)) if shared > 0)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower().replace("’", "'")))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _clear_best(scores: Sequence[float], least: float, margin: float) -> int | None:
    if not scores:
        return None
    ranked = sorted(range(len(scores)), key=lambda i: -scores[i])
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else -1.0
    return best if scores[best] >= least and scores[best] - second >= margin else None
