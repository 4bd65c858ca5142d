"""World matrices of some nodes only: these and what they hang on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose
from vr_app.scene.transform import local_matrices

Ints = npt.NDArray[np.intp]


class PartialWorld:
    """Works out a pose for a few nodes of a large tree.

    Args:
        nodes: the tree.
        wanted: the nodes asked for; -1 stands for the scene itself.

    Attributes:
        places: int (len(wanted)), where each is in what `update` returns; -1 for the scene itself.
    """

    def __init__(self, nodes: NodeTable, wanted: Ints) -> None:
        kept = np.zeros(len(nodes), np.bool_)
        mark = np.unique(wanted[wanted >= 0])
        while len(mark):
            kept[mark] = True
            mark = np.unique(nodes.parent[mark])
            mark = mark[mark >= 0]
            mark = mark[~kept[mark]]
        self._rows = np.flatnonzero(kept)
        place = np.full(len(nodes) + 1, -1, np.intp)  # the last one is for -1
        place[self._rows] = np.arange(len(self._rows))
        self.places: Ints = place[wanted]
        levels = [place[level[kept[level]]] for level in nodes.levels[1:]]
        parent = place[nodes.parent[self._rows]]
        self._levels = [(level, parent[level]) for level in levels if len(level)]

    def update(self, local: LocalPose) -> npt.NDArray[np.float32]:
        """`world_from_node` of the kept nodes, float32 (K, 4, 4)."""
        rows = self._rows
        out = local_matrices(*(np.take(p, rows, axis=0) for p in (local.translation, local.rotation, local.scale)))
        for level, parent in self._levels:
            out[level] = np.take(out, parent, axis=0) @ np.take(out, level, axis=0)
        return out
