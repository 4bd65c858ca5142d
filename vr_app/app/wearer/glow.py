"""The surface of a placed thing as an overlay mesh, to light it up. Kept for the thing that is lit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.overlay import EMPTY, OVERLAY_VERTEX, OverlayMesh, joined
from vr_app.scene.scene import Scene

MOST_TRIANGLES = 120_000
"""A thing with more is not lit: copying it would cost a frame."""


class GlowMeshes:
    """On the frame thread."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._kept: dict[str, OverlayMesh | None] = {}

    def of(self, scene: Scene, world_from_node: npt.NDArray[np.float32], name: str) -> OverlayMesh | None:
        """The thing's triangles where it is now; None for a spot, or where it is too large."""
        if scene is not self._scene:
            self._scene, self._kept = scene, {}
        if name not in self._kept:
            if len(self._kept) > 8:
                self._kept.pop(next(iter(self._kept)))
            self._kept[name] = thing_mesh(scene, world_from_node, name)
        return self._kept[name]


def thing_mesh(scene: Scene, world_from_node: npt.NDArray[np.float32], name: str) -> OverlayMesh | None:
    """All that a placement shows, in scene space, without what bends."""
    placement = scene.placements.get(name)
    if placement is None:
        return None
    nodes, parts, triangles = scene.nodes, [], 0
    for node in range(placement.node_offset, placement.node_offset + placement.node_count):
        if nodes.mesh[node] < 0 or not nodes.visible[node]:
            continue
        matrix = world_from_node[node]
        turn = np.linalg.inv(matrix[:3, :3]).T
        for primitive in scene.meshes[nodes.mesh[node]].primitives:
            triangles += primitive.triangle_count
            if primitive.skinned or triangles > MOST_TRIANGLES:
                return None
            vertices = np.zeros(len(primitive.vertices), OVERLAY_VERTEX)
            vertices["position"] = primitive.positions @ matrix[:3, :3].T + matrix[:3, 3]
            vertices["normal"] = primitive.normals @ turn.T
            parts.append(OverlayMesh(vertices, primitive.indices))
    mesh = joined(parts)
    return None if mesh is EMPTY else mesh
