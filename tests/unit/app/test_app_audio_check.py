"""The last step of `doctor --audio`: how one talks with this microphone."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.app.checkup.audio_check import AudioFound, choose_key
from vr_app.app.folders import settings_file
from vr_app.kernel.settings import HearingSettings, load_settings


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path))


def kept() -> str:
    return load_settings(settings_file(), {}).hearing.by_key


def test_the_answer_is_kept_for_this_microphone() -> None:
    said: list[str] = []
    assert choose_key(HearingSettings(), "Room", lambda words: "Room" in words, said.append)
    assert kept() == "Room" and "F8" in said[-1]
    assert not choose_key(HearingSettings(by_key="Room, Desk"), "Room", lambda words: False, said.append)
    assert kept() == "Desk"


def test_nobody_is_asked_where_nobody_answers_or_a_key_is_used_anyway() -> None:
    assert not choose_key(HearingSettings(), "Room", None, lambda words: None)
    assert choose_key(HearingSettings(mode="push"), "Room", None, lambda words: None)
    assert not settings_file().exists()


def test_the_report_tells_how_one_talks() -> None:
    talking = {check.name: check.found for check in AudioFound("Room", by_key=True).checks()}
    assert talking["Talking"] == "while a key is held"
    assert "Talking" not in {check.name for check in AudioFound().checks()}
