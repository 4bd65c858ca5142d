"""The sky at an hour of the day: sunlight scattered by air and haze (after Nishita et al. 1993), or a moonlit night."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vec3 = tuple[float, float, float]
Array = npt.NDArray[np.float64]

LATITUDE_DEG, DECLINATION_DEG = 45.0, 12.0
"""Where and in which season: a spring day half-way north."""
EARTH_M, AIR_M = 6_360_000.0, 60_000.0
RAYLEIGH = np.array([5.8e-6, 13.5e-6, 33.1e-6])
MIE = 4.0e-6
RAYLEIGH_HEIGHT_M, MIE_HEIGHT_M, HAZE_FORWARD = 8000.0, 1200.0, 0.76
SUN = 3.6
"""Illuminance above the air, on the scale of `Sun.illuminance`."""
ONCE, OFTEN = 1.6, 0.16
"""Measures of light scattered once, and of the even light from what is scattered more often."""
NIGHT_ZENITH, NIGHT_HORIZON = np.array([0.008, 0.014, 0.038]), np.array([0.024, 0.036, 0.070])
MOONLIGHT, MOON_COLOUR = 0.55, (0.62, 0.74, 0.98)
"""A night as in paintings: dark, but one sees where one is."""
ADAPTED, MOST_ADAPTED = 0.4, 2.6
"""The eye makes up for so much of the difference to noon (as a power), and for no more than this factor."""


@dataclass(frozen=True)
class Daylight:
    """What the sky of a stage is made of, in linear light; angles as in scene.toml."""

    kind: str
    zenith: Vec3
    horizon: Vec3
    ground: Vec3
    glow: Vec3
    stars: float
    sun_azimuth_deg: float
    sun_elevation_deg: float
    sun_colour: Vec3
    sun_intensity: float


def sun_place(hour: float) -> tuple[float, float]:
    """Azimuth (clockwise from -Z, which is north) and elevation of the sun, in degrees."""
    turn = math.radians((hour - 12.0) * 15.0)
    latitude, declination = math.radians(LATITUDE_DEG), math.radians(DECLINATION_DEG)
    up = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(turn)
    east = -math.cos(declination) * math.sin(turn)
    north = math.cos(latitude) * math.sin(declination) - math.sin(latitude) * math.cos(declination) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360.0, math.degrees(math.asin(max(-1.0, min(1.0, up))))


def daylight(hour: float) -> Daylight:
    """The clear sky at an hour, 0 to 24."""
    azimuth, elevation = sun_place(hour % 24.0)
    rise = math.radians(elevation)
    sun = np.array([0.0, math.sin(rise), -math.cos(rise)])
    night = float(np.clip((-elevation - 2.0) / 10.0, 0.0, 1.0))
    zenith = scattered(np.array([0.0, 1.0, 0.0]), sun) + night * NIGHT_ZENITH
    low = math.radians(3.0)
    aside = scattered(np.array([math.cos(low), math.sin(low), 0.0]), sun) + night * NIGHT_HORIZON
    toward = scattered(np.array([0.0, math.sin(low), -math.cos(low)]), sun)
    direct = SUN * passed(sun) if elevation > -0.8 else np.zeros(3)
    ground = 0.14 * (direct * max(math.sin(rise), 0.0) / math.pi + (zenith + aside) / 2)
    stars = float(np.clip((-elevation - 3.0) / 9.0, 0.0, 1.0))
    level = float(np.mean(zenith + aside)) + float(np.mean(direct)) * max(math.sin(rise), 0.0) / math.pi
    seen = float(np.clip((1.3 / max(level, 1e-3)) ** ADAPTED, 1.0, MOST_ADAPTED)) if elevation > -7.0 else 1.0
    zenith, aside, toward, ground, direct = (seen * part for part in (zenith, aside, toward, ground, direct))
    kind = "day" if elevation > 8.0 else "night" if elevation < -7.0 else "dawn" if hour % 24.0 < 12.0 else "dusk"
    if kind == "night":
        azimuth, elevation = (azimuth + 180.0) % 360.0, min(max(-elevation * 0.9, 14.0), 50.0)
        colour, strength = MOON_COLOUR, MOONLIGHT
    else:
        strength = float(direct.max())
        colour = _triple(direct / strength) if strength > 0 else (1.0, 0.6, 0.4)
    glow = np.clip(toward - aside, 0.0, 4.0)
    return Daylight(
        kind,
        _triple(zenith),
        _triple(aside),
        _triple(ground),
        _triple(glow),
        stars,
        azimuth,
        elevation,
        colour,
        strength,
    )


def scattered(view: Array, sun: Array, steps: int = 24) -> Array:
    """Radiance (3) that comes from a direction, both unit vectors from the ground."""
    place = np.array([0.0, EARTH_M + 2.0, 0.0])
    length = _way_out(place, view)
    at = (np.arange(steps) + 0.5) / steps
    step_m = length / steps
    points = place + view * (at * length)[:, None]
    cosine = float(view @ sun)
    phase_air = 3 / (16 * math.pi) * (1 + cosine**2)
    g = HAZE_FORWARD
    phase_haze = (1 - g * g) / (4 * math.pi * (1 + g * g - 2 * g * cosine) ** 1.5)
    height = np.linalg.norm(points, axis=1) - EARTH_M
    air, haze = np.exp(-height / RAYLEIGH_HEIGHT_M), np.exp(-height / MIE_HEIGHT_M)
    before = np.cumsum(air[:, None] * RAYLEIGH + haze[:, None] * MIE * 1.1, axis=0) * step_m
    light = np.array([passed(sun, point) for point in points])
    source = air[:, None] * RAYLEIGH * phase_air + haze[:, None] * MIE * phase_haze
    once = (light * source * np.exp(-before)).sum(axis=0) * step_m
    return SUN * (ONCE * once + OFTEN * math.sqrt(max(float(sun[1]) + 0.11, 0.0)) * (1.0 - np.exp(-before[-1])))


def passed(sun: Array, place: Array | None = None, steps: int = 12) -> Array:
    """Share of sunlight (3) that arrives at a place in the air (on the ground where left out)."""
    place = np.array([0.0, EARTH_M + 2.0, 0.0]) if place is None else place
    along = float(place @ sun)
    if along < 0 and float(np.linalg.norm(place - along * sun)) < EARTH_M:
        return np.zeros(3)
    length = _way_out(place, sun)
    points = place + sun * ((np.arange(steps) + 0.5) / steps * length)[:, None]
    height = np.linalg.norm(points, axis=1) - EARTH_M
    air, haze = np.exp(-height / RAYLEIGH_HEIGHT_M).sum(), np.exp(-height / MIE_HEIGHT_M).sum()
    return np.exp(-(air * RAYLEIGH + haze * MIE * 1.1) * length / steps)


def _way_out(place: Array, direction: Array) -> float:
    along = float(place @ direction)
    outer = EARTH_M + AIR_M
    return -along + math.sqrt(max(along * along - float(place @ place) + outer * outer, 0.0))


def _triple(values: Array) -> Vec3:
    return (float(values[0]), float(values[1]), float(values[2]))
