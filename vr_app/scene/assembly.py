"""Puts the tables of many assets one after another into the tables of one scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from vr_app.scene.animation import Animation
from vr_app.scene.light import Light
from vr_app.scene.material import LAYER_TEXTURES, MTOON_TEXTURES, Image, Material, MToon, SurfaceLayers, TextureUse
from vr_app.scene.mesh import Mesh, Primitive
from vr_app.scene.node import NodeTable, build_nodes
from vr_app.scene.scene import LoadedAsset, Placement, SceneCamera
from vr_app.scene.skin import Skin

SLOTS = (
    "base_colour_texture",
    "metallic_roughness_texture",
    "normal_texture",
    "occlusion_texture",
    "emissive_texture",
)


class Assembly:
    """Grows a scene. An asset placed twice shares its meshes, materials and images."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.parent: list[np.ndarray] = []
        self.columns: dict[str, list[np.ndarray]] = {
            name: []
            for name in ("translation", "rotation", "scale", "mesh", "skin", "visible", "weight_count", "weights")
        }
        self.meshes: list[Mesh] = []
        self.materials: list[Material] = []
        self.images: list[Image] = []
        self.skins: list[Skin] = []
        self.animations: list[Animation] = []
        self.lights: list[Light] = []
        self.cameras: list[SceneCamera] = []
        self.placements: dict[str, Placement] = {}
        self._node_count = 0
        self._weight_count = 0
        self._first: dict[int, tuple[int, int]] = {}

    def add_root(
        self,
        name: str,
        *,
        at: tuple[float, ...] = (0.0, 0.0, 0.0),
        rotation: np.ndarray | tuple[float, ...] = (0.0, 0.0, 0.0, 1.0),
        scale: float = 1.0,
        mesh: int = -1,
    ) -> int:
        """A node of the scene's own. Returns: its index."""
        values = {
            "translation": [at],
            "rotation": [rotation],
            "scale": [(scale,) * 3],
            "mesh": [mesh],
            "skin": [-1],
            "visible": [True],
            "weight_count": [0],
            "weights": np.zeros(0, np.float32),
        }
        return self._append([name], np.array([-1]), {key: np.asarray(value) for key, value in values.items()})

    def add_asset(
        self, key: str, asset: LoadedAsset, *, at: tuple[float, ...], rotation: np.ndarray, scale: float
    ) -> Placement:
        """Places an asset under a root of its own named `key`."""
        root = self.add_root(key, at=at, rotation=rotation, scale=scale)
        nodes = asset.nodes
        offset, weight_offset, animation_offset = self._node_count, self._weight_count, len(self.animations)
        (first_mesh, first_material), first_skin = self._shared(asset), len(self.skins)
        self._append(
            list(nodes.names),
            np.where(nodes.parent < 0, root, nodes.parent + offset),
            {
                "translation": nodes.translation,
                "rotation": nodes.rotation,
                "scale": nodes.scale,
                "mesh": np.where(nodes.mesh < 0, -1, nodes.mesh + first_mesh),
                "skin": np.where(nodes.skin < 0, -1, nodes.skin + first_skin),
                "visible": nodes.visible,
                "weight_count": nodes.weight_count,
                "weights": nodes.weights,
            },
        )
        for skin in asset.skins:
            self.skins.append(replace(skin, joints=(skin.joints + offset).astype(np.int32)))
        for clip in asset.animations:
            tracks = tuple(
                replace(t, targets=(t.targets + (weight_offset if t.path == "weights" else offset)).astype(np.int32))
                for t in clip.tracks
            )
            self.animations.append(Animation(clip.name, tracks))
        self.lights += [replace(light, node=light.node + offset) for light in asset.lights]
        self.cameras += [replace(camera, node=camera.node + offset) for camera in asset.cameras]
        placement = Placement(
            key, root, offset, len(nodes), weight_offset, animation_offset, asset.name, first_material
        )
        self.placements[key] = placement
        return placement

    def add_mesh(self, mesh: Mesh, material: Material, images: Sequence[Image] = ()) -> int:
        """A mesh of the scene's own; its primitives must use material 0. Returns: the mesh's index.

        Args:
            images: what the material's textures count from 0.
        """
        number, first = len(self.materials), len(self.images)
        self.images += images
        self.materials.append(replace(material, **{slot: _moved(getattr(material, slot), first) for slot in SLOTS}))
        self.meshes.append(Mesh(mesh.name, tuple(replace(p, material=number) for p in mesh.primitives)))
        return len(self.meshes) - 1

    def parts(self) -> dict[str, Any]:
        """What a `Scene` has of it, by the names of its fields: all but the world around."""
        return {
            "nodes": self.nodes(),
            "meshes": tuple(self.meshes),
            "materials": tuple(self.materials),
            "images": tuple(self.images),
            "skins": tuple(self.skins),
            "animations": tuple(self.animations),
            "lights": tuple(self.lights),
            "cameras": tuple(self.cameras),
            "placements": dict(self.placements),
        }

    def nodes(self) -> NodeTable:
        """All nodes so far."""
        parent = np.concatenate([*self.parent, np.zeros(0, np.int64)])
        parts = {name: np.concatenate(list(values)) for name, values in self.columns.items()}
        return build_nodes(self.names, parent, **parts)

    def _append(self, names: list[str], parent: np.ndarray, values: dict[str, np.ndarray]) -> int:
        first = self._node_count
        self.names += names
        self.parent.append(parent)
        for key, column in values.items():
            self.columns[key].append(column)
        self._node_count += len(names)
        self._weight_count += len(values["weights"])
        return first

    def _shared(self, asset: LoadedAsset) -> tuple[int, int]:
        """Its first mesh and first material."""
        if id(asset) in self._first:
            return self._first[id(asset)]
        first_mesh, first_material, first_image = len(self.meshes), len(self.materials), len(self.images)
        self.images += asset.images
        for material in asset.materials:
            uses = {slot: _moved(getattr(material, slot), first_image) for slot in SLOTS}
            toon, layers = _moved_toon(material.mtoon, first_image), _moved_layers(material.layers, first_image)
            self.materials.append(replace(material, mtoon=toon, layers=layers, **uses))
        for mesh in asset.meshes:
            primitives = tuple(_moved_primitive(p, first_material) for p in mesh.primitives)
            self.meshes.append(replace(mesh, primitives=primitives))
        self._first[id(asset)] = first_mesh, first_material
        return first_mesh, first_material


def _moved(use: TextureUse | None, first_image: int) -> TextureUse | None:
    return None if use is None else replace(use, image=use.image + first_image)


def _moved_primitive(primitive: Primitive, first_material: int) -> Primitive:
    if primitive.material < 0 and not primitive.variant_materials:
        return primitive
    own, *others = (
        number if number < 0 else number + first_material
        for number in (primitive.material, *primitive.variant_materials)
    )
    return replace(primitive, material=own, variant_materials=tuple(others))


def _moved_layers(layers: SurfaceLayers | None, first_image: int) -> SurfaceLayers | None:
    if layers is None:
        return None
    return replace(layers, **{name: _moved(getattr(layers, name), first_image) for name in LAYER_TEXTURES})


def _moved_toon(toon: MToon | None, first_image: int) -> MToon | None:
    if toon is None:
        return None
    return replace(toon, **{name: _moved(getattr(toon, name), first_image) for name in MTOON_TEXTURES})
