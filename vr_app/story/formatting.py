"""A story's source in good order: the same story, tidily written.

Only blanks change: indentation by the depth of bullets and blocks, one style of headers and bullets, blank lines. The
caller compiles both and keeps the old text where the two are not the same.
"""

from __future__ import annotations

import re

from vr_app.story.script_lines import ScriptLine, script_lines

INDENT = "    "
_HEADER = re.compile(r"(=+)[ \t]*(.*?)[ \t]*=*[ \t]*$")
_DECLARED = re.compile(r"(VAR|CONST|LIST)[ \t]+(\w+)[ \t]*=[ \t]*")
_DIVERT = re.compile(r"->[ \t]*\w[\w.]*")
_BULLETS = re.compile(r"[ \t]*(?:(?:[*+]|-(?!>))[ \t]*)+")


def formatted(source: str) -> str:
    """The source with its blanks in order, line ends as "\\n", one line break at the end."""
    out: list[str] = []
    depth = 0
    branched: set[int] = set()
    for line in script_lines(source):
        if line.kind == "blank":
            if out and out[-1]:
                out.append("")
        elif line.kind == "header":
            depth = 0
            text = _header(line.raw.strip())
            if text.startswith("==") and out and out[-1] and not out[-1].lstrip().startswith("//"):
                out.append("")
            out.append(text)
        elif line.kind == "declaration":
            out.append(_DECLARED.sub(r"\1 \2 = ", line.raw.strip()))
        elif line.kind in ("choice", "gather") and not line.level:
            depth = len(line.bullets)
            out.append(INDENT * (depth - 1) + _bulleted(line))
            depth -= line.kind == "gather"
        else:
            branched = {level for level in branched if level <= line.level}
            under = sum(level in branched for level in range(1, line.level + (line.kind not in ("branch", "block"))))
            if line.kind == "block":
                under = sum(level in branched for level in range(1, line.level + 1))
            if line.kind == "branch":
                branched.add(line.level)
            out.append(_placed(line, depth + line.level + under))
    while out and not out[-1]:
        out.pop()
    return "\n".join([*out, ""])


def _placed(line: ScriptLine, depth: int) -> str:
    if line.kind == "comment":
        return _comment(line, depth)
    text = _bulleted(line) if line.bullets else line.raw.strip()
    if line.kind == "logic":
        text = f"~ {text[1:].lstrip()}"
    elif _DIVERT.fullmatch(text):
        text = f"-> {text[2:].lstrip()}"
    return INDENT * depth + text


def _comment(line: ScriptLine, depth: int) -> str:
    """Comments keep their own shape, but for blanks at the end and, on a line alone, the indentation."""
    text = line.raw.rstrip()
    alone = text.lstrip().startswith("//") and line.raw[:1] in " \t"
    return INDENT * depth + text.lstrip() if alone else text


def _header(text: str) -> str:
    match = _HEADER.match(text)
    if match is None or "//" in text:
        return text
    marks, rest = match.groups()
    return f"{'===' if len(marks) > 1 else '='} {' '.join(rest.split())}"


def _bulleted(line: ScriptLine) -> str:
    """`* * words`: one blank after each bullet."""
    match = _BULLETS.match(line.raw)
    rest = line.raw[match.end() :].strip() if match else line.raw.strip()
    return f"{' '.join(line.bullets)} {rest}".rstrip()
