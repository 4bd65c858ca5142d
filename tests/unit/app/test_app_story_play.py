"""`vr-app story play` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vr_app.app.main import main

SOURCE = "VAR n = 1\nHello.\n+ [One] One it is.\n+ Two\n- Done {n}.\n-> END\n"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("VR_APP_CONFIG_DIR", str(tmp_path / "config"))


def played(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["story", "play", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_source_is_played_with_choices_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, typed = tmp_path / "a.ink", tmp_path / "input.txt"
    story.write_text(SOURCE)
    typed.write_text("9\n2\n")
    code, out, _ = played(capsys, str(story), "--input", str(typed))
    assert (code, out) == (0, "Hello.\n\n1: One\n2: Two\n?> Choice out of range\n?> Two\nDone 1.\n")


def test_a_compiled_story_with_a_byte_order_mark_is_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, typed = tmp_path / "a.json", tmp_path / "input.txt"
    document = {"inkVersion": 20, "root": ["^Hello", "\n", "ev", 1, 0, "/", "out", "/ev", "\n", "end", None]}
    story.write_bytes(b"\xef\xbb\xbf" + json.dumps(document).encode())
    typed.write_text("")
    code, out, err = played(capsys, str(story), "--input", str(typed))
    assert (code, out) == (1, "Hello\n")
    assert "a.json: error: at the top of the story: a division by zero" in err


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"inkVersion": 21, "root": [["zzz", null], null]}', "a.json: at /root/0/0: unknown word 'zzz'"),
        ("a.ink", b"-> nowhere\n", "mistakes"),
        ("none.json", None, "cannot be read"),
    ],
)
def test_what_cannot_be_played_is_said_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = played(capsys, str(tmp_path / name))
    assert (code, out) == (1, "")
    assert complaint in err


def test_a_seed_decides_the_chances(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, typed = tmp_path / "a.ink", tmp_path / "input.txt"
    story.write_text("{RANDOM(1, 100000)}\n-> END\n")
    typed.write_text("")
    told = [played(capsys, str(story), "--input", str(typed), "--seed", seed)[1] for seed in ("1", "1", "2")]
    assert told[0] == told[1] != told[2]
