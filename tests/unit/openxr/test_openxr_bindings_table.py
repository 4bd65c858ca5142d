"""The manual's table of controls is the one that the bindings make."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.openxr.bindings_table import table, with_table
from vr_app.openxr.profiles import PROFILES

PAGE = Path(__file__).parents[3] / "docs" / "headset.md"


def test_the_page_has_the_table_as_the_bindings_are_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "write docs/headset.md anew with vr_app.openxr.bindings_table.with_table"


def test_every_controller_has_a_row_that_says_how_to_select() -> None:
    rows = table().splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == [profile.name for profile in PROFILES]
    assert all(row.split("|")[2].strip() for row in rows) and "/input" not in table()


def test_a_page_without_a_place_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_table("# Nothing")
