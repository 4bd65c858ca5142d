"""`vr-app story check|map|strings|format` from the command line, and the story that `bench story` makes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vr_app.app.bench.story import story_files
from vr_app.app.bench.story_soak import soak_story
from vr_app.app.main import main
from vr_app.story.compile import compile_story

SOURCE = "VAR unread = 1\n-> a\n=== a\nMei: Hello.\n*   [Go on]\n    Mei: On we go.\n- -> END\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path / "config"))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.ink"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["story", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_check_says_what_is_wrong_and_how_long_it_takes(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "check", story)
    assert code == 0
    assert "story.ink:1:5: warning INK404: The variable 'unread' is never read." in err
    assert "readers who choose by chance" in out
    code, out, _ = told(capsys, "check", story, "--json")
    *findings, summary = map(json.loads, out.splitlines())
    assert [finding["code"] for finding in findings] == ["INK404"]
    assert (summary["places"], summary["unfinished"]) == (2, 0)


def test_a_file_that_is_nearly_there_is_proposed(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (story.parent / "parts").mkdir()
    (story.parent / "parts" / "harbour.ink").write_text("=== b\n-> END\n")
    story.write_text("INCLUDE parts/harbor.ink\n-> b\n")
    assert "did you mean 'parts/harbour.ink'" in told(capsys, "compile", story)[2]


def test_check_looks_at_the_scene_beside_the_story(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write_text("Mei: Listen. # sound: bel # gesture: nodd\n-> END\n")
    assert "bel" not in told(capsys, "check", story)[2].replace("bel #", "")
    (story.parent / "scene.toml").write_text(
        'format = 2\ntitle = "Quay"\ndescription = "A quay."\n[[sound]]\nid = "bell"\nfile = "bell.wav"\n'
    )
    err = told(capsys, "check", story)[2]
    assert "story.ink:1:23: warning INK411: The stage knows no sound 'bel'. Did you mean 'bell'?" in err
    assert "no gesture 'nodd'" in err


def test_check_fails_for_a_story_that_does_not_compile(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story.write_text("-> nowhere\n")
    assert told(capsys, "check", story)[0] == 1
    code, _, err = told(capsys, "check", story.with_name("none.ink"))
    assert code == 1
    assert "none.ink" in err


def test_map_is_a_picture(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "map", story)
    assert (code, out.strip()) == (0, str(story.with_suffix(".svg")))
    assert ElementTree.parse(story.with_suffix(".svg")).getroot().tag.endswith("svg")


def test_a_story_is_translated_by_a_catalogue(story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = tmp_path / "de.po"
    code, out, _ = told(capsys, "strings", story, "-o", catalogue)
    assert (code, out.strip().endswith("3 strings, 3 to translate")) == (0, True)
    text = catalogue.read_text(encoding="utf-8").replace('msgid "Hello."\nmsgstr ""', 'msgid "Hello."\nmsgstr "Hallo."')
    catalogue.write_text(text, encoding="utf-8")
    code, _, err = told(capsys, "check", story, "--po", catalogue)
    assert code == 0
    assert err.count("INK409") == 2
    assert told(capsys, "strings", story, "--po", catalogue, "--translate", tmp_path / "de")[0] == 0
    typed = tmp_path / "input.txt"
    typed.write_text("1\n")
    code, out, _ = told(capsys, "play", tmp_path / "de" / "story.ink", "--input", typed)
    assert out == "Mei: Hallo.\n\n1: Go on\n?> Mei: On we go.\n"
    code, out, _ = told(capsys, "strings", story, "--po", catalogue)
    assert 'msgstr "Hallo."' in out
    assert told(capsys, "strings", story, "--translate", tmp_path / "x")[0] == 2
    code, _, err = told(capsys, "strings", story, "--po", tmp_path / "fr.po")
    assert code == 2 and "no catalogue" in err and f"-o {tmp_path / 'fr.po'}" in err


def test_format_tidies_and_check_only_tells(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "format", "--check", story)[:2] == (1, f"{story}\n")
    assert story.read_text(encoding="utf-8") == SOURCE
    assert told(capsys, "format", story)[0] == 0
    assert "\n* [Go on]\n    Mei: On" in story.read_text(encoding="utf-8")
    assert told(capsys, "format", "--check", story)[:2] == (0, "")
    story.write_text("->   nowhere\n")
    assert "with mistakes is not formatted" in told(capsys, "format", story)[2]
    odd = "* one <>\n( [ === k\ntwo\n* three[) four] \n- six\n-> END\n"
    story.write_text(odd)
    assert "would mean something else" in told(capsys, "format", story)[2]
    assert story.read_text() == odd


def test_the_benchs_story_is_ten_thousand_lines_that_compile() -> None:
    sources = story_files()
    assert sum(text.count("\n") for text in sources.values()) >= 10_000
    few = {name: sources[name] for name in list(sources)[:1]}
    head = "\n".join(line for line in few["story.ink"].splitlines() if not line.startswith("INCLUDE"))
    knots = sources["part00.ink"]
    for number in range(8, 500):
        knots = knots.replace(f"-> knot{number}\n", "-> END\n")
    compiled = compile_story(lambda name: f"{head}\n{knots}", "story.ink")
    assert not compiled.errors


def test_spoilt_stories_are_told_of_or_played() -> None:
    result = soak_story(60)
    assert result["problems"] == []
    assert result["played"] > 3
    assert result["not_compiled"] > 3
    assert result["played"] + result["not_compiled"] + result["refused"] == result["stories"] == 60
