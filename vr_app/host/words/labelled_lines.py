"""Lines with labels, as the training data and the benches' cases are written: `[label]`, then one line each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vr_app.kernel.errors import Location, UserError

_SLOT = re.compile(r"\{(\w+)\}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FILLINGS = 3
"""How many lines a line with a slot becomes."""


@dataclass(frozen=True)
class Labelled:
    """One line and what it is."""

    text: str
    label: str

    @property
    def language(self) -> str:
        """ "zh" or "en"."""
        return language_of(self.text)


def language_of(text: str) -> str:
    """ "zh" where a text has Chinese characters, else "en"."""
    return "zh" if _HAN.search(text) else "en"


def read_labelled(path: Path, fillers: Mapping[str, Sequence[str]] | None = None) -> list[Labelled]:
    """Reads a file; a line with `{thing}` becomes several.

    Args:
        fillers: what stands for a slot, under "thing.en", "thing.zh", ...
    Raises: UserError with file and line.
    """
    lines: list[Labelled] = []
    label = ""
    for number, line in enumerate(_read(path), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("[") and text.endswith("]"):
            label = text[1:-1].strip()
        elif not label:
            raise UserError("this line stands before any [label]", where=Location(path, number))
        else:
            lines += [Labelled(filled, label) for filled in _filled(text, fillers or {}, len(lines))]
    return lines


def read_fillers(path: Path) -> dict[str, list[str]]:
    """What stands for the slots, by slot and language. Raises: UserError."""
    found: dict[str, list[str]] = {}
    for line in read_labelled(path):
        found.setdefault(line.label, []).append(line.text)
    return found


def _filled(text: str, fillers: Mapping[str, Sequence[str]], start: int) -> list[str]:
    slots = _SLOT.findall(text)
    kinds = [fillers.get(f"{slot}.{language_of(text)}", ()) for slot in slots]
    if not slots or not all(kinds):
        return [text]
    return [_SLOT.sub(lambda match, k=start + 5 * n: _one(fillers, match[1], text, k), text) for n in range(_FILLINGS)]


def _one(fillers: Mapping[str, Sequence[str]], slot: str, text: str, number: int) -> str:
    kinds = fillers[f"{slot}.{language_of(text)}"]
    return kinds[number % len(kinds)]


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UserError(f"this file cannot be read ({error.strerror})", where=Location(path)) from error
    except UnicodeDecodeError as error:
        raise UserError("this file is not UTF-8 text", where=Location(path), remedy="Save it as UTF-8.") from error
