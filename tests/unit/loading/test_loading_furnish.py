"""Real meshes: bodies, what touches, files that share arrays, a place as one model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vr_app.app.commands.check_scene import check_place
from vr_app.app.commands.scene_templates import TEMPLATES
from vr_app.loading.collision import MeshCollider
from vr_app.loading.export import write_glb
from vr_app.loading.flat_file import DamagedFileError, read_flat, write_flat
from vr_app.loading.gltf import load_asset
from vr_app.loading.live_process import LiveLoader
from vr_app.loading.rules.check import findings_of_file
from vr_app.loading.scene_cache import SceneCache
from vr_app.loading.scene_folder import load_scene
from vr_app.loading.stage_words import with_words
from vr_app.scene.layout.shape import box_triangles, shape_of_triangles
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.stand_in import plain_asset


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))


def written(folder: Path, template: str) -> Path:
    for name, text in TEMPLATES[template]("A place", "scene.schema.json").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_meshes_touch_where_their_surfaces_do_not_where_their_boxes_do() -> None:
    frame = np.concatenate([box_triangles((0.1, 1.0, 0.1)) + np.array([x, 0, 0], np.float32) for x in (-0.5, 0.5)])
    arch, ball = shape_of_triangles("arch", frame), shape_of_triangles("ball", box_triangles((0.3, 0.3, 0.3)))
    collider = MeshCollider()
    assert not collider.touches(arch, (0, 0, 0, 0), ball, (0, 0.2, 0, 0)), "between the posts there is room"
    assert collider.touches(arch, (0, 0, 0, 0), ball, (0.4, 0.2, 0, 0))
    assert collider.touches(ball, (0, 0, 0, 0), ball, (0.2, 0, 0, 0))
    assert not collider.touches(ball, (0, 0, 0, 0), ball, (0.31, 0, 0, 0))


def test_arrays_of_another_file_are_not_written_again(tmp_path: Path) -> None:
    write_flat(tmp_path / "a.flat", {"x": np.arange(50_000)})
    first = read_flat(tmp_path / "a.flat")
    write_flat(tmp_path / "b.flat", [first["x"], np.arange(3)])
    assert (tmp_path / "b.flat").stat().st_size < 2000
    second = read_flat(tmp_path / "b.flat")
    assert second[0].ctypes.data == first["x"].ctypes.data, "one place in memory: the card has it already"
    assert second[0].sum() == np.arange(50_000).sum()
    del first, second
    (tmp_path / "a.flat").unlink()
    with pytest.raises(DamagedFileError):
        read_flat(tmp_path / "b.flat")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_new_scene_has_nothing_to_complain_about(tmp_path: Path, template: str) -> None:
    stage = load_stage(written(tmp_path / "new", template))
    assert stage.problems == ()
    assert list(check_place(stage)) == []


def test_bodies_that_stand_in_count_among_what_is_to_be_drawn(tmp_path: Path) -> None:
    rows = "".join(f'[[thing]]\nid = "c{n}"\nwords = "a castle"\nat = [{40 * n}.0, 0.0, -30.0]\n' for n in range(12))
    (tmp_path / "scene.toml").write_text(f'format = 2\ntitle = "T"\ndescription = "D."\n{rows}', encoding="utf-8")
    stage = with_words(load_stage(tmp_path))
    castle = plain_asset(stage.things[0])
    parts = sum(len(castle.meshes[int(mesh)].primitives) for mesh in castle.nodes.mesh[castle.nodes.mesh >= 0])
    many = replace(stage, things=tuple(replace(stage.things[0], id=f"c{n}", at=(n, 0, 0)) for n in range(700 // parts)))
    told = [problem for problem in check_place(many) if problem.code == "budget.items"]
    assert not [problem for problem in check_place(stage) if problem.code.startswith("budget")]
    assert bool(told) == (len(many.things) * parts > 600)
    assert told and f"{len(many.things) * parts:,} parts" in told[0].message


def test_a_place_as_one_model_keeps_the_rules_and_can_be_read_again(tmp_path: Path) -> None:
    scene = load_scene(written(tmp_path / "new", "gallery"))
    write_glb(scene, tmp_path / "place.glb", author="A. Author", licence="CC0-1.0")
    assert [finding for finding in findings_of_file(tmp_path / "place.glb") if finding.severity == "error"] == []
    again = load_asset(tmp_path / "place.glb")
    assert sum((again.nodes.mesh >= 0).tolist()) >= 8
    assert again.document["asset"]["extras"]["license"] == "CC0-1.0"


def test_a_save_gives_a_scene_that_shares_what_has_not_changed(tmp_path: Path) -> None:
    folder = tmp_path / "live"
    folder.mkdir()
    text = 'format = 2\ntitle = "A"\ndescription = "B"\n'
    text += '[[thing]]\nid = "x"\nasset = "app:pack/chair.glb"\nat = [0, 0, -3]\n'
    (folder / "scene.toml").write_text(text, encoding="utf-8")
    loader, cache = LiveLoader(SceneCache(tmp_path / "cache")), SceneCache(tmp_path / "cache")
    first = cache.get(loader.load(folder))
    (folder / "scene.toml").write_text(text.replace("-3]", "-4]"), encoding="utf-8")
    second = cache.get(loader.load(folder))
    assert isinstance(first, Scene) and isinstance(second, Scene)
    assert second.things[0].at == (0.0, 0.0, -4.0)
    ours, theirs = (scene.meshes[-1].primitives[0].vertices.ctypes.data for scene in (first, second))
    assert ours == theirs
