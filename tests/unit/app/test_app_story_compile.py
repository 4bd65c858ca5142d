"""`vr-app story compile`: from a file with includes to JSON beside it, and what it says of mistakes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from vr_app.app.commands.story_command import add_arguments, run
from vr_app.app.commands.story_files import compile_file
from vr_app.app.story_shelf import mistakes
from vr_app.kernel.errors import UserError


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(["compile", *words]))


def test_a_story_is_written_beside_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.ink").write_text("== one\nÄpfel\n-> END\n", encoding="utf-8")
    source = tmp_path / "story.ink"
    source.write_text("INCLUDE parts/one.ink\n-> one\n", encoding="utf-8")
    assert command(str(source)) == 0
    story = json.loads((tmp_path / "story.json").read_text(encoding="utf-8"))
    assert story["inkVersion"] == 21 and "one" in story["root"][-1]
    assert capsys.readouterr().out == f"{tmp_path / 'story.json'}\n"


def test_mistakes_go_to_the_error_stream_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "story.ink"
    source.write_text("-> nowhere\n", encoding="utf-8")
    assert command(str(source), "-o", str(tmp_path / "out.json")) == 1
    told = capsys.readouterr()
    assert "story.ink:1:4: error INK100" in told.err and told.out == ""
    assert not (tmp_path / "out.json").exists()


def test_mistakes_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "story.ink"
    source.write_text("-> nowhere\nTODO: later\n", encoding="utf-8")
    assert command(str(source), "--json") == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(f["code"], f["line"], f["docs"]) for f in told] == [
        ("INK100", 1, "docs/ink-errors.md#ink100"),
        ("INK200", 2, "docs/ink-errors.md#ink200"),
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.ink").write_text("secret\n", encoding="utf-8")
    folder = tmp_path / "story"
    folder.mkdir()
    try:
        (folder / "part.ink").symlink_to(tmp_path / "secret.ink")
    except OSError:
        pytest.skip("links cannot be made here")
    (folder / "story.ink").write_text("INCLUDE part.ink\nx\n", encoding="utf-8")
    assert [f.code for f in compile_file(folder / "story.ink").errors] == ["INK070"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no\.ink"):
        compile_file(tmp_path / "no.ink")


def test_a_folder_is_answered_with_the_file_in_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a folder") as caught:
        compile_file(tmp_path)
    assert "story.ink" in caught.value.remedy


def test_the_window_is_told_what_may_be_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "story.ink"
    path.write_text("-> harbor\n== harbour\n-> END\n")
    assert command(str(path), "--json") == 1
    (line,) = mistakes(path, capsys.readouterr().out)
    assert line.endswith("story.ink:1:4: There is no knot, stitch or label 'harbor'. Did you mean 'harbour'? (INK100)")
