"""Reads pages of lore and of the manual, in whatever encoding they were saved, up to a bound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vr_app.host.answers.passages import Kind, Passage, page_passages
from vr_app.host.injection import told_orders, without_orders
from vr_app.kernel.resources import resource_path

MOST_BYTES = 1024 * 1024
"""Of all pages of a place together; what is beyond is left out, and that is said."""
_MANUAL_PAGES = ("manual.md", "install.md", "story.md", "scene-format.md", "mind-knowledge.md")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_lore(files: Sequence[Path], most_bytes: int = MOST_BYTES) -> tuple[list[Passage], list[str]]:
    """The passages of a scene's pages, and a plain line for each page that could not be read or fully taken."""
    passages: list[Passage] = []
    notes: list[str] = []
    left = most_bytes
    for file in files:
        try:
            with file.open("rb") as stream:
                data = stream.read(left + 1)
        except OSError as error:
            notes.append(f"{file.name} cannot be read: {error.strerror or error}.")
            continue
        if len(data) > left:
            notes.append(
                f"The lore is very long: of {file.name} and what follows only the first part is known to the host "
                f"({most_bytes / 2**20:.1f} MB in all). Nothing in the files was changed."
            )
            data = data[:left]
        left -= len(data)
        text, note = decoded(data)
        if note:
            notes.append(f"{file.name} {note}")
        text, orders = without_orders(text)
        if orders:
            notes.append(told_orders(f"lore/{file.name}", orders) + ".")
        passages += page_passages(text, f"lore/{file.name}", "lore", len(passages))
        if left <= 0:
            break
    return passages, notes


def read_manual(first: int = 0) -> list[Passage]:
    """The passages of the app's own pages for its users."""
    passages: list[Passage] = []
    folder = resource_path("docs")
    for name in _MANUAL_PAGES:
        page = folder / name
        if page.is_file():
            kind: Kind = "manual"
            passages += page_passages(page.read_text(encoding="utf-8"), f"docs/{name}", kind, first + len(passages))
    return passages


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and how it was understood where that was a guess (else "")."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # a character was cut in two
            return data.decode("utf-8", "ignore"), ""
    sample = data[:20_000]
    wide = _wide_share(sample)
    if wide > 0.9:
        return data.decode("gb18030", "replace"), "is not UTF-8; it was read as GB 18030."
    return data.decode("cp1252", "replace"), "is not UTF-8; it was read as Windows-1252."


def _wide_share(sample: bytes) -> float:
    """How much of what is not ASCII makes common Chinese characters when it is read as GB 18030."""
    text = sample.decode("gb18030", "replace")
    beyond = [character for character in text if ord(character) > 127]
    common = sum("\u4e00" <= character <= "\u9fff" or character in "，。！？；：“”、（）" for character in beyond)
    return common / len(beyond) if beyond else 0.0
