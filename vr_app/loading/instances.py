"""EXT_mesh_gpu_instancing: the nodes that stand for the copies of a node's mesh."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container

NAME = "EXT_mesh_gpu_instancing"
MAX_INSTANCES = 100_000
KINDS = {
    "TRANSLATION": ("VEC3", (0.0, 0.0, 0.0)),
    "ROTATION": ("VEC4", (0.0, 0.0, 0.0, 1.0)),
    "SCALE": ("VEC3", (1.0,) * 3),
}


class Instances(NamedTuple):
    """Transforms of the copies relative to their node: (M, 3), (M, 4) xyzw, (M, 3)."""

    translation: npt.NDArray[np.float32]
    rotation: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]


def read_instances(
    container: Container, accessors: Accessors, entry: dict[str, Any], here: str, room: int
) -> Instances | None:
    """The copies of one node's mesh, None where it has no such extension.

    Args:
        entry: the node.
        here: its JSON pointer.
        room: how many copies may still be made in this file.
    """
    extensions = entry.get("extensions")
    extension = extensions.get(NAME) if isinstance(extensions, dict) else None
    if not isinstance(extension, dict) or "mesh" not in entry:
        return None
    here = f"{here}/extensions/{NAME}/attributes"
    attributes = extension.get("attributes")
    if not isinstance(attributes, dict):
        raise container.report.error("json.type", here, "is not an object")
    counts = {name: accessors.count(attributes[name], f"{here}/{name}") for name in KINDS if name in attributes}
    if not counts:
        container.report.note(f"{here}: has no transforms that are read; drawn once")
        return None
    count = next(iter(counts.values()))
    for name, other in counts.items():
        if other != count:
            raise container.report.error("instance.count", f"{here}/{name}", f"has {other} values, the first {count}")
    if count > room:
        raise container.report.error("instance.size", here, f"makes more than {MAX_INSTANCES:,} copies in this file")
    columns = []
    for name, (kind, rest) in KINDS.items():
        if name in attributes:
            columns.append(accessors.floats(attributes[name], f"{here}/{name}", (kind,)))
        else:
            columns.append(np.tile(np.array(rest, np.float32), (count, 1)))
    translation, rotation, scale = columns
    length = np.linalg.norm(rotation, axis=1, keepdims=True)
    upright = np.array([0.0, 0.0, 0.0, 1.0], np.float32)
    rotation = np.where(length > 1e-6, rotation / np.maximum(length, 1e-6), upright)
    return Instances(translation, rotation.astype(np.float32), scale)
