"""The shapes that everything is made of. All are closed where they should be, with bevelled edges and uvs in metres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tools.build_assets.mesh import Array, Mesh, flat_shaded, grid_faces, merged, smooth_normals


def _bevel_samples(half: float, bevel: float, segments: int, cell: float) -> Array:
    """Coordinates along one edge of a rounded box, denser in the bevels."""
    angles = np.radians(np.linspace(45.0, 0.0, segments + 1))
    edge = half - bevel + bevel * np.tan(angles)
    inner = half - bevel
    steps = max(1, int(np.ceil(2.0 * inner / cell)))
    middle = np.linspace(-inner, inner, steps + 1)[1:-1]
    return np.concatenate([-edge, middle, edge[::-1]])


def box(size: Sequence[float], bevel: float = 0.01, segments: int = 1, cell: float = 1e9, skip: str = "") -> Mesh:
    """A box about the origin with rounded edges.

    Args:
        size: full extents.
        bevel: radius of the edges.
        segments: steps in half an edge's rounding.
        cell: longest distance between vertices on the flat parts (for baked occlusion).
        skip: faces to leave out, of "+x -x +y -y +z -z" joined by blanks.
    """
    half = np.asarray(size, dtype=np.float64) / 2.0
    bevel = float(min(bevel, half.min() * 0.999))
    skipped = skip.split()
    parts = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        us = _bevel_samples(half[u], bevel, segments, cell)
        vs = _bevel_samples(half[v], bevel, segments, cell)
        for sign, label in ((1.0, "+"), (-1.0, "-")):
            if f"{label}{'xyz'[axis]}" in skipped:
                continue
            points = np.zeros((len(vs), len(us), 3))
            points[..., axis] = sign * half[axis]
            points[..., u] = us[None, :]
            points[..., v] = vs[:, None]
            flat = points.reshape(-1, 3)
            inner = np.clip(flat, -(half - bevel), half - bevel)
            normals = flat - inner
            normals /= np.linalg.norm(normals, axis=1, keepdims=True)
            across, up = (v, u) if axis != 1 else (u, v)
            if axis == 0:
                across, up = 2, 1
            elif axis == 2:
                across, up = 0, 1
            else:
                across, up = 0, 2
            faces = grid_faces(len(vs), len(us))
            faces = faces[:, ::-1] if sign > 0 else faces
            parts.append(Mesh(inner + normals * bevel, normals, flat[:, [across, up]] * (1.0, -1.0), faces))
    return merged(parts)


def crate(width: float, height: float, depth: float) -> Mesh:
    """A plain box of 12 triangles standing on the origin, for what is far away."""
    return flat_shaded(box((width, height, depth), 1e-6, segments=0)).moved(y=height / 2.0)


def block(width: float, height: float, depth: float, bevel: float = 0.01, **options: object) -> Mesh:
    """A rounded box standing on the origin."""
    return box((width, height, depth), bevel, **options).moved(y=height / 2.0)  # type: ignore[arg-type]


def rounded_profile(points: npt.ArrayLike, bevel: float = 0.01, steps: int = 2) -> Array:
    """A polyline with its corners cut by small arcs (quadratic Bezier)."""
    corners = np.asarray(points, dtype=np.float64)
    out = [corners[0]]
    for before, corner, after in zip(corners[:-2], corners[1:-1], corners[2:], strict=True):
        to_before, to_after = before - corner, after - corner
        lengths = np.linalg.norm(to_before), np.linalg.norm(to_after)
        cut = min(bevel, 0.45 * min(lengths))
        start = corner + to_before / max(lengths[0], 1e-9) * cut
        end = corner + to_after / max(lengths[1], 1e-9) * cut
        for t in np.linspace(0.0, 1.0, steps + 1):
            out.append((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t**2 * end)
    out.append(corners[-1])
    return np.array(out)


def curve(points: npt.ArrayLike, steps: int = 6, closed: bool = False) -> Array:
    """A Catmull-Rom curve through points of any dimension."""
    knots = np.asarray(points, dtype=np.float64)
    if closed:
        padded = np.concatenate([knots[-1:], knots, knots[:2]])
    else:
        padded = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    out = []
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    for a, b, c, d in zip(padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True):
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    curve_points = np.concatenate(out)
    return curve_points if closed else np.concatenate([curve_points, knots[-1:]])


def _runs(profile: Array, crease_deg: float) -> list[Array]:
    """The profile cut at its sharp corners."""
    steps = np.diff(profile, axis=0)
    steps /= np.maximum(np.linalg.norm(steps, axis=1, keepdims=True), 1e-12)
    bend = np.degrees(np.arccos(np.clip((steps[:-1] * steps[1:]).sum(axis=1), -1.0, 1.0)))
    cuts = [0, *(np.nonzero(bend > crease_deg)[0] + 1).tolist(), len(profile) - 1]
    return [profile[start : end + 1] for start, end in pairwise(cuts)]


def _profile_normals(run: Array) -> Array:
    """Normals of a 2D polyline, to the right of its direction."""
    tangents = np.gradient(run, axis=0)
    normals = np.stack([tangents[:, 1], -tangents[:, 0]], axis=1)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def lathe(
    profile: npt.ArrayLike,
    sides: int = 24,
    arc_deg: float = 360.0,
    first_deg: float = 0.0,
    crease_deg: float = 50.0,
) -> Mesh:
    """A profile of (radius, height) points, bottom to top on the outside, turned about Y."""
    points = np.asarray(profile, dtype=np.float64)
    angles = np.radians(first_deg + np.linspace(0.0, arc_deg, sides + 1))
    ring = np.stack([np.sin(angles), np.cos(angles)], axis=1)
    mean_radius = max(float(np.abs(points[:, 0]).max()), 1e-3)
    parts = []
    travelled = 0.0
    for run in _runs(points, crease_deg):
        lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(run, axis=0), axis=1))]) + travelled
        travelled = float(lengths[-1])
        normals2 = _profile_normals(run)
        rows, columns = len(run), len(angles)
        positions = np.empty((rows, columns, 3))
        positions[..., 0] = run[:, :1] * ring[:, 0]
        positions[..., 1] = run[:, 1:]
        positions[..., 2] = run[:, :1] * ring[:, 1]
        normals = np.empty_like(positions)
        normals[..., 0] = normals2[:, :1] * ring[:, 0]
        normals[..., 1] = normals2[:, 1:]
        normals[..., 2] = normals2[:, :1] * ring[:, 1]
        uvs = np.empty((rows, columns, 2))
        uvs[..., 0] = angles * mean_radius
        uvs[..., 1] = -lengths[:, None]
        faces = grid_faces(rows, columns)[:, ::-1]
        parts.append(Mesh(positions.reshape(-1, 3), normals.reshape(-1, 3), uvs.reshape(-1, 2), faces))
    return without_slivers(merged(parts))


def without_slivers(mesh: Mesh) -> Mesh:
    """Without triangles of no area (poles)."""
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    return Mesh(mesh.positions, mesh.normals, mesh.uvs, mesh.faces[area > 1e-10], mesh.colours)


def sphere(radius: float, sides: int = 24, rings: int = 12) -> Mesh:
    """A ball about the origin."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, rings + 1)
    mesh = lathe(np.stack([np.cos(angles) * radius, np.sin(angles) * radius], axis=1), sides, crease_deg=181.0)
    mesh.normals = mesh.positions / radius
    return mesh


