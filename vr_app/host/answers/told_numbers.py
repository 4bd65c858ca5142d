"""Numbers that a model made up: a small model answers "how old?" with a number, whatever it is told.

A question about an amount or a date may only be answered with numbers that stand in the prompt.
"""

from __future__ import annotations

import re

_QUESTION = re.compile(
    r"\bhow (?:old|many|much|tall|high|far|big|long|deep|heavy|wide|large|fast|hot|cold)\b|"
    r"\bwhen (?:was|were|did|is|will)\b|\bsince when\b|"
    r"\b(?:what|which) (?:year|date|day|age|century|height|distance|number|price)\b|"
    r"多少|几|多大|多高|多远|哪一?年|什么时候",
    re.IGNORECASE,
)
_ARITHMETIC = re.compile(r"\d|\b(?:plus|minus|times|divided|count|sum|percent)\b", re.IGNORECASE)
_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: str(value) for value, word in enumerate(_SMALL.split())} | {
    word: str(10 * value) for value, word in enumerate(_TENS.split(), start=2)
}
_LARGE = {"hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000", "dozen": "12"}
_TIMES = ("century", "centuries", "decade", "decades")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")
_HARMLESS = frozenset({"0", "1", "2"})
_ADMISSION = re.compile(
    r"(?:(?:(?:well|oh|ah|hm+|honestly|sorry), )?"
    r"(?:i(?:['’]m| am) not (?:quite |really |entirely |too )?(?:sure|certain)|"
    r"i (?:do not|don['’]t|can['’]t|cannot|could not|couldn['’]t) "
    r"(?:really |quite |exactly )?(?:know|say|tell|remember))\b"
    r"|我也?(?:不太?知道|不太?清楚|说不准|不太?确定|不记得))"
    r"[^,;，；—]*?(?=[,;，；—]| but )",
    re.IGNORECASE,
)


NUMBER_BEGINNINGS = (
    *"0123456789",
    *(
        f" {word}"
        for word in (*_SMALL.split()[3:10], *_SMALL.split()[11:], *_TENS.split(), *_LARGE, "centur", "decade")
    ),
)
"""Where a number that is not known begins: a reply that gets there is ended and asked for again."""


def asks_for_number(line: str) -> bool:
    """True for a question about an amount or a date that is no calculation."""
    return bool(_QUESTION.search(line)) and not _ARITHMETIC.search(line)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, written in digits or English words, as digits; spans of time by their word."""
    found = set()
    for token in _NUMBER.findall(text.lower()):
        if token[0].isdigit():
            found.add(token.replace(",", ""))
        elif token in _WORDS or token in _LARGE:
            found.add(_WORDS.get(token) or _LARGE[token])
        elif token in _TIMES:
            found.add("century" if token.startswith("cent") else "decade")
    return frozenset(found)


def admission(text: str) -> str:
    """The clause that owns not to know, where a text begins with one and goes on; else ""."""
    found = _ADMISSION.match(text)
    return found[0].strip() + ("。" if found[0].startswith("我") else ".") if found else ""


def tells_number(text: str) -> bool:
    """Whether a text has a number in it that is an answer."""
    return bool(numbers_in(text) - _HARMLESS)


def invented_numbers(sentence: str, known: frozenset[str]) -> frozenset[str]:
    """Numbers of a sentence that are neither known nor too small to matter."""
    return numbers_in(sentence) - known - _HARMLESS
