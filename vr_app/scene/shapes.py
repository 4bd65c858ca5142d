"""Small shapes for the overlay: tubes, rings, discs, balls, limbs. Metres in the scene, as arrays."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from vr_app.scene.overlay import EMPTY, OVERLAY_VERTEX, OverlayMesh, Rgba

Points = npt.NDArray[np.float32]


def mesh_of(
    positions: npt.ArrayLike, indices: npt.ArrayLike, colours: npt.ArrayLike, normals: npt.ArrayLike | None = None
) -> OverlayMesh:
    """A mesh of (V, 3) positions, a triangle list, one colour or (V, 4), and normals (none: not lit)."""
    points = np.asarray(positions, np.float32).reshape(-1, 3)
    vertices = np.zeros(len(points), OVERLAY_VERTEX)
    vertices["position"] = points
    vertices["colour"] = colours
    if normals is not None:
        vertices["normal"] = normals
    return OverlayMesh(vertices, np.ascontiguousarray(indices, np.uint32).reshape(-1))


def premultiplied(colour: Rgba, alpha: float = 1.0) -> Rgba:
    """A straight linear colour for what is blended."""
    a = colour[3] * alpha
    return (colour[0] * a, colour[1] * a, colour[2] * a, a)


def tube(
    points: Points, radii: npt.ArrayLike, colours: npt.ArrayLike, sides: int = 6, *, lit: bool = False
) -> OverlayMesh:
    """A tube along (N, 3) points; radii (N) or one; colours (N, 4) or one."""
    count = len(points)
    if count < 2:
        return EMPTY
    along = np.gradient(points.astype(np.float64), axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    helper = np.where(np.abs(along[:, 1:2]) < 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
    side = np.cross(along, helper)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    up = np.cross(side, along)
    turn = np.arange(sides) * (2 * np.pi / sides)
    out = np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * up[:, None]
    wide = np.broadcast_to(np.asarray(radii, np.float64), (count,))[:, None, None]
    positions = points[:, None] + out * wide
    tinted = np.repeat(np.broadcast_to(np.asarray(colours, np.float32), (count, 4)), sides, axis=0)
    return mesh_of(positions, _tube_indices(count, sides), tinted, out.reshape(-1, 3) if lit else None)


@cache
def _tube_indices(count: int, sides: int) -> npt.NDArray[np.uint32]:
    ring, side = np.meshgrid(np.arange(count - 1), np.arange(sides), indexing="ij")
    a = ring * sides + side
    b = ring * sides + (side + 1) % sides
    quads = np.stack([a, b, a + sides, b, b + sides, a + sides], axis=-1)
    return quads.reshape(-1).astype(np.uint32)


def ring(
    middle: npt.ArrayLike, inner_m: float, outer_m: float, inner: Rgba, outer: Rgba, sides: int = 40
) -> OverlayMesh:
    """A flat ring on the floor, its colour running from the inner edge to the outer."""
    turn = np.arange(sides + 1) * (2 * np.pi / sides)
    way = np.stack([np.cos(turn), np.zeros(sides + 1), np.sin(turn)], axis=1)
    positions = np.concatenate([np.asarray(middle) + way * inner_m, np.asarray(middle) + way * outer_m])
    colours = np.concatenate([np.tile(inner, (sides + 1, 1)), np.tile(outer, (sides + 1, 1))])
    a = np.arange(sides)
    b = a + sides + 1
    indices = np.stack([a, a + 1, b, a + 1, b + 1, b], axis=1)
    return mesh_of(positions, indices, colours)


def cylinder_wall(
    middle: npt.ArrayLike, radius_m: float, height_m: float, foot: Rgba, top: Rgba, sides: int = 40
) -> OverlayMesh:
    """An upright wall of light, its colour running from the foot to the top."""
    turn = np.arange(sides + 1) * (2 * np.pi / sides)
    base = np.asarray(middle) + np.stack([np.cos(turn), np.zeros(sides + 1), np.sin(turn)], axis=1) * radius_m
    positions = np.concatenate([base, base + np.array([0.0, height_m, 0.0])])
    colours = np.concatenate([np.tile(foot, (sides + 1, 1)), np.tile(top, (sides + 1, 1))])
    a = np.arange(sides)
    b = a + sides + 1
    return mesh_of(positions, np.stack([a, a + 1, b, a + 1, b + 1, b], axis=1), colours)


def facing_ring(
    middle: npt.ArrayLike,
    viewer: npt.ArrayLike,
    inner_m: float,
    outer_m: float,
    inner: Rgba,
    outer: Rgba,
    share: float = 1.0,
) -> OverlayMesh:
    """A ring (or the beginning of one, clockwise from the top) that faces the viewer."""
    toward = np.asarray(viewer, np.float64) - np.asarray(middle, np.float64)
    toward /= max(float(np.linalg.norm(toward)), 1e-9)
    helper = np.array([0.0, 1.0, 0.0]) if abs(toward[1]) < 0.95 else np.array([1.0, 0.0, 0.0])
    side = np.cross(helper, toward)
    side /= np.linalg.norm(side)
    up = np.cross(toward, side)
    sides = max(int(40 * share), 1)
    turn = np.linspace(0.0, 2 * np.pi * share, sides + 1)
    way = np.sin(turn)[:, None] * side + np.cos(turn)[:, None] * up
    positions = np.concatenate([np.asarray(middle) + way * inner_m, np.asarray(middle) + way * outer_m])
    colours = np.concatenate([np.tile(inner, (sides + 1, 1)), np.tile(outer, (sides + 1, 1))])
    a = np.arange(sides)
    b = a + sides + 1
    return mesh_of(positions, np.stack([a, a + 1, b, a + 1, b + 1, b], axis=1), colours)


def limb(
    a: npt.ArrayLike, b: npt.ArrayLike, radius_a: float, radius_b: float, colour: Rgba, sides: int = 8
) -> OverlayMesh:
    """A rounded bone from one point to another, lit."""
    ends = np.asarray([a], np.float32), np.asarray([b], np.float32)
    return limbs(*ends, np.array([radius_a], np.float32), np.array([radius_b], np.float32), colour, sides)


_CAP = np.linspace(0.0, np.pi / 2, 4)
_WIDE = np.concatenate([np.sin(_CAP), np.sin(_CAP)[::-1]]).astype(np.float32)
_BEYOND = np.concatenate([-np.cos(_CAP), np.cos(_CAP)[::-1]]).astype(np.float32)
"""Of each ring of a bone: its radius against the end's, and how far beyond the end it is."""