def _frames(path: Array, closed: bool, up: Array | None) -> tuple[Array, Array, Array]:
    """Tangent, side and up along a path: parallel transport, or always with the given up."""
    tangents = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0) if closed else np.gradient(path, axis=0)
    tangents /= np.maximum(np.linalg.norm(tangents, axis=1, keepdims=True), 1e-12)
    if up is not None:
        sides = np.cross(tangents, up)
    else:
        start = np.eye(3)[int(np.argmin(np.abs(tangents[0])))]
        side = np.cross(tangents[0], start)
        rows = []
        for tangent in tangents:
            side = side - tangent * float(side @ tangent)
            side = side / max(float(np.linalg.norm(side)), 1e-12)
            rows.append(side)
        sides = np.array(rows)
    sides = sides / np.maximum(np.linalg.norm(sides, axis=1, keepdims=True), 1e-12)
    return tangents, sides, np.cross(sides, tangents)


def tube(
    path: npt.ArrayLike,
    radius: float | npt.ArrayLike,
    sides: int = 10,
    closed: bool = False,
    caps: bool = True,
    squash: float = 1.0,
) -> Mesh:
    """A round bar along a path.

    Args:
        radius: one for all, or one for each point.
        squash: height of the section against its width.
    """
    points = np.asarray(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(points),))
    _, side, up = _frames(points, closed, None)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    if closed:
        lengths = np.append(lengths, lengths[-1] + float(np.linalg.norm(points[0] - points[-1])))
        points, radii = np.concatenate([points, points[:1]]), np.append(radii, radii[0])
        side, up = np.concatenate([side, side[:1]]), np.concatenate([up, up[:1]])
    angles = np.linspace(0.0, 2.0 * np.pi, sides + 1)
    normals = np.cos(angles)[:, None] * side[:, None] + squash * np.sin(angles)[:, None] * up[:, None]
    positions = points[:, None] + normals * radii[:, None, None]
    uvs = np.stack(np.broadcast_arrays(angles[None, :] * float(radii.mean()), lengths[:, None]), axis=-1)
    flat = positions.reshape(-1, 3)
    faces = grid_faces(len(points), sides + 1)
    slanted = smooth_normals(flat, faces)
    if float((slanted * normals.reshape(-1, 3)).sum()) < 0.0:
        faces, slanted = faces[:, ::-1], -slanted
    parts = [Mesh(flat, slanted, uvs.reshape(-1, 2), faces)]
    if caps and not closed:
        for index, flip in ((0, True), (-1, False)):
            if radii[index] > 1e-4:
                parts.append(_cap(positions[index, :-1], points[index], flip, parts[0]))
    return without_slivers(merged(parts))


