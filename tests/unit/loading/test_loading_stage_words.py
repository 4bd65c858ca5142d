"""Words in a stage lead to installed assets: ours, the scene's own, this person's packs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.asset_pack import add_pack
from vr_app.loading.scene_cache import stage_key
from vr_app.loading.stage_words import choices, installed_things, note_of, with_words
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage

PACK = resource_path("assets") / "pack"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def stage_with(folder: Path, *rows: str) -> Stage:
    folder.mkdir(exist_ok=True)
    things = "\n".join(f'[[thing]]\nid = "t{number}"\n{row}\n' for number, row in enumerate(rows))
    (folder / "scene.toml").write_text(f'format = 2\ntitle = "T"\ndescription = "D"\n\n{things}', encoding="utf-8")
    return load_stage(folder)


def test_words_become_an_asset_of_our_pack(tmp_path: Path) -> None:
    stage = with_words(stage_with(tmp_path / "s", 'words = "an old well"', 'words = "一张圆桌"'))
    assert [thing.asset for thing in stage.things] == ["app:pack/well.glb", "app:pack/round-table.glb"]
    assert not stage.problems


def test_what_is_not_there_gets_a_plain_shape_and_is_told_with_its_line(tmp_path: Path) -> None:
    stage = with_words(stage_with(tmp_path / "s", 'words = "a huge red dragon"'))
    thing, (problem,) = stage.things[0], stage.problems
    assert thing.asset == "" and max(thing.size) > 3 and thing.colour[0] > thing.colour[2]
    assert (problem.code, problem.line, problem.fatal) == ("asset.words", 7, False)


def test_a_size_that_the_file_gives_stays(tmp_path: Path) -> None:
    stage = with_words(stage_with(tmp_path / "s", 'words = "a dragon"\nsize = [0.1, 0.2, 0.3]'))
    assert stage.things[0].size == (0.1, 0.2, 0.3)


def test_the_scenes_own_files_come_first(tmp_path: Path) -> None:
    (tmp_path / "s" / "assets").mkdir(parents=True)
    shutil.copyfile(PACK / "cup.glb", tmp_path / "s" / "assets" / "my_well.glb")
    stage = stage_with(tmp_path / "s", 'words = "a well"')
    assert with_words(stage).things[0].asset == "assets/my_well.glb"
    (chosen,) = choices(stage)
    assert "assets/my_well.glb" in note_of(stage, chosen).message


def test_a_folder_becomes_a_pack_and_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "Sea Things"
    folder.mkdir()
    shutil.copyfile(PACK / "cup.glb", folder / "PirateChalice_02.glb")
    (folder / "broken.glb").write_bytes(b"glTF no")
    added = add_pack(folder)
    assert added.name == "sea-things" and len(added.things) == 1 and "broken.glb" in added.bad[0]
    assert added.things[0]["license"]
    stage = stage_with(tmp_path / "s", 'words = "a golden chalice"')
    before = stage_key(stage)
    thing = with_words(stage).things[0]
    assert thing.asset == "pack:sea-things/piratechalice-02.glb"
    assert stage.asset_path(thing.asset, PACK).is_file()
    shutil.rmtree(stage.asset_path(thing.asset, PACK).parent)
    assert stage_key(stage) != before


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no \.glb"):
        add_pack(tmp_path)
    with pytest.raises(UserError, match="no such folder"):
        add_pack(tmp_path / "nowhere")


def test_a_spoilt_list_hides_no_other_pack(data: Path) -> None:
    (data / "packs" / "bad").mkdir(parents=True)
    (data / "packs" / "bad" / "pack.json").write_text("{", encoding="utf-8")
    assert len(installed_things()) > 90
