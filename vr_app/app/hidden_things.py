"""Placed things that a story hides: their world matrices shrink to nothing, and come back as they were."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.scene import Scene

SURFACES = ("ground", "water")
"""The scene's own endless floors, by the names of their nodes."""
_NOTHING = 1e-6
"""Scale of what is hidden: no pixel, and still a matrix that can be inverted."""


class HiddenThings:
    """For one scene; on the frame thread."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._kept: dict[str, npt.NDArray[np.float32]] = {}
        own = {name: scene.nodes.index_of(name) for name in SURFACES if name not in scene.placements}
        self._own = {name: node for name, node in own.items() if node >= 0}
        self._known = frozenset(scene.placements) | frozenset(self._own)

    def apply(self, world_from_node: npt.NDArray[np.float32], hidden: frozenset[str]) -> bool:
        """Hides these things in a frame's matrices, in place; a name that nothing has is passed over.

        Args:
            world_from_node: float32 (N, 4, 4), just worked out; rows of what stands still are as they were left.

        Returns: whether something was hidden or shown since the last call.
        """
        wanted = hidden & self._known if hidden or self._kept else frozenset()
        changed = wanted != self._kept.keys()
        for name in self._kept.keys() - wanted:
            world_from_node[self._rows(name)] = self._kept.pop(name)
        for name in wanted:
            rows = self._rows(name)
            if name not in self._kept:
                self._kept[name] = world_from_node[rows].copy()
            world_from_node[rows, :3, :3] = np.eye(3, dtype=np.float32) * _NOTHING
        return changed

    def _rows(self, name: str) -> npt.NDArray[np.intp]:
        if name in self._own:
            return np.array([self._own[name]])
        placement = self._scene.placements[name]
        nodes = np.arange(placement.node_offset, placement.node_offset + placement.node_count)
        return np.union1d(nodes, [placement.root])
