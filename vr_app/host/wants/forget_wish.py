"""Wishes about what is remembered: "forget that", "forget what I said of my dog", "what do you know about me?"."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

EVERYTHING, LAST = "\0everything", "\0last"

ASKS_ALL = re.compile(
    r"\bwhat (?:do you|have you|did i|have i|can you) (?:\w+ )*(?:know|remember|remembered|noted|tell you|told you|recall)\b"
    r"(?: \w+)? (?:about|of) (?:me|myself)\b|\bwhat do you remember\W*$|你(?:记得|知道|了解)(?:关于)?我(?:的)?(?:什么|哪些)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bforget (?:everything|all|about me|me\b|all of it|whatever)|\b(?:delete|erase) (?:everything|all|my (?:data|memories))|"
    r"忘(?:掉|记|了)?(?:关于)?我(?:的一切|告诉你的一切|说的一切|的所有)|把我的.*全(?:部)?(?:忘|删)",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"^(?:\W*(?:please|oh|no|sorry|actually|now)[, ]+)*(?:please )?forget (?:that|it|this|what i (?:just )?(?:said|told you))\W*$|"
    r"^(?:请)?(?:把这个|把它|这个)?忘(?:了|掉|记)(?:这个|它|这件事|刚才的话)?吧?[。！!]?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:\W*(?:please|oh|no|sorry|actually|now|can you|could you|would you|i want you to)[, ]+)*forget "
    r"(?:that |about |what i (?:said|told you)(?: about| of)? ?|everything about |all about )?(?P<what>(?:my|i|the|our|where|what|who|how)\b.+)$|"
    r"^请?(?:忘(?:掉|记|了)|别记(?:得|住)?)(?P<zh>我.+)$",
    re.IGNORECASE,
)


def forget_wish(said: str) -> str | None:
    """`EVERYTHING`, `LAST`, or what is to be forgotten in words; None for any other line."""
    line = said.strip()
    if len(line) > 200:
        return None
    if _ALL.search(line):
        return EVERYTHING
    if _THAT.search(line):
        return LAST
    if match := _ABOUT.search(line):
        return (match["what"] or match["zh"]).rstrip(" .!?。！？")
    return None
