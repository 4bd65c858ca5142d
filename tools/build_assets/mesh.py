"""A triangle mesh under construction: numpy arrays, and the few operations that every asset needs.

Metres, +Y up. `uvs` are in metres along the surface too; a material's `tile_m` turns them into texture coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int64]


@dataclass
class Mesh:
    """Vertices and triangles.

    Attributes:
        positions: [V, 3] metres.
        normals: [V, 3] unit length.
        uvs: [V, 2] metres along the surface.
        faces: [F, 3] counter-clockwise seen from outside.
        colours: [V, 3] linear factors on the material's colour (baked occlusion and tints).
    """

    positions: Array
    normals: Array
    uvs: Array
    faces: Faces
    colours: Array = field(default_factory=lambda: np.zeros((0, 3)))

    def __post_init__(self) -> None:
        if len(self.colours) != len(self.positions):
            self.colours = np.ones((len(self.positions), 3))

    @property
    def triangle_count(self) -> int:
        return len(self.faces)

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Mesh:
        """Shifted."""
        return Mesh(self.positions + (x, y, z), self.normals, self.uvs, self.faces, self.colours)

    def transformed(self, matrix: npt.ArrayLike) -> Mesh:
        """Through a 3x3 or 4x4 matrix; mirroring turns the triangles round."""
        full = np.asarray(matrix, dtype=np.float64)
        linear = full[:3, :3]
        shift = full[:3, 3] if full.shape == (4, 4) else np.zeros(3)
        normals = self.normals @ np.linalg.inv(linear)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        faces = self.faces if np.linalg.det(linear) > 0 else self.faces[:, ::-1]
        return Mesh(self.positions @ linear.T + shift, normals, self.uvs, faces, self.colours)

    def turned(self, yaw_deg: float = 0.0, *, pitch_deg: float = 0.0, roll_deg: float = 0.0) -> Mesh:
        """Rolled about Z, then pitched about X, then turned about Y."""
        return self.transformed(rotation(yaw_deg, pitch_deg, roll_deg))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Mesh:
        """Scaled per axis; one number scales all."""
        return self.transformed(np.diag([x, x if y is None else y, x if z is None else z]))

    def tinted(self, colour: npt.ArrayLike) -> Mesh:
        """With vertex colours multiplied."""
        return Mesh(self.positions, self.normals, self.uvs, self.faces, self.colours * np.asarray(colour))

    def across(self) -> Mesh:
        """With the texture turned by a quarter (the grain of a board along its length)."""
        return Mesh(self.positions, self.normals, self.uvs[:, ::-1].copy(), self.faces, self.colours)

    def flipped(self) -> Mesh:
        """Inside out."""
        return Mesh(self.positions, -self.normals, self.uvs, self.faces[:, ::-1], self.colours)


def rotation(yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0) -> Array:
    """3x3: roll about Z first, then pitch about X, then yaw about Y."""
    y, x, z = np.radians([yaw_deg, pitch_deg, roll_deg])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    about_z = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    return about_y @ about_x @ about_z


def merged(meshes: Iterable[Mesh]) -> Mesh:
    """All of them as one."""
    parts = list(meshes)
    offsets = np.cumsum([0] + [len(part.positions) for part in parts[:-1]])
    return Mesh(
        np.concatenate([part.positions for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.uvs for part in parts]),
        np.concatenate([part.faces + offset for part, offset in zip(parts, offsets, strict=True)]),
        np.concatenate([part.colours for part in parts]),
    )


def compacted(mesh: Mesh) -> Mesh:
    """Without vertices that no triangle uses."""
    used = np.unique(mesh.faces)
    renumbered = np.zeros(len(mesh.positions), dtype=np.int64)
    renumbered[used] = np.arange(len(used))
    return Mesh(mesh.positions[used], mesh.normals[used], mesh.uvs[used], renumbered[mesh.faces], mesh.colours[used])


def around(mesh: Mesh, count: int, first_deg: float = 0.0, step_deg: float | None = None) -> Mesh:
    """Copies turned about the Y axis."""
    step = 360.0 / count if step_deg is None else step_deg
    return merged(mesh.turned(first_deg + step * index) for index in range(count))


def grid_faces(rows: int, columns: int) -> Faces:
    """Triangles of a grid of rows x columns vertices (row major)."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None, :]).ravel()
    lower = np.stack([corner, corner + columns, corner + 1], axis=1)
    upper = np.stack([corner + 1, corner + columns, corner + columns + 1], axis=1)
    return np.concatenate([lower, upper])


def smooth_normals(positions: Array, faces: Faces) -> Array:
    """Area-weighted vertex normals; vertices at the same place share theirs."""
    _, index = np.unique(np.round(positions, 6), axis=0, return_inverse=True)
    index = index.reshape(-1)
    a, b, c = (positions[faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    total = np.zeros((int(index.max()) + 1, 3))
    for k in range(3):
        np.add.at(total, index[faces[:, k]], flat)
    normals = total[index]
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def flat_shaded(mesh: Mesh) -> Mesh:
    """With its own vertices and normal for every triangle."""
    corners = mesh.faces.ravel()
    positions = mesh.positions[corners]
    faces = np.arange(len(corners)).reshape(-1, 3)
    a, b, c = positions[0::3], positions[1::3], positions[2::3]
    normals = np.cross(b - a, c - a)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return Mesh(positions, np.repeat(normals, 3, axis=0), mesh.uvs[corners], faces, mesh.colours[corners])
