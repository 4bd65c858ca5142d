"""Writes glTF 2.0 binary files: nodes with meshes by material, embedded textures, simple animations."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tools.build_assets.mesh import Array, Mesh, compacted, merged
from tools.build_assets.textures import TextureSet, jpeg, normal_map, orm

COPYRIGHT = "Virgil project, CC0-1.0"


@dataclass(frozen=True)
class Material:
    """A metallic-roughness material.

    Attributes:
        name: what it is.
        textures: its images, or None for plain factors.
        tile_m: metres covered by one repeat of the images.
        colour: linear factor on the base colour (the colour itself without textures).
        emissive: linear colour of its own light; may exceed 1.
        picture: an image as JPEG bytes in place of `textures.base`, for pictures that do not tile.
    """

    name: str
    textures: TextureSet | None = None
    tile_m: float = 1.0
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    metallic: float = 0.0
    roughness: float = 0.8
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    double_sided: bool = False
    alpha: float = 1.0
    picture: bytes = b""
    emissive_picture: bytes = b""
    bump: float = 1.0
    quality: int = 82


@dataclass
class Node:
    """A named node with its parts (mesh and material) and children.

    Attributes:
        coarser: what stands in for it where it covers less than a tenth of the picture (MSFT_lod); named `..._lod1`,
            outside the scene, so that readers without levels of detail show only the fine one.
    """

    name: str
    parts: list[tuple[Mesh, Material]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    translation: tuple[float, float, float] = (0.0, 0.0, 0.0)
    rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    coarser: Node | None = None

    def add(self, mesh: Mesh, material: Material) -> None:
        """One more part."""
        self.parts.append((mesh, material))

    def everything(self) -> list[Node]:
        """Itself and all below."""
        return [self, *[node for child in self.children for node in child.everything()]]


@dataclass(frozen=True)
class Turning:
    """An animation of one node's rotation: `times_s` [K] and quaternions [K, 4] xyzw."""

    node: str
    times_s: Array
    rotations: Array


class _Buffer:
    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []

    def view(self, raw: bytes, target: int = 0) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        entry: dict[str, Any] = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(raw)}
        if target:
            entry["target"] = target
        self.data += raw
        self.views.append(entry)
        return len(self.views) - 1

    def accessor(self, values: npt.NDArray[Any], kind: str, target: int = 0, *, bounds: bool = False) -> int:
        codes = {"float32": 5126, "uint32": 5125, "uint16": 5123, "uint8": 5121}
        entry: dict[str, Any] = {
            "bufferView": self.view(np.ascontiguousarray(values).tobytes(), target),
            "componentType": codes[values.dtype.name],
            "count": len(values),
            "type": kind,
        }
        if values.dtype == np.uint8:
            entry["normalized"] = True
        if bounds:
            flat = values.reshape(len(values), -1)
            entry["min"], entry["max"] = ([float(v) for v in edge] for edge in (flat.min(axis=0), flat.max(axis=0)))
        self.accessors.append(entry)
        return len(self.accessors) - 1


