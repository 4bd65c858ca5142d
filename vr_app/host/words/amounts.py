"""Numbers as values, however they are written: 1,300, thirteen hundred, forty-one, 四十一, nineteenth."""

# ruff: noqa: E501  (word lists and patterns)

from __future__ import annotations

import re

_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12, "hundreds": 100}
_LARGE |= {"thousands": 1000, "millions": 10**6, "dozens": 12}
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
    "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_SPANS = {"century": "century", "centuries": "century", "decade": "decade", "decades": "decade"}
_TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+|[零〇一二两三四五六七八九十百千万亿]+|[^\sa-z\d]", re.IGNORECASE
)
_WIDE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_WIDE_UNITS = {"十": 10, "百": 100, "千": 1000}
_NO_NUMBER = re.compile(
    r"一(?:些|起|样|直|定|般|切|下|点|旦|边|道|会|种|个|座|片|位|条|只|幅|艘|次|句|眼)|万一|统一|唯一|十分|千万别|百姓|一一|两边|两旁|两侧|三三两两"
)

HARMLESS = frozenset({"0", "1", "2"})


def amounts_in(text: str, *, parts: bool = False) -> frozenset[str]:
    """The values of a text's numbers as digits; spans ("century") by their word.

    Args:
        parts: the words of a compound too: 40 and 1 of forty-one.
    """
    found: set[str] = set()
    run: list[str] = []

    def end() -> None:
        if run:
            found.add(_plain(_value(run)))
            if parts:
                found.update(_plain(_value([word])) for word in run)
            run.clear()

    for match in _TOKEN.finditer(_NO_NUMBER.sub(" ", text)):
        token = match.group().lower()
        if token[0].isdigit():
            if run and run[-1] not in _LARGE:
                end()
            run.append(token.replace(",", ""))
        elif token in _ONES or token in _TENS or token in _LARGE:
            if token in _LARGE and token in ("hundreds", "thousands", "millions", "dozens") and not run:
                found.add(_plain(float(_LARGE[token])))
                continue
            if run and not _joins(run[-1], token):
                end()
            run.append(token)
        elif token in _ORDINALS:
            value = float(_ORDINALS[token]) + (_value(run) if run and run[-1] in _TENS else 0.0)
            run.clear()
            found.add(_plain(value))
        elif token[0] in _WIDE_DIGITS or token[0] in _WIDE_UNITS or token[0] in "万亿":
            end()
            if (value := _wide_value(token)) is not None:
                found.add(_plain(value))
        elif token == "-" or (token == "and" and run and run[-1] in _LARGE):
            continue
        else:
            end()
            if token in _SPANS:
                found.add(_SPANS[token])
    end()
    return frozenset(found)


def _joins(before: str, word: str) -> bool:
    """Whether a word goes on with the same number: forty one, nine hundred, hundred twelve."""
    if word in _LARGE:
        return True
    if before in _LARGE:
        return True
    return before in _TENS and word in _ONES and 0 < _ONES[word] < 10


def _value(words: list[str]) -> float:
    total = current = 0.0
    for word in words:
        if word in _LARGE:
            size = _LARGE[word]
            if size >= 1000:
                total, current = total + (current or 1.0) * size, 0.0
            else:
                current = (current or 1.0) * size
        else:
            current += float(word) if word[0].isdigit() else float(_ONES.get(word, _TENS.get(word, 0)))
    return total + current


def _wide_value(text: str) -> float | None:
    if len(text) > 1 and all(character in _WIDE_DIGITS for character in text):
        return float("".join(str(_WIDE_DIGITS[character]) for character in text))
    total = section = digit = 0.0
    for character in text:
        if character in _WIDE_DIGITS:
            digit = float(_WIDE_DIGITS[character])
        elif character in _WIDE_UNITS:
            section, digit = section + (digit or 1.0) * _WIDE_UNITS[character], 0.0
        else:
            size = 1e4 if character == "万" else 1e8
            total, section, digit = total + (section + digit or 1.0) * size, 0.0, 0.0
    return total + section + digit


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
