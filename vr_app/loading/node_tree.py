"""glTF nodes and skins to `NodeTable` and `Skin`: parents first, loops refused, matrices taken apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container
from vr_app.loading.instances import MAX_INSTANCES, read_instances
from vr_app.loading.levels import levels_of_detail
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import NodeTable, build_nodes, node_depths
from vr_app.scene.skin import Skin
from vr_app.scene.transform import decompose

MAX_JOINTS = 65_536
MAX_DEPTH = 1000
"""Every level of the tree costs time in every frame."""


def read_nodes(container: Container, accessors: Accessors, meshes: Sequence[Mesh]) -> tuple[NodeTable, tuple[int, ...]]:
    """All nodes of the file, then those of instanced meshes; what lies outside the scene shown is invisible.

    Returns: the table, and the table's index of each node of the file.
    """
    report = container.report
    entries = [container.entry("nodes", index, f"/nodes/{index}") for index in range(len(container.array("nodes")))]
    parent = np.full(len(entries), -1, np.int64)
    children: list[list[int]] = []
    for index, entry in enumerate(entries):
        listed = entry.get("children", [])
        if not isinstance(listed, list):
            raise report.error("json.type", f"/nodes/{index}/children", "is not a list")
        for place_in_list, child in enumerate(listed):
            container.entry("nodes", child, f"/nodes/{index}/children/{place_in_list}")
            if parent[child] >= 0:
                raise report.error("node.parents", f"/nodes/{child}", "is the child of two nodes")
            parent[child] = index
        children.append(listed)
    inner = {index for index in range(len(entries)) if parent[index] >= 0}
    shown = _shown(container, entries, children)
    levels = levels_of_detail(container, entries, inner, shown)
    for stand_in, (index, _) in levels.items():
        parent[stand_in] = parent[index]
        if parent[index] >= 0:
            children[parent[index]] = [*children[parent[index]], stand_in]
        _show(stand_in, entries, children, shown)
    order = [index for index in range(len(entries)) if parent[index] < 0]
    for index in order:
        order.extend(children[index])
    if len(order) < len(entries):
        inside = sorted(set(range(len(entries))) - set(order))[0]
        raise report.error("node.loop", f"/nodes/{inside}", "is its own ancestor")
    depths = node_depths(parent.astype(np.int32))
    deepest = int(depths.argmax()) if len(entries) else 0
    if len(entries) and depths[deepest] >= MAX_DEPTH:
        raise report.error("node.depth", f"/nodes/{deepest}", f"hangs below more than {MAX_DEPTH} others")
    place = np.empty(len(entries), np.int64)
    place[order] = np.arange(len(entries))

    transforms = [_transform(container, entries[index], f"/nodes/{index}") for index in order]
    mesh = np.full(len(entries), -1, np.int32)
    skin = np.full(len(entries), -1, np.int32)
    weights: list[np.ndarray] = []
    for position, index in enumerate(order):
        entry, here = entries[index], f"/nodes/{index}"
        if "mesh" in entry:
            container.entry("meshes", entry["mesh"], f"{here}/mesh")
            mesh[position] = entry["mesh"]
        if "skin" in entry:
            container.entry("skins", entry["skin"], f"{here}/skin")
            skin[position] = entry["skin"] if "mesh" in entry else -1
        weights.append(_weights(container, entry, here, meshes))
    table = {
        "translation": [t[0] for t in transforms],
        "rotation": [t[1] for t in transforms],
        "scale": [t[2] for t in transforms],
        "mesh": list(mesh),
        "skin": list(skin),
        "visible": [shown[index] for index in order],
    }
    names = [str(entries[index].get("name", "")) for index in order]
    for stand_in, (index, level) in levels.items():
        names[place[stand_in]] = f"{names[place[index]]}_lod{level}"
    parents = [int(place[parent[index]]) if parent[index] >= 0 else -1 for index in order]
    room = MAX_INSTANCES
    for position, index in enumerate(order):
        copies = read_instances(container, accessors, entries[index], f"/nodes/{index}", room)
        if copies is None or skin[position] >= 0:
            continue
        count = len(copies.scale)
        room -= count
        for name in ("translation", "rotation", "scale"):
            table[name].extend(getattr(copies, name))
        table["mesh"][position] = -1
        table["mesh"].extend([mesh[position]] * count)
        table["skin"].extend([-1] * count)
        table["visible"].extend([shown[index]] * count)
        names.extend([names[position]] * count)
        parents.extend([position] * count)
        weights.extend([weights[position]] * count)
    nodes = build_nodes(
        names,
        parents,
        translation=np.array(table["translation"], np.float32).reshape(-1, 3),
        rotation=np.array(table["rotation"], np.float32).reshape(-1, 4),
        scale=np.array(table["scale"], np.float32).reshape(-1, 3),
        mesh=table["mesh"],
        skin=table["skin"],
        visible=np.array(table["visible"], np.bool_),
        weight_count=np.array([len(values) for values in weights], np.int32),
        weights=np.concatenate([*weights, np.zeros(0, np.float32)]),
    )
    return nodes, tuple(int(value) for value in place)


def _shown(container: Container, entries: list[dict[str, Any]], children: list[list[int]]) -> list[bool]:
    scenes = container.array("scenes")
    roots: list[int] = list(range(len(entries)))
    if scenes:
        number = container.document.get("scene", 0)
        scene = container.entry("scenes", number, "/scene")
        roots = scene.get("nodes", [])
        if not isinstance(roots, list):
            raise container.report.error("json.type", f"/scenes/{number}/nodes", "is not a list")
        for place, root in enumerate(roots):
            container.entry("nodes", root, f"/scenes/{number}/nodes/{place}")
    if not scenes:
        inner = {child for listed in children for child in listed}
        roots = [index for index in roots if index not in inner]
    shown = [False] * len(entries)
    for root in roots:
        _show(root, entries, children, shown)
    return shown


def _show(root: int, entries: list[dict[str, Any]], children: list[list[int]], shown: list[bool]) -> None:
    """Marks a node and what hangs on it as shown, save what is hidden."""
    pending = [root]
    while pending:
        index = pending.pop()
        if not shown[index] and not _is_hidden(entries[index]):
            shown[index] = True
            pending.extend(children[index])


def _is_hidden(entry: dict[str, Any]) -> bool:
    """KHR_node_visibility."""
    extensions = entry.get("extensions")
    visibility = extensions.get("KHR_node_visibility") if isinstance(extensions, dict) else None
    return isinstance(visibility, dict) and visibility.get("visible") is False


def _numbers(container: Container, entry: dict[str, Any], key: str, width: int, here: str) -> list[float] | None:
    value = entry.get(key)
    if value is None:
        return None
    good = isinstance(value, list) and len(value) == width
    if not good or not all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in value):
        raise container.report.error("node.transform", f"{here}/{key}", f"is not a list of {width} numbers")
    return [float(v) for v in value]


def _transform(container: Container, entry: dict[str, Any], here: str) -> tuple[Any, Any, Any]:
    matrix = _numbers(container, entry, "matrix", 16, here)
    if matrix is not None:
        return decompose(np.array(matrix).reshape(4, 4).T)
    rotation = _numbers(container, entry, "rotation", 4, here) or [0.0, 0.0, 0.0, 1.0]
    length = math.sqrt(sum(v * v for v in rotation))
    if length < 1e-6:
        raise container.report.error("node.transform", f"{here}/rotation", "is no rotation: all its numbers are zero")
    return (
        _numbers(container, entry, "translation", 3, here) or [0.0, 0.0, 0.0],
        [v / length for v in rotation],
        _numbers(container, entry, "scale", 3, here) or [1.0, 1.0, 1.0],
    )


def _weights(container: Container, entry: dict[str, Any], here: str, meshes: Sequence[Mesh]) -> np.ndarray:
    if "mesh" not in entry:
        return np.zeros(0, np.float32)
    count = meshes[entry["mesh"]].target_count
    source, pointer = (entry, here) if "weights" in entry else (container.array("meshes")[entry["mesh"]], "/meshes")
    values = source.get("weights")
    out = np.zeros(count, np.float32)
    if isinstance(values, list) and count:
        given = _numbers(container, source, "weights", len(values), pointer) or []
        out[: min(count, len(given))] = given[:count]
    return out


def read_skins(container: Container, accessors: Accessors, node_of_file: Sequence[int]) -> tuple[Skin, ...]:
    """All skins of the file."""
    out, total = [], 0
    for index in range(len(container.array("skins"))):
        here = f"/skins/{index}"
        entry = container.entry("skins", index, here)
        joints = entry.get("joints")
        if not isinstance(joints, list) or not joints:
            raise container.report.error("json.type", f"{here}/joints", "is not a list of nodes")
        total += len(joints)
        if total > MAX_JOINTS:
            raise container.report.error("skin.size", f"{here}/joints", f"makes more than {MAX_JOINTS:,} joints in all")
        for place, joint in enumerate(joints):
            container.entry("nodes", joint, f"{here}/joints/{place}")
        inverse = np.broadcast_to(np.eye(4, dtype=np.float32), (len(joints), 4, 4)).copy()
        if "inverseBindMatrices" in entry:
            pointer = f"{here}/inverseBindMatrices"
            values = accessors.floats(entry["inverseBindMatrices"], pointer, ("MAT4",))
            if len(values) < len(joints):
                raise container.report.error("skin.count", pointer, f"has {len(values)} for {len(joints)} joints")
            inverse = np.ascontiguousarray(values[: len(joints)].reshape(-1, 4, 4).transpose(0, 2, 1))
        numbers = np.array([node_of_file[joint] for joint in joints], np.int32)
        out.append(Skin(str(entry.get("name", "")), numbers, inverse))
    return tuple(out)
