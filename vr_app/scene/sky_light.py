"""The light a sky casts: its radiance by direction, spherical harmonics for matt surfaces, a map for shiny ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.environment import Environment

Array = npt.NDArray[np.float32]
Radiance = Callable[[Array], Array]
"""Unit directions (N, 3) to linear RGB (N, 3)."""

LEVEL_SIZES = (64, 32, 16, 8, 4)
"""Side of the reflection map at roughness 0, 0.25, 0.5, 0.75 and 1."""


@dataclass(frozen=True)
class SkyLight:
    """What surfaces receive from all round.

    Attributes:
        irradiance: float32 (9, 3), for the polynomials 1, y, z, x, xy, yz, 3zz-1, xz, xx-yy of a normal; the result
            times albedo is the reflected radiance.
        reflection: float32 (s, s, 3) octahedral maps, one per `LEVEL_SIZES`.
    """

    irradiance: Array
    reflection: tuple[Array, ...]


def sky_radiance(environment: Environment, directions: Array) -> Array:
    """Radiance of the sky without sun disc, stars and clouds; `shaders/sky.glsl` has the same."""
    sky, sun = environment.sky, np.asarray(environment.sun.direction, np.float32)
    d = np.asarray(directions, np.float32)
    zenith, horizon, ground, glow = (np.asarray(c, np.float32) for c in (sky.zenith, sky.horizon, sky.ground, sky.glow))
    up = np.clip(d[:, 1:2], 0.0, 1.0)
    colour = horizon + (zenith - horizon) * np.sqrt(up)
    below = _smoothstep(0.0, 0.2, -d[:, 1:2])
    colour = colour + (ground - colour) * below
    flat, flat_sun = d[:, [0, 2]] + 1e-5, sun[[0, 2]] + 1e-5
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    toward = np.clip(flat @ (flat_sun / np.linalg.norm(flat_sun)) * 0.5 + 0.5, 0.0, 1.0)[:, None]
    near_sun = np.clip(d @ sun, 0.0, 1.0)[:, None]
    low = np.exp(-np.maximum(d[:, 1:2], 0.0) * 5.0) * (1.0 - below)
    return (colour + glow * (low * toward**3 * 0.8 + near_sun**24 * 0.5)).astype(np.float32)


def sky_light(radiance: Radiance) -> SkyLight:
    """Integrates a radiance over all directions."""
    directions, solid_angle = octahedral_directions(48)
    light = radiance(directions)
    return SkyLight(_irradiance(directions, solid_angle, light), _reflection(radiance, directions, solid_angle, light))


def octahedral_directions(size: int) -> tuple[Array, Array]:
    """Directions (size * size, 3) of the texel centres, row by row, and their solid angles (sum 4 pi)."""
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size * 2 - 1
    z, x = np.meshgrid(steps, steps, indexing="ij")
    y = 1.0 - np.abs(x) - np.abs(z)
    below = y < 0
    folded_x = (1.0 - np.abs(z)) * np.where(x >= 0, 1.0, -1.0)
    folded_z = (1.0 - np.abs(x)) * np.where(z >= 0, 1.0, -1.0)
    vectors = np.stack([np.where(below, folded_x, x), y, np.where(below, folded_z, z)], axis=-1).reshape(-1, 3)
    length = np.linalg.norm(vectors, axis=1)
    solid_angle = length**-3
    return (vectors / length[:, None]).astype(np.float32), (solid_angle * 4 * np.pi / solid_angle.sum()).astype(
        np.float32
    )


def _irradiance(directions: Array, solid_angle: Array, light: Array) -> Array:
    x, y, z = directions.T
    ones = np.ones_like(x)
    basis = np.stack([ones, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    norm = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274])
    lobe = np.array([1.0, *[2 / 3] * 3, *[0.25] * 5])
    projected = (basis * solid_angle) @ light
    return (projected * (norm**2 * lobe)[:, None]).astype(np.float32)


def _reflection(radiance: Radiance, directions: Array, solid_angle: Array, light: Array) -> tuple[Array, ...]:
    levels = []
    for level, size in enumerate(LEVEL_SIZES):
        outward, _ = octahedral_directions(size)
        if level == 0:
            levels.append(radiance(outward).reshape(size, size, 3))
            continue
        alpha = (level / (len(LEVEL_SIZES) - 1)) ** 2
        cosine = np.clip(outward @ directions.T, -1.0, 1.0)
        half = (1.0 + cosine) * 0.5
        density = alpha**2 / (half * (alpha**2 - 1.0) + 1.0) ** 2
        weight = density * np.maximum(cosine, 0.0) * solid_angle
        levels.append((weight @ light / weight.sum(axis=1, keepdims=True)).astype(np.float32).reshape(size, size, 3))
    return tuple(levels)


def _smoothstep(low: float, high: float, value: Array) -> Array:
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return (t * t * (3 - 2 * t)).astype(np.float32)
