"""Puts pictures with labels into a grid: `python -m tools.contact_sheet -o sheet.png A.png=ours B.png=theirs`.

A picture is given as PATH or PATH=LABEL; without a label its file name is shown.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LABEL_HEIGHT = 22
GAP = 6
PAPER, INK = (24, 26, 30), (225, 225, 220)


def contact_sheet(
    pictures: Sequence[tuple[str, Image.Image]], columns: int = 2, cell: tuple[int, int] = (480, 320)
) -> Image.Image:
    """One picture that shows all of them.

    Args:
        pictures: label and picture, row by row.
        columns: how many stand side by side.
        cell: the most a picture may measure; larger ones are reduced, smaller ones kept.
    Raises: ValueError without a picture.
    """
    if not pictures:
        raise ValueError("a contact sheet needs at least one picture")
    columns = min(max(columns, 1), len(pictures))
    rows = math.ceil(len(pictures) / columns)
    width, height = cell[0] + GAP, cell[1] + LABEL_HEIGHT + GAP
    sheet = Image.new("RGB", (columns * width + GAP, rows * height + GAP), PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(14)
    for number, (label, picture) in enumerate(pictures):
        left, top = GAP + number % columns * width, GAP + number // columns * height
        shown = picture.convert("RGB")
        shown.thumbnail(cell, Image.Resampling.LANCZOS)
        draw.text((left + 2, top + 2), label, INK, font)
        sheet.paste(shown, (left + (cell[0] - shown.width) // 2, top + LABEL_HEIGHT + (cell[1] - shown.height) // 2))
    return sheet


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="+", metavar="PATH[=LABEL]")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--columns", type=int, default=2)
    parser.add_argument("--cell", default="480x320", help="the most a picture may measure")
    options = parser.parse_args(arguments)
    entries = []
    for word in options.pictures:
        path, _, label = word.partition("=")
        with Image.open(path) as picture:
            entries.append((label or Path(path).stem, picture.convert("RGB")))
    width, height = (int(value) for value in options.cell.split("x"))
    contact_sheet(entries, options.columns, (width, height)).save(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
