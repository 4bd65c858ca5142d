"""The sky through a day: colours, sun, moon and stars where one expects them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from vr_app.scene.daylight import daylight, passed, sun_place
from vr_app.scene.stage_reader import check_stage


def test_the_sun_rises_in_the_east_and_stands_highest_at_noon() -> None:
    heights = [sun_place(hour)[1] for hour in np.linspace(0, 24, 97)]
    assert int(np.argmax(heights)) == 48
    assert max(heights) == pytest.approx(57.0, abs=0.1)
    assert 60 < sun_place(6.0)[0] < 100
    assert 260 < sun_place(18.0)[0] < 300
    assert sun_place(12.0)[0] == pytest.approx(180.0, abs=0.5)


def test_noon_is_blue_and_the_low_sun_red() -> None:
    noon, evening = daylight(12.0), daylight(18.5)
    assert noon.zenith[2] > 2 * noon.zenith[0]
    assert np.mean(noon.horizon) > np.mean(noon.zenith)
    assert noon.stars == 0
    assert evening.sun_colour[0] > 2 * evening.sun_colour[2]
    assert evening.glow[0] > 3 * evening.glow[2]
    assert evening.sun_intensity < noon.sun_intensity


def test_the_night_has_a_moon_and_stars() -> None:
    night = daylight(23.0)
    assert night.kind == "night" and night.stars > 0.8
    assert night.sun_elevation_deg > 10
    assert 0 < night.sun_intensity < 1.0
    assert np.mean(night.zenith) < 0.2 * np.mean(daylight(12.0).zenith)


def test_the_sky_changes_without_jumps_in_brightness() -> None:
    light = [np.mean(daylight(hour).horizon) for hour in np.linspace(3, 12, 73)]
    assert all(after > before - 0.012 for before, after in pairwise(light))


def test_more_air_lets_less_blue_through() -> None:
    high, low = passed(np.array([0.0, 1.0, 0.0])), passed(np.array([0.0, 0.1, -0.995]))
    assert (low < high).all()
    assert low[2] / low[0] < high[2] / high[0]


def test_an_hour_in_scene_toml_fills_in_what_is_not_said(tmp_path: Path) -> None:
    text = 'format = 1\ntitle = "t"\ndescription = "d"\n[sky]\nhour = 22.0\nstars = 0.25\n'
    (tmp_path / "scene.toml").write_text(text, encoding="utf-8")
    stage, problems = check_stage(tmp_path)
    assert stage is not None and not problems
    assert stage.sky.kind == "night"
    assert stage.sky.stars == 0.25
    assert stage.sky.zenith == pytest.approx(daylight(22.0).zenith)