def limbs(a: Points, b: Points, radius_a: Points, radius_b: Points, colour: Rgba, sides: int = 8) -> OverlayMesh:
    """Many rounded bones at once: from (L, 3) to (L, 3), with a radius at each end (L)."""
    count, rings = len(a), len(_WIDE)
    way = b - a
    length = np.sqrt((way * way).sum(axis=1, keepdims=True))
    way = way / np.maximum(length, 1e-6)
    x, y, z = way.T
    flat = np.abs(y) < 0.9
    # Across the bone: away from the vertical, or from x where it stands upright.
    side = np.where(
        flat[:, None], np.stack([-z, np.zeros_like(x), x], axis=1), np.stack([np.zeros_like(x), z, -y], axis=1)
    )
    side /= np.maximum(np.sqrt((side * side).sum(axis=1, keepdims=True)), 1e-6)
    sx, sy, sz = side.T
    up = np.stack([sy * z - sz * y, sz * x - sx * z, sx * y - sy * x], axis=1)
    turn = np.arange(sides, dtype=np.float32) * np.float32(2 * np.pi / sides)
    out = np.cos(turn)[None, :, None] * side[:, None] + np.sin(turn)[None, :, None] * up[:, None]  # (L, S, 3)
    first = np.arange(rings) < rings // 2
    radius = np.where(first, radius_a[:, None], radius_b[:, None])  # (L, R)
    middle = np.where(first[None, :, None], a[:, None], b[:, None]) + way[:, None] * (radius * _BEYOND)[..., None]
    wide = np.maximum(radius * _WIDE, 1e-4)
    vertices = np.zeros(count * rings * sides, OVERLAY_VERTEX)
    normals = out[:, None] * _WIDE[None, :, None, None] + (way[:, None] * _BEYOND[None, :, None])[:, :, None]
    vertices["position"] = (middle[:, :, None] + out[:, None] * wide[:, :, None, None]).reshape(-1, 3)
    vertices["normal"] = normals.reshape(-1, 3)
    vertices["colour"] = colour
    return OverlayMesh(vertices, _limb_indices(count, rings, sides))


@cache
def _limb_indices(count: int, rings: int, sides: int) -> npt.NDArray[np.uint32]:
    one = _tube_indices(rings, sides)
    starts = np.arange(count, dtype=np.uint32) * np.uint32(rings * sides)
    return (starts[:, None] + one[None]).reshape(-1)


def moved(mesh: OverlayMesh, world_from_mesh: npt.NDArray[np.float32], *, lit: bool = True) -> OverlayMesh:
    """The mesh somewhere else. Where it is not `lit`, its normals stay zero."""
    vertices = mesh.vertices.copy()
    linear = world_from_mesh[:3, :3]
    vertices["position"] = mesh.vertices["position"] @ linear.T + world_from_mesh[:3, 3]
    if lit:
        vertices["normal"] = mesh.vertices["normal"] @ linear.T
    return OverlayMesh(vertices, mesh.indices)


def facing_frame(ahead: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """A rotation (3, 3) whose third column is a direction and whose second leans upwards."""
    x, y, z = (float(v) for v in np.asarray(ahead))
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    x, y, z = x / length, y / length, z / length
    sx, sy, sz = (z, 0.0, -x) if abs(y) < 0.95 else (0.0, -z, y)
    side = math.sqrt(sx * sx + sy * sy + sz * sz)
    sx, sy, sz = sx / side, sy / side, sz / side
    up = (y * sz - z * sy, z * sx - x * sz, x * sy - y * sx)
    return np.array([(sx, up[0], x), (sy, up[1], y), (sz, up[2], z)], np.float32)
