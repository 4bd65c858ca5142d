"""A loaded file (`LoadedAsset`) and a whole place (`Scene`): the data the renderer draws, without any drawing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from vr_app.scene.animation import Animation
from vr_app.scene.draw_plan import DrawPlan
from vr_app.scene.environment import Environment
from vr_app.scene.light import Light
from vr_app.scene.material import Image, Material
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import NodeTable
from vr_app.scene.skin import Skin
from vr_app.scene.stage_life import Behaviour
from vr_app.scene.stage_things import Thing
from vr_app.scene.transform import quaternion_multiply, yaw_quaternion


@dataclass(frozen=True)
class SceneCamera:
    """A camera of a file; looks along its node's -Z. `ymag_m` is half the height an orthographic one sees, else 0."""

    node: int
    yfov_rad: float
    near_m: float = 0.05
    name: str = ""
    ymag_m: float = 0.0


@dataclass(frozen=True)
class LoadedAsset:
    """Everything read from one .glb, .gltf or .vrm file.

    Attributes:
        name: file name.
        document: the file's JSON (VRM extensions, author, extras); node numbers in it are the file's own.
        node_of_file: index in `nodes` of each node of the file's JSON (-1 where it is not in the scene shown).
        notes: plain lines about what was left out or replaced.
        variants: names of the looks the file offers (KHR_materials_variants); choose one with `in_variant`.
    """

    name: str
    nodes: NodeTable
    meshes: tuple[Mesh, ...] = ()
    materials: tuple[Material, ...] = ()
    images: tuple[Image, ...] = ()
    skins: tuple[Skin, ...] = ()
    animations: tuple[Animation, ...] = ()
    lights: tuple[Light, ...] = ()
    cameras: tuple[SceneCamera, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict)
    node_of_file: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placement:
    """Where one thing of the stage (or the host) ended up in the scene's tables.

    Attributes:
        id: the thing's id; "host" for the avatar.
        root: the node that places it: move this one to move the thing.
        node_offset: added to an asset's node index to get the scene's.
        node_count: how many nodes follow.
        weight_offset: added to an asset's morph weight index.
        animation_offset: the asset's first animation in `Scene.animations`.
        asset: name of the file it came from; "" for a stand-in.
        material_offset: added to an asset's material index.
    """

    id: str
    root: int
    node_offset: int
    node_count: int
    weight_offset: int = 0
    animation_offset: int = 0
    asset: str = ""
    material_offset: int = 0


@dataclass(frozen=True)
class Scene:
    """A whole place.

    Attributes:
        placements: by thing id; the avatar's is "host".
        avatar: the avatar's file, for building its rig; where the scene is a single VRM file, that one; or None.
        problems: plain lines about what is missing or broken (a marked stand-in is shown).
        things: those of the stage, each with the place it has here; () for a single file.
        behaviours: what things do by themselves.
        plan: the renderer's tables where they were made ahead (they cost milliseconds); it makes them otherwise.
    """

    name: str
    nodes: NodeTable
    meshes: tuple[Mesh, ...] = ()
    materials: tuple[Material, ...] = ()
    images: tuple[Image, ...] = ()
    skins: tuple[Skin, ...] = ()
    animations: tuple[Animation, ...] = ()
    lights: tuple[Light, ...] = ()
    cameras: tuple[SceneCamera, ...] = ()
    environment: Environment = field(default_factory=Environment)
    placements: Mapping[str, Placement] = field(default_factory=dict)
    avatar: LoadedAsset | None = None
    problems: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    plan: DrawPlan | None = None

    def same_things(self, other: Scene) -> bool:
        """Whether the other differs from it in nothing but what surrounds the things."""
        return self.nodes is other.nodes and self.meshes is other.meshes and self.materials is other.materials


def in_variant(asset: LoadedAsset, name: str) -> LoadedAsset:
    """The asset in one of its `variants`. Raises: ValueError where it has none of that name."""
    number = asset.variants.index(name)
    meshes = tuple(
        replace(
            mesh,
            primitives=tuple(
                replace(p, material=p.variant_materials[number]) if p.variant_materials else p for p in mesh.primitives
            ),
        )
        for mesh in asset.meshes
    )
    return replace(asset, meshes=meshes)


def scene_of_asset(asset: LoadedAsset, environment: Environment | None = None) -> Scene:
    """A scene that shows one file as it is; figures of VRM 0.x, which face -Z, are turned round."""
    return Scene(
        name=asset.name,
        nodes=_turned_round(asset.nodes) if faces_back(asset) else asset.nodes,
        meshes=asset.meshes,
        materials=asset.materials,
        images=asset.images,
        skins=asset.skins,
        animations=asset.animations,
        lights=asset.lights,
        cameras=asset.cameras,
        environment=environment or Environment(),
        avatar=asset if is_figure(asset) else None,
        problems=asset.notes,
    )


def is_figure(asset: LoadedAsset) -> bool:
    """Whether the file says that it is a VRM figure."""
    extensions = asset.document.get("extensions")
    return isinstance(extensions, Mapping) and ("VRMC_vrm" in extensions or "VRM" in extensions)


def faces_back(asset: LoadedAsset) -> bool:
    """Whether the file is a figure that looks along -Z, as those of VRM 0.x do."""
    extensions = asset.document.get("extensions")
    return isinstance(extensions, Mapping) and "VRM" in extensions and "VRMC_vrm" not in extensions


def _turned_round(nodes: NodeTable) -> NodeTable:
    roots = nodes.parent < 0
    translation, rotation = nodes.translation.copy(), nodes.rotation.copy()
    translation[roots] *= (-1.0, 1.0, -1.0)
    rotation[roots] = quaternion_multiply(yaw_quaternion(np.pi), rotation[roots])
    return replace(nodes, translation=translation, rotation=rotation)
