"""Keeps the tails of spring bones out of (or inside) spheres, capsules and planes.

Of all pairs of a joint and a collider only those near each other are looked at in a step; which these are is worked out
anew once anything has moved so far that another pair might touch.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.spring_tables import Doubles, SpringTables, dot

MOST_CONTACTS = 8
"""Of one joint in one step; more are left to the next step."""
_NEAR_M = 0.08
Ints = npt.NDArray[np.intp]


class Contacts:
    """The colliders of all figures.

    Args:
        tables: whose pairs may touch.
    """

    def __init__(self, tables: SpringTables) -> None:
        self._tables = tables
        self._pairs = tables.pairs
        self._starts = np.array([level.start for level in tables.levels] + [len(tables)], np.intp)
        self._seen: tuple[Doubles, Doubles, Doubles] | None = None
        self._near: Ints = np.zeros(0, np.intp)
        self._bounds: list[int] = [0] * len(self._starts)
        self._at = self._line = np.zeros((3, 0))
        self._plane = np.zeros(0, np.bool_)

    def begin(self, tails: Doubles, at: Doubles, to: Doubles) -> None:
        """Starts a step.

        Args:
            tails: (3, J) before it.
            at: (3, C) where the colliders are in the world; `to` (3, C) their other ends, or the planes' normals.
        """
        if not len(self._pairs.joint):
            return
        if self._seen is None or self._moved(tails, at, to) > 0.5 * _NEAR_M:
            self._seen = tails.copy(), at, to
            everything = np.arange(len(self._pairs.joint))
            self._gather(everything, at, to)
            gap, _ = self._gaps(slice(None), tails.take(self._pairs.joint, axis=1))
            self._near = everything[gap < 2.0 * _NEAR_M]
            self._bounds = np.searchsorted(self._pairs.joint[self._near], self._starts).tolist()
        self._gather(self._near, at, to)

    def _moved(self, tails: Doubles, at: Doubles, to: Doubles) -> float:
        """The most that any tail has moved, and any collider, since the pairs were last chosen (metres)."""
        assert self._seen is not None
        tail, start, end = (now - then for now, then in zip((tails, at, to), self._seen, strict=True))
        return float(np.sqrt(dot(tail, tail).max()) + np.sqrt(max(dot(start, start).max(), dot(end, end).max())))

    def _gather(self, pairs: Ints, at: Doubles, to: Doubles) -> None:
        colliders = self._pairs.collider[pairs]
        self._at = at.take(colliders, axis=1)
        self._line = to.take(colliders, axis=1)
        self._plane = self._pairs.plane[pairs]
        self._line -= np.where(self._plane, 0.0, self._at)
        self._square = np.maximum(dot(self._line, self._line), 1e-12)
        self._reach, self._sign = self._pairs.reach[pairs], self._pairs.sign[pairs]
        self._joint = self._pairs.joint[pairs]
        self._planes = bool(self._plane.any())

    def push(self, level: int, tail: Doubles, head: Doubles, length: Doubles) -> bool:
        """Pushes a level's tails out of colliders, each joint's in their order, and keeps the sections' lengths.

        Args:
            tail: (3, n), changed in place; `head` (3, n), `length` (n).

        Returns: True where any was touched.
        """
        low, high = self._bounds[level], self._bounds[level + 1]
        if low == high:
            return False
        joint = self._joint[low:high] - self._starts[level]
        gap, away = self._gaps(slice(low, high), tail.take(joint, axis=1))
        touching = np.flatnonzero(gap < 0.0)
        if not len(touching):
            return False
        for _ in range(MOST_CONTACTS):
            first = touching[np.append(True, joint[touching[1:]] != joint[touching[:-1]])]
            rows = joint[first]
            at = head.take(rows, axis=1)
            moved = tail.take(rows, axis=1) - away.take(first, axis=1) * gap[first] - at
            moved *= length[rows] / np.maximum(np.sqrt(dot(moved, moved)), 1e-12)
            tail[:, rows] = moved + at
            last = np.full(len(length), high - low, np.intp)
            last[rows] = first
            later = np.flatnonzero(np.arange(high - low) > last.take(joint))
            if not len(later):
                break
            gap[later], away[:, later] = self._gaps(low + later, tail.take(joint[later], axis=1))
            touching = later[gap[later] < 0.0]
            if not len(touching):
                break
        return True

    def _gaps(self, pairs: slice | Ints, tail: Doubles) -> tuple[Doubles, Doubles]:
        """How far each joint of a pair is from touching (negative: overlapping), and the way out (3, P)."""
        delta = tail - self._at[:, pairs]
        line = self._line[:, pairs]
        along = dot(line, delta)
        planes = self._plane[pairs] if self._planes else None
        normal, height = (line[:, planes], along[planes]) if planes is not None else (line, along)
        if planes is not None:
            along[planes] = 0.0
        along /= self._square[pairs]
        near = delta - line * np.minimum(np.maximum(along, 0.0), 1.0)
        distance = np.sqrt(dot(near, near))
        sign, reach = self._sign[pairs], self._reach[pairs]
        gap = (distance - reach) * sign
        near *= sign / np.maximum(distance, 1e-12)
        if planes is not None:
            near[:, planes] = normal
            gap[planes] = height - reach[planes]
        return gap, near
