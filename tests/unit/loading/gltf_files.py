"""Writes small glTF files for tests."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

COMPONENT = {"int8": 5120, "uint8": 5121, "int16": 5122, "uint16": 5123, "uint32": 5125, "float32": 5126}
KIND = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GltfFile:
    """Gathers arrays into one buffer and writes the file around it."""

    def __init__(self, **document: Any) -> None:
        self.document: dict[str, Any] = {"asset": {"version": "2.0"}, "accessors": [], "bufferViews": [], **document}
        self.data = bytearray()

    def view(self, values: np.ndarray | bytes) -> int:
        self.data += bytes(-len(self.data) % 4)
        raw = values if isinstance(values, bytes) else np.ascontiguousarray(values).tobytes()
        self.document["bufferViews"].append({"buffer": 0, "byteOffset": len(self.data), "byteLength": len(raw)})
        self.data += raw
        return len(self.document["bufferViews"]) - 1

    def accessor(self, values: np.ndarray, **more: Any) -> int:
        width = values.shape[1] if values.ndim > 1 else 1
        entry = {
            "bufferView": self.view(values),
            "componentType": COMPONENT[values.dtype.name],
            "count": len(values),
            "type": KIND[width],
            **more,
        }
        self.document["accessors"].append(entry)
        return len(self.document["accessors"]) - 1

    def triangle(self, **attributes: int) -> dict[str, Any]:
        positions = self.accessor(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32))
        return {"attributes": {"POSITION": positions, **attributes}}

    def show(self, *primitives: dict[str, Any], **node: Any) -> None:
        """One mesh with these primitives at one node of the scene."""
        self.document["meshes"] = [{"primitives": list(primitives)}]
        self.document["nodes"] = [{"mesh": 0, **node}]
        self.document["scenes"], self.document["scene"] = [{"nodes": [0]}], 0

    def finished(self) -> dict[str, Any]:
        if self.data and "buffers" not in self.document:
            self.document["buffers"] = [{"byteLength": len(self.data)}]
        return self.document

    def write_glb(self, path: Path) -> Path:
        text = json.dumps(self.finished()).encode()
        text += b" " * (-len(text) % 4)
        binary = bytes(self.data) + bytes(-len(self.data) % 4)
        chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
        if binary:
            chunks += struct.pack("<II", len(binary), 0x004E4942) + binary
        path.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks)
        return path

    def write_gltf(self, path: Path) -> Path:
        document = self.finished()
        if self.data:
            document["buffers"][0]["uri"] = (
                "data:application/octet-stream;base64," + base64.b64encode(self.data).decode()
            )
        path.write_text(json.dumps(document), encoding="utf-8")
        return path
