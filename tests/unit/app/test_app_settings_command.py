"""Settings from one machine to another, and a runtime for this app alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vr_app.app.checkup.own_runtime import use_own_runtime
from vr_app.app.commands.settings_command import as_text, export_settings, import_settings
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings, changed, load_settings


def test_what_was_changed_travels(tmp_path: Path) -> None:
    here, file, there = tmp_path / "here.toml", tmp_path / "file.toml", tmp_path / "there.toml"
    here.write_text('[captions]\nsize = "huge"\ncontrast = true\n[memory]\nperson = "me"\n', encoding="utf-8")
    there.write_text("# mine\n[voice]\nspeed = 1.5\n", encoding="utf-8")
    assert export_settings(here, file) == 2
    assert import_settings(file, there) == 2
    settings = load_settings(there, {})
    assert (settings.captions.size, settings.captions.contrast, settings.voice.speed) == ("huge", True, 1.5)
    assert settings.memory.person == "visitor" and "# mine" in there.read_text(encoding="utf-8")


def test_a_file_with_a_mistake_changes_nothing(tmp_path: Path) -> None:
    file, there = tmp_path / "file.toml", tmp_path / "there.toml"
    file.write_text('[captions]\nsize = "small"\nbackground = 7\n', encoding="utf-8")
    with pytest.raises(UserError, match="background"):
        import_settings(file, there)
    assert not there.exists()
    with pytest.raises(UserError, match="not there"):
        import_settings(tmp_path / "none.toml", there)


def test_every_setting_is_told_with_its_meaning() -> None:
    text = as_text(changed(Settings(), "captions.size", "large"))
    assert ' * size = "large"   # Size of captions in the headset' in text and "[headset]" in text


def test_a_runtime_for_this_app_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XR_RUNTIME_JSON", raising=False)
    manifest = tmp_path / "runtime.json"
    settings = changed(Settings(), "headset.runtime", str(manifest))
    assert "is gone" in use_own_runtime(settings) and "XR_RUNTIME_JSON" not in os.environ
    manifest.write_text("{}", encoding="utf-8")
    assert use_own_runtime(settings) == "" and os.environ["XR_RUNTIME_JSON"] == str(manifest)
    monkeypatch.setenv("XR_RUNTIME_JSON", "of the person")
    use_own_runtime(settings)
    assert os.environ["XR_RUNTIME_JSON"] == "of the person"
