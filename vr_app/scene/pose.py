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


def world_matrices(nodes: NodeTable, local: LocalPose) -> npt.NDArray[np.float32]:
    """`world_from_node` of every node, float32 (N, 4, 4); one batched product per depth level."""
    world = local_matrices(local.translation, local.rotation, local.scale)
    for level in nodes.levels[1:]:
        world[level] = world[nodes.parent[level]] @ world[level]
    return world
