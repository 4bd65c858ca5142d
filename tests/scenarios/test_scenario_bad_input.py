"""Wrong input on the command line: a sentence with the place and the remedy, the promised exit code, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.app.main import main

STAGE = 'format = 1\ntitle = "Hall"\ndescription = "A hall."\n'


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path / "config"))


def scene(folder: Path, toml: str) -> str:
    folder.mkdir()
    (folder / "scene.toml").write_text(toml, encoding="utf-8")
    return str(folder)


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    text = captured.out + captured.err
    assert "Traceback" not in text
    return code, text


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("format = 1\ntitle = \n", ["scene.toml:2"]),
        (STAGE + 'moood = "dark"\n', ["scene.toml:4", "mood"]),
        (STAGE + "exposure = 'bright'\n", ["scene.toml:4", "exposure"]),
    ],
)
def test_a_broken_stage_names_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], toml: str, words: list[str]
) -> None:
    code, text = say(capsys, "run", scene(tmp_path / "hall", toml), "--mode", "offscreen", "--frames", "1")
    assert code == 1
    assert all(word in text for word in words), text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "no-such-scene"], 1, ["There is no scene 'no-such-scene'", "observatory-terrace"]),
        (["run", "museum-hal"], 1, ["Did you mean 'museum-hall'"]),
        (["run", "--size", "big"], 2, ["--size", "960x540"]),
        (["run", "--mode", "offscreen", "--frames", "-3"], 2, ["--frames"]),
        (["run", "--mode", "hologram"], 2, ["--mode"]),
        (["nonsense"], 2, ["nonsense"]),
        (["run", "--talk", "/no/such/talk.txt"], 1, ["talk.txt"]),
        (["say", "hello"], 3, ["No voice is installed", "setup"]),
        (["talk", "--say", "hello"], 3, ["No language model is installed", "setup"]),
        (["bench", "talk"], 3, ["installed", "setup"]),
    ],
)
def test_wrong_words(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: list[str]) -> None:
    got, text = say(capsys, *arguments)
    assert got == code, text
    assert all(word in text for word in words), text


def test_a_folder_without_a_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = say(capsys, "run", str(tmp_path), "--mode", "offscreen")
    assert code == 1
    assert "scene.toml" in text


def test_an_out_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, text = say(capsys, "run", "--mode", "offscreen", "--out", str(tmp_path / "file" / "out"))
    assert code == 1
    assert "cannot be written to" in text and "--out" in text


def test_a_wrong_setting_names_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[voice]\nspeed = 11\n", encoding="utf-8")
    code, text = say(capsys, "run", "--mode", "offscreen")
    assert code == 1
    assert "settings.toml:2" in text and "0.5 to 2.0" in text


def test_check_gives_one_json_line_per_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = scene(tmp_path / "good", STAGE)
    bad = scene(tmp_path / "bad", STAGE + "[[thing]]\nid = 'x'\nasset = '../x.glb'\n")
    missing = scene(tmp_path / "missing", STAGE + "[[thing]]\nid = 'x'\nasset = 'assets/x.glb'\n")
    code, text = say(capsys, "scene", "check", "--json", good, bad, missing)
    import json

    reports = [json.loads(line) for line in text.splitlines()]
    assert code == 1
    assert [report["ok"] for report in reports] == [True, False, True]
    assert reports[1]["errors"][0]["line"] == 6
    assert reports[2]["warnings"][0]["pointer"] == "/thing/0/asset"
    assert set(reports[0]) == {"path", "ok", "errors", "warnings", "seconds", "peak_mb"}
