"""While things are given their places, the scene as far as it is comes out of the process beside the app's own."""

from __future__ import annotations

import os
import queue
from pathlib import Path
from typing import Any

import pytest

from vr_app.loading import growth, scene_loader
from vr_app.loading.growth import Growth
from vr_app.loading.scene_folder import compose_stage
from vr_app.loading.scene_loader import SceneGrowing, SceneLoader, SceneLoading, SceneReady
from vr_app.scene.layout.placement import Placed
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage

YARD = """format = 2
title = "Yard"
description = "A yard."
[ground]
[[thing]]
id = "well"
size = [1.0, 1.0, 1.0]
at = [3.0, 0.0, -5.0]
[[thing]]
id = "stool"
size = [0.4, 0.5, 0.4]
count = 4
around = "well"
"""
PATIENCE_S = 60.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "yard").mkdir()
    (tmp_path / "yard" / "scene.toml").write_text(YARD, encoding="utf-8")
    return tmp_path / "yard"


def test_what_has_its_place_is_shown_before_the_rest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "EVERY_S", 0.0)
    monkeypatch.setattr(growth, "SHARE", 1e9)
    parts: list[Scene] = []
    whole = compose_stage(load_stage(folder), grow=parts.append)
    assert [len(part.things) for part in parts] == [1, 2, 3, 4, 5]
    places = {thing.id: thing.at for thing in whole.things}
    assert all(places[thing.id] == thing.at for part in parts for thing in part.things), "nothing jumps later"


def test_pictures_between_take_a_small_share_of_the_time(folder: Path) -> None:
    now_s, shown_s = [0.0], []

    def build(stage: Stage) -> Any:
        now_s[0] += 0.5
        return stage

    grow = Growth(load_stage(folder), build, lambda _part: shown_s.append(now_s[0]), lambda: now_s[0])
    for number in range(1000):
        now_s[0] += 0.01
        grow(Placed("well", "well", (0.0, 0.0, float(number)), 0.0))
    assert len(shown_s) >= 3
    assert len(shown_s) * 0.5 < 0.25 * now_s[0]


def test_parts_come_from_the_process_before_the_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "import runpy",
        "from vr_app.loading import growth",
        "growth.EVERY_S, growth.SHARE = 0.0, 1e9",
        "runpy.run_module('vr_app.loading.process', run_name='__main__')",
    )
    (tmp_path / "eager_loader.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path.cwd())]))
    monkeypatch.setattr(scene_loader, "LOADER_MODULE", "eager_loader")
    events: queue.Queue[Any] = queue.Queue()
    loader = SceneLoader(events.put, tmp_path / "cache")
    loader.request(folder)
    seen: list[Any] = []
    try:
        while not any(isinstance(event, SceneReady) for event in seen):
            seen.append(events.get(timeout=PATIENCE_S))
    finally:
        loader.close()
    kinds = [type(event) for event in seen if not isinstance(event, SceneLoading)]
    assert kinds[-1] is SceneReady and set(kinds[:-1]) == {SceneGrowing}
    counts = [len(event.scene.things) for event in seen if isinstance(event, SceneGrowing)]
    assert counts == sorted(counts) and counts[0] < 5
    assert not list((tmp_path / "cache").glob("*-grows-*")), "parts are cleared away"
