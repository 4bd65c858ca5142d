"""What of a figure its wearer sees and what others see, by VRM's first-person annotations.

The wearer's eyes are inside the head: what is tied to the head is left out of their own picture, and only there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.mesh import Mesh, Primitive
from vr_app.scene.node import NodeTable
from vr_app.scene.scene import LoadedAsset

Annotation = Literal["auto", "both", "thirdPersonOnly", "firstPersonOnly"]
_WORDS: dict[str, Annotation] = {word.lower(): word for word in ("auto", "both", "thirdPersonOnly", "firstPersonOnly")}
Bools = npt.NDArray[np.bool_]


def mesh_annotations(asset: LoadedAsset) -> dict[int, Annotation]:
    """Node -> what the file says of the mesh on it; nodes that are not named are "auto".

    Raises: UserError (with the JSON pointer) for annotations of nodes that are not there.
    """
    reader = JsonReader(asset.name)
    extensions = reader.object(asset.document, "extensions", "")
    out: dict[int, Annotation] = {}
    if "VRMC_vrm" in extensions:
        here = "/extensions/VRMC_vrm/firstPerson"
        first = reader.object(
            reader.object(extensions, "VRMC_vrm", "/extensions"), "firstPerson", "/extensions/VRMC_vrm"
        )
        for entry, pointer in reader.items(first, "meshAnnotations", here):
            number = reader.index(entry, "node", pointer, len(asset.node_of_file))
            if number is not None:
                out[asset.node_of_file[number]] = _WORDS.get(reader.text(entry, "type").lower(), "auto")
    elif "VRM" in extensions:
        here = "/extensions/VRM/firstPerson"
        first = reader.object(reader.object(extensions, "VRM", "/extensions"), "firstPerson", "/extensions/VRM")
        for entry, pointer in reader.items(first, "meshAnnotations", here):
            mesh = reader.index(entry, "mesh", pointer, len(asset.meshes))
            for node in np.flatnonzero(asset.nodes.mesh == mesh).tolist() if mesh is not None else ():
                out[node] = _WORDS.get(reader.text(entry, "firstPersonFlag").lower(), "auto")
    return out


def for_others(asset: LoadedAsset) -> LoadedAsset:
    """The figure as others see it. Raises: UserError as `mesh_annotations`."""
    hidden = [node for node, word in mesh_annotations(asset).items() if word == "firstPersonOnly"]
    return _hiding(asset, hidden) if hidden else asset


def for_wearer(asset: LoadedAsset, bones: Mapping[str, int]) -> LoadedAsset:
    """The figure as the one whose head it wears sees it: without the head, for meshes that are not said to stay.

    Args:
        bones: humanoid bone name -> node of the file, as in `AvatarRig.bones`.

    Raises: UserError as `mesh_annotations`.
    """
    words = mesh_annotations(asset)
    nodes, meshes = asset.nodes, list(asset.meshes)
    head = _below(nodes, bones["head"])
    mesh_of, hidden = nodes.mesh.copy(), []
    for node in np.flatnonzero(nodes.mesh >= 0).tolist():
        word = words.get(node, "auto")
        if word == "thirdPersonOnly" or (word == "auto" and nodes.skin[node] < 0 and head[node]):
            hidden.append(node)
        elif word == "auto" and nodes.skin[node] >= 0:
            whole = meshes[nodes.mesh[node]]
            headless = _headless(whole, head[asset.skins[nodes.skin[node]].joints])
            if headless is None:
                hidden.append(node)
            elif headless is not whole:
                mesh_of[node] = len(meshes)
                meshes.append(headless)
    cut = replace(asset, nodes=replace(nodes, mesh=mesh_of), meshes=tuple(meshes))
    return _hiding(cut, hidden) if hidden else cut


def _headless(mesh: Mesh, of_head: Bools) -> Mesh | None:
    """The mesh without the triangles that any joint of the head moves; None where none is left.

    Args:
        of_head: (J) which joints of the skin are the head's.
    """
    kept = []
    for primitive in mesh.primitives:
        indices = _kept_indices(primitive, of_head)
        if len(indices) == len(primitive.indices):
            kept.append(primitive)
        elif len(indices):
            kept.append(replace(primitive, indices=indices))
    if not kept:
        return None
    same = len(kept) == len(mesh.primitives) and all(a is b for a, b in zip(kept, mesh.primitives, strict=True))
    return mesh if same else replace(mesh, primitives=tuple(kept))


def _kept_indices(primitive: Primitive, of_head: Bools) -> npt.NDArray[np.uint32]:
    if not primitive.skinned or len(primitive.indices) % 3:
        return primitive.indices
    joints, weights = primitive.vertices["joints"], primitive.vertices["weights"]
    moved: Bools = np.any(of_head[joints] & (weights > 0), axis=1)
    triangles = primitive.indices.reshape(-1, 3)
    gone = np.any(np.take(moved, triangles), axis=1)
    return np.ascontiguousarray(triangles[~gone].reshape(-1))


def _below(nodes: NodeTable, top: int) -> Bools:
    """Which nodes are a node or below it."""
    out = np.zeros(len(nodes), np.bool_)
    out[top] = True
    for level in nodes.levels[1:]:
        out[level] |= out[nodes.parent[level]]
    return out


def _hiding(asset: LoadedAsset, hidden: list[int]) -> LoadedAsset:
    visible = asset.nodes.visible.copy()
    visible[hidden] = False
    return replace(asset, nodes=replace(asset.nodes, visible=visible))
