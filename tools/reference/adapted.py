"""Copies of files that tell the same in words that the reference renderer knows.

Filament ignores VRM, so both renderers are given a figure without VRM's extensions: its glTF. It draws at most a few
dozen copies of an instanced mesh, so it gets every copy as a node. It refuses some files for KHR_animation_pointer,
which we leave aside, so it gets them without their animations. And as we make all textures softer with distance,
whatever their samplers ask for (without it they glitter in a headset), its samplers ask for that too.
"""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path
from typing import Any

import numpy as np

INSTANCING, POINTER = "EXT_mesh_gpu_instancing", "KHR_animation_pointer"
JSON_CHUNK = 0x4E4F534A
LINEAR_MIPMAP_LINEAR, WITHOUT_MIPMAPS = 9987, (9728, 9729)
PARTS = {"TRANSLATION": "translation", "ROTATION": "rotation", "SCALE": "scale"}


def without_vrm(path: Path, folder: Path) -> Path:
    """The file, or a copy in `folder` without VRM's extensions."""
    if path.suffix.lower() != ".vrm":
        return path
    document, rest = _opened(path)
    _drop(document, "VRM")
    return _written(path.with_suffix(".glb"), document, rest, folder)


def for_reference(path: Path, folder: Path) -> Path:
    """The file, or a copy in `folder` that Filament draws whole."""
    document, rest = _opened(path)
    used = document.get("extensionsUsed", [])
    hard = [entry for entry in document.get("samplers", []) if entry.get("minFilter") in WITHOUT_MIPMAPS]
    if INSTANCING not in used and POINTER not in used and not hard:
        return path
    for entry in hard:
        entry["minFilter"] = LINEAR_MIPMAP_LINEAR
    if POINTER in used:
        document.pop("animations", None)
        _drop(document, POINTER)
    if INSTANCING in used:
        _unroll(document, path, rest)
        _drop(document, INSTANCING)
    return _written(path, document, rest, folder)


def _opened(path: Path) -> tuple[dict[str, Any], bytes]:
    """A file's JSON, and what follows it in a .glb."""
    data = path.read_bytes()
    if data[:4] != b"glTF":
        return json.loads(data), b""
    length = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + length]), data[20 + length :]


def _written(path: Path, document: dict[str, Any], rest: bytes, folder: Path) -> Path:
    out = folder / path.name
    text = json.dumps(document).encode()
    if path.suffix.lower() == ".glb":
        text += b" " * (-len(text) % 4)
        size = 20 + len(text) + len(rest)
        out.write_bytes(struct.pack("<4sIIII", b"glTF", 2, size, len(text), JSON_CHUNK) + text + rest)
        return out
    for beside in path.parent.iterdir():
        if beside.is_file() and beside != path:
            shutil.copy(beside, folder / beside.name)
    out.write_bytes(text)
    return out


def _drop(value: Any, prefix: str) -> None:
    """Takes all extensions out whose names begin so."""
    if isinstance(value, list):
        for entry in value:
            _drop(entry, prefix)
    elif isinstance(value, dict):
        for key in ("extensionsUsed", "extensionsRequired"):
            if key in value:
                value[key] = [name for name in value[key] if not name.startswith(prefix)]
                if not value[key]:
                    del value[key]
        extensions = value.get("extensions")
        if isinstance(extensions, dict):
            value["extensions"] = {name: entry for name, entry in extensions.items() if not name.startswith(prefix)}
        for entry in value.values():
            _drop(entry, prefix)


def _unroll(document: dict[str, Any], path: Path, rest: bytes) -> None:
    nodes = document["nodes"]
    for node in list(nodes):
        extension = node.get("extensions", {}).get(INSTANCING)
        if extension is None or "mesh" not in node:
            continue
        columns = {
            PARTS[name]: _floats(document, number, path, rest)
            for name, number in extension["attributes"].items()
            if name in PARTS
        }
        mesh = node.pop("mesh")
        for number in range(len(next(iter(columns.values())))):
            node.setdefault("children", []).append(len(nodes))
            nodes.append({"mesh": mesh, **{key: column[number].tolist() for key, column in columns.items()}})


def _floats(document: dict[str, Any], number: int, path: Path, rest: bytes) -> np.ndarray:
    accessor = document["accessors"][number]
    view = document["bufferViews"][accessor["bufferView"]]
    uri = document["buffers"][view["buffer"]].get("uri")
    data = (path.parent / uri).read_bytes() if uri else rest[8:]
    width = {"VEC3": 3, "VEC4": 4}[accessor["type"]]
    start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    return np.frombuffer(data, "<f4", accessor["count"] * width, start).reshape(-1, width)
