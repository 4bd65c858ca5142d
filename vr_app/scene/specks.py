"""One triangle that stands for a thing too small to have a shape: as large as what is seen of it, and lit as it is.

How much of a mesh is seen, and which way it is turned on the mean, is measured once from 26 sides. A thing that is no
wider than a pixel is then drawn as a triangle of that size in that place. Its corners' normals lean outward as those
of the mesh do, so that it is lit as something round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Material
from vr_app.scene.material_extras import transmits
from vr_app.scene.mesh import VERTEX, Primitive

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.integer]
SIDES = np.array([side for side in product((-1.0, 0.0, 1.0), repeat=3) if any(side)], np.float32)
"""What a mesh is looked at from (26, 3)."""
SIDES /= np.linalg.norm(SIDES, axis=1, keepdims=True)
ASIDE = float(np.tan(np.pi / 8))
"""A direction that leans farther than this, beside its longest part, goes towards an edge or a corner of a cube."""
FEWEST, MOST = 2, 6_000
"""Triangles of what a speck may stand for."""
ENOUGH = 400
"""Triangles of a mesh that are measured; each stands for as many as were left out."""
PORTION = 1 << 14
"""So many triangles are measured at once."""
CORNERS = np.radians([90.0, 210.0, 330.0])
RADIUS = float((4.0 / 27.0**0.5) ** 0.5)
"""Of an equilateral triangle with an area of 1, from its middle to its corners."""
LEAN, MOST_LEAN = 1.5, 2.0
"""How far normals at the corners are spread, beside how far those of the mesh are."""
FLATTEST = 0.3
"""Cosine at which a triangle is turned away most."""


@dataclass(frozen=True)
class Specks:
    """Of P primitives.

    Attributes:
        there: bool (P); which of them may be drawn so.
        radius_m: float32 (P); no point is farther from the middle of the primitive's bounds.
        areas_m2: float32 (P, 26), what is seen of each from each side.
        normals: float32 (P, 26, 3), of unit length; which way that is turned.
        vertices: `VERTEX` (3 P), a triangle of an area of 1 that looks along +Z, with each one's colours.
    """

    there: npt.NDArray[np.bool_]
    radius_m: Floats
    areas_m2: Floats
    normals: Floats
    vertices: npt.NDArray[np.void]

    def facing(self, rows: Floats, primitives: npt.NDArray[np.integer], centre: Floats, place: Floats) -> Floats:
        """`world_from_node` rows (K, 3, 4) of the triangles.

        Args:
            rows: of the things (K, 3, 4).
            primitives: which each is (K).
            centre: of its bounds in the world (K, 3).
            place: where they are seen from (3), metres.
        """
        # Whole rows are quicker to work on than three numbers each: (3, K), and columns of matrices (3, 3, K).
        x, y, z = rows[:, :, :3].transpose(2, 1, 0).copy()
        # Areas turn and grow by the cofactor matrix.
        cofactor = np.stack([_cross(y, z), _cross(z, x), _cross(x, y)])
        mirror = np.where((x * cofactor[0]).sum(axis=0) < 0, np.float32(-1.0), np.float32(1.0))
        away = _unit((place - centre).T)
        side = (cofactor * away).sum(axis=1) * mirror
        nearest = primitives * len(SIDES) + _nearest_side(side)
        area = np.sqrt((side * side).sum(axis=0)) * self.areas_m2.take(nearest)
        normal = (cofactor * self.normals.reshape(-1, 3).take(nearest, axis=0).T[:, None]).sum(axis=0) * mirror
        normal = _unit(normal)
        # What is seen from aside is no wider than a triangle that still shows.
        lean = (normal * away).sum(axis=0)
        normal = _unit(normal + np.maximum(FLATTEST - lean, 0.0) * away)
        lean = np.maximum((normal * away).sum(axis=0), 0.5 * FLATTEST)
        level = np.abs(normal[1]) < 0.9
        zero = np.zeros_like(lean)
        right = _unit(np.where(level, [normal[2], zero, -normal[0]], [zero, -normal[2], normal[1]]))
        size = np.sqrt(area / lean)
        out = np.empty((len(rows), 3, 4), np.float32)
        out[:, :, 0], out[:, :, 1] = (right * (size * mirror)).T, (_cross(normal, right) * size).T
        out[:, :, 2], out[:, :, 3] = (normal * size).T, centre
        return out


def _nearest_side(vectors: Floats) -> Ints:
    """Which of `SIDES` each of some vectors (3, K) points at, within a few degrees."""
    reach = np.abs(vectors)
    signs = np.where(reach > ASIDE * reach.max(axis=0), np.sign(vectors), 0).astype(np.intp)
    number = (signs[0] * 3 + signs[1]) * 3 + signs[2] + len(SIDES) // 2
    return number - (number > len(SIDES) // 2)


def _cross(a: Floats, b: Floats) -> Floats:
    """Of vectors (3, K)."""
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


def _unit(vectors: Floats) -> Floats:
    """Vectors (3, K) of length 1."""
    return vectors / np.maximum(np.sqrt((vectors * vectors).sum(axis=0)), 1e-20)


def specks_of(primitives: Sequence[Primitive], materials: Sequence[Material]) -> Specks:
    """Measures primitives.

    Args:
        materials: of each primitive (P).
    """
    count = len(primitives)
    there = np.array([_may_be(p, m) for p, m in zip(primitives, materials, strict=True)], np.bool_)
    radius_m = np.zeros(count, np.float32)
    areas_m2, normals = np.zeros((count, len(SIDES)), np.float32), np.zeros((count, len(SIDES), 3), np.float32)
    vertices = np.zeros((count, 3), VERTEX)
    for part in _portions(np.flatnonzero(there), primitives):
        some = [primitives[number] for number in part.tolist()]
        size = np.array([p.bounds_max - p.bounds_min for p in some], np.float32)
        radius_m[part] = [_radius_m(p) for p in some]
        corners = np.concatenate([_some_corners(p) for p in some]).reshape(-1, 3)
        faces = np.array([min(p.triangle_count, ENOUGH) for p in some])
        stands_for = np.array([p.triangle_count for p in some], np.float32) / faces
        first = np.cumsum(faces) - faces
        points = corners["position"]
        along, across = points[:, 1] - points[:, 0], points[:, 2] - points[:, 0]
        turned = _cross(along.T, across.T).T / 2 * np.repeat(stands_for, faces)[:, None]
        seen = turned @ SIDES.T
        behind = np.maximum(-seen, 0)
        seen = np.maximum(seen, 0)
        area, back = np.add.reduceat(seen, first), np.add.reduceat(behind, first)
        # What has two sides is seen from that which shows more: of what is closed, one half.
        double = np.array([materials[number].double_sided for number in part.tolist()])
        other = double[:, None] & (back > area)
        seen = np.where(np.repeat(other, faces, axis=0), behind, seen)
        area = np.where(other, back, area)
        shading = _unit(corners["normal"].sum(axis=1).T)
        mean = np.stack([np.add.reduceat(seen * axis[:, None], first) for axis in shading], axis=2)
        mean = np.where(other[:, :, None], -mean, mean) / np.maximum(area, 1e-30)[:, :, None]
        length = np.linalg.norm(mean, axis=2)
        far = length[:, :, None] > 1e-6
        normals[part] = np.where(far, mean / np.maximum(length, 1e-6)[:, :, None], SIDES)
        box = (size[:, [1, 2, 0]] * size[:, [2, 0, 1]]) @ np.abs(SIDES).T
        areas_m2[part] = np.minimum(area, box)
        gathered = (length * area).sum(axis=1) / np.maximum(area.sum(axis=1), 1e-30)
        vertices[part] = _triangles(corners, np.linalg.norm(turned, axis=1), first, faces, gathered)
    return Specks(there, radius_m, areas_m2, normals, vertices.reshape(-1))


def _some_corners(primitive: Primitive) -> npt.NDArray[np.void]:
    """`VERTEX`es of all triangles, or of `ENOUGH` of them from all over the mesh."""
    corners = primitive.indices.reshape(-1, 3)
    if len(corners) > ENOUGH:
        corners = corners[np.linspace(0, len(corners) - 1, ENOUGH).astype(np.intp)]
    return primitive.vertices[corners.reshape(-1)]


def _radius_m(primitive: Primitive) -> float:
    """How far its farthest vertex is from the middle of its bounds."""
    away = primitive.positions - (primitive.bounds_min + primitive.bounds_max) * np.float32(0.5)
    return float(np.einsum("vi,vi->v", away, away).max()) ** 0.5


def _portions(numbers: npt.NDArray[np.intp], primitives: Sequence[Primitive]) -> list[npt.NDArray[np.intp]]:
    """The primitives a few at a time: so many triangles that what is worked out of them stays small."""
    if not len(numbers):
        return []
    total = np.cumsum([min(primitives[number].triangle_count, ENOUGH) for number in numbers.tolist()])
    return np.split(numbers, np.flatnonzero(np.diff(total // PORTION)) + 1)


def _may_be(primitive: Primitive, material: Material) -> bool:
    """Whether a primitive looks the same from near and far: solid, not bent, of no drawn style."""
    return (
        not primitive.skinned
        and primitive.morph is None
        and FEWEST <= primitive.triangle_count <= MOST
        and material.alpha_mode == "OPAQUE"
        and material.shading in ("pbr", "unlit")
        and not transmits(material)
    )


def _triangles(
    corners: npt.NDArray[np.void], weight: Floats, first: Ints, faces: Ints, gathered: Floats
) -> npt.NDArray[np.void]:
    """Three vertices for each of some primitives, `VERTEX` (K, 3), with the colours of their triangles (F, 3).

    Args:
        weight: of each triangle (F).
        first: where each primitive's begin (K), and how many it has in `faces`.
        gathered: length of the mean of the normals that are seen (K); 1 for what is flat.
    """
    whole = np.maximum(np.add.reduceat(weight, first), 1e-30)
    share = (weight / np.repeat(whole, faces) / 3)[:, None]

    def mean(values: Floats) -> Floats:
        return np.add.reduceat(values.sum(axis=1) * share, first)

    out = np.zeros((len(first), 3), VERTEX)
    around = np.stack([np.cos(CORNERS), np.sin(CORNERS)], axis=1).astype(np.float32)
    out["position"][:, :, :2] = RADIUS * around
    lean = np.minimum(LEAN * np.sqrt(1.0 / np.clip(gathered, 0.2, 1.0) ** 2 - 1.0), MOST_LEAN)
    tilted = np.ones((len(first), 3, 3), np.float32)
    tilted[:, :, :2] = lean[:, None, None] * around
    out["normal"] = tilted / np.linalg.norm(tilted, axis=2, keepdims=True)
    out["tangent"] = (1, 0, 0, 1)
    for name in ("uv0", "uv1"):
        middle = mean(corners[name])
        spread = np.sqrt(np.maximum(mean((corners[name] - np.repeat(middle, faces, axis=0)[:, None]) ** 2), 0))
        out[name] = middle[:, None] + 1.5 * spread[:, None] * around
    out["colour"] = np.rint(mean(corners["colour"].astype(np.float32)))[:, None]
    return out