def _cap(ring: Array, centre: Array, first: bool, body: Mesh) -> Mesh:
    count = len(ring)
    positions = np.concatenate([ring, centre[None]])
    index = np.arange(count)
    faces = np.stack([index, np.roll(index, -1), np.full(count, count)], axis=1)
    normal = np.cross(ring[1] - ring[0], centre - ring[0])
    normal /= max(float(np.linalg.norm(normal)), 1e-12)
    outward = centre - body.positions.mean(axis=0)
    if float(normal @ outward) < 0.0:
        faces, normal = faces[:, ::-1], -normal
    uvs = (positions - centre)[:, [0, 2]]
    return Mesh(positions, np.tile(normal, (count + 1, 1)), uvs, faces)


def moulding(
    path: npt.ArrayLike,
    profile: npt.ArrayLike,
    closed: bool = False,
    crease_deg: float = 50.0,
    up: npt.ArrayLike = (0, 1, 0),
) -> Mesh:
    """A profile of (outwards, upwards) points swept along a path, mitred at corners.

    Outwards is to the right of the path's direction seen from `up`. Run the profile so that the outside lies to its
    right: from the bottom, outwards, to the top.
    """
    points = np.asarray(path, dtype=np.float64)
    upward = np.asarray(up, dtype=np.float64)
    ahead = np.roll(points, -1, axis=0) - points
    behind = points - np.roll(points, 1, axis=0)
    if not closed:
        ahead[-1], behind[0] = behind[-1], ahead[0]
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-12)
    behind /= np.maximum(np.linalg.norm(behind, axis=1, keepdims=True), 1e-12)
    out_ahead, out_behind = np.cross(ahead, upward), np.cross(behind, upward)
    out = out_ahead + out_behind
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    stretch = 1.0 / np.clip((out * out_ahead).sum(axis=1, keepdims=True), 0.3, 1.0)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    if closed:
        lengths = np.append(lengths, lengths[-1] + float(np.linalg.norm(points[0] - points[-1])))
        points, out, stretch = (np.concatenate([a, a[:1]]) for a in (points, out, stretch))
    bend = np.degrees(np.arccos(np.clip((ahead * behind).sum(axis=1), -1, 1)))
    hard = bend > 20.0
    parts = []
    travelled = 0.0
    for run in _runs(np.asarray(profile, dtype=np.float64), crease_deg):
        run_lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(run, axis=0), axis=1))]) + travelled
        travelled = float(run_lengths[-1])
        normals2 = _profile_normals(run)
        segments = _path_segments(hard, closed, len(points))
        for start, end in segments:
            stretch_of = slice(start, end + 1)
            section = points[stretch_of, None] + out[stretch_of, None] * stretch[stretch_of, None] * run[None, :, :1]
            section = section + upward * run[None, :, 1:]
            side = out[stretch_of].copy()
            if end - start == 1 or hard.any():
                first_out = out_ahead[start % len(out_ahead)]
                side[0] = first_out
                side[-1] = out_behind[end % len(out_behind)]
            normals = side[:, None] * normals2[None, :, :1] + upward * normals2[None, :, 1:]
            uvs = np.stack(np.broadcast_arrays(lengths[stretch_of, None], -run_lengths[None, :]), axis=-1)
            faces = grid_faces(end - start + 1, len(run))[:, ::-1]
            parts.append(Mesh(section.reshape(-1, 3), normals.reshape(-1, 3), uvs.reshape(-1, 2), faces))
    return without_slivers(_facing(merged(parts)))


