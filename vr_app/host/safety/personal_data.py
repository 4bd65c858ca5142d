"""Masks what points to a person in texts that are written to logs: addresses, numbers, keys."""

from __future__ import annotations

import re

_MASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("link", re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)),
    ("id", re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)")),
    ("iban", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),
    ("card", re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")),
    ("number", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    ("address", re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")),
    ("phone", re.compile(r"(?<![A-Za-z0-9_])\+?\(?\d[\d ()./-]{6,18}\d(?!\w)")),
    ("key", re.compile(r"\b(?:sk|pk|ghp|hf|xox[bp])[-_][A-Za-z0-9_-]{12,}\b")),
    (
        "address",
        re.compile(
            r"\b\d{1,5}\s+(?:[A-Z][a-z]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Way)\b\.?"
        ),
    ),
)
_FEWEST_PHONE_DIGITS = 7
_DATE = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")


def masked(text: str) -> str:
    """The text with [email], [phone], [card], ... in place of what points to a person."""
    for name, pattern in _MASKS:
        text = pattern.sub(lambda found, kind=name: _mask(kind, found[0]), text)
    return text


def _mask(kind: str, found: str) -> str:
    digits = sum(character.isdigit() for character in found)
    if kind == "phone" and (digits < _FEWEST_PHONE_DIGITS or _DATE.match(found.strip())):
        return found
    return f"[{kind}]"
