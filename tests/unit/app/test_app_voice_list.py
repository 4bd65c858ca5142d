"""Voices of a machine: what is told of them, and folders of one's own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from vr_app.app.commands import voice_command
from vr_app.app.voice_list import facts
from vr_app.kernel.errors import UserError


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    voice_command.add_arguments(parser)
    return voice_command.run(parser.parse_args(words))


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))


def piper_voice(folder: Path, name: str, code: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.onnx"
    file.write_bytes(name.encode())
    settings = {"audio": {"sample_rate": 16000}, "language": {"code": code}, "inference": {"length_scale": 0.8}}
    file.with_name(file.name + ".json").write_text(json.dumps(settings), encoding="utf-8")
    return file


def test_every_piper_voice_below_a_folder_is_added_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    piper_voice(tmp_path / "voices" / "zh", "zh_CN-huayan-medium", "zh_CN")
    piper_voice(tmp_path / "voices", "mine", "en_GB")
    (tmp_path / "voices" / "alone.onnx").write_bytes(b"no settings beside it")
    assert run("add", str(tmp_path / "voices")) == 0
    capsys.readouterr()
    assert run("list", "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"mine", "zh_CN-huayan-medium", "en_US-joe-medium"} <= set(rows) and "alone" not in rows
    heart = rows["kokoro-heart"]
    assert (heart["engine"], heart["speaker"], heart["language"]) == ("kokoro", "woman", "en-US")
    assert heart["licence"] == "Apache-2.0" and heart["path"] == ""
    assert (rows["mine"]["language"], rows["mine"]["pace"], rows["mine"]["sample_rate_hz"]) == ("en-GB", 1.25, 16000)
    assert rows["en_US-joe-medium"]["speaker"] == "man" and rows["en_US-joe-medium"]["path"] == ""
    assert len(rows["mine"]["files"][0]["sha256"]) == 64
    assert run("list") == 0
    assert "zh-CN" in capsys.readouterr().out


def test_a_voice_that_cannot_read_a_text_says_so_instead_of_spelling_it(tmp_path: Path) -> None:
    run("add", str(piper_voice(tmp_path, "mine", "en_GB")))
    with pytest.raises(UserError, match="mine speaks en-GB and cannot read this"):
        run("preview", "mine", "--text", "你好，欢迎来到这里。")


def test_a_coqui_folder_is_a_voice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "vits"
    folder.mkdir()
    (folder / "config.json").write_text('{"model": "vits", "audio": {"sample_rate": 22050}}', encoding="utf-8")
    (folder / "model.pth").write_bytes(b"weights")
    assert run("add", str(folder), "--name", "ada") == 0
    capsys.readouterr()
    run("list", "--json")
    row = next(row for row in json.loads(capsys.readouterr().out) if row["name"] == "ada")
    assert (row["engine"], row["path"]) == ("coqui", str(folder))


def test_a_folder_without_a_voice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no voice lies in this folder"):
        run("add", str(tmp_path))


@pytest.mark.parametrize("settings", ["", "[1, 2]", '{"audio": 3, "language": "en", "inference": {"length_scale": 0}}'])
def test_broken_settings_are_passed_over(tmp_path: Path, settings: str) -> None:
    file = tmp_path / "odd.onnx"
    file.write_bytes(b"x")
    file.with_name("odd.onnx.json").write_text(settings, encoding="utf-8")
    found = facts("odd", file, "own")
    assert (found.language, found.pace, found.engine) == ("", 1.0, "piper")
