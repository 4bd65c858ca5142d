"""Hills: the height of the ground everywhere, from noise or from a picture, and the mesh that shows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.mesh import Mesh, Primitive, build_primitive
from vr_app.scene.stage import Ground, Stage
from vr_app.scene.surfaces import tile_of

Floats = npt.NDArray[np.floating]
_OCTAVES = 5
RINGS = 96
SPOKES = 128
_WILD = ("grass", "earth", "sand", "snow", "rock")
"""Surfaces that nobody laid: they differ from place to place."""


@dataclass(frozen=True)
class Terrain:
    """The ground of a stage.

    Attributes:
        middle: x and z of the level part.
        picture: float32 (H, W), 0 to 1, seen from above with -Z up; None takes noise.
    """

    ground: Ground
    middle: tuple[float, float]
    picture: npt.NDArray[np.float32] | None = None

    def heights(self, points: Floats) -> Floats:
        """Height at points (..., 2)."""
        ground = self.ground
        offset = points - np.array(self.middle)
        if self.picture is not None:
            rise = self._of_picture(offset)
        else:
            rise = _noise(points / ground.hill_size_m, ground.seed)
        away = np.linalg.norm(offset, axis=-1)
        eased = np.clip((away - ground.level_m) / max(0.6 * ground.hill_size_m, 1.0), 0.0, 1.0)
        eased = eased * eased * (3 - 2 * eased)
        return ground.height_m + ground.hills_m * rise * eased

    def mesh(self) -> Mesh:
        """Rings round the middle, fine near it; vertex colours tell steep ground from level."""
        radii = np.concatenate([[0.0], np.geomspace(0.5, self.ground.radius_m, RINGS)])
        # Rings as dense as hills need, up to where far ones may be coarse.
        near = np.linspace(0.0, min(self.ground.radius_m, 1.6 * self.ground.level_m + 40.0), RINGS)
        radii = np.unique(np.round(np.concatenate([near, radii]), 3))
        angles = np.linspace(0, 2 * np.pi, SPOKES, endpoint=False)
        flat = radii[:, None, None] * np.stack([np.cos(angles), -np.sin(angles)], axis=1)
        points = (flat + np.array(self.middle)).reshape(-1, 2)
        positions = np.stack([points[:, 0], self.heights(points), points[:, 1]], axis=1)
        return Mesh("ground", (self._primitive(positions, len(radii)),))

    def normals(self, points: Floats) -> Floats:
        """Upward unit normals at points (N, 2)."""
        step = 0.25
        east, south = np.array([step, 0.0]), np.array([0.0, step])
        dx = self.heights(points + east) - self.heights(points - east)
        dz = self.heights(points + south) - self.heights(points - south)
        normal = np.stack([-dx, np.full(len(points), 2 * step), -dz], axis=1)
        return normal / np.linalg.norm(normal, axis=1, keepdims=True)

    def _primitive(self, positions: Floats, rings: int) -> Primitive:
        normals = self.normals(positions[:, [0, 2]])
        level = np.clip((normals[:, 1] - 0.72) / 0.2, 0, 1)[:, None]
        blend = np.array(self.ground.steep_colour) * (1 - level) + np.array(self.ground.colour) * level
        return _ground_primitive(self.ground, positions, normals, blend, rings)

    def _of_picture(self, offset: Floats) -> Floats:
        assert self.picture is not None
        height, width = self.picture.shape
        share = np.clip(offset / (2 * self.ground.radius_m) + 0.5, 0, 1)
        x, z = share[..., 0] * (width - 1), share[..., 1] * (height - 1)
        x0, z0 = np.minimum(x.astype(int), width - 2), np.minimum(z.astype(int), height - 2)
        u, v = x - x0, z - z0
        top = self.picture[z0, x0] * (1 - u) + self.picture[z0, x0 + 1] * u
        low = self.picture[z0 + 1, x0] * (1 - u) + self.picture[z0 + 1, x0 + 1] * u
        return top * (1 - v) + low * v


def patched_plane(ground: Ground, lift_m: float) -> Mesh:
    """Level ground round the origin whose colour is not the same everywhere."""
    radii = np.concatenate([np.linspace(0.0, 24.0, 40), np.geomspace(25.0, max(ground.radius_m, 26.0), 24)])
    radii = np.unique(np.minimum(radii, ground.radius_m))
    angles = np.linspace(0, 2 * np.pi, SPOKES, endpoint=False)
    flat = (radii[:, None, None] * np.stack([np.cos(angles), -np.sin(angles)], axis=1)).reshape(-1, 2)
    positions = np.column_stack([flat[:, 0], np.full(len(flat), ground.height_m + lift_m), flat[:, 1]])
    normals = np.broadcast_to([0.0, 1.0, 0.0], positions.shape)
    colours = np.broadcast_to(np.array(ground.colour), positions.shape)
    return Mesh("ground", (_ground_primitive(ground, positions, normals, colours, len(radii)),))


def _ground_primitive(ground: Ground, positions: Floats, normals: Floats, colours: Floats, rings: int) -> Primitive:
    """Rings of points; lighter and darker in patches, tiles laid over them from above."""
    inner = np.arange(rings - 1)[:, None] * SPOKES + np.arange(SPOKES)
    beside = np.arange(rings - 1)[:, None] * SPOKES + (np.arange(SPOKES) + 1) % SPOKES
    quads = np.stack([inner, inner + SPOKES, beside + SPOKES, inner, beside + SPOKES, beside], axis=-1).reshape(-1)
    flat = positions[:, [0, 2]]
    grain = 0.92 + 0.16 * _noise(flat / 3.0, 77)[:, None]
    if ground.surface == "plain":
        return build_primitive(positions, quads, material=0, normals=normals, colours=colours * grain)
    tile = tile_of(ground.surface)
    if ground.surface in _WILD:
        wide = _noise(flat / 11.0, 78)[:, None] - 0.5
        grain = grain * (1.0 + 0.34 * wide) * (1.0 + np.array([0.16, 0.02, -0.08]) * wide)
    tangents = np.tile([1.0, 0.0, 0.0, 1.0], (len(positions), 1))
    light = np.minimum(colours * grain / tile.mean, 1.0)
    return build_primitive(
        positions, quads, material=0, normals=normals, colours=light, uv0=flat / tile.side_m, tangents=tangents
    )


def terrain_of(stage: Stage, picture: npt.NDArray[np.float32] | None = None) -> Terrain | None:
    """The hills of a stage, or None where its ground is level or none."""
    if stage.ground is None or stage.ground.kind != "terrain":
        return None
    return Terrain(stage.ground, (stage.spawn.at[0], stage.spawn.at[2]), picture)


def _noise(points: Floats, seed: int) -> Floats:
    """Rolling noise, about 0 to 1: smoothed random values on a grid, several sizes on each other."""
    total, weight, size = np.zeros(points.shape[:-1]), 0.0, 1.0
    for octave in range(_OCTAVES):
        strength = 0.5**octave
        total = total + strength * _lattice(points * size + 19.19 * octave, seed + octave)
        weight += strength
        size *= 2.03
    return np.clip((total / weight - 0.22) / 0.56, 0.0, 1.3)


def _lattice(points: Floats, seed: int) -> Floats:
    cell = np.floor(points)
    share = points - cell
    smooth = share * share * share * (share * (share * 6 - 15) + 10)
    x, z = cell[..., 0].astype(np.int64), cell[..., 1].astype(np.int64)
    corner = [_hash(x + dx, z + dz, seed) for dz in (0, 1) for dx in (0, 1)]
    u, v = smooth[..., 0], smooth[..., 1]
    return (corner[0] * (1 - u) + corner[1] * u) * (1 - v) + (corner[2] * (1 - u) + corner[3] * u) * v


def _hash(x: npt.NDArray[np.int64], z: npt.NDArray[np.int64], seed: int) -> Floats:
    """Values in [0, 1) that look random, the same on every machine."""
    mixed = (x * 374761393 + z * 668265263 + seed * 2246822519) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFFFF) / float(1 << 24)
