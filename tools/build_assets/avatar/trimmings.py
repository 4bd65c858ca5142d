"""What is swept along the coat: the skirt itself, belt, cuffs, cords."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.coat import HEM, front_edge, skirt_solid, sleeve, solid
from tools.build_assets.avatar.sdf import Array, cast, gradient, smoothstep
from tools.build_assets.avatar.surface import Mesh, vertex_normals

RING = 76
"""Points round the skirt."""


def cord(path: Array, radius: float, closed: bool) -> Mesh:
    """A round cord along a polyline that lies on the coat."""
    sides = 4
    before, after = (np.roll(path, 1, 0), np.roll(path, -1, 0)) if closed else (path, path)
    tangent = after - before if closed else np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = gradient(solid, path)
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
    return Mesh(points, normals, mesh_faces, np.tile(palette.TRIM, (len(points), 1)), np.zeros((len(points), 2)))


def _band(rows: list[Array], colour: Array) -> Mesh:
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
    if np.einsum("ij,ij->i", normals, gradient(solid, points)).sum() < 0:
        mesh_faces, normals = mesh_faces[:, ::-1], -normals
    return Mesh(points, normals, mesh_faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _around(height: float, count: int, lift: float) -> Array:
    """A ring on the coat at a height, `lift` above the cloth."""
    turn = np.arange(count) / count * 2 * np.pi
    middle = np.array([0.0, height, -0.008])
    ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
    return middle + (cast(skirt_solid, middle, ray, 0.5)[:, None] + lift) * ray


def skirt() -> Mesh:
    """The coat below the belt, turned in at the hem, with a dark inside."""
    heights = [0.992, 0.955, 0.91, 0.86, 0.80, 0.72, 0.63, 0.53, 0.43, 0.34, 0.26, 0.19, 0.150, HEM]
    rows = [_around(h, RING, 0.0) for h in heights]
    edge = _around(HEM, RING, -0.003)
    rows.append(edge - [0.0, 0.003, 0.0])
    rows += [_around(HEM, RING, -0.009), _around(0.20, RING, -0.012), _around(0.34, RING, -0.016)]
    mesh = _band(rows, palette.COAT)
    fade = smoothstep(0.75, HEM, mesh.positions[:, 1])[:, None] * 0.5
    mesh.colours = mesh.colours + (palette.COAT_DARK - mesh.colours) * fade
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


def bands() -> list[Mesh]:
    """Belt and turned-back cuffs."""
    out = [_band([_around(h, 60, lift) for h, lift in _BELT], palette.BOOTS)]
    turn = np.arange(36) / 36 * 2 * np.pi
    ray = np.stack([np.zeros_like(turn), np.sin(turn), np.cos(turn)], axis=-1)
    for sign in (1.0, -1.0):
        rows = []
        for x, lift in _CUFF:
            middle = np.array([sign * x, 1.222, -0.005])
            rows.append(middle + (cast(sleeve, middle, ray, 0.1)[:, None] + lift) * ray)
        out.append(_band(rows, palette.COAT_DARK))
    return out


def cords() -> list[Mesh]:
    """Piping along the front edge, two lines round the hem, one round each cuff."""
    y = np.linspace(0.150, 1.262, 60)
    origin = np.stack([front_edge(y), y, np.zeros_like(y)], axis=-1)
    forward = np.broadcast_to([0.0, 0.0, 1.0], origin.shape)
    out = [cord(origin + cast(solid, origin, forward, 0.4)[:, None] * forward, 0.0032, False)]
    turn = np.arange(64) / 64 * 2 * np.pi
    for height, radius in ((0.158, 0.0046), (0.180, 0.0028)):
        middle = np.array([0.0, height, -0.012])
        ray = np.stack([np.sin(turn), np.zeros_like(turn), np.cos(turn)], axis=-1)
        out.append(cord(middle + cast(solid, middle, ray, 0.5)[:, None] * ray, radius, True))
    ring = np.arange(28) / 28 * 2 * np.pi
    for sign in (1.0, -1.0):
        middle = np.array([sign * 0.478, 1.222, -0.006])
        ray = np.stack([np.zeros_like(ring), np.sin(ring), np.cos(ring)], axis=-1)
        out.append(cord(middle + (cast(solid, middle, ray, 0.1)[:, None] + 0.0052) * ray, 0.0034, True))
    return out
