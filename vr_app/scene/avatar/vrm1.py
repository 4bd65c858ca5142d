"""VRM 1.0: the `VRMC_vrm` extension (vrm-specification, VRMC_vrm-1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from vr_app.scene.avatar.expression import COLOURS, ColourBind, Expression, Override, TextureBind
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.meta import AvatarMeta, read_meta1
from vr_app.scene.avatar.rig import LookAt, RangeMap
from vr_app.scene.scene import LoadedAsset

_HERE = "/extensions/VRMC_vrm"


@dataclass(frozen=True)
class Declared:
    """What a file says about its figure, with the file's own weight numbers and `LoadedAsset` node indices."""

    meta: AvatarMeta
    bones: Mapping[str, int]
    look_at: LookAt
    expressions: Mapping[str, Expression]
    humanoid_pointer: str
    notes: list[str] = field(default_factory=list)


def node_of(reader: JsonReader, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset) -> int | None:
    """The `LoadedAsset` node an entry's `node` means; None where the scene shown lacks it."""
    number = reader.index(entry, "node", pointer, len(asset.node_of_file))
    if number is None:
        return None
    node = asset.node_of_file[number]
    return node if node >= 0 else None


def read_vrm1(reader: JsonReader, vrm: Mapping[str, Any], asset: LoadedAsset) -> Declared:
    """Reads the extension."""
    humanoid = reader.object(reader.object(vrm, "humanoid", _HERE), "humanBones", f"{_HERE}/humanoid")
    bones: dict[str, int] = {}
    for name in humanoid:
        pointer = f"{_HERE}/humanoid/humanBones/{name}"
        node = node_of(reader, reader.object(humanoid, name, f"{_HERE}/humanoid/humanBones"), pointer, asset)
        if node is not None:
            bones[str(name)] = node
    declared = reader.object(vrm, "expressions", _HERE)
    expressions: dict[str, Expression] = {}
    for group in ("custom", "preset"):
        for name in reader.object(declared, group, f"{_HERE}/expressions"):
            where = f"{_HERE}/expressions/{group}"
            entry = reader.object(reader.object(declared, group, f"{_HERE}/expressions"), name, where)
            expressions[str(name)] = _expression(reader, str(name), entry, f"{where}/{name}", asset)
    return Declared(
        read_meta1(reader, reader.object(vrm, "meta", _HERE)),
        bones,
        _look_at(reader, reader.object(vrm, "lookAt", _HERE)),
        expressions,
        f"{_HERE}/humanoid/humanBones",
    )


def _expression(
    reader: JsonReader, name: str, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset
) -> Expression:
    targets, amounts = [], []
    for bind, where in reader.items(entry, "morphTargetBinds", pointer):
        node = node_of(reader, bind, where, asset)
        if node is None:
            continue
        number = reader.index(bind, "index", where, int(asset.nodes.weight_count[node]))
        if number is not None:
            targets.append(int(asset.nodes.weight_offset[node]) + number)
            amounts.append(reader.number(bind, "weight", where, 1.0))
    return Expression(
        name,
        np.array(targets, np.int32),
        np.array(amounts, np.float32),
        entry.get("isBinary") is True,
        _override(entry.get("overrideBlink")),
        _override(entry.get("overrideLookAt")),
        _override(entry.get("overrideMouth")),
        _colours(reader, entry, pointer, asset),
        _textures(reader, entry, pointer, asset),
    )


def _colours(reader: JsonReader, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset) -> tuple[ColourBind, ...]:
    out = []
    for bind, where in reader.items(entry, "materialColorBinds", pointer):
        number = reader.index(bind, "material", where, len(asset.materials))
        field = COLOURS.get(reader.text(bind, "type"))
        if number is not None and field is not None:
            target = reader.vector(bind, "targetValue", where, (0.0, 0.0, 0.0, 1.0))
            out.append(ColourBind(number, field, target if field == "base_colour" else target[:3]))
    return tuple(out)


def _textures(
    reader: JsonReader, entry: Mapping[str, Any], pointer: str, asset: LoadedAsset
) -> tuple[TextureBind, ...]:
    out = []
    for bind, where in reader.items(entry, "textureTransformBinds", pointer):
        number = reader.index(bind, "material", where, len(asset.materials))
        if number is not None:
            x, y = reader.vector(bind, "offset", where, (0.0, 0.0))
            width, height = reader.vector(bind, "scale", where, (1.0, 1.0))
            out.append(TextureBind(number, (x, y), (width, height)))
    return tuple(out)


def _override(value: object) -> Override:
    return cast(Override, value) if value in ("block", "blend") else "none"


def _look_at(reader: JsonReader, entry: Mapping[str, Any]) -> LookAt:
    pointer = f"{_HERE}/lookAt"

    def range_map(key: str) -> RangeMap:
        found = reader.object(entry, key, pointer)
        return RangeMap(
            reader.number(found, "inputMaxValue", f"{pointer}/{key}", 90.0),
            reader.number(found, "outputScale", f"{pointer}/{key}", 10.0),
        )

    offset = entry.get("offsetFromHeadBone", [0.0, 0.06, 0.0])
    if not isinstance(offset, list) or len(offset) != 3 or not all(isinstance(v, int | float) for v in offset):
        raise reader.error(f"{pointer}/offsetFromHeadBone", "is not three numbers")
    return LookAt(
        "expression" if entry.get("type") == "expression" else "bone",
        (float(offset[0]), float(offset[1]), float(offset[2])),
        range_map("rangeMapHorizontalInner"),
        range_map("rangeMapHorizontalOuter"),
        range_map("rangeMapVerticalDown"),
        range_map("rangeMapVerticalUp"),
    )
