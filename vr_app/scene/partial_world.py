"""World matrices of some nodes only: these and what they hang on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose
from vr_app.scene.sub_tree import SubTree
from vr_app.scene.transform import matrices_of_columns

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
        self._table = SubTree(nodes, kept)
        place = np.full(len(nodes) + 1, -1, np.intp)  # the last one is for -1
        place[self._table.rows] = np.arange(len(self._table.rows))
        self.places: Ints = place[wanted]

    def update(self, local: LocalPose) -> npt.NDArray[np.float32]:
        """`world_from_node` of the kept nodes, float32 (K, 4, 4)."""
        out = matrices_of_columns(self._table.columns(local))
        self._table.multiply(out, out)
        return out
