"""Writes one binary glTF file: accessors, materials, skinned meshes with morph targets. Same input, same bytes."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

from tools.build_assets.avatar.sdf import Array
from tools.build_assets.avatar.surface import Mesh

_FLOAT, _USHORT, _UINT, _UBYTE = 5126, 5123, 5125, 5121


class GltfFile:
    """Grows a glTF document and its binary chunk."""

    def __init__(self, asset: dict[str, Any]) -> None:
        self.document: dict[str, Any] = {
            "asset": {"version": "2.0", **asset},
            "scene": 0,
            "scenes": [{"nodes": []}],
            "nodes": [],
            "meshes": [],
            "materials": [],
            "accessors": [],
            "bufferViews": [],
            "buffers": [],
        }
        self._blob = bytearray()

    def _view(self, data: bytes, target: int | None = None) -> int:
        self._blob.extend(b"\0" * (-len(self._blob) % 4))
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self._blob), "byteLength": len(data)}
        if target:
            view["target"] = target
        self._blob.extend(data)
        self.document["bufferViews"].append(view)
        return len(self.document["bufferViews"]) - 1

    def _accessor(self, values: np.ndarray, kind: str, component: int, *, bounds: bool = False, **extra: Any) -> int:
        target = 34963 if kind == "SCALAR" else 34962
        if kind == "MAT4":
            target = None
        accessor: dict[str, Any] = {
            "bufferView": self._view(np.ascontiguousarray(values).tobytes(), target),
            "componentType": component,
            "count": len(values),
            "type": kind,
            **extra,
        }
        if bounds:
            accessor["min"] = [float(v) for v in values.min(axis=0)]
            accessor["max"] = [float(v) for v in values.max(axis=0)]
        self.document["accessors"].append(accessor)
        return len(self.document["accessors"]) - 1

    def add_node(self, name: str, translation: Array | None = None, parent: int = -1, **extra: Any) -> int:
        """Appends a node; `parent` -1 puts it at the scene's root."""
        node: dict[str, Any] = {"name": name, **extra}
        if translation is not None and np.any(translation):
            node["translation"] = [round(float(v), 6) for v in translation]
        self.document["nodes"].append(node)
        index = len(self.document["nodes"]) - 1
        if parent < 0:
            self.document["scenes"][0]["nodes"].append(index)
        else:
            self.document["nodes"][parent].setdefault("children", []).append(index)
        return index

    def add_texture(self, name: str, png: bytes) -> int:
        """Embeds a PNG."""
        images = self.document.setdefault("images", [])
        textures = self.document.setdefault("textures", [])
        self.document.setdefault("samplers", [{"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}])
        images.append({"name": name, "mimeType": "image/png", "bufferView": self._view(png)})
        textures.append({"name": name, "sampler": 0, "source": len(images) - 1})
        return len(textures) - 1

    def add_material(self, name: str, **fields: Any) -> int:
        self.document["materials"].append({"name": name, **fields})
        return len(self.document["materials"]) - 1

    def add_skin(self, name: str, joints: list[int], positions: Array) -> int:
        """A skin whose bones rest unrotated at `positions`."""
        inverse = np.tile(np.eye(4, dtype=np.float32), (len(joints), 1, 1))
        inverse[:, 3, :3] = -np.round(positions, 6)  # column-major: the translation is the last row as stored
        accessor = self._accessor(inverse.reshape(-1, 16), "MAT4", _FLOAT)
        skins = self.document.setdefault("skins", [])
        skins.append({"name": name, "joints": joints, "skeleton": joints[0], "inverseBindMatrices": accessor})
        return len(skins) - 1

    def add_mesh(self, name: str, primitives: list[tuple[Mesh, int]], targets: list[str]) -> int:
        """A mesh of several materials; every primitive gets all `targets` (zero where it has none)."""
        out = []
        for mesh, material in primitives:
            out.append(self._primitive(mesh, material, targets))
        entry: dict[str, Any] = {"name": name, "primitives": out}
        if targets:
            entry["weights"] = [0.0] * len(targets)
            entry["extras"] = {"targetNames": targets}
        self.document["meshes"].append(entry)
        return len(self.document["meshes"]) - 1

    def _primitive(self, mesh: Mesh, material: int, targets: list[str]) -> dict[str, Any]:
        f32 = lambda a: np.asarray(a, dtype=np.float32)  # noqa: E731
        normals = mesh.normals / np.linalg.norm(mesh.normals, axis=1, keepdims=True)
        small = len(mesh.positions) < 65535
        weights = np.round(mesh.weights * 255).astype(np.int64)
        weights[np.arange(len(weights)), weights.argmax(axis=1)] += 255 - weights.sum(axis=1)
        joints = np.where(weights > 0, mesh.joints, 0)
        attributes = {
            "POSITION": self._accessor(f32(mesh.positions), "VEC3", _FLOAT, bounds=True),
            "NORMAL": self._accessor(f32(normals), "VEC3", _FLOAT),
            "COLOR_0": self._accessor(_colours(mesh.colours), "VEC4", _USHORT, normalized=True),
            "JOINTS_0": self._accessor(joints.astype(np.uint8), "VEC4", _UBYTE),
            "WEIGHTS_0": self._accessor(weights.astype(np.uint8), "VEC4", _UBYTE, normalized=True),
        }
        if np.any(mesh.uvs):
            attributes["TEXCOORD_0"] = self._accessor(f32(mesh.uvs), "VEC2", _FLOAT)
        primitive: dict[str, Any] = {
            "attributes": attributes,
            "indices": self._accessor(
                mesh.faces.reshape(-1).astype(np.uint16 if small else np.uint32), "SCALAR", _USHORT if small else _UINT
            ),
            "material": material,
        }
        if targets:
            primitive["targets"] = [self._target(mesh, name) for name in targets]
        return primitive

    def _target(self, mesh: Mesh, name: str) -> dict[str, int]:
        zero = np.zeros_like(mesh.positions)
        positions, normals = mesh.morphs.get(name, (zero, zero))
        return {
            "POSITION": self._sparse(np.where(np.abs(positions) < 2e-5, 0.0, positions), bounds=True),
            "NORMAL": self._sparse(np.where(np.abs(normals) < 2e-3, 0.0, normals), bounds=False),
        }

    def _sparse(self, deltas: Array, *, bounds: bool) -> int:
        values = deltas.astype(np.float32)
        rows = np.flatnonzero(np.any(values != 0.0, axis=1))
        accessor: dict[str, Any] = {"componentType": _FLOAT, "count": len(values), "type": "VEC3"}
        if len(rows):
            accessor["sparse"] = {
                "count": len(rows),
                "indices": {"bufferView": self._view(rows.astype(np.uint16).tobytes()), "componentType": _USHORT},
                "values": {"bufferView": self._view(np.ascontiguousarray(values[rows]).tobytes())},
            }
        if bounds:
            accessor["min"] = [float(v) for v in values.min(axis=0)]
            accessor["max"] = [float(v) for v in values.max(axis=0)]
        self.document["accessors"].append(accessor)
        return len(self.document["accessors"]) - 1

    def to_bytes(self) -> bytes:
        """The finished .glb."""
        self._blob.extend(b"\0" * (-len(self._blob) % 4))
        self.document["buffers"] = [{"byteLength": len(self._blob)}]
        text = json.dumps(self.document, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self._blob)
        head = struct.pack("<4sII", b"glTF", 2, total) + struct.pack("<I4s", len(text), b"JSON")
        return head + text + struct.pack("<I4s", len(self._blob), b"BIN\0") + bytes(self._blob)


def _colours(rgb: Array) -> np.ndarray:
    out = np.full((len(rgb), 4), 65535, np.uint16)
    out[:, :3] = np.round(np.clip(rgb, 0, 1) * 65535)
    return out
