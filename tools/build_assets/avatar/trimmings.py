"""What is swept along the coat: the skirt itself, belt, cuffs, cords."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.coat import front_edge, skirt_solid, sleeve, solid
from tools.build_assets.avatar.cut import Cut
from tools.build_assets.avatar.sdf import Array, cast, gradient, smoothstep
from tools.build_assets.avatar.surface import Mesh, vertex_normals

RING = 76
"""Points round the skirt."""


def cord(path: Array, radius: float, closed: bool, colour: Array, cut: Cut) -> Mesh:
    """A round cord along a polyline that lies on the coat."""
    sides = 4
    before, after = (np.roll(path, 1, 0), np.roll(path, -1, 0)) if closed else (path, path)
    tangent = after - before if closed else np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = gradient(lambda p: solid(p, cut), path)
    side = np.cross(tangent, out)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    t = np.arange(sides) / sides * 2 * np.pi
    normals = np.cos(t)[None, :, None] * out[:, None] + np.sin(t)[None, :, None] * side[:, None]
    points = (path + 0.35 * radius * out)[:, None] + radius * normals
    rows = len(path)
    faces = []
    for i in range(rows if closed else rows - 1):
        for j in range(sides):
            a, b = i * sides + j, i * sides + (j + 1) % sides
            c, d = ((i + 1) % rows) * sides + j, ((i + 1) % rows) * sides + (j + 1) % sides
            faces += [(a, b, d), (a, d, c)]
    mesh_faces = np.array(faces)
    points, normals = points.reshape(-1, 3), normals.reshape(-1, 3)
    corner = points[mesh_faces]
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    if np.einsum("ij,ij->i", across, normals[mesh_faces[:, 0]]).sum() < 0:
        mesh_faces = mesh_faces[:, ::-1]
    return Mesh(points, normals, mesh_faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _band(rows: list[Array], colour: Array, cut: Cut) -> Mesh:
    """Closed rings of equal length as one skin, the outside found from the coat's gradient."""
    count = len(rows[0])
    points = np.concatenate(rows)
    faces = []
    for i in range(len(rows) - 1):
        for j in range(count):
            a, b = i * count + j, i * count + (j + 1) % count
            faces += [(a, b, b + count), (a, b + count, a + count)]
    mesh_faces = np.array(faces)
    normals = vertex_normals(points, mesh_faces)
    if np.einsum("ij,ij->i", normals, gradient(lambda p: solid(p, cut), points)).sum() < 0:
        mesh_faces, normals = mesh_faces[:, ::-1], -normals
    return Mesh(points, normals, mesh_faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _around(height: float, count: int, lift: float, cut: Cut) -> Array:
    """A ring on the coat at a height, `lift` above the cloth."""
    turn = np.arange(count) / count * 2 * np.pi
    middle = np.array([0.0, height, -0.008])
    ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
    return middle + (cast(lambda p: skirt_solid(p, cut), middle, ray, 0.5)[:, None] + lift) * ray


def skirt(cut: Cut, colour: Array, dark: Array) -> Mesh:
    """The garment below the belt, turned in at the hem, with a dark inside."""
    hem, top = cut.hem_m, 0.992
    usual = np.array([0.992, 0.955, 0.91, 0.86, 0.80, 0.72, 0.63, 0.53, 0.43, 0.34, 0.26, 0.19, 0.150, 0.135])
    heights = [float(top - (top - h) * (top - hem) / (top - 0.135)) for h in usual]
    rows = [_around(h, RING, 0.0, cut) for h in heights]
    edge = _around(hem, RING, -0.003, cut)
    rows.append(edge - [0.0, 0.003, 0.0])
    inside = ((hem, -0.009), (hem + 0.065, -0.012), (hem + 0.205, -0.016))
    rows += [_around(h, RING, lift, cut) for h, lift in inside]
    mesh = _band(rows, colour, cut)
    fade = smoothstep(min(hem + 0.615, 0.95), hem, mesh.positions[:, 1])[:, None] * 0.5
    mesh.colours = mesh.colours + (dark - mesh.colours) * fade
    mesh.colours[(len(heights) + 1) * RING :] *= 0.35
    return mesh


_BELT = (
    (0.966, -0.004), (0.9665, 0.0055), (0.969, 0.0075), (0.985, 0.0078), (1.001, 0.0075),
    (1.0035, 0.0055), (1.004, -0.004),
)  # fmt: skip
_CUFF = (
    (0.476, -0.002), (0.4765, 0.0045), (0.480, 0.0062), (0.505, 0.0068), (0.545, 0.0074), (0.5555, 0.0066),
    (0.557, 0.003), (0.553, -0.004),
)  # fmt: skip
"""Height (or distance from the middle) and lift above the cloth, row by row."""


def belt(cut: Cut, colour: Array) -> Mesh:
    """The belt."""
    return _band([_around(h, 60, lift, cut) for h, lift in _BELT], colour, cut)


def hem_band(cut: Cut, colour: Array, height_m: float, reach_m: float) -> Mesh:
    """A knitted or sewn edge round the hem, from `height_m` upwards."""
    rows = ((0.0, -0.012), (0.0, 0.001), (0.12, 0.0042), (0.88, 0.0042), (1.0, 0.001), (1.0, -0.004))
    return _band([_around(height_m + share * reach_m, 60, lift, cut) for share, lift in rows], colour, cut)


def cuffs(cut: Cut, colour: Array) -> list[Mesh]:
    """Turned-back cuffs."""
    out = []
    turn = np.arange(36) / 36 * 2 * np.pi
    ray = np.stack([np.zeros_like(turn), np.sin(turn), np.cos(turn)], axis=-1)
    for sign in (1.0, -1.0):
        rows = []
        for x, lift in _CUFF:
            middle = np.array([sign * x, 1.222, -0.005])
            rows.append(middle + (cast(sleeve, middle, ray, 0.1)[:, None] + lift) * ray)
        out.append(_band(rows, colour, cut))
    return out


def front_cord(cut: Cut, colour: Array, bottom_m: float) -> Mesh:
    """Piping along the front edge."""
    y = np.linspace(bottom_m, 1.262, 60)
    origin = np.stack([front_edge(y), y, np.zeros_like(y)], axis=-1)
    forward = np.broadcast_to([0.0, 0.0, 1.0], origin.shape)
    return cord(
        origin + cast(lambda p: solid(p, cut), origin, forward, 0.4)[:, None] * forward, 0.0032, False, colour, cut
    )


def edge_cords(cut: Cut, colour: Array) -> list[Mesh]:
    """Two lines round the hem, one round each cuff."""
    out = []
    turn = np.arange(64) / 64 * 2 * np.pi
    for above, radius in ((0.023, 0.0046), (0.045, 0.0028)):
        middle = np.array([0.0, cut.hem_m + above, -0.012])
        ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
        reach = cast(lambda p: solid(p, cut), middle, ray, 0.5)
        out.append(cord(middle + reach[:, None] * ray, radius, True, colour, cut))
    ring = np.arange(28) / 28 * 2 * np.pi
    for sign in (1.0, -1.0):
        middle = np.array([sign * 0.478, 1.222, -0.006])
        ray = np.stack([np.zeros_like(ring), np.sin(ring), np.cos(ring)], axis=-1)
        reach = cast(lambda p: solid(p, cut), middle, ray, 0.1)
        out.append(cord(middle + (reach[:, None] + 0.0052) * ray, 0.0034, True, colour, cut))
    return out


def collar(colour: Array, cut: Cut, rise_m: float, spread_m: float, gap_deg: float) -> Mesh:
    """A turned-down collar, open in front by `gap_deg` on each side: a folded band swept round the neck."""
    count = 41
    turn = np.radians(np.linspace(gap_deg, 360.0 - gap_deg, count))
    tip = np.exp(-(((np.minimum(turn, 2 * np.pi - turn) - np.radians(gap_deg)) / 0.35) ** 2))
    base = 1.262
    # lift and distance from the neck: inside below, inside above, fold, outside below, its edge, under it
    section = np.array([(-0.020, 0.002), (rise_m, 0.000), (rise_m + 0.004, 0.004), (rise_m, 0.008), (0.0, spread_m),
                        (-0.008, spread_m + 0.002), (-0.008, spread_m - 0.003)])  # fmt: skip
    rows = []
    for share, (lift, out) in enumerate(section):
        low = base + lift - (0.020 * tip if share >= 4 else 0.010 * tip) - 0.012 * np.cos(turn)
        reach = np.interp(low, [1.23, 1.262, 1.30], [0.084, 0.062, 0.052]) + out
        x, z = reach * np.sin(turn), -0.006 + 1.02 * reach * np.cos(turn)
        rows.append(np.stack([x, low, z], axis=-1))
    points = np.concatenate(rows)
    n, faces = len(rows), []
    for i in range(n):
        for j in range(count - 1):
            a, b = i * count + j, i * count + j + 1
            c, d = ((i + 1) % n) * count + j, ((i + 1) % n) * count + j + 1
            faces += [(a, b, d), (a, d, c)]
    for end in (0, count - 1):
        ring = [i * count + end for i in range(n)]
        faces += [(ring[0], ring[i], ring[i + 1]) if end else (ring[0], ring[i + 1], ring[i]) for i in range(1, n - 1)]
    mesh_faces = np.array(faces)
    normals = vertex_normals(points, mesh_faces)
    outer = slice(3 * count, 5 * count)
    away = points[outer] * [1, 0, 1]
    if np.einsum("ij,ij->i", normals[outer], away).sum() < 0:
        mesh_faces, normals = mesh_faces[:, ::-1], -normals
    return Mesh(points, normals, mesh_faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))
