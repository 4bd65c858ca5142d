"""Edits in words: what is asked for is done, comments stay, nothing is applied unseen, all can be undone."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vr_app.app.commands.edit_pictures import view_of_change
from vr_app.app.main import main
from vr_app.app.wearer.tour import Stop
from vr_app.host.imagining.editing import Change, edited, read_changes
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.stage_things import Thing

SCENE = """format = 2
title = "A yard"  # ours
description = "A yard."

[ground]

# the old one
[[thing]]
id = "well"
words = "an old well"
name = "old well"

[[thing]]
id = "bench"  # oak
words = "bench"
near = "well"

[[thing]]
id = "boats"
asset = "app:pack/rowing-boat.glb"
count = 2

[[behaviour]]
thing = "boats"
kind = "bob"
"""


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "yard"
    folder.mkdir()
    (folder / "scene.toml").write_text(SCENE, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("add a lantern-lit jetty, remove the boats", [Change("add", "lantern-lit jetty"), Change("remove", "boats")]),
        ("Please add two stools around the table.", [Change("add", "stools", 2, "around", "table")]),
        (
            "move the bench next to the well and delete the cart",
            [Change("move", "bench", 1, "beside", "well"), Change("remove", "cart")],
        ),
        ("paint the well blue", [Change("recolour", "well", colour="#3b5f94")]),
        ("make the well older", [Change("recolour", "well", wear=0.8)]),
        ("make the boats bigger", [Change("recolour", "boats", scale=1.4)]),
        ("添加一盏灯笼，去掉小船", [Change("add", "灯笼"), Change("remove", "小船")]),
    ],
)  # fmt: skip
def test_sentences_become_changes(text: str, changes: list[Change]) -> None:
    found, unknown = read_changes(text)
    assert list(found) == changes and not unknown


def test_what_is_not_understood_is_told() -> None:
    assert read_changes("sing a song") == ((), ("sing a song",))


def test_comments_stay_and_nothing_names_what_is_gone(scene: Path) -> None:
    search = WordSearch(installed_things())
    text = edited(SCENE, read_changes("remove the well, remove the boats, add a lantern on the bench")[0], search).text
    assert "# oak" in text and "# ours" in text and "behaviour" not in text
    (scene / "scene.toml").write_text(text, encoding="utf-8")
    things = {thing.id: thing for thing in load_stage(scene).things}
    assert set(things) == {"bench", "lantern"} and things["lantern"].on == "bench" and not things["bench"].near


def test_what_is_not_there_is_told() -> None:
    result = edited(SCENE, read_changes("remove the piano")[0], WordSearch(installed_things()))
    assert result.text == SCENE and "piano" in result.refused[0]


def test_nothing_is_applied_unseen_and_all_is_undone(
    scene: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scene / "scene.toml"
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert main(["scene", "edit", str(scene), "remove the boats"]) == 1
    told = capsys.readouterr().out
    assert file.read_text() == SCENE and '-id = "boats"' in told
    before, after = (np.asarray(Image.open(line.strip())) for line in told.splitlines() if line.endswith(".png"))
    assert before.shape == after.shape and (before != after).any(axis=-1).mean() > 0.02, "one sees the boats go"
    assert main(["scene", "edit", str(scene), "remove the boats", "--yes"]) == 0
    assert main(["scene", "edit", str(scene), "add a well", "--yes"]) == 0
    assert {thing.id for thing in load_stage(scene).things} == {"well", "bench", "well-no2"}
    assert main(["scene", "edit", str(scene), "--undo"]) == main(["scene", "edit", str(scene), "--undo"]) == 0
    assert file.read_text() == SCENE
    assert main(["scene", "edit", str(scene), "--undo"]) == 1
    assert main(["scene", "edit", str(scene), "la la la"]) == 2


def test_undo_keeps_what_was_written_since(scene: Path) -> None:
    assert main(["scene", "edit", str(scene), "remove the boats", "--yes"]) == 0
    later = (scene / "scene.toml").read_text() + "# mine\n"
    (scene / "scene.toml").write_text(later)
    assert main(["scene", "edit", str(scene), "--undo"]) == 1
    assert (scene / "scene.toml").read_text() == later


def test_an_asset_is_painted_made_larger_and_worn() -> None:
    changes, unknown = read_changes("paint the boats red, make the boats bigger and make the boats rusty")
    text = edited(SCENE, changes, WordSearch(installed_things())).text
    rows = tomllib.loads(text)["thing"]
    boat = next(row for row in rows if row["id"] == "boats")
    assert (boat["colour"], boat["scale"], boat["wear"]) == ("#a03a2e", 1.4, 0.95) and not unknown
    assert "# the old one" in text


def test_the_pictures_show_what_changes() -> None:
    first = Stop((0.0, 1.6, 0.0), (0.0, 1.4, -4.0))
    bench, stone = Thing(id="bench", at=(1.0, 0.0, -3.0)), Thing(id="stone", at=(0.5, 0.0, 9.0))
    assert view_of_change(first, [], [bench]) is None, "the first view has it"
    assert view_of_change(first, [bench], [bench]) is None
    camera = view_of_change(first, [bench], [bench, stone])
    assert camera is not None and camera["look_at"] == [0.5, 0.5, 9.0], "it is behind one"
    assert 4.9 < camera["at"][2] < 5.1
    taken = view_of_change(first, [bench, stone], [bench])
    assert taken == camera, "what goes is seen from where it was"
