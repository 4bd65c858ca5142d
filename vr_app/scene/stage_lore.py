"""Which files of a scene's `lore` folder are pages that the host reads, and which are passed over."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from vr_app.scene.stage import Problem

PAGE_SUFFIX = ".md"
_NO_PAGES = frozenset(("thumbs.db", "desktop.ini"))
"""What a system leaves in folders by itself; nobody meant it to be read."""
_MOST_LOOKED_AT, _MOST_NAMED = 1000, 3


def lore_pages(folder: Path) -> tuple[tuple[Path, ...], Problem | None]:
    """The pages of a scene folder, in order of their names, and what is to be told of files that are none."""
    lore = folder / "lore"
    try:
        entries = sorted(entry for entry in lore.iterdir() if not entry.name.startswith("."))
    except OSError:  # there is no such folder, or it cannot be opened
        return (), None
    pages = tuple(entry for entry in entries if entry.suffix.lower() == PAGE_SUFFIX and entry.is_file())
    others = [entry for entry in entries if entry not in pages]
    unread = [file.relative_to(folder).as_posix() for entry in others for file in _files(entry) if _is_meant(file)]
    return pages, _unread(unread) if unread else None


def _files(entry: Path) -> list[Path]:
    if not entry.is_dir():
        return [entry]
    return sorted(file for file in islice(entry.rglob("*"), _MOST_LOOKED_AT) if file.is_file())


def _is_meant(file: Path) -> bool:
    """Whether a person put it there; not an editor or the system."""
    return not file.name.startswith((".", "~")) and not file.name.endswith("~") and file.name.lower() not in _NO_PAGES


def _unread(names: list[str]) -> Problem:
    named = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    are = "is" if len(names) == 1 else "are"
    nested = any(name.count("/") > 1 for name in names)
    remedy = "Give it a name that ends in .md" + (", in the lore folder itself." if nested else ".")
    message = f"{named}{more} {are} not read: the host knows only the .md files of the lore folder"
    return Problem("lore.unread", "", message, remedy, fatal=False)
