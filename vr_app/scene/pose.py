"""One moment's local transforms and morph weights, and the world matrices that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable
from vr_app.scene.transform import local_matrices


@dataclass
class LocalPose:
    """A mutable copy of what a `NodeTable` has at rest: animation and body functions write into it.

    Attributes:
        translation: float32 (N, 3).
        rotation: float32 (N, 4) xyzw.
        scale: float32 (N, 3).
        weights: float32 (W), all morph weights; `NodeTable.weight_offset` and `weight_count` locate a node's.
    """

    translation: npt.NDArray[np.float32]
    rotation: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]

    @staticmethod
    def at_rest(nodes: NodeTable) -> LocalPose:
        return LocalPose(nodes.translation.copy(), nodes.rotation.copy(), nodes.scale.copy(), nodes.weights.copy())

    def reset(self, nodes: NodeTable) -> None:
        """Back to rest without new arrays."""
        self.translation[:] = nodes.translation
        self.rotation[:] = nodes.rotation
        self.scale[:] = nodes.scale
        self.weights[:] = nodes.weights


class WorldMatrices:
    """`world_matrices` for a pose that changes little from frame to frame: works on what moved and what hangs on it.

    Args:
        nodes: the tree.
    """

    def __init__(self, nodes: NodeTable) -> None:
        self._nodes = nodes
        self._local: LocalPose | None = None
        self._world = np.zeros((len(nodes), 4, 4), np.float32)

    def update(self, local: LocalPose) -> npt.NDArray[np.float32]:
        """`world_from_node` (N, 4, 4) for the pose; the same array every time, valid until the next call."""
        before = self._local
        if before is None:
            self._world[:] = world_matrices(self._nodes, local)
            self._local = LocalPose(
                local.translation.copy(), local.rotation.copy(), local.scale.copy(), np.zeros(0, np.float32)
            )
            return self._world
        changed = _rows_differ(local.translation, before.translation)
        changed |= _rows_differ(local.rotation, before.rotation)
        changed |= _rows_differ(local.scale, before.scale)
        rows = np.flatnonzero(changed)
        if not len(rows):
            return self._world
        for name in ("translation", "rotation", "scale"):
            getattr(before, name)[rows] = getattr(local, name)[rows]
        parent = self._nodes.parent
        for number, level in enumerate(self._nodes.levels):
            if number:
                changed[level] |= changed[parent[level]]
            moved = level[changed[level]]
            if not len(moved):
                continue
            own = local_matrices(local.translation[moved], local.rotation[moved], local.scale[moved])
            self._world[moved] = self._world[parent[moved]] @ own if number else own
        return self._world


def _rows_differ(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    different = a != b
    out = different[:, 0].copy()
    for column in range(1, a.shape[1]):
        out |= different[:, column]
    return out


def world_matrices(nodes: NodeTable, local: LocalPose) -> npt.NDArray[np.float32]:
    """`world_from_node` of every node, float32 (N, 4, 4); one batched product per depth level."""
    world = local_matrices(local.translation, local.rotation, local.scale)
    for level in nodes.levels[1:]:
        world[level] = world[nodes.parent[level]] @ world[level]
    return world
