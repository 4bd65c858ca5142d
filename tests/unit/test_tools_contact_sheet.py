"""The contact sheet holds every picture at its place, however large it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tools.contact_sheet import GAP, LABEL_HEIGHT, contact_sheet, main


def test_pictures_stand_in_rows_with_labels_above() -> None:
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]
    sheet = contact_sheet([(f"n{i}", Image.new("RGB", (400, 200), c)) for i, c in enumerate(colours)], 2, (100, 50))
    assert sheet.size == (2 * (100 + GAP) + GAP, 2 * (50 + LABEL_HEIGHT + GAP) + GAP)
    middles = [(GAP + 50, GAP + LABEL_HEIGHT + 25), (2 * GAP + 150, GAP + LABEL_HEIGHT + 25)]
    assert [sheet.getpixel(place) for place in middles] == colours[:2]
    assert sheet.getpixel((GAP + 50, 2 * GAP + 2 * LABEL_HEIGHT + 75)) == colours[2]
    label = sheet.crop((GAP, GAP, GAP + 100, GAP + LABEL_HEIGHT)).convert("L")
    assert label.getextrema()[1] > 120, "the label is written"


def test_without_pictures_there_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([])


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20), "white").save(tmp_path / "a.png")
    assert main([f"{tmp_path / 'a.png'}=ours", str(tmp_path / "a.png"), "-o", str(tmp_path / "sheet.png")]) == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width > 900
