"""What surrounds the things: sky, sun, ambient light, fog, exposure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Rgb = tuple[float, float, float]
"""Linear."""


@dataclass(frozen=True)
class Sky:
    """A procedural sky: a gradient over elevation, a glow and a disc round the sun, stars, thin clouds.

    Attributes:
        kind: "interior" draws no sun, stars or clouds: the gradient stands for walls, floor and ceiling.
        zenith: radiance straight up.
        horizon: radiance at the horizon.
        ground: radiance below the horizon (bounced light).
        glow: radiance added round the sun's place near the horizon.
        stars: 0 none to 1 a clear night.
        clouds: 0 none to 1 covered.
    """

    kind: Literal["dawn", "day", "dusk", "night", "overcast", "interior"] = "day"
    zenith: Rgb = (0.16, 0.34, 0.75)
    horizon: Rgb = (0.65, 0.76, 0.88)
    ground: Rgb = (0.22, 0.20, 0.18)
    glow: Rgb = (0.35, 0.25, 0.12)
    stars: float = 0.0
    clouds: float = 0.0


@dataclass(frozen=True)
class Sun:
    """The one light with shadows.

    Attributes:
        direction: unit vector from the scene towards the sun.
        colour: linear RGB, the brightest channel near 1.
        illuminance: on the scale where 3 makes white paper about white in daylight; 0 is no sun.
        disc: whether it is seen in the sky.
        shadows: whether it casts any.
    """

    direction: tuple[float, float, float] = (0.35, 0.75, 0.56)
    colour: Rgb = (1.0, 0.95, 0.86)
    illuminance: float = 3.0
    disc: bool = True
    shadows: bool = True


@dataclass(frozen=True)
class Fog:
    """Exponential fog.

    Attributes:
        density_per_m: 0 for none; 0.01 hides what is 300 m away.
        start_m: distance at which it begins.
        height_m: above it the fog thins out; 0 for the same at every height.
    """

    colour: Rgb = (0.6, 0.68, 0.76)
    density_per_m: float = 0.0
    start_m: float = 0.0
    height_m: float = 0.0


@dataclass(frozen=True)
class Environment:
    """All of it.

    Attributes:
        ambient: multiplies the light that comes from the sky (or the interior's walls).
        exposure: multiplies everything before tone mapping.
    """

    sky: Sky = field(default_factory=Sky)
    sun: Sun = field(default_factory=Sun)
    fog: Fog = field(default_factory=Fog)
    ambient: float = 1.0
    exposure: float = 0.8
