"""The scarf: three rolls round the neck and a hanging end."""

from __future__ import annotations

import functools

import numpy as np

from tools.build_assets.avatar.palette import Palette
from tools.build_assets.avatar.sdf import Array, intersect, tube, union
from tools.build_assets.avatar.surface import Mesh, vertex_normals


@functools.lru_cache(maxsize=1)
def _loops() -> list[tuple[Array, Array]]:
    t = np.linspace(0, 2 * np.pi, 37)
    out = []
    for phase, lift, wide, thick, tilt in (
        (0.0, -0.006, 0.004, 0.0190, 0.020),
        (1.9, 0.012, 0.001, 0.0180, 0.026),
        (3.6, 0.025, -0.010, 0.0150, 0.018),
    ):
        front = np.cos(t)  # 1 in front
        x = (0.0745 + wide) * np.sin(t)
        z = -0.006 + (0.0780 + wide) * front
        y = 1.290 + lift - tilt * front + 0.005 * np.sin(2 * t + phase)
        radius = thick * (1 + 0.07 * np.sin(2 * t + 2 * phase))
        radius[-1] = radius[0]
        out.append((np.stack([x, y, z], axis=-1), radius))
    tail = np.array(
        [
            (0.024, 1.275, 0.083),
            (0.040, 1.222, 0.099),
            (0.050, 1.175, 0.1045),
            (0.055, 1.125, 0.1045),
            (0.058, 1.075, 0.1025),
        ]
    )
    out.append((tail, np.array([0.0165, 0.019, 0.0215, 0.0235, 0.0245])))
    return out


def scarf_field(p: Array) -> Array:
    """Three wraps round the neck and one end hanging over the chest."""
    d = np.full(p.shape[:-1], 1e9)
    for path, radius in _loops()[:3]:
        d = union(d, tube(p, path, radius), 0.005)
    return np.minimum(d, tail_field(p))


def tail_field(p: Array) -> Array:
    """The scarf's hanging end."""
    path, radius = _loops()[3]
    d = tube(p, path, radius) + 0.0014 * np.cos((p[..., 0] - 0.05) * 420.0)
    d = intersect(d, 1.062 - p[..., 1], 0.004)
    front = np.interp(p[..., 1], path[::-1, 1], path[::-1, 2])
    return intersect(d, np.abs(p[..., 2] - front) - 0.0105, 0.010)


def wraps(colours_of: Palette) -> list[Mesh]:
    """The scarf's rounds as smooth rolls; where they meet is a crisp fold."""
    sides, out = 10, []
    turn = np.arange(sides) / sides * 2 * np.pi
    for path, radius in _loops()[:3]:
        ring, r = path[:-1], radius[:-1]
        tangent = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        away = ring - [0.0, 1.29, -0.006]
        away[:, 1] = 0.0
        side = np.cross(tangent, away)
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        up = np.cross(side, tangent)
        wave = 1 + 0.035 * np.cos(3 * turn[None] + np.arange(len(ring))[:, None] * 0.55)
        normals = np.cos(turn)[None, :, None] * up[:, None] + np.sin(turn)[None, :, None] * side[:, None]
        points = (ring[:, None] + (r[:, None] * wave)[..., None] * normals).reshape(-1, 3)
        faces = []
        for i in range(len(ring)):
            for j in range(sides):
                a, b = i * sides + j, i * sides + (j + 1) % sides
                c, d = ((i + 1) % len(ring)) * sides + j, ((i + 1) % len(ring)) * sides + (j + 1) % sides
                faces += [(a, b, d), (a, d, c)]
        mesh_faces = np.array(faces)
        shading = vertex_normals(points, mesh_faces)
        if np.einsum("ij,ij->i", shading, normals.reshape(-1, 3)).sum() < 0:
            mesh_faces, shading = mesh_faces[:, ::-1], -shading
        colours = np.tile(colours_of.paint("scarf"), (len(points), 1))
        out.append(Mesh(points, shading, mesh_faces, colours, np.zeros((len(points), 2))))
    return out