class _Writer:
    def __init__(self) -> None:
        self.buffer = _Buffer()
        self.materials: list[dict[str, Any]] = []
        self.textures: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.nodes: list[dict[str, Any]] = []
        self.extensions: set[str] = set()
        self._material_index: dict[int, int] = {}
        self._image_index: dict[str, int] = {}

    def texture(self, raw: bytes, name: str) -> int:
        digest = hashlib.sha256(raw).hexdigest()
        if digest not in self._image_index:
            view = self.buffer.view(raw)
            self.images.append({"name": name, "bufferView": view, "mimeType": "image/jpeg"})
            self.textures.append({"sampler": 0, "source": len(self.images) - 1})
            self._image_index[digest] = len(self.textures) - 1
        return self._image_index[digest]

    def material(self, material: Material) -> int:
        if id(material) in self._material_index:
            return self._material_index[id(material)]
        pbr: dict[str, Any] = {
            "baseColorFactor": [*material.colour, material.alpha],
            "metallicFactor": material.metallic,
            "roughnessFactor": material.roughness,
        }
        entry: dict[str, Any] = {"name": material.name, "pbrMetallicRoughness": pbr}
        images = material.textures
        if material.picture:
            pbr["baseColorTexture"] = {"index": self.texture(material.picture, f"{material.name} colour")}
        if images is not None:
            if not material.picture:
                raw = jpeg(images.base, material.quality)
                pbr["baseColorTexture"] = {"index": self.texture(raw, f"{material.name} colour")}
            packed = self.texture(jpeg(orm(images), 78), f"{material.name} occlusion, roughness, metalness")
            pbr["metallicRoughnessTexture"] = {"index": packed}
            entry["occlusionTexture"] = {"index": packed}
            pbr["roughnessFactor"] = 1.0
            pbr["metallicFactor"] = 1.0 if images.metal is not None else 0.0
            if images.height is not None:
                raw = jpeg(normal_map(images.height * material.bump), 85)
                entry["normalTexture"] = {"index": self.texture(raw, f"{material.name} normal")}
        strength = max(material.emissive)
        if strength > 0.0:
            entry["emissiveFactor"] = [value / max(strength, 1.0) for value in material.emissive]
            if strength > 1.0:
                entry["extensions"] = {"KHR_materials_emissive_strength": {"emissiveStrength": strength}}
                self.extensions.add("KHR_materials_emissive_strength")
            if material.emissive_picture:
                index = self.texture(material.emissive_picture, f"{material.name} light")
                entry["emissiveTexture"] = {"index": index}
        if material.double_sided:
            entry["doubleSided"] = True
        if material.alpha < 1.0:
            entry["alphaMode"] = "BLEND"
        self.materials.append(entry)
        self._material_index[id(material)] = len(self.materials) - 1
        return len(self.materials) - 1

    def primitive(self, mesh: Mesh, material: Material) -> dict[str, Any]:
        mesh = compacted(mesh)
        positions = np.round(mesh.positions, 5).astype(np.float32)
        normals = mesh.normals / np.maximum(np.linalg.norm(mesh.normals, axis=1, keepdims=True), 1e-12)
        normals = _unit_f32(np.round(normals, 4))
        uvs = np.round(mesh.uvs / material.tile_m, 5).astype(np.float32)
        attributes = {
            "POSITION": self.buffer.accessor(positions, "VEC3", 34962, bounds=True),
            "NORMAL": self.buffer.accessor(normals, "VEC3", 34962),
        }
        textured = material.textures is not None or bool(material.picture) or bool(material.emissive_picture)
        if textured:
            attributes["TEXCOORD_0"] = self.buffer.accessor(uvs, "VEC2", 34962)
        if material.textures is not None and material.textures.height is not None:
            attributes["TANGENT"] = self.buffer.accessor(tangents(mesh), "VEC4", 34962)
        if not np.all(mesh.colours == 1.0):
            rgba = np.ones((len(mesh.colours), 4))
            rgba[:, :3] = np.clip(mesh.colours, 0.0, 1.0)
            colours = np.floor(rgba * 255.0 + 0.5).astype(np.uint8)
            attributes["COLOR_0"] = self.buffer.accessor(colours, "VEC4", 34962)
        small = len(positions) < 65535
        indices = mesh.faces.ravel().astype(np.uint16 if small else np.uint32)
        return {
            "attributes": attributes,
            "indices": self.buffer.accessor(indices, "SCALAR", 34963),
            "material": self.material(material),
        }

    def node(self, node: Node) -> int:
        entry: dict[str, Any] = {"name": node.name}
        if node.translation != (0.0, 0.0, 0.0):
            entry["translation"] = list(node.translation)
        if node.rotation != (0.0, 0.0, 0.0, 1.0):
            entry["rotation"] = list(node.rotation)
        grouped: dict[int, tuple[list[Mesh], Material]] = {}
        for mesh, material in node.parts:
            grouped.setdefault(id(material), ([], material))[0].append(mesh)
        if grouped:
            primitives = [self.primitive(merged(meshes), material) for meshes, material in grouped.values()]
            self.meshes.append({"name": node.name, "primitives": primitives})
            entry["mesh"] = len(self.meshes) - 1
        index = len(self.nodes)
        self.nodes.append(entry)
        if node.coarser is not None:
            entry["extensions"] = {"MSFT_lod": {"ids": [self.node(node.coarser)]}}
            entry["extras"] = {"MSFT_screencoverage": [0.1, 0.0]}
            self.extensions.add("MSFT_lod")
        if node.children:
            entry["children"] = [self.node(child) for child in node.children]
        return index


