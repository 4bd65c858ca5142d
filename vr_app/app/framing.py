"""Where to stand to see a whole model, and the plain light of a studio to see it in."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4
from vr_app.scene.assembly import Assembly
from vr_app.scene.camera import world_boxes
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.mesh import Primitive
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset, Scene
from vr_app.scene.transform import look_at

STUDIO = Environment(
    sky=Sky(kind="interior", zenith=(0.85, 0.86, 0.88), horizon=(0.5, 0.5, 0.51), ground=(0.2, 0.2, 0.2)),
    sun=Sun(direction=(0.455, 0.71, 0.537), colour=(1.0, 0.98, 0.95), illuminance=2.2, disc="none"),
)
"""A bright ceiling, a grey room, and a lamp over the viewer's right shoulder."""
FOV_DEG = 40.0
MARGIN = 1.1
SMALLEST_M = 0.25
LARGEST_M = 60.0
"""Radii of models that the renderer's near plane and shadows suit as they are."""
FLAT = 0.15
"""A model this much thinner than it is long is looked at from its broad side."""


def shown_corners(scene: Scene, local: LocalPose) -> npt.NDArray[np.float64]:
    """(2 K, 3) points that hold all that is shown in a pose; skinned meshes where their joints put them."""
    nodes = scene.nodes
    world = world_matrices(nodes, local)
    out: list[np.ndarray] = [np.zeros((0, 3))]
    for node in np.flatnonzero((nodes.mesh >= 0) & nodes.visible).tolist():
        skin = scene.skins[nodes.skin[node]] if nodes.skin[node] >= 0 else None
        for primitive in scene.meshes[nodes.mesh[node]].primitives:
            if not len(primitive.vertices):
                continue
            positions = _morphed(primitive, nodes, local, node)
            if skin is None or not primitive.skinned:
                box = positions.min(0)[None], positions.max(0)[None]
                centres, halves = world_boxes(*box, world[node][None])
                out.append(np.concatenate([centres - halves, centres + halves]).astype(np.float64))
                continue
            palette = world[skin.joints] @ skin.inverse_bind
            share = primitive.vertices["weights"].astype(np.float32) / 65535.0
            matrices = np.einsum("vj,vjab->vab", share, palette[primitive.vertices["joints"]][:, :, :3])
            places = np.einsum("vab,vb->va", matrices[:, :, :3], positions) + matrices[:, :, 3]
            out.append(np.stack([places.min(0), places.max(0)]))
    corners = np.concatenate(out)
    return corners[np.isfinite(corners).all(axis=1)]


def _morphed(primitive: Primitive, nodes: NodeTable, local: LocalPose, node: int) -> npt.NDArray[np.float32]:
    """The corners of a primitive's box, or all its positions where a skin or a morph moves them one by one."""
    first, count = int(nodes.weight_offset[node]), int(nodes.weight_count[node])
    weights = local.weights[first : first + count]
    if primitive.morph is not None and weights.any():
        known = weights[: primitive.morph.target_count]
        return primitive.positions + np.tensordot(known, primitive.morph.positions[: len(known)], 1)
    return primitive.positions if primitive.skinned else np.stack([primitive.bounds_min, primitive.bounds_max])


def framed(corners: npt.NDArray[np.float64], aspect: float) -> Mat4:
    """A view from the front, a little above and aside, that just holds all of these points.

    Args:
        aspect: width of the picture over its height.
    """
    if not len(corners):
        return look_at((0.0, 1.0, 3.0), (0.0, 0.5, 0.0)).astype(np.float32)
    bottom, top = corners.min(0), corners.max(0)
    middle, extent = (bottom + top) / 2, np.maximum(top - bottom, 1e-6)
    broad = [(1.0, 0.25, 0.35), (0.4, 0.85, 1.0), (0.2, 0.12, 1.0)]
    thin = int(np.argmin(extent))
    away = np.array(broad[thin] if extent[thin] < FLAT * np.median(extent) else (0.4, 0.28, 1.0))
    pose = look_at(middle + away, middle)
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    seen = (signs * extent / 2) @ pose[:3, :3]
    slope = math.tan(math.radians(FOV_DEG) / 2) / MARGIN
    distance = float(np.max(np.maximum(np.abs(seen[:, 0]) / (slope * aspect), np.abs(seen[:, 1]) / slope) + seen[:, 2]))
    return look_at(middle + away / np.linalg.norm(away) * distance, middle).astype(np.float32)


def rescaled(scene: Scene) -> Scene:
    """The scene of one file, made larger or smaller where it is tiny or huge: light falls on it alike."""
    if scene.avatar is not None:
        return scene
    corners = shown_corners(scene, LocalPose.at_rest(scene.nodes))
    radius = float(np.linalg.norm(np.ptp(corners, axis=0))) / 2 if len(corners) else 0.0
    if radius < 1e-9 or SMALLEST_M <= radius <= LARGEST_M:
        return scene
    factor = 1.0 / radius
    asset = LoadedAsset(
        scene.name,
        scene.nodes,
        scene.meshes,
        scene.materials,
        scene.images,
        scene.skins,
        scene.animations,
        scene.lights,
        scene.cameras,
    )
    assembly = Assembly()
    upright = np.array([0.0, 0.0, 0.0, 1.0], np.float32)
    assembly.add_asset("model", asset, at=(0.0, 0.0, 0.0), rotation=upright, scale=factor)
    lights = tuple(
        light
        if light.kind == "directional"
        else replace(light, intensity=light.intensity * factor**2, range_m=light.range_m * factor)
        for light in assembly.lights
    )
    kept = {"lights": lights, "placements": scene.placements, "plan": None}
    return replace(scene, **(assembly.parts() | kept))
