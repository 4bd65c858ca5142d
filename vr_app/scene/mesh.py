"""Meshes: primitives with interleaved vertices in the layout the graphics card reads, and morph deltas."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

VERTEX = np.dtype(
    [
        ("position", "<f4", 3),
        ("normal", "<f4", 3),
        ("tangent", "<f4", 4),
        ("uv0", "<f4", 2),
        ("uv1", "<f4", 2),
        ("colour", "<u2", 4),
        ("joints", "<u2", 4),
        ("weights", "<u2", 4),
    ]
)
"""80 bytes. Colour (linear RGBA) and skin weights are normalised: 65535 means 1."""


@dataclass(frozen=True)
class Morph:
    """Deltas of one primitive's T morph targets over its V vertices.

    Attributes:
        positions: float32 (T, V, 3), metres.
        normals: float32 (T, V, 3), or (0, 0, 0) where no target has any.
        tangents: float32 (T, V, 3), or (0, 0, 0) where no target has any.
    """

    positions: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    tangents: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0, 0), np.float32))

    @property
    def target_count(self) -> int:
        return len(self.positions)


@dataclass(frozen=True)
class Coarser:
    """Fewer triangles that stand for a primitive's where the difference cannot be seen.

    Attributes:
        indices: uint32 (I), of the primitive's own vertices.
        error_m: no vertex is farther from the one that stands for it, in the mesh's own space.
    """

    indices: npt.NDArray[np.uint32]
    error_m: float


@dataclass(frozen=True)
class Primitive:
    """Triangles of one material.

    Attributes:
        vertices: `VERTEX` (V).
        indices: uint32 (I), a multiple of three, counter-clockwise front faces.
        material: index into the materials, -1 for the default one.
        bounds_min: float32 (3) of the positions at rest.
        bounds_max: float32 (3).
        skinned: whether joints and weights mean something.
        morph: None without morph targets.
        variant_materials: the material for each of the file's variants (KHR_materials_variants), () without any.
        coarser: for drawing it from afar, each with fewer triangles than the one before; () where there are none.
    """

    vertices: npt.NDArray[np.void]
    indices: npt.NDArray[np.uint32]
    material: int
    bounds_min: npt.NDArray[np.float32]
    bounds_max: npt.NDArray[np.float32]
    skinned: bool = False
    morph: Morph | None = None
    variant_materials: tuple[int, ...] = ()
    coarser: tuple[Coarser, ...] = ()

    @property
    def positions(self) -> npt.NDArray[np.float32]:
        return self.vertices["position"]

    @property
    def normals(self) -> npt.NDArray[np.float32]:
        return self.vertices["normal"]

    @property
    def triangle_count(self) -> int:
        return len(self.indices) // 3


@dataclass(frozen=True)
class Mesh:
    """What a node draws."""

    name: str
    primitives: tuple[Primitive, ...]
    target_names: tuple[str, ...] = field(default=())

    @property
    def target_count(self) -> int:
        return max((p.morph.target_count for p in self.primitives if p.morph), default=0)


def build_primitive(
    positions: npt.ArrayLike,
    indices: npt.ArrayLike,
    *,
    material: int = -1,
    normals: npt.ArrayLike | None = None,
    tangents: npt.ArrayLike | None = None,
    uv0: npt.ArrayLike | None = None,
    uv1: npt.ArrayLike | None = None,
    colours: npt.ArrayLike | None = None,
    joints: npt.ArrayLike | None = None,
    weights: npt.ArrayLike | None = None,
    morph: Morph | None = None,
) -> Primitive:
    """Interleaves separate arrays.

    Args:
        positions: (V, 3) metres.
        indices: (I) triangle list.
        normals: (V, 3); computed where left out (smooth over shared vertices).
        tangents: (V, 4), w is the bitangent's sign.
        colours: (V, 3) or (V, 4), linear, 0 to 1.
        joints: (V, 4) indices into the skin's joints; needs `weights` (V, 4), which are made to sum to one.
    """
    points = np.asarray(positions, np.float32).reshape(-1, 3)
    triangles = np.ascontiguousarray(indices, np.uint32).reshape(-1)
    vertices = np.zeros(len(points), VERTEX)
    vertices["position"] = points
    vertices["normal"] = smooth_normals(points, triangles) if normals is None else normals
    if tangents is not None:
        vertices["tangent"] = tangents
    if uv0 is not None:
        vertices["uv0"] = uv0
        vertices["uv1"] = uv0
    if uv1 is not None:
        vertices["uv1"] = uv1
    vertices["colour"] = 65535
    if colours is not None:
        rgba = np.clip(np.asarray(colours, np.float32), 0.0, 1.0)
        vertices["colour"][:, : rgba.shape[1]] = np.rint(rgba * 65535)
    skinned = joints is not None and weights is not None
    if joints is not None and weights is not None:
        share = np.maximum(np.asarray(weights, np.float32), 0.0)
        total = share.sum(axis=1, keepdims=True)
        share = np.where(total > 1e-9, share / np.where(total > 1e-9, total, 1.0), np.array([1, 0, 0, 0], np.float32))
        vertices["joints"] = joints
        vertices["weights"] = np.rint(share * 65535)
    # Axis by axis: numpy takes ten times as long over all three at once.
    axes = points.T if len(points) else np.zeros((3, 1), np.float32)
    low, high = (np.array([edge(axis) for axis in axes], np.float32) for edge in (np.min, np.max))
    return Primitive(vertices, triangles, material, low, high, skinned, morph)


def smooth_normals(positions: npt.NDArray[np.float32], indices: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
    """Area-weighted vertex normals (V, 3), +Y where a vertex has no area."""
    corners = positions[indices.reshape(-1, 3)]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    out = np.zeros((len(positions), 3), np.float64)
    for corner in range(3):
        for axis in range(3):
            out[:, axis] += np.bincount(indices[corner::3], face[:, axis], len(positions))
    length = np.linalg.norm(out, axis=1, keepdims=True)
    return np.where(length > 1e-20, out / np.where(length > 1e-20, length, 1.0), [0.0, 1.0, 0.0]).astype(np.float32)
