"""A graphics card is told by its device, before anything is drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vr_app.app.drawing_card import card_present


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells its cards by files")
@pytest.mark.parametrize(
    ("device", "found"), [("dri/renderD128", True), ("nvidia0", True), ("dxg", True), ("dri/card0", False)]
)
def test_a_card_is_there_where_something_can_be_drawn_with(device: str, found: bool, tmp_path: Path) -> None:
    assert not card_present(tmp_path)
    (tmp_path / device).parent.mkdir(exist_ok=True)
    (tmp_path / device).touch()
    assert card_present(tmp_path) is found