def _path_segments(hard: npt.NDArray[np.bool_], closed: bool, count: int) -> list[tuple[int, int]]:
    cuts = np.nonzero(hard)[0].tolist()
    inner = cuts if closed else [cut for cut in cuts if 0 < cut < count - 1]
    cuts = sorted({0, *inner, count - 1})
    return list(pairwise(cuts))


def _facing(mesh: Mesh) -> Mesh:
    """Turns every triangle to agree with its vertices' normals."""
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    wanted = mesh.normals[mesh.faces].sum(axis=1)
    wrong = (flat * wanted).sum(axis=1) < 0.0
    faces = mesh.faces.copy()
    faces[wrong] = faces[wrong][:, ::-1]
    return Mesh(mesh.positions, mesh.normals, mesh.uvs, faces, mesh.colours)


def plate(width: float, depth: float, cell: float = 1e9) -> Mesh:
    """A flat rectangle about the origin facing up, cut into cells."""
    columns = max(1, int(np.ceil(width / cell))) + 1
    rows = max(1, int(np.ceil(depth / cell))) + 1
    x, z = np.meshgrid(np.linspace(-width / 2, width / 2, columns), np.linspace(-depth / 2, depth / 2, rows))
    positions = np.stack([x.ravel(), np.zeros(x.size), z.ravel()], axis=1)
    normals = np.tile((0.0, 1.0, 0.0), (x.size, 1))
    return Mesh(positions, normals, positions[:, [0, 2]].copy(), grid_faces(rows, columns))


def surface(points: Array) -> Mesh:
    """A grid of points [rows, columns, 3] as a smooth surface; uvs by distance along it."""
    rows, columns, _ = points.shape
    across = np.concatenate(
        [np.zeros((rows, 1)), np.cumsum(np.linalg.norm(np.diff(points, axis=1), axis=2), axis=1)], 1
    )
    along = np.concatenate(
        [np.zeros((1, columns)), np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=2), axis=0)], 0
    )
    faces = grid_faces(rows, columns)
    flat = points.reshape(-1, 3)
    mesh = Mesh(flat, smooth_normals(flat, faces), np.stack([across, along], axis=2).reshape(-1, 2), faces)
    return without_slivers(mesh)
