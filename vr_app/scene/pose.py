"""One moment's local transforms and morph weights, and the world matrices that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable
from vr_app.scene.transform import local_matrices

ALL = slice(None)


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

    def reset(self, nodes: NodeTable, live: npt.NDArray[np.integer] | slice = ALL) -> None:
        """Back to rest without new arrays: the nodes given, and all weights."""
        self.translation[live] = nodes.translation[live]
        self.rotation[live] = nodes.rotation[live]
        self.scale[live] = nodes.scale[live]
        self.weights[:] = nodes.weights


class WorldMatrices:
    """`world_matrices` for a pose that changes little from frame to frame: works on what moved and what hangs on it.

    Args:
        nodes: the tree.
        live: int (L); the nodes whose pose may differ from rest, where that is known: no others are looked at.
    """

    def __init__(self, nodes: NodeTable, live: npt.NDArray[np.integer] | None = None) -> None:
        self._nodes = nodes
        chosen = np.ones(len(nodes), np.bool_)
        if live is not None:
            chosen[:] = False
            chosen[live] = True
        self._live = np.flatnonzero(chosen)
        self._all_live = len(self._live) == len(nodes)
        self._before: tuple[npt.NDArray[np.float32], ...] = ()
        self._world = np.zeros((len(nodes), 4, 4), np.float32)
        self._changed = np.zeros(len(nodes), np.bool_)
        touched = chosen
        for level in nodes.levels[1:]:
            touched[level] |= touched[nodes.parent[level]]
        self._levels = [level[touched[level]] for level in nodes.levels]
        self._touched = np.flatnonzero(touched)
        self._moved = np.ones(len(nodes), np.bool_)
        self._all_moved = True

    def update(self, local: LocalPose) -> npt.NDArray[np.float32]:
        """`world_from_node` (N, 4, 4) for the pose; the same array every time, valid until the next call."""
        live, parts = self._live, (local.translation, local.rotation, local.scale)
        now = tuple(part.copy() if self._all_live else np.take(part, live, axis=0) for part in parts)
        before, self._before = self._before, now
        if not before:
            self._world[:] = world_matrices(self._nodes, local)
            return self._world
        different = _rows_differ(now[0], before[0])
        different |= _rows_differ(now[1], before[1])
        different |= _rows_differ(now[2], before[2])
        if not different.any():
            return self._world
        changed, parent = self._changed, self._nodes.parent
        changed[self._touched] = False
        changed[live] = different
        for level in self._levels[1:]:
            changed[level] |= changed[parent[level]]
        moved, world = self._touched[changed[self._touched]], self._world
        if len(moved) == len(world):
            world[:] = local_matrices(local.translation, local.rotation, local.scale)
        else:
            world[moved] = local_matrices(
                *(np.take(p, moved, axis=0) for p in (local.translation, local.rotation, local.scale))
            )
        for level in self._levels[1:]:
            own = level if len(moved) == len(self._touched) else level[changed[level]]
            if len(own):
                world[own] = np.take(world, parent[own], axis=0) @ np.take(world, own, axis=0)
        self._moved |= changed
        return self._world

    def take_moved(self) -> npt.NDArray[np.integer] | None:
        """The nodes whose matrices changed in all updates since the last call; None for all, the first time."""
        if self._all_moved:
            self._all_moved = False
            moved = None
        else:
            moved = self._touched[self._moved[self._touched]]
        self._moved[:] = False
        return moved


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
