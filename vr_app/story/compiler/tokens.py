"""The words and signs of ink as compiled patterns: the parser scans with these, never character by character."""

from __future__ import annotations

import re

_WORD = r"\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u0610-\u061a\u064b-\u065f\u0670"
_NAME = rf"(?![0-9]+(?![{_WORD}]))[{_WORD}]+"
_GAP = r"[ \t]*"

gap = re.compile(_GAP).match
"""Spaces and tabs, possibly none."""
line_break = re.compile(r"[ \t]*\n").match
blank_lines = re.compile(r"(?:[ \t]*\n)*").match
any_gap = re.compile(r"[ \t\n]*").match
rest_of_line = re.compile(r"[^\n]*").match
end_of_line = re.compile(r"[ \t]*(?:\n|\Z)").match
name = re.compile(_NAME).match
dotted_name = re.compile(rf"{_NAME}(?:{_GAP}\.{_GAP}{_NAME})*").match
label = re.compile(rf"\({_GAP}({_NAME}){_GAP}\)").match
number = re.compile(r"([0-9]+)(\.[0-9]+)?").match
arrows = re.compile(r"(?:->)+").match

knot_start = re.compile(r"[ \t]*={2,}").match
stitch_start = re.compile(rf"[ \t]*=(?!=){_GAP}(?:function\b{_GAP})?{_NAME}").match
block_stop = re.compile(r"[ \t]*(?:-(?!>)|\})").match
dashes = re.compile(r"(?:[ \t]*-(?!>))+[ \t]*").match
stars = re.compile(r"(?:[ \t]*\*)+").match
pluses = re.compile(r"(?:[ \t]*\+)+").match
declaration = re.compile(rf"(VAR|CONST|LIST|EXTERNAL|TODO)(?![{_WORD}])").match
include = re.compile(r"INCLUDE").match
else_branch = re.compile(r"else[ \t]*:").match
sequence_signs = re.compile(r"[!&~$]+").match
sequence_words = re.compile(r"((?:once|cycle|shuffle|stopping)(?:[ \t]+(?:once|cycle|shuffle|stopping))*)[ \t]*:").match
keyword_operator = re.compile(r"(and|or|has|hasnt|mod)[ \t]+").match
operator = re.compile(r"&&|\|\||==|>=|<=|!=|!\?|[<>?^+*/%]|-(?!>)").match


def _text(extra: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[^{{}}|\n\r\\#<\-{extra}]++|-(?!>)|<(?![->])|\\[\s\S])++")


plain_text = _text("").match
choice_text = _text(r"\[\]").match
quoted_text = _text('"').match
escape = re.compile(r"\\([\s\S])")

PRECEDENCE = {
    "&&": 1, "||": 1, "==": 2, ">=": 2, "<=": 2, "<": 2, ">": 2, "!=": 2, "?": 3, "!?": 3, "^": 3,
    "+": 4, "-": 5, "*": 6, "/": 7, "%": 8,
}  # fmt: skip
"""Ink's own: every arithmetic sign has a level of its own; a higher level binds first, equals from the left."""
OPERATOR_WORDS = {"and": "&&", "or": "||", "has": "?", "hasnt": "!?", "mod": "%"}
RESERVED = frozenset({"true", "false", "not", "return", "else", "VAR", "CONST", "temp", "LIST", "function"})
