"""Settings come from file, environment and flags, and every mistake is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings, changed, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_absent_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml", {}) == Settings()


def test_flags_win_over_environment_over_file(tmp_path: Path) -> None:
    path = write(tmp_path, "[voice]\nspeed = 1.1\nvolume = 0.5\n")
    environ = {"VR_APP_VOICE__SPEED": "1.2", "VR_APP_DISPLAY__CAPTIONS": "off", "VR_APP_DATA_DIR": "/elsewhere"}
    settings = load_settings(path, environ, {"voice.speed": 1.3})
    assert settings.voice.speed == 1.3
    assert settings.voice.volume == 0.5
    assert settings.display.captions is False
    assert load_settings(path, environ).voice.speed == 1.2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[voice]\nspeed = 9\n", 2, "0.5 to 2.0"),
        ("[voice]\nspeeed = 1\n", 2, "Did you mean 'speed'"),
        ("[vioce]\nspeed = 1\n", 0, "Did you mean 'voice'"),
        ('[display]\nquality = "best"\n', 2, "auto, low, high"),
        ("[display]\n\ncaptions = 3\n", 3, "true or false"),
        ("voice = 3\n", 0, "has no setting"),
        ("[voice\n", 0, "cannot be read"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(UserError) as caught:
        load_settings(write(tmp_path, text), {})
    assert words in str(caught.value)
    assert caught.value.where is not None
    if line:
        assert caught.value.where.line == line


def test_one_value_can_be_changed_and_is_checked() -> None:
    assert changed(Settings(), "language.temperature", 1).language.temperature == 1.0
    with pytest.raises(UserError):
        changed(Settings(), "language.temperature", 3.0)
