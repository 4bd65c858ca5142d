"""Some nodes of a tree, laid level after level, so that their world matrices are products of whole slices."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]


class Transforms(Protocol):
    """What a node's own transform is made of, as in `LocalPose`."""

    translation: Floats
    rotation: Floats
    scale: Floats


class SubTree:
    """The order of the chosen nodes, and where each one's parent is.

    Args:
        nodes: the tree.
        chosen: bool (N).

    Attributes:
        rows: int (T), the chosen nodes, roots first.
        stretch: the same; a slice where they follow one another.
        places: int (size), the same, then the parents that are not among them.
        size: T and those parents.
        levels: slices of `rows`, each with its parents in `places`; None for the scene's own roots.
    """

    def __init__(self, nodes: NodeTable, chosen: npt.NDArray[np.bool_]) -> None:
        parts = [level[chosen[level]] for level in nodes.levels]
        rows = np.concatenate([*parts, np.zeros(0, np.intp)]).astype(np.intp)
        above = np.unique(nodes.parent[rows])
        others = above[(above >= 0) & ~chosen[above]]
        self.rows: Ints = rows
        together = len(rows) > 0 and bool((np.diff(rows) == 1).all())
        self.stretch: Ints | slice = slice(int(rows[0]), int(rows[-1]) + 1) if together else rows
        self.places: Ints = np.concatenate([rows, others]).astype(np.intp)
        self.size = len(self.places)
        place = np.zeros(len(nodes), np.intp)
        place[self.places] = np.arange(self.size)
        self.levels: list[tuple[slice, Ints | None]] = []
        start = 0
        for number, part in enumerate(parts):
            if len(part):
                parents = place[nodes.parent[part]] if number else None
                self.levels.append((slice(start, start + len(part)), parents))
                start += len(part)

    def columns(self, local: Transforms) -> Floats:
        """The chosen nodes' transforms, float32 (10, T), as `matrices_of_columns` takes them."""
        rows = self.stretch
        out = np.empty((10, len(self.rows)), np.float32)
        parts = (local.translation, local.rotation, local.scale)
        out[:3], out[3:7], out[7:] = (
            (part[rows] if isinstance(rows, slice) else part.take(rows, 0)).T for part in parts
        )
        return out

    def multiply(self, own: Floats, world: Floats) -> None:
        """Writes `world_from_node` (size, 4, 4) of the chosen nodes; their parents' beyond T must be there.

        Args:
            own: `parent_from_node` (T, 4, 4).
        """
        for level, parent in self.levels:
            if parent is None:
                world[level] = own[level]
            else:
                np.matmul(world.take(parent, 0), own[level], out=world[level])
