"""What wishes are read with: the pack's things, and nothing that a person has added."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WordSearch:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    return WordSearch(installed_things())
