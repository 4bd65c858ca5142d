"""One moment's local transforms and morph weights, and the world matrices that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable
from vr_app.scene.sub_tree import SubTree
from vr_app.scene.transform import local_matrices, matrices_of_columns

ALL = slice(None)
MANY = 6
"""Where a sixth of the nodes changed, all are multiplied: whole slices are quicker than chosen rows."""


def stretch_of(rows: npt.NDArray[np.integer]) -> npt.NDArray[np.integer] | slice:
    """All from the first to the last of some rows, where these are most of them: slices are copied more quickly."""
    if not len(rows):
        return rows
    first, end = int(rows.min()), int(rows.max()) + 1
    return slice(first, end) if end - first <= 3 * len(rows) else rows


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
        touched = np.ones(len(nodes), np.bool_)
        if live is not None:
            touched[:] = False
            touched[live] = True
            for level in nodes.levels[1:]:
                touched[level] |= touched[nodes.parent[level]]
        self._nodes = nodes
        self._table = SubTree(nodes, touched)
        rows = self._table.rows
        self._columns: npt.NDArray[np.float32] | None = None
        self._local = np.zeros((len(rows), 4, 4), np.float32)
        self._own = np.zeros((self._table.size, 4, 4), np.float32)
        self._changed = np.zeros(self._table.size, np.bool_)
        self._moved = np.zeros(len(rows), np.bool_)
        self._world = np.zeros((len(nodes), 4, 4), np.float32)
        self._all_moved = True

    def update(self, local: LocalPose) -> npt.NDArray[np.float32]:
        """`world_from_node` (N, 4, 4) for the pose; the same array every time, valid until the next call."""
        table, world = self._table, self._world
        columns, before = table.columns(local), self._columns
        self._columns = columns
        if before is None:
            world[:] = world_matrices(self._nodes, local)
            self._own[:] = world[table.places]
            self._local[:] = matrices_of_columns(columns)
            return world
        different = (columns != before).any(axis=0)
        which = np.flatnonzero(different)
        if not len(which):
            return world
        if MANY * len(which) > len(table.rows):
            self._local = matrices_of_columns(columns)
            table.multiply(self._local, self._own)
            self._moved |= self._hanging_on(different)
            world[table.stretch] = self._own[: len(table.rows)]
        else:
            self._local[which] = matrices_of_columns(columns[:, which])
            self._follow(different)
        return world

    def _hanging_on(self, different: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """These and all that hangs on them."""
        changed, count = self._changed, len(different)
        changed[:count] = different
        for level, parent in self._table.levels:
            if parent is not None:
                changed[level] |= changed[parent]
        return changed[:count]

    def _follow(self, different: npt.NDArray[np.bool_]) -> None:
        """Multiplies only what changed and what hangs on it."""
        own, changed, count = self._own, self._changed, len(different)
        changed[:count] = different
        for level, parent in self._table.levels:
            if parent is None:
                which = np.flatnonzero(changed[level])
                own[which] = self._local[which]
                continue
            changed[level] |= changed[parent]
            which = np.flatnonzero(changed[level])
            if len(which):
                rows = which + level.start
                own[rows] = own[parent[which]] @ self._local[rows]
        which = np.flatnonzero(changed[:count])
        self._moved[which] = True
        self._world[self._table.rows[which]] = own[which]

    def take_moved(self) -> npt.NDArray[np.integer] | None:
        """The nodes whose matrices changed in all updates since the last call; None for all, the first time."""
        moved = None if self._all_moved else self._table.rows[self._moved]
        self._all_moved = False
        self._moved[:] = False
        return moved


def world_matrices(nodes: NodeTable, local: LocalPose) -> npt.NDArray[np.float32]:
    """`world_from_node` of every node, float32 (N, 4, 4); one batched product per depth level."""
    world = local_matrices(local.translation, local.rotation, local.scale)
    for level in nodes.levels[1:]:
        world[level] = world[nodes.parent[level]] @ world[level]
    return world
