"""A story's words as a gettext catalogue, and a story with its words taken from one.

Each line has an id made of its knot and its own words, so that it keeps its translation while lines around it come and
go; a line whose words change gets a new id. Translations may reorder words around the inline logic, but not change it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vr_app.story.diagnostics import Diagnostic, excerpt
from vr_app.story.inline_logic import logic_parts
from vr_app.story.script_lines import script_lines

DIGEST_LENGTH = 8
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True)
class StoryString:
    """Words to be translated.

    Attributes:
        id: of the line, the same as long as its knot and words are.
        text: as in the source, inline logic included.
        path, line: where.
        start, end: the slice of the line.
        speaker: who says it, "" for none.
        kind: "text", "choice", "gather" or "branch".
    """

    id: str
    text: str
    path: str
    line: int
    start: int
    end: int
    speaker: str = ""
    kind: str = "text"


@dataclass(frozen=True)
class Translation:
    """One entry of a catalogue: what the id's words became, and on which line of the catalogue that stands."""

    text: str
    line: int = 0


def story_strings(source: str, path: str) -> list[StoryString]:
    """All that is said in a file, in order."""
    found: list[StoryString] = []
    seen: dict[str, int] = {}
    for line in script_lines(source):
        for piece in line.pieces:
            digest = hashlib.sha256(f"{line.place}\n{piece.text}".encode("utf-8", "surrogatepass")).hexdigest()
            identity = f"{line.place or 'start'}-{digest[:DIGEST_LENGTH]}"
            seen[identity] = times = seen.get(identity, 0) + 1
            if times > 1:
                identity = f"{identity}-{times}"
            found.append(
                StoryString(identity, piece.text, path, line.number, piece.start, piece.end, line.speaker, line.kind)
            )
    return found


def as_po(strings: Iterable[StoryString], translations: Mapping[str, Translation] | None = None) -> str:
    """A catalogue for translators' programs.

    Args:
        strings: of all files.
        translations: of an earlier catalogue, kept where their ids still are.
    """
    known = translations or {}
    parts = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for string in strings:
        about = f"#. {string.kind}" + (f", said by {string.speaker}" if string.speaker else "")
        done = known.get(string.id)
        parts.append(
            f"{about}\n#: {string.path}:{string.line}\nmsgctxt {_quote(string.id)}\n"
            f"msgid {_quote(string.text)}\nmsgstr {_quote(done.text if done else '')}\n"
        )
    return "\n".join(parts)


def read_po(text: str, path: str) -> tuple[dict[str, Translation], tuple[Diagnostic, ...]]:
    """The translations of a catalogue by id, and what in it cannot be read."""
    found: dict[str, Translation] = {}
    findings: list[Diagnostic] = []
    entry: dict[str, str] = {}
    at = field = ""
    line_at = 0
    lines = text.removeprefix("\ufeff").splitlines()
    for number, line in enumerate([*lines, ""], 1):
        word = line.strip()
        if not word:
            if entry.get("msgctxt") and entry.get("msgstr") and "fuzzy" not in at:
                found[entry["msgctxt"]] = Translation(entry["msgstr"], line_at)
            entry, at, field = {}, "", ""
        elif word.startswith("#"):
            at += word if word.startswith("#,") else ""
        else:
            key, _, rest = word.partition(" ") if not word.startswith('"') else (field, "", word)
            quoted = _QUOTED.fullmatch(rest.strip())
            if quoted is None or key not in ("msgctxt", "msgid", "msgstr"):
                shown, caret = excerpt(line, 1)
                message = "This line of the catalogue is not understood"
                findings.append(Diagnostic("INK408", "error", message, path, number, 1, shown, caret))
                continue
            field = key
            line_at = number if key == "msgstr" and not word.startswith('"') else line_at
            entry[key] = entry.get(key, "") + _unquote(quoted.group(1))
    return found, tuple(findings)


def translated(
    source: str, path: str, translations: Mapping[str, Translation], po_path: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    """A file with its words translated; its logic is the same, line by line.

    Args:
        source: the file's text.
        path: its name, for messages.
        translations: by id.
        po_path: the catalogue's name, for messages.

    Returns:
        the text, and findings: lines without a translation (INK409, the words stay) and translations that change the
        line's logic (INK410, the words stay).
    """
    lines = source.removeprefix("\ufeff").splitlines()
    findings: list[Diagnostic] = []
    for string in reversed(story_strings(source, path)):
        raw = lines[string.line - 1]
        entry = translations.get(string.id)
        if entry is None:
            shown, caret = excerpt(raw, string.start + 1)
            message = "This line has no translation"
            findings.append(Diagnostic("INK409", "warning", message, path, string.line, string.start + 1, shown, caret))
            continue
        wrong = _changed_logic(string.text, entry.text)
        if wrong:
            shown, caret = excerpt(entry.text.partition("\n")[0], 1)
            findings.append(Diagnostic("INK410", "error", wrong, po_path, entry.line, 1, shown, caret))
            continue
        lines[string.line - 1] = raw[: string.start] + entry.text + raw[string.end :]
    return "\n".join([*lines, ""]), tuple(reversed(findings))


def _changed_logic(before: str, after: str) -> str:
    if any(mark in after for mark in ("\n", "//", "/*")) or after.startswith(("*", "+", "-", "=", "~")):
        return "The translation has a line break, a comment or begins with a mark of ink"
    for mark in ("[", "]", "#", "<>", "<-"):
        if before.count(mark) != after.count(mark):
            return f"The translation has not as many '{mark}' as the line"
    old, new = logic_parts(before), logic_parts(after)
    if old != new:
        odd = next((part for part in old if part not in new), None) or next(part for part in new if part not in old)
        return f"The translation changes the line's logic: '{odd}'"
    return ""


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'"{escaped}"'


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match.group(1), match.group()), text)


def coverage(strings: Iterable[StoryString], translations: Mapping[str, Translation]) -> Iterator[StoryString]:
    """The strings that have no translation."""
    return (string for string in strings if string.id not in translations)
