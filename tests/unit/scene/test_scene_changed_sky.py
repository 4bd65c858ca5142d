"""Another weather, another hour; and what lies between two skies."""

from __future__ import annotations

import pytest

from vr_app.scene.changed_sky import between, changed_sky
from vr_app.scene.compose import environment_of
from vr_app.scene.stage import Fog, Particles, Sky, Stage
from vr_app.scene.weather import WEATHERS, haze_colour, with_weather

YARD = Stage(format=1, title="Yard", description="A yard.", particles=(Particles(kind="dust"),))


@pytest.mark.parametrize("first", [*WEATHERS, "as written"])
@pytest.mark.parametrize("then", list(WEATHERS))
def test_a_weather_is_the_same_whatever_was_before(first: str, then: str) -> None:
    stage = with_weather(Stage(format=1, title="Yard", description="", weather=first), frozenset())
    expected = with_weather(Stage(format=1, title="Yard", description="", weather=then), frozenset())
    found = changed_sky(stage, weather=then)
    assert found.sky.sun_intensity == pytest.approx(expected.sky.sun_intensity)
    assert (found.sky.clouds, found.fog, found.particles) == (expected.sky.clouds, expected.fog, expected.particles)


def test_what_drifts_by_itself_and_written_haze_stay() -> None:
    haze = Fog(density=0.01)
    found = changed_sky(Stage(format=1, title="", description="", fog=haze, particles=YARD.particles), weather="snow")
    assert [box.kind for box in found.particles] == ["dust", "snow"]
    assert found.fog is not None and found.fog.density == haze.density and found.fog.colour == haze_colour(found.sky)
    thick = changed_sky(Stage(format=1, title="", description="", fog=haze), weather="fog").fog
    assert thick is not None and thick.density == WEATHERS["fog"].fog


def test_rooms_have_no_weather_and_no_hour() -> None:
    room = Stage(format=1, title="Room", description="", sky=Sky(kind="interior"))
    assert changed_sky(room, weather="rain", hour=3.0) is room


def test_an_hour_fills_in_sky_and_sun() -> None:
    noon, night = changed_sky(YARD, hour=12.0).sky, changed_sky(YARD, hour=0.0).sky
    assert noon.kind == "day" and night.kind == "night" and night.stars > 0.9 > noon.stars
    assert noon.sun_elevation_deg > 45


def test_a_word_that_is_no_weather_changes_nothing() -> None:
    assert changed_sky(YARD, weather="frogs") == YARD


def test_between_two_skies_strengths_go_evenly_and_directions_stay_unit() -> None:
    first, last = environment_of(YARD), environment_of(changed_sky(YARD, hour=19.0, weather="rain"))
    middle = between(first, last, 0.25)
    assert middle.sun.illuminance == pytest.approx(0.75 * first.sun.illuminance + 0.25 * last.sun.illuminance)
    assert middle.sky.zenith == pytest.approx(
        [0.75 * a + 0.25 * b for a, b in zip(first.sky.zenith, last.sky.zenith, strict=True)]
    )
    assert sum(v * v for v in middle.sun.direction) == pytest.approx(1.0)
    assert middle.particles == first.particles and between(first, last, 0.6).particles == last.particles
    assert not middle.mirrored and between(first, last, 1.0) is last
