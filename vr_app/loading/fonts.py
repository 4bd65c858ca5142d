"""Finds a font on this machine for every character; none is brought along."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from pathlib import Path

import freetype

log = logging.getLogger(__name__)

PREFERRED = (
    "NotoSans-Regular", "DejaVuSans", "segoeui", "arial", "LiberationSans-Regular", "NotoSansCJK-Regular",
    "msyh", "YuGothM", "meiryo", "malgun", "wqy-zenhei", "DroidSansFallbackFull", "Helvetica", "PingFang",
)  # fmt: skip
"""File names without ending, the first ones first; any other font comes after these."""
KINDS = (".ttf", ".otf", ".ttc")


def font_folders() -> list[Path]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            *([Path(local) / "Microsoft/Windows/Fonts"] if local else []),
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(data) / "fonts", home / ".fonts"]


@cache
def system_fonts() -> tuple[Path, ...]:
    """All font files, upright ones of ordinary weight first."""
    found = {
        file.stem: file
        for folder in font_folders()
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in KINDS
    }
    first = [found[name] for name in PREFERRED if name in found]
    plain = [file for stem, file in sorted(found.items()) if "Regular" in stem and file not in first]
    return (*first, *plain, *(file for file in found.values() if file not in first and file not in plain))


@cache
def open_font(path: Path) -> freetype.Face | None:
    """The file's first face; None where it is damaged."""
    try:
        return freetype.Face(str(path))
    except freetype.FT_Exception as error:
        log.info("%s cannot be used: %s", path.name, error)
        return None


@cache
def font_for(character: str) -> Path | None:
    """The first font that has the character; None where this machine has none."""
    for path in system_fonts():
        face = open_font(path)
        if face is not None and face.is_scalable and face.get_char_index(character):
            return path
    return None
