"""What moves in an exported model: skins, morph targets and clips, in glTF's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.scene.animation import Animation
from vr_app.scene.mesh import Primitive
from vr_app.scene.node import NodeTable
from vr_app.scene.skin import Skin
from vr_app.scene.track import Track

Accessor = Callable[..., int]
"""Writes values as an accessor: values, type, component type, target of the view (0: none), `bounds`."""
_FLOAT, _SHORT, _ARRAY = 5126, 5123, 34962


def skin_attributes(primitive: Primitive, accessor: Accessor) -> dict[str, int]:
    """JOINTS_0 and WEIGHTS_0; nothing for what no skin bends."""
    if not primitive.skinned:
        return {}
    weights = primitive.vertices["weights"].astype(np.float64)
    total = weights.sum(axis=1, keepdims=True)
    weights = np.where(total > 0, weights / np.maximum(total, 1.0), (1.0, 0.0, 0.0, 0.0)).astype(np.float32)
    joints = np.where(weights > 0, primitive.vertices["joints"], 0).astype(np.uint16)
    return {
        "JOINTS_0": accessor(joints, "VEC4", _SHORT, _ARRAY),
        "WEIGHTS_0": accessor(weights, "VEC4", _FLOAT, _ARRAY),
    }


def morph_targets(primitive: Primitive, accessor: Accessor) -> list[dict[str, int]]:
    """Deltas of positions and normals."""
    morph = primitive.morph
    if morph is None:
        return []
    rows = []
    for number in range(morph.target_count):
        row = {"POSITION": accessor(morph.positions[number].astype(np.float32), "VEC3", _FLOAT, _ARRAY, bounds=True)}
        if len(morph.normals) == morph.target_count and morph.normals.shape[1] == len(primitive.vertices):
            row["NORMAL"] = accessor(morph.normals[number].astype(np.float32), "VEC3", _FLOAT, _ARRAY)
        rows.append(row)
    return rows


def skin_row(skin: Skin, accessor: Accessor) -> dict[str, Any]:
    """An entry of `skins`."""
    matrices = np.asarray(skin.inverse_bind, np.float32).copy()
    matrices[:, 3] = (0.0, 0.0, 0.0, 1.0)
    row: dict[str, Any] = {
        "joints": [int(joint) for joint in skin.joints],
        "inverseBindMatrices": accessor(matrices.transpose(0, 2, 1).reshape(-1, 16), "MAT4", _FLOAT, 0),
    }
    return row | ({"name": skin.name} if skin.name else {})


def clip_row(clip: Animation, nodes: NodeTable, accessor: Accessor) -> dict[str, Any] | None:
    """An entry of `animations`; None for a clip in which nothing moves."""
    samplers: list[dict[str, Any]] = []
    channels: list[dict[str, Any]] = []
    for track in clip.tracks:
        if not len(track.times_s):
            continue
        times = accessor(np.asarray(track.times_s, np.float32).reshape(-1, 1), "SCALAR", _FLOAT, 0, bounds=True)
        moved = _weights(track, nodes) if track.path == "weights" else _transforms(track)
        for node, values, kind in moved:
            sampler = {
                "input": times,
                "interpolation": track.interpolation,
                "output": accessor(values, kind, _FLOAT, 0),
            }
            channels.append({"sampler": len(samplers), "target": {"node": node, "path": track.path}})
            samplers.append(sampler)
    if not channels:
        return None
    return {"name": clip.name or "clip", "samplers": samplers, "channels": channels}


_Moved = list[tuple[int, npt.NDArray[np.float32], str]]


def _transforms(track: Track) -> _Moved:
    found: _Moved = []
    for column, node in enumerate(track.targets.tolist()):
        values = np.asarray(track.values[..., column, :], np.float64)
        if track.path == "rotation":
            spline = track.interpolation == "CUBICSPLINE"
            turns = values[:, 1] if spline else values
            turns = turns / np.maximum(np.linalg.norm(turns, axis=-1, keepdims=True), 1e-12)
            values = np.stack([values[:, 0], turns, values[:, 2]], axis=1) if spline else turns
        rows = values.reshape(-1, values.shape[-1]).astype(np.float32)
        found.append((node, rows, "VEC4" if track.path == "rotation" else "VEC3"))
    return found


def _weights(track: Track, nodes: NodeTable) -> _Moved:
    """A clip moves all weights of a node together; those it leaves out stay at rest."""
    found: _Moved = []
    for node in np.flatnonzero(nodes.weight_count).tolist():
        first, count = int(nodes.weight_offset[node]), int(nodes.weight_count[node])
        if not ((track.targets >= first) & (track.targets < first + count)).any():
            continue
        keys = track.values.shape[:-2]
        values = np.broadcast_to(nodes.weights[first : first + count], (*keys, count)).copy()
        if track.interpolation == "CUBICSPLINE":
            values[:, (0, 2)] = 0.0
        inside = (track.targets >= first) & (track.targets < first + count)
        values[..., track.targets[inside] - first] = track.values[..., inside, 0]
        found.append((node, values.reshape(-1, 1).astype(np.float32), "SCALAR"))
    return found