def _unit_f32(vectors: Array) -> npt.NDArray[np.float32]:
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def tangents(mesh: Mesh) -> npt.NDArray[np.float32]:
    """Per-vertex tangents [V, 4] from the uvs, with handedness."""
    a, b, c = (mesh.faces[:, k] for k in range(3))
    edge1, edge2 = mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]
    uv1, uv2 = mesh.uvs[b] - mesh.uvs[a], mesh.uvs[c] - mesh.uvs[a]
    determinant = uv1[:, 0] * uv2[:, 1] - uv2[:, 0] * uv1[:, 1]
    scale = np.where(np.abs(determinant) > 1e-14, 1.0 / np.where(determinant == 0, 1.0, determinant), 0.0)[:, None]
    along = (edge1 * uv2[:, 1:] - edge2 * uv1[:, 1:]) * scale
    across = (edge2 * uv1[:, :1] - edge1 * uv2[:, :1]) * scale
    total_u, total_v = np.zeros_like(mesh.positions), np.zeros_like(mesh.positions)
    for corner in (a, b, c):
        np.add.at(total_u, corner, along)
        np.add.at(total_v, corner, across)
    normals = mesh.normals
    tangent = total_u - normals * (normals * total_u).sum(axis=1, keepdims=True)
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    spare = np.cross(normals, np.where(np.abs(normals[:, :1]) < 0.9, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    spare /= np.maximum(np.linalg.norm(spare, axis=1, keepdims=True), 1e-12)
    tangent = np.where(length > 1e-9, tangent / np.maximum(length, 1e-12), spare)
    # The normal map's green points up the image, against growing v.
    sign = np.where((np.cross(normals, tangent) * total_v).sum(axis=1) < 0.0, 1.0, -1.0)
    return np.concatenate([_unit_f32(np.round(tangent, 4)), sign[:, None].astype(np.float32)], axis=1)


def glb_bytes(roots: list[Node], turnings: list[Turning] | None = None, title: str = "") -> bytes:
    """The whole file; the same input gives the same bytes."""
    writer = _Writer()
    indices = [writer.node(root) for root in roots]
    document: dict[str, Any] = {
        "asset": {
            "version": "2.0",
            "generator": "Virgil tools.build_assets",
            "copyright": COPYRIGHT,
            "extras": {"author": "Virgil project", "license": "CC0-1.0", "title": title},
        },
        "scene": 0,
        "scenes": [{"nodes": indices}],
        "nodes": writer.nodes,
    }
    if turnings:
        names = {node["name"]: index for index, node in enumerate(writer.nodes)}
        samplers, channels = [], []
        for turning in turnings:
            times = writer.buffer.accessor(turning.times_s.astype(np.float32), "SCALAR", bounds=True)
            values = writer.buffer.accessor(_unit_f32(np.round(turning.rotations, 6)), "VEC4")
            samplers.append({"input": times, "output": values, "interpolation": "LINEAR"})
            channels.append({"sampler": len(samplers) - 1, "target": {"node": names[turning.node], "path": "rotation"}})
        document["animations"] = [{"name": "always", "samplers": samplers, "channels": channels}]
    document["meshes"] = writer.meshes
    document["materials"] = writer.materials
    if writer.textures:
        sampler = {"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}
        document |= {"textures": writer.textures, "images": writer.images, "samplers": [sampler]}
    document["accessors"] = writer.buffer.accessors
    document["bufferViews"] = writer.buffer.views
    binary = bytes(writer.buffer.data) + b"\0" * (-len(writer.buffer.data) % 4)
    document["buffers"] = [{"byteLength": len(binary)}]
    if writer.extensions:
        document["extensionsUsed"] = sorted(writer.extensions)
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    length = 12 + 8 + len(text) + 8 + len(binary)
    header = b"glTF" + np.array([2, length], "<u4").tobytes()
    json_chunk = np.array([len(text)], "<u4").tobytes() + b"JSON" + text
    return header + json_chunk + np.array([len(binary)], "<u4").tobytes() + b"BIN\0" + binary


def write_glb(file: Path, roots: list[Node], turnings: list[Turning] | None = None, title: str = "") -> None:
    """Writes the file, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(glb_bytes(roots, turnings, title))
