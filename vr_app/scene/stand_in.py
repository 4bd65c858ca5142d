"""What stands where something is missing or broken: a box in a magenta checker, unmistakable and harmless."""

from __future__ import annotations

import numpy as np

from vr_app.scene.bodies.catalogue import body
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
    """A body of the thing's shape, size, colour and surface: what stands where it names no asset."""
    width, height, depth = thing.size
    return body(thing.shape, (width, height, depth), thing.colour, thing.surface)


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
