"""Node constraints at work: the formulas of VRMC_node_constraint 1.0 for all constraints of all figures at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.constraint import Constraint
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, WorldMatrices
from vr_app.scene.transform import quaternion_multiply, rotation_matrices

Floats = npt.NDArray[np.float32]
_CONJUGATE = np.array([-1.0, -1.0, -1.0, 1.0], np.float32)


@dataclass(frozen=True)
class _Group:
    """Constraints of one kind and order, as columns."""

    kind: str
    node: npt.NDArray[np.intp]
    source: npt.NDArray[np.intp]
    axis: Floats
    weight: Floats
    rest: Floats
    source_rest: Floats


class ConstraintMotion:
    """Turns constrained nodes after their sources.

    Args:
        figures: each one's constraints and where its nodes begin in the scene.
        nodes: the scene's.
    """

    def __init__(self, figures: Sequence[tuple[Sequence[Constraint], int]], nodes: NodeTable) -> None:
        self._nodes = nodes
        gathered: dict[tuple[int, str], list[tuple[Constraint, int]]] = {}
        for constraints, shift in figures:
            for constraint in constraints:
                gathered.setdefault((constraint.order, constraint.kind), []).append((constraint, shift))
        self._groups = [_group(kind, members, nodes) for (_, kind), members in sorted(gathered.items())]

    def apply(self, local: LocalPose, matrices: WorldMatrices) -> None:
        """Writes the constrained nodes' rotations; the world is worked out only where something is aimed at."""
        for group in self._groups:
            if group.kind == "aim":
                target = self._aimed(group, local, matrices.update(local))
            elif group.kind == "roll":
                target = _rolled(group, local.rotation[group.source])
            else:
                added = quaternion_multiply(group.source_rest * _CONJUGATE, local.rotation[group.source])
                target = quaternion_multiply(group.rest, added)
            local.rotation[group.node] = _between(group.rest, target, group.weight)

    def _aimed(self, group: _Group, local: LocalPose, world: Floats) -> Floats:
        parent = self._nodes.parent[group.node]
        frame = np.where((parent >= 0)[:, None, None], world[parent, :3, :3], np.eye(3, dtype=np.float32))
        turn = frame / np.maximum(np.linalg.norm(frame, axis=1, keepdims=True), 1e-9)
        away = world[group.source, :3, 3] - world[group.node, :3, 3]
        start = np.einsum("nij,nj->ni", rotation_matrices(group.rest), group.axis)
        to = np.einsum("nji,nj->ni", turn, away)
        length = np.linalg.norm(to, axis=1, keepdims=True)
        to = np.where(length > 1e-9, to / np.maximum(length, 1e-9), start)
        return quaternion_multiply(from_to(start, to), group.rest)


def _group(kind: str, members: Sequence[tuple[Constraint, int]], nodes: NodeTable) -> _Group:
    node = np.array([c.node + shift for c, shift in members], np.intp)
    source = np.array([c.source + shift for c, shift in members], np.intp)
    return _Group(
        kind,
        node,
        source,
        np.array([c.axis for c, _ in members], np.float32),
        np.array([c.weight for c, _ in members], np.float32),
        nodes.rotation[node],
        nodes.rotation[source],
    )


def _rolled(group: _Group, source: Floats) -> Floats:
    """Of the source's turn the part about the roll axis."""
    turn = quaternion_multiply(source, group.source_rest * _CONJUGATE)  # in the source's parent's space
    own = quaternion_multiply(quaternion_multiply(group.rest * _CONJUGATE, turn), group.rest)
    swing = from_to(group.axis, np.einsum("nij,nj->ni", rotation_matrices(own), group.axis))
    return quaternion_multiply(group.rest, quaternion_multiply(swing * _CONJUGATE, own))


def from_to(a: Floats, b: Floats) -> Floats:
    """The smallest turns (N, 4) that bring unit vectors (N, 3) onto others."""
    out = np.empty((len(a), 4), np.float32)
    out[:, :3] = np.cross(a, b)
    out[:, 3] = 1.0 + np.einsum("ni,ni->n", a, b)
    opposite = out[:, 3] < 1e-6
    if opposite.any():
        side = np.where(np.abs(a[opposite, :1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
        out[opposite, :3] = np.cross(a[opposite], side)
        out[opposite, 3] = 0.0
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def _between(rest: Floats, target: Floats, weight: Floats) -> Floats:
    """Slerp with a weight of its own for each."""
    dot = np.einsum("ni,ni->n", rest, target)
    target = np.where(dot[:, None] < 0, -target, target)
    angle = np.arccos(np.clip(np.abs(dot), 0.0, 1.0))
    sine = np.sin(angle)
    near = sine < 1e-4
    safe = np.where(near, 1.0, sine)
    share = np.where(near, weight, np.sin(weight * angle) / safe)
    left = np.where(near, 1.0 - weight, np.sin((1.0 - weight) * angle) / safe)
    out = left[:, None] * rest + share[:, None] * target
    return (out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)).astype(np.float32)
