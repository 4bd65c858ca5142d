"""`python -m tools.build_translations`: words of vr_app/ui -> assets/translations/*.ts -> *.qm.

New words are added as unfinished, words that nobody shows any more are dropped. Translate them in Qt Linguist (or by
hand) and run it again.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "vr_app" / "ui"
TRANSLATIONS = ROOT / "assets" / "translations"
CONTEXT = "ui"
_TABLES = ("VIEWS", "OUTPUTS", "MOVES", "TURNS", "BUTTONS", "REBOUND", "WINDOW_LANGUAGES", "_PARTS", "SIZES", "MIRRORS",
           "SUGGESTIONS", "SENTENCE", "_MOODS", "_KEYS_HINT", "_HINT", "_MODES", "CAPTION_LANGUAGES",
           "CHECKED")  # fmt: skip
"""Tables of words that are translated where they are shown."""


def words_of_window(folder: Path = UI) -> list[str]:
    """Every text in a `tr(...)`, and the words of the tables, in order of files and lines."""
    found: dict[str, None] = {}
    for file in sorted(folder.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        found.setdefault(argument.value)
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in _TABLES:
                for word in _words(node.value):
                    found.setdefault(word)
    return [word for word in found if any(letter.isalpha() and letter.isascii() for letter in word)]


def _words(table: ast.expr) -> list[str]:
    """The shown half of each pair."""
    if isinstance(table, ast.Dict):
        return [
            value.value for value in table.values if isinstance(value, ast.Constant) and isinstance(value.value, str)
        ]
    if isinstance(table, ast.Constant):
        return [table.value] if isinstance(table.value, str) else []
    found = []
    for pair in getattr(table, "elts", ()):
        if isinstance(pair, ast.Constant):
            found += _words(pair)
        halves = [half.value for half in getattr(pair, "elts", ()) if isinstance(half, ast.Constant)]
        found += [half for half in halves if isinstance(half, str) and half[:1].isupper()]
    return found


def merge(file: Path, language: str, sources: list[str], told: dict[str, str] | None = None) -> int:
    """Brings a .ts file up to the sources. Returns how many of them have no translation."""
    known = read_ts(file) | (told or {})
    root = ET.Element("TS", {"version": "2.1", "language": language, "sourcelanguage": "en"})
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    missing = 0
    for source in sources:
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation")
        translation.text = known.get(source, "")
        if not translation.text:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_text(f"{head}{text}\n", encoding="utf-8", newline="\n")
    return missing


def read_ts(file: Path) -> dict[str, str]:
    """Source to finished translation."""
    if not file.is_file():
        return {}
    messages = ET.parse(file).iter("message")
    pairs = ((message.findtext("source", ""), message.find("translation")) for message in messages)
    return {
        source: translation.text
        for source, translation in pairs
        if translation is not None and translation.text and translation.get("type") != "unfinished"
    }


def release(file: Path) -> Path:
    """Makes the .qm file with Qt's own lrelease."""
    target = file.with_suffix(".qm")
    program = next(
        (path for name in ("lrelease", "lrelease.exe") if (path := _pyside() / name).is_file()), Path("lrelease")
    )
    subprocess.run([str(program), "-silent", str(file), "-qm", str(target)], check=True)
    return target


def _pyside() -> Path:
    import PySide6

    return Path(PySide6.__path__[0])


def main() -> int:
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    file = TRANSLATIONS / "virgil_zh_CN.ts"
    missing = merge(file, "zh_CN", words_of_window())
    release(file)
    print(f"{file.name}: {missing} without a translation" if missing else f"{file.name}: complete")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
