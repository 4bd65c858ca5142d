"""VRM 0.x: the `VRM` extension, told in the words of 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from vr_app.scene.avatar.expression import ColourBind, Expression, TextureBind
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.meta import read_meta0
from vr_app.scene.avatar.rig import LookAt, RangeMap
from vr_app.scene.avatar.vrm1 import Declared, node_of
from vr_app.scene.scene import LoadedAsset

_HERE = "/extensions/VRM"
_PRESETS = {
    "a": "aa", "i": "ih", "u": "ou", "e": "ee", "o": "oh", "joy": "happy", "fun": "relaxed", "sorrow": "sad",
    "angry": "angry", "neutral": "neutral", "blink": "blink", "blink_l": "blinkLeft", "blink_r": "blinkRight",
    "lookup": "lookUp", "lookdown": "lookDown", "lookleft": "lookLeft", "lookright": "lookRight",
}  # fmt: skip
_COLOURS = {
    "_Color": "base_colour", "_EmissionColor": "emissive", "_ShadeColor": "shade_colour", "_RimColor": "rim_colour",
    "_OutlineColor": "outline_colour",
}  # fmt: skip
_THUMBS = {"ThumbProximal": "ThumbMetacarpal", "ThumbIntermediate": "ThumbProximal", "ThumbDistal": "ThumbDistal"}


def read_vrm0(reader: JsonReader, vrm: Mapping[str, Any], asset: LoadedAsset) -> Declared:
    """Reads the extension."""
    bones: dict[str, int] = {}
    humanoid = reader.object(vrm, "humanoid", _HERE)
    for entry, pointer in reader.items(humanoid, "humanBones", f"{_HERE}/humanoid"):
        node = node_of(reader, entry, pointer, asset)
        if node is not None:
            bones.setdefault(_bone_name(reader.text(entry, "bone")), node)
    expressions: dict[str, Expression] = {}
    master = reader.object(vrm, "blendShapeMaster", _HERE)
    for entry, pointer in reader.items(master, "blendShapeGroups", f"{_HERE}/blendShapeMaster"):
        preset = reader.text(entry, "presetName").lower()
        name = _PRESETS.get(preset) or _custom_name(reader.text(entry, "name"))
        if name and name not in expressions:
            expressions[name] = _expression(reader, name, entry, pointer, asset)
    return Declared(
        read_meta0(reader, reader.object(vrm, "meta", _HERE)),
        bones,
        _look_at(reader, reader.object(vrm, "firstPerson", _HERE)),
        expressions,
        f"{_HERE}/humanoid/humanBones",
    )


def _bone_name(name: str) -> str:
    for side in ("left", "right"):
        if name.startswith(side) and name[len(side) :] in _THUMBS:
            return side + _THUMBS[name[len(side) :]]
    return name


def _custom_name(name: str) -> str:
    return "surprised" if name.lower() == "surprised" else name


def _expression(
    reader: JsonReader, name: str, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset
) -> Expression:
    targets, amounts = [], []
    meshes = asset.document.get("meshes")
    mesh_of_node = _file_meshes(asset)
    for bind, where in reader.items(entry, "binds", pointer):
        mesh = reader.index(bind, "mesh", where, len(meshes) if isinstance(meshes, list) else 0)
        if mesh is None:
            continue
        weight = reader.number(bind, "weight", where, 100.0) / 100.0
        for node in mesh_of_node.get(mesh, ()):
            number = reader.index(bind, "index", where, int(asset.nodes.weight_count[node]))
            if number is not None:
                targets.append(int(asset.nodes.weight_offset[node]) + number)
                amounts.append(weight)
    binary = entry.get("isBinary") is True
    # 0.x has no override rules, and its joyful faces usually shut the eyes by themselves.
    shuts = "blend" if name in ("happy", "relaxed") else "none"
    colours, textures = _material_values(reader, entry, pointer, asset)
    return Expression(
        name,
        np.array(targets, np.int32),
        np.array(amounts, np.float32),
        binary,
        override_blink=shuts,
        colours=colours,
        textures=textures,
    )


def _material_values(
    reader: JsonReader, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset
) -> tuple[tuple[ColourBind, ...], tuple[TextureBind, ...]]:
    """Properties of Unity's shader, by the material's name; what is none we know is passed over."""
    colours: list[ColourBind] = []
    textures: list[TextureBind] = []
    for value, where in reader.items(entry, "materialValues", pointer):
        name, field = reader.text(value, "materialName"), _COLOURS.get(reader.text(value, "propertyName"))
        numbers = [number for number, material in enumerate(asset.materials) if material.name == name]
        x, y, z, w = reader.vector(value, "targetValue", where, (0.0, 0.0, 0.0, 1.0))
        if field is not None:
            rgb = tuple(_linear(max(channel, 0.0)) for channel in (x, y, z))
            colours += [ColourBind(n, field, (*rgb, w) if field == "base_colour" else rgb) for n in numbers]
        elif reader.text(value, "propertyName") == "_MainTex_ST":
            textures += [TextureBind(n, (z, 1.0 - y - w), (x, y)) for n in numbers]
    return tuple(colours), tuple(textures)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _file_meshes(asset: LoadedAsset) -> dict[int, list[int]]:
    """The file's mesh number -> nodes that show it."""
    out: dict[int, list[int]] = {}
    entries = asset.document.get("nodes")
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        mesh = entry.get("mesh") if isinstance(entry, Mapping) else None
        if isinstance(mesh, int) and number < len(asset.node_of_file) and asset.node_of_file[number] >= 0:
            out.setdefault(mesh, []).append(asset.node_of_file[number])
    return out


def _look_at(reader: JsonReader, entry: Mapping[str, Any]) -> LookAt:
    pointer = f"{_HERE}/firstPerson"

    def range_map(key: str) -> RangeMap:
        found = reader.object(entry, key, pointer)
        return RangeMap(
            reader.number(found, "xRange", f"{pointer}/{key}", 90.0),
            reader.number(found, "yRange", f"{pointer}/{key}", 10.0),
        )

    x, y, z = reader.named_vector(entry, "firstPersonBoneOffset", pointer, (0.0, 0.06, 0.0))
    return LookAt(
        "expression" if reader.text(entry, "lookAtTypeName") == "BlendShape" else "bone",
        (x, y, -z),  # told in Unity's left-handed space
        range_map("lookAtHorizontalInner"),
        range_map("lookAtHorizontalOuter"),
        range_map("lookAtVerticalDown"),
        range_map("lookAtVerticalUp"),
    )
