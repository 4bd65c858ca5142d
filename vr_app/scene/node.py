"""The node tree as parallel arrays: what a glTF file's `nodes` say, ready for work on all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class NodeTable:
    """N nodes; a parent always comes before its children.

    Attributes:
        names: one per node, "" where the file gives none.
        parent: int32 (N); -1 for a root.
        translation: float32 (N, 3), metres, in the parent's space, at rest.
        rotation: float32 (N, 4), unit quaternion xyzw, at rest.
        scale: float32 (N, 3), at rest.
        mesh: int32 (N); index of the mesh, -1 for none.
        skin: int32 (N); index of the skin, -1 for none.
        visible: bool (N).
        weight_offset: int32 (N); where the node's morph weights begin in `LocalPose.weights`.
        weight_count: int32 (N); how many it has.
        weights: float32 (W); the morph weights of all nodes at rest.
        levels: the indices of all nodes by depth in the tree, roots first.
    """

    names: tuple[str, ...]
    parent: npt.NDArray[np.int32]
    translation: npt.NDArray[np.float32]
    rotation: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    mesh: npt.NDArray[np.int32]
    skin: npt.NDArray[np.int32]
    visible: npt.NDArray[np.bool_]
    weight_offset: npt.NDArray[np.int32]
    weight_count: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    levels: tuple[npt.NDArray[np.int32], ...]

    def __len__(self) -> int:
        return len(self.names)

    def index_of(self, name: str) -> int:
        """First node of that name; -1 where there is none."""
        try:
            return self.names.index(name)
        except ValueError:
            return -1


def build_nodes(
    names: Sequence[str],
    parent: npt.ArrayLike,
    *,
    translation: npt.ArrayLike | None = None,
    rotation: npt.ArrayLike | None = None,
    scale: npt.ArrayLike | None = None,
    mesh: npt.ArrayLike | None = None,
    skin: npt.ArrayLike | None = None,
    visible: npt.ArrayLike | None = None,
    weight_count: npt.ArrayLike | None = None,
    weights: npt.ArrayLike | None = None,
) -> NodeTable:
    """Makes a table; what is left out is at rest at the origin, drawn nothing, without morphs.

    Raises: ValueError where a parent doesn't come before its child.
    """
    count = len(names)

    def column(values: npt.ArrayLike | None, default: npt.ArrayLike, dtype: npt.DTypeLike) -> npt.NDArray:
        source = np.broadcast_to(np.asarray(default, dtype), (count, *np.shape(default))) if values is None else values
        return np.ascontiguousarray(source, dtype)

    parents = column(parent, -1, np.int32)
    if np.any(parents >= np.arange(count)) or np.any(parents < -1):
        raise ValueError("a parent must come before its children")
    counts = column(weight_count, 0, np.int32)
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32) if count else np.zeros(0, np.int32)
    total = int(counts.sum())
    return NodeTable(
        names=tuple(names),
        parent=parents,
        translation=column(translation, (0.0, 0.0, 0.0), np.float32),
        rotation=column(rotation, (0.0, 0.0, 0.0, 1.0), np.float32),
        scale=column(scale, (1.0, 1.0, 1.0), np.float32),
        mesh=column(mesh, -1, np.int32),
        skin=column(skin, -1, np.int32),
        visible=column(visible, True, np.bool_),
        weight_offset=offsets,
        weight_count=counts,
        weights=np.zeros(total, np.float32) if weights is None else np.ascontiguousarray(weights, np.float32),
        levels=depth_levels(parents),
    )


def depth_levels(parent: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], ...]:
    """Node indices grouped by depth, roots first."""
    if not len(parent):
        return ()
    order = np.argsort(node_depths(parent), kind="stable").astype(np.int32)
    counts = np.bincount(node_depths(parent))
    return tuple(np.split(order, np.cumsum(counts)[:-1]))


def node_depths(parent: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """How many nodes are above each; every step doubles how far up it looks."""
    depth, above = (parent >= 0).astype(np.int64), parent.astype(np.int64)
    while (above >= 0).any():
        known = above >= 0
        depth[known] += depth[above[known]]
        above = np.where(known, above[above], -1)
    return depth
