"""The last step of `doctor --audio`: how one talks with this microphone."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.sound_server import SoundServer
from tests.installed_models import RECOGNIZER, installed
from vr_app.app.checkup.audio_check import AudioFound, check_audio, choose_key
from vr_app.app.folders import settings_file
from vr_app.app.models import inference_config
from vr_app.audio.sound_file import read_sound
from vr_app.kernel.settings import HearingSettings, Settings, load_settings

SENTENCE = Path(__file__).parents[4] / "shared" / "data" / "speech" / "spk1_snt1.wav"


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


@pytest.mark.sound
@pytest.mark.model
def test_the_first_minute_in_the_terminal(server: SoundServer, need: Any) -> None:
    need(installed(RECOGNIZER) and inference_config(Settings()).voice, "vr-app setup")
    need(SENTENCE.is_file(), "the shared recordings")
    server.pactl("load-module", "module-loopback", "source=vspk.monitor", "sink=vmic_in", "latency_msec=50")
    said: list[str] = []
    asked: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        if words.startswith("Now say"):
            threading.Thread(target=server.speak, args=(read_sound(SENTENCE),), daemon=True).start()

    found = check_audio(Settings(), say, lambda question: bool(asked.append(question)))
    assert found.problems == []
    assert "small dog" in found.heard.lower() and found.level_db is not None and found.level_db > -40.0
    sides = [words for words in said if words.startswith("You should hear")]
    assert [side in sides[number] for number, side in enumerate(("left", "right", "behind", "both"))] == [True] * 4
    assert found.echo_delay_s is not None and abs(found.echo_delay_s) < 0.5
    kept_delay_s = load_settings(settings_file(), {}).hearing.echo_delay_s
    assert kept_delay_s == found.echo_delay_s
    assert len(asked) == 1 and found.microphone in asked[0]
    assert {check.state for check in found.checks()} == {"ok"}
