"""The spring bones of many figures as tables by depth: one step of all of them is a few array operations a level.

All turns are told as what they add to the scene's rest pose, in world axes: a joint's frame then is its parent's turn,
and no rest rotation has to be carried along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.spring import SpringCollider, SpringJoint, Springs
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, world_matrices

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
_SHORTEST_M = 1e-6


@dataclass(frozen=True)
class Level:
    """Joints at one depth.

    Attributes:
        start: first of its joints in the tables; `stop` is behind the last.
        parent: for each, the table row of the joint it hangs on (an anchor's row at the first level).
        offset: (3, n) from the parent joint's head to the own head, turned with the parent; None where every head is
            its parent's tail.
    """

    start: int
    stop: int
    parent: Ints
    offset: Doubles | None


@dataclass(frozen=True)
class Pairs:
    """P pairs of a joint and a collider that may touch, ascending by joint, then in the order they are tried.

    Attributes:
        joint: (P) rows of the tables; `collider` (P).
        reach: (P) radius of both (inside shapes: of the shape less the joint's).
        sign: (P) -1 for shapes that hold things inside, else 1.
        plane: (P) whether the collider is a plane.
    """

    joint: Ints
    collider: Ints
    reach: Doubles
    sign: Doubles
    plane: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class SpringTables:
    """J joints by depth, A anchors (what the first ones hang on), C colliders.

    Attributes:
        nodes: (J) scene nodes that are turned.
        axis: (3, J) unit, from head to tail at rest.
        length: (J) metres.
        stiffness: (J); `gravity` (3, J), `keep` (J) is one minus drag.
        rest_rotation: (J, 4) of the node, local.
        shown_of_way: (J, 4, 3); times a way w that the section points, in the axes of the scene at rest, and added to
            |w| times `rest_rotation`: the node's rotation that points it there, but for its length.
        anchor_node: (A) scene nodes, -1 for the scene itself; `rest_from_anchor` (A, 3, 3) undoes their rest turn.
        root_anchor: (R) for each joint of the first level, and `root_at` (R, 3) its place in the anchor's space.
        root_figure: (R) which figure it belongs to.
        collider_node: (C), `collider_at` (C, 3) and `collider_tail` (C, 3) in its space; `collider_normal` (C) where
            the tail is a plane's normal.
        center_node: (K) and `center_of` (J), -1 for none.
        figure_node: (F) a node that says where each figure stands; `figure_of` (J).
    """

    nodes: Ints
    axis: Doubles
    length: Doubles
    stiffness: Doubles
    gravity: Doubles
    keep: Doubles
    rest_rotation: Doubles
    shown_of_way: Doubles
    anchor_node: Ints
    rest_from_anchor: Doubles
    root_anchor: Ints
    root_at: Doubles
    collider_node: Ints
    collider_at: Doubles
    collider_tail: Doubles
    collider_normal: npt.NDArray[np.bool_]
    center_node: Ints
    center_of: Ints
    figure_node: Ints
    figure_of: Ints
    levels: tuple[Level, ...]
    pairs: Pairs

    def __len__(self) -> int:
        return len(self.nodes)


@dataclass(frozen=True)
class _Row:
    """A joint with scene numbers."""

    figure: int
    joint: SpringJoint
    node: int
    first_collider: int
    shift: int


def spring_tables(figures: Sequence[tuple[Springs, int]], roots: Sequence[int], nodes: NodeTable) -> SpringTables:
    """Builds the tables.

    Args:
        figures: each one's springs and where its nodes begin in the scene.
        roots: for each figure a node whose jump means that it was put elsewhere.
        nodes: the scene's.
    """
    world = world_matrices(nodes, LocalPose.at_rest(nodes)).astype(np.float64)
    turn = orthonormal(world[:, :3, :3].transpose(1, 2, 0)).transpose(2, 0, 1)
    colliders: list[tuple[SpringCollider, int]] = []
    rows: list[_Row] = []
    for figure, (springs, shift) in enumerate(figures):
        rows += [_Row(figure, joint, joint.node + shift, len(colliders), shift) for joint in springs.joints]
        colliders += [(collider, collider.node + shift) for collider in springs.colliders]
    above, depth = _hang(rows, nodes)
    order = sorted(range(len(rows)), key=lambda row: (depth[row], _rank(row, above, depth)))
    place = {row: position for position, row in enumerate(order)}
    rows_in_order = [rows[row] for row in order]
    parents = [place[above[row]] if above[row] >= 0 else -1 for row in order]
    depths = np.array([depth[row] for row in order], np.intp)

    node = np.array([row.node for row in rows_in_order], np.intp)
    head = world[node, :3, 3]
    tail_local = np.array([row.joint.tail for row in rows_in_order], np.float64).reshape(-1, 3)
    tail = np.einsum("nij,nj->ni", world[node, :3, :3], tail_local) + head
    reach = np.linalg.norm(tail - head, axis=1)
    flat = reach < _SHORTEST_M  # squashed by a scale of nothing
    axis = np.where(flat[:, None], [0.0, 1.0, 0.0], (tail - head) / np.maximum(reach, _SHORTEST_M)[:, None])
    reach = np.maximum(reach, _SHORTEST_M)
    first = int(np.count_nonzero(depths == 0))
    anchors = nodes.parent[node[:first]].astype(np.intp)
    anchor_node, root_anchor = np.unique(anchors, return_inverse=True)
    anchor_turn = np.array([turn[a] if a >= 0 else np.eye(3) for a in anchor_node]).reshape(-1, 3, 3)
    centers = np.array([c + row.shift if (c := row.joint.center) >= 0 else -1 for row in rows_in_order], np.intp)
    center_node, center_of = np.unique(centers, return_inverse=True)
    if len(center_node) and center_node[0] == -1:
        center_node, center_of = center_node[1:], center_of - 1
    node_turn, rest = turn[node], nodes.rotation[node].astype(np.float64)
    joints = [row.joint for row in rows_in_order]
    return SpringTables(
        nodes=node,
        axis=np.ascontiguousarray(axis.T),
        length=reach,
        stiffness=np.array([joint.stiffness for joint in joints], np.float64),
        gravity=np.array([joint.gravity for joint in joints], np.float64).reshape(-1, 3).T.copy(),
        keep=1.0 - np.array([joint.drag for joint in joints], np.float64),
        rest_rotation=rest,
        shown_of_way=_shown_of_way(rest, np.einsum("nji,nj->ni", node_turn, axis)) @ node_turn.transpose(0, 2, 1),
        anchor_node=anchor_node,
        rest_from_anchor=anchor_turn.transpose(0, 2, 1),
        root_anchor=root_anchor.astype(np.intp),
        root_at=nodes.translation[node[:first]].astype(np.float64),
        collider_node=np.array([number for _, number in colliders], np.intp),
        collider_at=np.array([c.offset for c, _ in colliders], np.float64).reshape(-1, 3),
        collider_tail=np.array([c.tail for c, _ in colliders], np.float64).reshape(-1, 3),
        collider_normal=np.array([c.kind == "plane" for c, _ in colliders], np.bool_),
        center_node=center_node.astype(np.intp),
        center_of=center_of.astype(np.intp),
        figure_node=np.array(roots, np.intp),
        figure_of=np.array([row.figure for row in rows_in_order], np.intp),
        levels=_levels(parents, depths, head, tail, root_anchor),
        pairs=_pairs(rows_in_order, [c for c, _ in colliders]),
    )


def _shown_of_way(rest: Doubles, axis: Doubles) -> Doubles:
    """(J, 4, 3): what a way in a node's own axes adds to `rest` times the smallest turn from its axis to there."""
    (x, y, z, w), (a, b, c), none = rest.T, axis.T, np.zeros(len(rest))
    after_rest = np.array([[w, -z, y, x], [z, w, -x, y], [-y, x, w, z], [-x, -y, -z, w]])
    turn_to = np.array([[none, -c, b], [c, none, -a], [-b, a, none], [a, b, c]])  # cross and dot product with the axis
    return np.einsum("ijn,jkn->nik", after_rest, turn_to)


def _hang(rows: Sequence[_Row], nodes: NodeTable) -> tuple[list[int], list[int]]:
    """For each joint the row of the nearest joint above it (-1 for none), and how many are above it."""
    row_of = {row.node: number for number, row in enumerate(rows)}
    parent = nodes.parent.tolist()
    above, depth = [-1] * len(rows), [0] * len(rows)
    for number in sorted(range(len(rows)), key=lambda n: rows[n].node):  # parents come before their children
        node = parent[rows[number].node]
        while node >= 0 and node not in row_of:
            node = parent[node]
        if node >= 0:
            above[number] = row_of[node]
            depth[number] = depth[row_of[node]] + 1
    return above, depth


def _rank(row: int, above: Sequence[int], depth: Sequence[int]) -> int:
    """The row at the top of the chain: joints of one chain keep their place from level to level."""
    while depth[row]:
        row = above[row]
    return row


def _levels(parents: Sequence[int], depths: Ints, head: Doubles, tail: Doubles, root_anchor: Ints) -> tuple[Level, ...]:
    out = []
    for depth in range(int(depths.max()) + 1 if len(depths) else 0):
        start, stop = (int(v) for v in np.searchsorted(depths, (depth, depth + 1)))
        parent = np.array(parents[start:stop], np.intp) if depth else root_anchor.astype(np.intp)
        offset = None
        if depth and np.abs(head[start:stop] - tail[parent]).max() > 1e-5:
            offset = np.ascontiguousarray((head[start:stop] - head[parent]).T)
        out.append(Level(start, stop, parent, offset))
    return tuple(out)


def _pairs(rows: Sequence[_Row], colliders: Sequence[SpringCollider]) -> Pairs:
    pairs = [(place, row.first_collider + c) for place, row in enumerate(rows) for c in row.joint.colliders]
    shapes = [colliders[c] for _, c in pairs]
    sign = np.array([-1.0 if shape.inside else 1.0 for shape in shapes], np.float64)
    hit = np.array([rows[place].joint.hit_radius for place, _ in pairs], np.float64)
    return Pairs(
        np.array([place for place, _ in pairs], np.intp),
        np.array([c for _, c in pairs], np.intp),
        np.array([shape.radius for shape in shapes], np.float64) + sign * hit,
        sign,
        np.array([shape.kind == "plane" for shape in shapes], np.bool_),
    )


def orthonormal(matrices: Doubles) -> Doubles:
    """The turns (3, 3, N) in matrices that also scale a little: columns made square, one after another."""
    x, y = matrices[:, 0], matrices[:, 1]
    out = np.empty_like(matrices)
    out[:, 0] = x / np.maximum(np.sqrt(dot(x, x)), 1e-12)
    y = y - out[:, 0] * dot(out[:, 0], y)
    out[:, 1] = y / np.maximum(np.sqrt(dot(y, y)), 1e-12)
    _cross(out[:, 0], out[:, 1], out[:, 2])
    return out


def _cross(a: Doubles, b: Doubles, out: Doubles) -> Doubles:
    """Of vectors (3, N)."""
    (ax, ay, az), (bx, by, bz) = a, b
    np.subtract(ay * bz, az * by, out=out[0])
    np.subtract(az * bx, ax * bz, out=out[1])
    np.subtract(ax * by, ay * bx, out=out[2])
    return out


def dot(a: Doubles, b: Doubles) -> Doubles:
    """Of vectors (3, ...), over the first axis; quicker than a sum over a product."""
    out = a[0] * b[0]
    out += a[1] * b[1]
    out += a[2] * b[2]
    return out


def turned(turns: Doubles, vectors: Doubles) -> Doubles:
    """Matrices (3, 3, N) times vectors (3, N)."""
    out = turns[:, 0] * vectors[0]
    out += turns[:, 1] * vectors[1]
    out += turns[:, 2] * vectors[2]
    return out
