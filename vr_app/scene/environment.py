"""What surrounds the things: sky, sun, ambient light, fog, exposure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.particles import Particles

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
        intensity: brightness of the panorama, where there is one.
        moon_phase: 0 new, 0.5 full, 1 new again; only where the disc is a moon.
    """

    kind: Literal["dawn", "day", "dusk", "night", "overcast", "interior"] = "day"
    zenith: Rgb = (0.16, 0.34, 0.75)
    horizon: Rgb = (0.65, 0.76, 0.88)
    ground: Rgb = (0.22, 0.20, 0.18)
    glow: Rgb = (0.35, 0.25, 0.12)
    stars: float = 0.0
    clouds: float = 0.0
    intensity: float = 1.0
    moon_phase: float = 0.5


@dataclass(frozen=True)
class Sun:
    """The sun, or the moon by night.

    Attributes:
        direction: unit vector from the scene towards the sun.
        colour: linear RGB, the brightest channel near 1.
        illuminance: on the scale where 3 makes white paper about white in daylight; 0 is no sun.
        disc: what is seen of it in the sky.
        shadows: whether it casts any.
    """

    direction: tuple[float, float, float] = (0.35, 0.75, 0.56)
    colour: Rgb = (1.0, 0.95, 0.86)
    illuminance: float = 3.0
    disc: Literal["none", "sun", "moon"] = "sun"
    shadows: bool = True


@dataclass(frozen=True)
class Fog:
    """Exponential fog.

    Attributes:
        density_per_m: 0 for none; 0.01 hides what is 300 m away.
        start_m: distance at which it begins.
        height_m: it falls to a third for every so many metres above `floor_m`; 0 for the same at every height.
        floor_m: up to here it is at its densest.
    """

    colour: Rgb = (0.6, 0.68, 0.76)
    density_per_m: float = 0.0
    start_m: float = 0.0
    height_m: float = 0.0
    floor_m: float = 0.0


@dataclass(frozen=True)
class Panorama:
    """A picture of everything round the scene that gives its light, as from an .hdr or .exr file.

    Attributes:
        pixels: float16 (h, w, 3), linear radiance, equirectangular: straight up is the first row, -Z the middle column.
        yaw_rad: turned counter-clockwise seen from above.
    """

    pixels: npt.NDArray[np.float16]
    yaw_rad: float = 0.0


@dataclass(frozen=True)
class Environment:
    """All of it.

    Attributes:
        ambient: multiplies the light that comes from the sky (or the interior's walls).
        exposure: multiplies everything before tone mapping.
        particles: what drifts in the air.
        mirrored: shiny surfaces mirror the place itself, not only its sky.
        panorama: takes the place of the procedural sky.
    """

    sky: Sky = field(default_factory=Sky)
    sun: Sun = field(default_factory=Sun)
    fog: Fog = field(default_factory=Fog)
    ambient: float = 1.0
    exposure: float = 0.8
    panorama: Panorama | None = None
    particles: tuple[Particles, ...] = ()
    mirrored: bool = False
