"""A creator's day on the command line: wish, check, add things, sign, give away, take apart, carry elsewhere, renew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.main import main
from vr_app.kernel.resources import resource_path
from vr_app.loading.gltf import load_asset
from vr_app.loading.rules.check import findings_of_file

PACK = resource_path("assets") / "pack"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path, code: int = 0) -> Any:
        capsys.readouterr()
        assert main([str(word) for word in words]) == code
        told = capsys.readouterr().out
        return json.loads(told) if "--json" in words else told

    return run


def test_from_a_wish_to_somebody_elses_folder(ask: Any, tmp_path: Path) -> None:
    wish = "春天的茶园，茶农的小屋、竹篮和水车"
    made = ask("imagine", wish, "--out", "tea", "--seed", "7", "--plain", "--json")
    assert made["language"] == "zh" and {"小屋", "水车"} <= {*made["present"]}
    report = ask("scene", "check", "tea", "--json")
    assert report["ok"] and not [w for w in report["warnings"] if w["code"] in ("thing.overlap", "thing.floats")]
    again = (tmp_path / "tea" / "scene.toml").read_bytes()
    ask("imagine", wish, "--out", "tea2", "--seed", "7", "--plain", "--json")
    assert (tmp_path / "tea2" / "scene.toml").read_bytes() == again, "the same wish and seed give the same place"

    packed = ask("scene", "pack", "tea", "-o", "tea.vrscene", "--sign", "--json")
    assert packed["generated"] and packed["credits"]
    shown = ask("scene", "unpack", "tea.vrscene", "--show")
    assert all(words in shown for words in ("CC0-1.0", "for everyone", " MB", "(AI)", "signed by"))
    assert not (tmp_path / "theirs").exists()
    ask("scene", "unpack", "tea.vrscene", "-o", "theirs")
    assert (tmp_path / "theirs" / "scene.toml").read_bytes() == again
    assert ask("scene", "check", "theirs", "--json")["ok"]

    ask("scene", "export", "tea", "-o", "tea.glb")
    assert [finding for finding in findings_of_file(tmp_path / "tea.glb") if finding.severity == "error"] == []
    assert (load_asset(tmp_path / "tea.glb").nodes.mesh >= 0).sum() > 20


def test_a_folder_of_models_is_found_by_words_in_two_languages(ask: Any, tmp_path: Path) -> None:
    (tmp_path / "Sea Things").mkdir()
    shutil.copyfile(PACK / "cup.glb", tmp_path / "Sea Things" / "PirateChalice_02.glb")
    added = ask("assets", "add", "Sea Things", "--json")
    assert [thing["id"] for thing in added["things"]] == ["piratechalice-02"]
    assert "piratechalice-02" in ask("assets", "list")
    ask("scene", "new", "mine", "--template", "gallery")
    assert '`vr-app run "my place"`' in ask("scene", "new", "my place"), "it can be typed as it stands there"
    stage = tmp_path / "mine" / "scene.toml"
    words = '\n[[thing]]\nid = "cup"\nwords = "a golden chalice"\n[[thing]]\nid = "table"\nwords = "一张圆桌"\n'
    stage.write_text(stage.read_text(encoding="utf-8") + words, encoding="utf-8")
    report = ask("scene", "check", "mine", "--json")
    chosen = [finding["message"] for finding in report["warnings"] if finding["code"] == "asset.words"]
    assert report["ok"] and any("piratechalice-02" in text for text in chosen)
    assert any("round-table" in text for text in chosen), "the choice is shown"


def test_an_older_file_is_renewed_with_its_comments(ask: Any, tmp_path: Path) -> None:
    shutil.copytree(resource_path("scenes") / "observatory-terrace", tmp_path / "old")
    stage = tmp_path / "old" / "scene.toml"
    before = stage.read_text(encoding="utf-8")
    assert "format = 1" in before, "an older file is needed here"
    assert "format 2" in ask("scene", "migrate", "old")
    after = stage.read_text(encoding="utf-8")
    notes = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert notes and notes == [line for line in after.splitlines() if line.lstrip().startswith("#")]
    assert ask("scene", "check", "old", "--json")["ok"]
    assert "present format" in ask("scene", "migrate", "old")
