"""Hills out of noise and out of a picture: level where one arrives, as high as asked, the same for a seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vr_app.loading.furnish import terrain_for
from vr_app.loading.picture_file import write_png
from vr_app.loading.scene_folder import compose_stage
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.terrain import Terrain

HEAD = 'format = 2\ntitle = "Hills"\ndescription = "Hills."\n[spawn]\nat = [10.0, 0.0, 5.0]\n'
GROUND = '[ground]\nkind = "terrain"\nhills_m = 12.0\nhill_size_m = 40.0\nlevel_m = 8.0\nradius_m = 200.0\n'
STONE = '[[thing]]\nid = "stone"\nsize = [1, 1, 1]\ncount = 12\nlayout = "ring"\nspacing_m = 25.0\n'


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))


def stage_of(folder: Path, more: str) -> Stage:
    (folder / "scene.toml").write_text(HEAD + GROUND + more, encoding="utf-8")
    return load_stage(folder)


def terrain(folder: Path, more: str) -> Terrain:
    made, problems = terrain_for(stage_of(folder, more))
    assert made is not None and problems == []
    return made


def far_points() -> np.ndarray:
    rng = np.random.default_rng(1)
    angle, away = rng.uniform(0, 6.28, 4000), rng.uniform(60, 190, 4000)
    return np.stack([10.0 + away * np.cos(angle), 5.0 + away * np.sin(angle)], axis=1)


def test_noise_is_level_round_the_visitor_and_hilly_beyond(tmp_path: Path) -> None:
    hills = terrain(tmp_path, "seed = 4\n")
    near = np.array([10.0, 5.0]) + np.random.default_rng(2).uniform(-5, 5, (100, 2))
    assert np.abs(hills.heights(near)).max() < 0.05
    far = hills.heights(far_points())
    assert 0.0 <= far.min() < 2.0 and 7.0 < far.max() <= 1.3 * 12.0
    again, other = terrain(tmp_path, "seed = 4\n"), terrain(tmp_path, "seed = 5\n")
    assert np.array_equal(far, again.heights(far_points())) and not np.allclose(far, other.heights(far_points()))


def test_a_picture_is_seen_from_above_with_north_at_the_top(tmp_path: Path) -> None:
    west_to_east = np.repeat(np.linspace(0, 255, 64).astype(np.uint8)[None], 64, axis=0)
    write_png(tmp_path / "heights.png", np.repeat(west_to_east[..., None], 3, axis=2))
    hills = terrain(tmp_path, 'image = "heights.png"\n')
    west, middle, east = (float(hills.heights(np.array([10.0 + x, 5.0]))) for x in (-150.0, 90.0, 150.0))
    assert west < 3.0 < middle < east and east == pytest.approx(12.0 * 0.875, abs=0.6)
    north_up = west_to_east.T[::-1]
    write_png(tmp_path / "heights.png", np.repeat(north_up[..., None], 3, axis=2))
    hills = terrain(tmp_path, 'image = "heights.png"\n')
    assert float(hills.heights(np.array([10.0, -145.0]))) > float(hills.heights(np.array([10.0, 155.0]))) + 5


def test_things_stand_on_the_hills(tmp_path: Path) -> None:
    stage = stage_of(tmp_path, STONE)
    hills, _ = terrain_for(stage)
    assert hills is not None
    stones = [thing for thing in compose_stage(stage).things if thing.id.startswith("stone")]
    assert len(stones) == 12 and max(thing.at[1] for thing in stones) > 1.0
    for stone in stones:
        ground = float(hills.heights(np.array([stone.at[0], stone.at[2]])))
        assert abs(stone.at[1] - ground) < 0.8, "no higher or lower than the slope under a metre wide stone"


def test_a_picture_that_is_not_there_is_told_and_the_place_is_shown(tmp_path: Path) -> None:
    scene = compose_stage(stage_of(tmp_path, 'image = "gone.png"\n'))
    assert any("gone.png" in problem for problem in scene.problems) and scene.meshes
