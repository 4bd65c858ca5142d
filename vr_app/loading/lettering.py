"""Words as a picture: characters are given to fonts that have them, shaped by HarfBuzz and drawn by FreeType."""

# pyright: reportAttributeAccessIssue=false
# (uharfbuzz and freetype-py bring no types for what they define at run time.)

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import freetype
import numpy as np
import numpy.typing as npt
import uharfbuzz as hb

from vr_app.loading.fonts import font_for, open_font

EM_PIXELS = 72
"""Size of the letters in the picture."""
LINE_EMS = 1.3
MARGIN = 6


@dataclass(frozen=True)
class Lettering:
    """A drawn text.

    Attributes:
        coverage: uint8 (h, w), 255 where there is ink.
        missing: characters that no font of this machine has.
        lines: how many lines it has.
    """

    coverage: npt.NDArray[np.uint8]
    missing: str
    lines: int


def letter(text: str, width_ems: float = 0.0) -> Lettering:
    """Draws a text, broken into lines no wider than `width_ems` (0: one line); lines are centred."""
    missing = "".join(dict.fromkeys(c for c in text if not c.isspace() and font_for(c) is None))
    lines = _broken(text, width_ems * EM_PIXELS) if width_ems > 0 else [text]
    drawn = [_drawn(line) for line in lines]
    wide = max((part.shape[1] for part in drawn), default=1)
    high = int(EM_PIXELS * LINE_EMS)
    out = np.zeros((high * len(drawn) + 2 * MARGIN, wide + 2 * MARGIN), np.uint8)
    for number, part in enumerate(drawn):
        top, left = MARGIN + number * high, MARGIN + (wide - part.shape[1]) // 2
        out[top : top + part.shape[0], left : left + part.shape[1]] = part
    return Lettering(out, missing, len(lines))


def _broken(text: str, width: float) -> list[str]:
    """Lines: broken at spaces, and between characters of scripts that are written without them."""
    pieces: list[str] = []
    for word in text.split(" "):
        start = 0
        for index, character in enumerate(word):
            alone = unicodedata.east_asian_width(character) in "WF" and not "가" <= character <= "힣"
            if alone and index > start:
                pieces.append(word[start:index])
                start = index
        pieces.append(word[start:] + " ")
    lines, current = [], ""
    for piece in pieces:
        if current and _advance((current + piece).rstrip()) > width:
            lines.append(current.rstrip())
            current = ""
        current += piece
    return [*lines, current.rstrip()]


def _runs(text: str) -> list[tuple[Path, str]]:
    """Stretches of one font. A mark stays with what it stands on."""
    runs: list[tuple[Path, str]] = []
    for character in text:
        path = font_for(character)
        if runs and (path is None or character.isspace() or unicodedata.combining(character)):
            path = runs[-1][0]
        if path is None:
            continue
        if runs and runs[-1][0] == path:
            runs[-1] = (path, runs[-1][1] + character)
        else:
            runs.append((path, character))
    return runs


@cache
def _hb_font(path: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _shaped(path: Path, text: str) -> list[tuple[int, float, float, float]]:
    """Glyph number, place right and up, and advance, in pixels."""
    font, buffer = _hb_font(path), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale = EM_PIXELS / font.face.upem
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    return [
        (info.codepoint, place.x_offset * scale, place.y_offset * scale, place.x_advance * scale)
        for info, place in zip(infos, positions, strict=True)
    ]


def _advance(text: str) -> float:
    return sum(glyph[3] for path, part in _runs(text) for glyph in _shaped(path, part))


def _drawn(line: str) -> npt.NDArray[np.uint8]:
    high, base = int(EM_PIXELS * LINE_EMS), EM_PIXELS
    out = np.zeros((high, int(_advance(line)) + EM_PIXELS // 2), np.uint8)
    pen = 0.0
    for path, part in _runs(line):
        face = open_font(path)
        assert face is not None
        face.set_pixel_sizes(0, EM_PIXELS)
        for glyph, right, up, advance in _shaped(path, part):
            face.load_glyph(glyph, freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_HINTING)
            bitmap, slot = face.glyph.bitmap, face.glyph
            if bitmap.rows and bitmap.width:
                ink = np.array(bitmap.buffer, np.uint8).reshape(bitmap.rows, bitmap.pitch)[:, : bitmap.width]
                _stamp(out, ink, base - slot.bitmap_top - round(up), round(pen + right) + slot.bitmap_left)
            pen += advance
    return out


def _stamp(out: npt.NDArray[np.uint8], ink: npt.NDArray[np.uint8], top: int, left: int) -> None:
    rows = slice(max(top, 0), min(top + ink.shape[0], out.shape[0]))
    columns = slice(max(left, 0), min(left + ink.shape[1], out.shape[1]))
    if rows.start < rows.stop and columns.start < columns.stop:
        part = ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        np.maximum(out[rows, columns], part, out=out[rows, columns])
