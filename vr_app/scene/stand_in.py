"""What stands where something is missing or broken: a box in a magenta checker, unmistakable and harmless."""

from __future__ import annotations

import numpy as np

from vr_app.scene.layout.shape import box_triangles
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage_things import Thing

SIDE_M = 0.6


def checker_image() -> Image:
    """64 x 64, with mips."""
    cells = (np.indices((64, 64)) // 16).sum(axis=0) % 2
    pixels = np.where(cells[..., None] == 0, [255, 0, 255, 255], [20, 20, 20, 255]).astype(np.uint8)
    levels = [pixels]
    while levels[-1].shape[0] > 1:
        side = levels[-1].shape[0] // 2
        levels.append(levels[-1].reshape(side, 2, side, 2, 4).mean(axis=(1, 3)).astype(np.uint8))
    return Image("stand-in", tuple(levels))


def plain_asset(thing: Thing) -> LoadedAsset:
    """A plain shape of the thing's size and colour: what stands where it names no asset."""
    points, triangles = _SOLIDS[thing.shape](np.array(thing.size, np.float64))
    corners = points[triangles.reshape(-1)]
    edges = corners.reshape(-1, 3, 3)
    face = np.cross(edges[:, 1] - edges[:, 0], edges[:, 2] - edges[:, 0])
    flat = np.repeat(face / np.maximum(np.linalg.norm(face, axis=1, keepdims=True), 1e-12), 3, axis=0)
    body = build_primitive(corners, np.arange(len(corners)), material=0, normals=flat)
    surface = Material(thing.shape, base_colour=(*thing.colour, 1.0), metallic=0.0, roughness=0.75)
    return LoadedAsset(thing.id, build_nodes([thing.id], [-1], mesh=[0]), (Mesh(thing.shape, (body,)),), (surface,))


def _box(size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    triangles = box_triangles((float(size[0]), float(size[1]), float(size[2])))
    points = triangles.reshape(-1, 3)
    return points, np.arange(len(points)).reshape(-1, 3)


def _turned_profile(size: np.ndarray, profile: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """A body of rings: (radius, height) from below, both 0 to 1."""
    spokes = 24
    angles = np.linspace(0, 2 * np.pi, spokes, endpoint=False)
    ring = np.stack([np.cos(angles), np.zeros(spokes), -np.sin(angles)], axis=1)
    rings = [
        ring * (radius * size[0] / 2, 0, radius * size[2] / 2) + (0, height * size[1], 0) for radius, height in profile
    ]
    inner = np.arange(len(profile) - 1)[:, None] * spokes + np.arange(spokes)
    beside = np.arange(len(profile) - 1)[:, None] * spokes + (np.arange(spokes) + 1) % spokes
    quads = np.stack([inner, beside + spokes, inner + spokes, inner, beside, beside + spokes], axis=-1).reshape(-1, 3)
    return np.concatenate(rings), quads


def _ball(size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    angle = np.linspace(0, np.pi, 13)
    return _turned_profile(size, [(float(np.sin(a)), float(0.5 - 0.5 * np.cos(a))) for a in angle])


_SOLIDS = {
    "box": _box,
    "cylinder": lambda size: _turned_profile(size, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
    "ball": _ball,
    "cone": lambda size: _turned_profile(size, [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]),
}


def stand_in_asset(name: str) -> LoadedAsset:
    """A checkered box that stands on its origin."""
    corners, normals, uv, indices = [], [], [], []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            normal = np.zeros(3)
            normal[axis] = sign
            u = np.roll([1.0, 0.0, 0.0], axis + 1)
            v = np.cross(normal, u)
            start = len(corners)
            for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corners.append((normal + u * s + v * t) * SIDE_M / 2 + [0, SIDE_M / 2, 0])
                normals.append(normal)
                uv.append(((s + 1) / 2, (t + 1) / 2))
            indices += [start, start + 1, start + 2, start, start + 2, start + 3]
    box = build_primitive(np.array(corners), np.array(indices), material=0, normals=np.array(normals), uv0=np.array(uv))
    surface = Material("stand-in", metallic=0.0, roughness=0.8, base_colour_texture=TextureUse(0, smooth=False))
    nodes = build_nodes([name], [-1], mesh=[0])
    return LoadedAsset(name, nodes, (Mesh("stand-in", (box,)),), (surface,), (checker_image(),), node_of_file=(0,))
