"""What a word for the weather fills into a stage where its file says no more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vr_app.scene.stage import Fog, Particles, Rgb, Sky, Stage

_DIMMED = 0.55
"""Share of the light that a closed cover of clouds keeps from the haze."""


@dataclass(frozen=True)
class _Weather:
    clouds: float = 0.0
    sun: float = 1.0
    """By what the direct light is multiplied."""
    fog: float = 0.0
    falls: str = ""
    grains: int = 0


WEATHERS = {
    "clear": _Weather(),
    "cloudy": _Weather(clouds=0.6, sun=0.7),
    "fog": _Weather(clouds=0.8, sun=0.3, fog=0.045),
    "rain": _Weather(clouds=0.95, sun=0.25, fog=0.006, falls="rain", grains=4000),
    "storm": _Weather(clouds=1.0, sun=0.12, fog=0.012, falls="rain", grains=9000),
    "snow": _Weather(clouds=0.95, sun=0.35, fog=0.01, falls="snow", grains=4000),
}
"""By the word for it."""


def with_weather(stage: Stage, given_in_sky: frozenset[str]) -> Stage:
    """The stage with its weather filled in.

    Args:
        given_in_sky: keys that the file gives in [sky]: those stay.
    """
    weather = WEATHERS.get(stage.weather)
    if weather is None:
        return stage
    sky = stage.sky
    if "clouds" not in given_in_sky:
        sky = replace(sky, clouds=weather.clouds)
    if "sun_intensity" not in given_in_sky:
        sky = replace(sky, sun_intensity=sky.sun_intensity * weather.sun)
    fog = stage.fog
    if fog is None and weather.fog:
        fog = Fog(colour=haze_colour(sky), density=weather.fog)
    particles = stage.particles
    if weather.falls and all(box.kind != weather.falls for box in particles):
        falling = Particles(kind=weather.falls, size=(16.0, 9.0, 16.0), count=float(weather.grains))
        particles = (*particles, falling)
    return replace(stage, sky=sky, fog=fog, particles=particles)


def haze_colour(sky: Sky) -> Rgb:
    """The colour of haze: that of the sky behind it, as far as clouds let light through."""
    dim = 1.0 - _DIMMED * sky.clouds
    return tuple(dim * channel for channel in sky.horizon)  # pyright: ignore[reportReturnType] - three of them
