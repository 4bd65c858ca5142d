"""A save of the scene one is in becomes a new scene; a mistake becomes a notice; what was there stays."""

from __future__ import annotations

import queue
import shutil
from pathlib import Path

import pytest

from vr_app.app.bare_file import scene_of_file
from vr_app.app.live_scene import LiveScene, SceneChanged, is_worth_a_look
from vr_app.kernel.events import HostNotice
from vr_app.kernel.resources import resource_path
from vr_app.scene.stage_reader import load_stage

STAGE = (
    'format = 2\ntitle = "A"\ndescription = "B"\n[[thing]]\nid = "x"\nsize = [1, 1, 1]\nname = "box"\nat = [0, 0, -3]\n'
)
PATIENCE_S = 60.0


def test_a_save_is_seen_a_mistake_is_told_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "scene"
    folder.mkdir()
    file = folder / "scene.toml"
    file.write_text(STAGE, encoding="utf-8")
    events: queue.Queue[object] = queue.Queue()
    live = LiveScene(events.put, tmp_path / "cache")
    live.watching = lambda: events.put("watching")
    live.request(folder)
    try:
        assert events.get(timeout=PATIENCE_S) == "watching"
        file.write_text(STAGE.replace("-3]", "-4]"), encoding="utf-8")
        changed = events.get(timeout=PATIENCE_S)
        assert isinstance(changed, SceneChanged)
        assert changed.scene.things[0].at == (0.0, 0.0, -4.0) == changed.opened.place.things[0].at
        file.write_text(STAGE + "colour = red\n", encoding="utf-8")
        told = events.get(timeout=PATIENCE_S)
        assert isinstance(told, HostNotice) and told.text.startswith("scene.toml:9:")
        assert "stays as it was" in told.text
        file.write_text(STAGE.replace("-3]", "-5]"), encoding="utf-8")
        mended = events.get(timeout=PATIENCE_S)
        assert isinstance(mended, SceneChanged) and mended.scene.things[0].at[2] == -5.0
    finally:
        live.close()


def test_an_asset_that_vanishes_while_open_leaves_a_marked_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "scene"
    (folder / "assets").mkdir(parents=True)
    asset = folder / "assets" / "chair.glb"
    shutil.copy(resource_path("assets") / "pack" / "chair.glb", asset)
    text = STAGE + '[[thing]]\nid = "chair"\nasset = "assets/chair.glb"\nat = [2, 0, -3]\n'
    (folder / "scene.toml").write_text(text, encoding="utf-8")
    events: queue.Queue[object] = queue.Queue()
    live = LiveScene(events.put, tmp_path / "cache")
    live.watching = lambda: events.put("watching")
    live.request(folder)
    try:
        assert events.get(timeout=PATIENCE_S) == "watching"
        asset.unlink()
        seen: list[object] = []
        while not any(isinstance(event, SceneChanged) for event in seen):
            seen.append(events.get(timeout=PATIENCE_S))
        changed = next(event for event in seen if isinstance(event, SceneChanged))
        assert [thing.id for thing in changed.scene.things] == ["x", "chair"], "the rest stands"
        assert any("chair.glb" in problem and "scene.toml:11" in problem for problem in changed.scene.problems)
    finally:
        live.close()


def test_an_editors_own_files_are_passed_over() -> None:
    assert is_worth_a_look(["/s/scene.toml"]) and is_worth_a_look(["/s/assets/a.glb"])
    assert is_worth_a_look(["/s/lore/notes.txt"]) and not is_worth_a_look(["/s/lore/.notes.txt.swp"])
    assert not is_worth_a_look(["/s/.scene.toml.swp", "/s/.scene.toml", "/s/scene.toml~", "/s/thumbnail.jpg"])


def test_a_bare_model_is_a_scene_and_a_bare_figure_a_host(tmp_path: Path) -> None:
    chair = resource_path("assets") / "pack" / "chair.glb"
    stage = load_stage(scene_of_file(chair, tmp_path))
    assert stage.problems == () and [thing.asset for thing in stage.things] == ["assets/model.glb"]
    figure = resource_path("assets") / "avatar" / "host.vrm"
    folder = scene_of_file(figure, tmp_path)
    stage = load_stage(folder)
    assert stage.problems == () and stage.host is not None and stage.host.avatar == "assets/model.vrm"
    assert scene_of_file(figure, tmp_path) == folder
