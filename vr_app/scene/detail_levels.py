"""Coarser copies of things for when they are far away: nodes named `tree_lod1`, `tree_lod2`... beside a node `tree`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.node import NodeTable

BEGINS_AT = (0.0, 12.0, 30.0, 75.0, 190.0)
"""From which distance each level is drawn, in radii of the thing; at 12 radii it fills nine degrees of the view."""


@dataclass(frozen=True)
class DetailLevels:
    """Which nodes stand for the same thing.

    Attributes:
        family: int32 (N); nodes of equal number are levels of one thing; -1 for all others.
        near: float32 (N); distance in radii from which a node is drawn.
        far: float32 (N); to which it is.
        families: how many there are.
    """

    family: npt.NDArray[np.int32]
    near: npt.NDArray[np.float32]
    far: npt.NDArray[np.float32]
    families: int


def detail_levels(nodes: NodeTable) -> DetailLevels:
    """Finds them by their names; levels of one thing have the same parent."""
    count = len(nodes)
    family = np.full(count, -1, np.int32)
    near, far = np.zeros(count, np.float32), np.full(count, np.inf, np.float32)
    coarse = [index for index, name in enumerate(nodes.names) if level_of(name)[1] > 0 and nodes.visible[index]]
    if not coarse:
        return DetailLevels(family, near, far, 0)
    things = [(int(nodes.parent[index]), level_of(nodes.names[index])[0]) for index in coarse]
    wanted = {thing: number for number, thing in enumerate(dict.fromkeys(things))}
    members: dict[int, list[tuple[int, int]]] = {}
    for index, name in enumerate(nodes.names):
        stem, level = level_of(name)
        number = wanted.get((int(nodes.parent[index]), stem))
        if number is not None and nodes.visible[index]:
            members.setdefault(number, []).append((level, index))
    for number, found in enumerate(members.values()):
        levels = sorted({level for level, _ in found})
        if len(levels) < len(found):
            # Several things of one name: which coarse copy is whose cannot be told, so none is drawn.
            near[[index for level, index in found if level > 0]] = np.inf
            continue
        starts = [0.0, *(BEGINS_AT[min(level, len(BEGINS_AT) - 1)] for level in levels[1:]), np.inf]
        for level, index in found:
            place = levels.index(level)
            family[index], near[index], far[index] = number, starts[place], starts[place + 1]
    return DetailLevels(family, near, far, len(members))


def level_of(name: str) -> tuple[str, int]:
    """Name of the thing and level: ("tree", 2) for `tree_lod2`, ("tree", 0) for `tree` and `tree_lod0`."""
    stem, _, level = name.rpartition("_lod")
    return (stem, int(level)) if stem and level.isdecimal() else (name, 0)
