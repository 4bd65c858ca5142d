"""Keeps the tails of spring bones out of (or inside) spheres, capsules and planes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.spring_tables import Doubles, Level

MOST_CONTACTS = 8
"""Of one joint in one step; more are left to the next step."""


def collide(level: Level, tail: Doubles, head: Doubles, length: Doubles, at: Doubles, to: Doubles) -> bool:
    """Pushes tails out of colliders, each joint's in their order, and keeps the sections' lengths.

    Args:
        tail: (3, n) of the level's joints, changed in place; `head` likewise, `length` (n).
        at: (3, C) where the colliders are in the world; `to` (3, C) their other ends, or the planes' normals.

    Returns: True where any was touched.
    """
    joint, collider = level.pair_joint, level.pair_collider
    gap, away = _gaps(level, slice(None), tail[:, joint], at[:, collider], to[:, collider])
    touching = np.flatnonzero(gap < 0.0)
    if not len(touching):
        return False
    for _ in range(MOST_CONTACTS):
        first = touching[np.append(True, joint[touching[1:]] != joint[touching[:-1]])]
        rows = joint[first]
        moved = tail[:, rows] - away[:, first] * gap[first] - head[:, rows]
        moved *= length[rows] / np.maximum(np.sqrt((moved * moved).sum(0)), 1e-12)
        tail[:, rows] = moved + head[:, rows]
        last = np.full(len(length), len(joint), np.intp)
        last[rows] = first
        later = np.flatnonzero(np.arange(len(joint)) > last[joint])
        if not len(later):
            break
        gap[later], away[:, later] = _gaps(
            level, later, tail[:, joint[later]], at[:, collider[later]], to[:, collider[later]]
        )
        touching = later[gap[later] < 0.0]
        if not len(touching):
            break
    return True


def _gaps(
    level: Level, pairs: slice | npt.NDArray[np.intp], tail: Doubles, at: Doubles, to: Doubles
) -> tuple[Doubles, Doubles]:
    """How far each joint of a pair is from touching (negative: overlapping), and the way out (3, P)."""
    delta = tail - at
    planes = None if level.planes is None else level.planes[pairs]
    if level.capsules:
        line = to - at
        if planes is not None:
            line[:, planes] = 0.0
        along = (line * delta).sum(0) / np.maximum((line * line).sum(0), 1e-12)
        near = delta - line * np.minimum(np.maximum(along, 0.0), 1.0)
    else:
        near = delta
    distance = np.sqrt((near * near).sum(0))
    sign = level.pair_sign[pairs]
    gap = (distance - level.pair_reach[pairs]) * sign
    away = near * (sign / np.maximum(distance, 1e-12))
    if planes is not None:
        away[:, planes] = to[:, planes]
        gap[planes] = (delta[:, planes] * to[:, planes]).sum(0) - level.pair_reach[pairs][planes]
    return gap, away
