"""Who the host of a new scene is: chosen by name, or one that suits the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vr_app.app.main import main
from vr_app.host.imagining.composing import Composed
from vr_app.host.imagining.files import scene_files
from vr_app.host.imagining.plan import Plan
from vr_app.host.imagining.wish import read_wish
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage


def avatar_of(folder: Path) -> str:
    host = load_stage(folder).host
    assert host is not None
    return host.avatar


def test_a_new_scene_has_the_figure_asked_for(tmp_path: Path) -> None:
    assert main(["scene", "new", str(tmp_path / "my-place"), "--avatar", "mei"]) == 0
    assert avatar_of(tmp_path / "my-place") == "app:avatar/mei.vrm"
    card = json.loads((tmp_path / "my-place" / "host.json").read_text(encoding="utf-8"))
    assert card["data"]["extensions"] == {"vr_app/voice": {"speaker": "woman", "pitch": 1.2}}


def test_a_new_scene_without_a_name_gets_one_that_suits_it(tmp_path: Path) -> None:
    assert main(["scene", "new", str(tmp_path / "the-old-harbour"), "--template", "story"]) == 0
    assert avatar_of(tmp_path / "the-old-harbour") == "app:avatar/joren.vrm"


def test_a_figure_nobody_knows_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scene", "new", str(tmp_path / "place"), "--avatar", "bob"]) != 0
    told = capsys.readouterr().err
    assert "bob" in told and "ingrid" in told
    assert not (tmp_path / "place").exists()


def test_the_figures_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assets", "avatars"]) == 0
    assert "samira" in capsys.readouterr().out
    assert main(["assets", "avatars", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"name", "reference", "title", "looks", "presents", "tags"} <= set(rows[0])


@pytest.mark.parametrize(
    ("wish", "plan", "avatar"),
    [
        (
            "a quiet library",
            Plan(host_name="Greta", host_who="A librarian of seventy; she knows each shelf."),
            "ingrid",
        ),
        ("a fishing harbour", Plan(host_name="Bram", host_who="An old sailor who mends his nets."), "joren"),
    ],
)
def test_an_imagined_place_gets_a_host_who_suits_it(wish: str, plan: Plan, avatar: str) -> None:
    stage = {"title": "Place", "host": {"at": [0.0, 0.0, 1.0]}}
    words = read_wish(wish, WordSearch(installed_things(), None))
    files = scene_files(words, plan, Composed(stage, (), (), ()))
    written = files["scene.toml"]
    assert ('"pitch": 1.2' in files["host.json"]) == (avatar == "ingrid")
    assert f'avatar = "app:avatar/{avatar}.vrm"' in written
