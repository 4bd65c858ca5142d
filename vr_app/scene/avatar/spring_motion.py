"""Spring bones in motion: the Verlet step of VRMC_springBone 1.0 at a fixed rate, for all chains of all figures.

Steps happen at whole multiples of 1/60 s of the display's clock, whatever the frame rate, with what the bones hang on
taken between the two frames around; what is shown lies between the last two steps. So the same motion sways the same
at 20 and at 144 Hz. There is no loop over joints, only over the depth of chains.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.spring_collision import Contacts
from vr_app.scene.avatar.spring_tables import Doubles, SpringTables, dot, orthonormal, turned
from vr_app.scene.pose import LocalPose

RATE_HZ = 60
"""The forces of the specification are per frame; authors tune them at this rate."""
MOST_STEPS = 15
"""In one frame; after a longer pause the bones hang still: nobody knows how the figure moved meanwhile."""
JUMP_M = 0.75
"""A figure that is this far from where it was a frame ago was put there: its bones hang still."""
LONGER = 1.0 + 1e-6
"""Keeps a section that points the opposite way from having no turn at all."""
_STEP_S = 1.0 / RATE_HZ
Floats = npt.NDArray[np.float32]


class SpringMotion:
    """The moving state. One thread only.

    Args:
        tables: of the scene's figures.

    Attributes:
        holds: int (H), the nodes whose places a step needs: what springs hang on, colliders, centres; -1 for the scene.
    """

    def __init__(self, tables: SpringTables) -> None:
        self._tables = tables
        count, anchors, first = len(tables), len(tables.anchor_node), len(tables.root_anchor)
        self._first = first
        self._step = -1
        self._time_s = 0.0
        self._tail = np.zeros((3, count))
        self._tail_before = np.zeros((3, count))
        # Which way each section points, as the one it hangs on sees it.
        self._way = tables.axis.copy()
        self._way_before = tables.axis.copy()
        self._turns = np.zeros((3, 3, count))
        self._shown = tables.rest_rotation.astype(np.float32)
        self._push = tables.gravity * _STEP_S
        self._pull = tables.stiffness * _STEP_S
        self._matrices = np.zeros((0, 3, 4))
        self.holds: npt.NDArray[np.intp] = np.concatenate(
            [tables.anchor_node, tables.collider_node, tables.center_node, tables.figure_node]
        ).astype(np.intp)
        ends = np.cumsum([anchors, len(tables.collider_node), len(tables.center_node), len(tables.figure_node)])
        self._anchors, self._colliders = slice(0, ends[0]), slice(ends[0], ends[1])
        self._centers, self._figures = slice(ends[1], ends[2]), slice(ends[2], ends[3])
        self._contacts = Contacts(tables)
        self._centered = np.flatnonzero(tables.center_of >= 0)

    def write(self, local: LocalPose) -> None:
        """Turns the joints' nodes as in the last `advance`."""
        local.rotation[self._tables.nodes] = self._shown

    def advance(self, time_s: float, world_from_node: Floats) -> None:
        """Brings all springs to a display time.

        Args:
            world_from_node: of the scene's nodes; what springs hang on must be posed already.
        """
        self.follow(time_s, world_from_node[self.holds, :3])

    def follow(self, time_s: float, matrices: Floats) -> None:
        """The same with the matrices (H, 3, 4) of the nodes in `holds` alone."""
        now = matrices.astype(np.float64)
        now[self.holds < 0] = np.eye(3, 4)
        goal = math.floor(time_s * RATE_HZ)
        paused = goal - self._step > MOST_STEPS
        if self._step < 0 or paused or time_s < self._time_s or not np.isfinite(now).all():
            self._settle(np.arange(len(self._tables)), np.nan_to_num(now))
        else:
            gone = now[self._figures, :, 3] - self._matrices[self._figures, :, 3]
            jumped = (gone * gone).sum(1) > JUMP_M**2
            if jumped.any():
                self._matrices = now
                self._settle(np.flatnonzero(jumped[self._tables.figure_of]), now)
            self._run(goal, time_s, now)
        self._step, self._time_s, self._matrices = goal, time_s, now
        self._show(time_s * RATE_HZ - goal)

    # ------------------------------------------------------------------ inside

    def _run(self, goal: int, time_s: float, now: Doubles) -> None:
        span = time_s - self._time_s
        before = self._center_poses(self._matrices) if len(self._centered) else None
        for step in range(self._step + 1, goal + 1):
            share = min(max((step * _STEP_S - self._time_s) / max(span, 1e-9), 0.0), 1.0)
            between = self._matrices + (now - self._matrices) * share
            if before is not None:
                after = self._center_poses(between)
                self._carry(before, after)
                before = after
            self._one_step(between)
        if before is not None:
            self._carry(before, self._center_poses(now))

    def _one_step(self, matrices: Doubles) -> None:
        tables, turns = self._tables, self._turns
        self._contacts.begin(self._tail, *self._collider_places(matrices))
        heads = np.empty_like(self._tail)
        anchor_turns, heads[:, : self._first] = self._hold(matrices)
        free = self._tail + (self._tail - self._tail_before) * tables.keep + self._push
        tails, ways = np.empty_like(self._tail), np.empty_like(self._tail)
        for number, level in enumerate(tables.levels):
            rows = slice(level.start, level.stop)
            turn = (turns if number else anchor_turns).take(level.parent, axis=2)
            if level.offset is not None:
                heads[:, rows] = heads[:, level.parent] + turned(turn, level.offset)
            elif number:
                heads[:, rows] = tails[:, level.parent]
            axis, head, length = tables.axis[:, rows], heads[:, rows], tables.length[rows]
            rest = turned(turn, axis)
            way = free[:, rows] + rest * self._pull[rows] - head
            way *= length / np.maximum(np.sqrt(dot(way, way)), 1e-12)
            tail = tails[:, rows]
            np.add(head, way, out=tail)
            if self._contacts.push(number, tail, head, length):
                way = tail - head
            way /= length
            ways[:, rows] = seen = dot(turn, way[:, None])
            if number + 1 < len(tables.levels):
                turns[:, :, rows] = _swung(turn, axis, rest, way, seen)
        self._tail_before, self._tail = self._tail, tails
        self._way_before, self._way = self._way, ways

    def _show(self, share: float) -> None:
        """Local rotations for what lies between the last two steps, hung on what is there now."""
        way = self._way_before + (self._way - self._way_before) * share
        shown = np.einsum("nij,jn->ni", self._tables.shown_of_way, way)
        shown += self._tables.rest_rotation * np.maximum(LONGER * np.sqrt(dot(way, way)), 1e-9)[:, None]
        self._shown[:] = shown / np.sqrt(np.einsum("ni,ni->n", shown, shown))[:, None]

    def _hold(self, matrices: Doubles) -> tuple[Doubles, Doubles]:
        """What the anchors have turned since rest (3, 3, A), and where the first joints are (3, R)."""
        tables = self._tables
        own = matrices[self._anchors][tables.root_anchor]
        heads = np.einsum("nij,nj->in", own[:, :, :3], tables.root_at) + own[:, :, 3].T
        return self._anchor_turns(matrices), heads

    def _anchor_turns(self, matrices: Doubles) -> Doubles:
        """What the anchors have turned since rest (3, 3, A)."""
        turns = orthonormal(matrices[self._anchors, :, :3].transpose(1, 2, 0))
        return np.einsum("ijn,njk->ikn", turns, self._tables.rest_from_anchor)

    def _collider_places(self, matrices: Doubles) -> tuple[Doubles, Doubles]:
        tables = self._tables
        own = matrices[self._colliders]
        basis, origin = own[:, :, :3], own[:, :, 3].T
        at = np.einsum("nij,nj->in", basis, tables.collider_at) + origin
        to = np.einsum("nij,nj->in", basis, tables.collider_tail)
        normal = tables.collider_normal
        if normal.any():
            to[:, normal] /= np.maximum(np.sqrt((to[:, normal] ** 2).sum(0)), 1e-12)
            to[:, ~normal] += origin[:, ~normal]
        else:
            to += origin
        return at, to

    def _center_poses(self, matrices: Doubles) -> tuple[Doubles, Doubles]:
        own = matrices[self._centers]
        return orthonormal(own[:, :, :3].transpose(1, 2, 0)), own[:, :, 3].T

    def _carry(self, before: tuple[Doubles, Doubles], after: tuple[Doubles, Doubles]) -> None:
        """Takes the tails of centred springs along with their centres, so that this gives them no speed."""
        rows = self._centered
        center = self._tables.center_of[rows]
        (turn0, at0), (turn1, at1) = before, after
        move = np.einsum("ijn,kjn->ikn", turn1, turn0)[:, :, center]
        at0, at1 = at0[:, center], at1[:, center]
        for tails in (self._tail, self._tail_before):
            tails[:, rows] = turned(move, tails[:, rows] - at0) + at1

    def _settle(self, rows: npt.NDArray[np.intp], matrices: Doubles) -> None:
        """Lets some joints hang still where their figure stands."""
        tables, turns = self._tables, self._turns
        heads = np.empty_like(self._tail)
        tails = np.empty_like(heads)
        anchor_turns, heads[:, : self._first] = self._hold(matrices)
        for number, level in enumerate(tables.levels):
            own = slice(level.start, level.stop)
            turn = (turns if number else anchor_turns).take(level.parent, axis=2)
            if level.offset is not None:
                heads[:, own] = heads[:, level.parent] + turned(turn, level.offset)
            elif number:
                heads[:, own] = tails[:, level.parent]
            tails[:, own] = heads[:, own] + turned(turn, tables.axis[:, own]) * tables.length[own]
            turns[:, :, own] = turn
        for kept, new in (
            (self._tail, tails), (self._tail_before, tails), (self._way, tables.axis), (self._way_before, tables.axis),
        ):  # fmt: skip
            kept[:, rows] = new[:, rows]


def _swung(turn: Doubles, axis: Doubles, rest: Doubles, way: Doubles, seen: Doubles) -> Doubles:
    """A joint's own turn: its frame's, then the smallest one that brings its axis to where the tail went.

    Args:
        turn: (3, 3, n) of the frame; `axis` (3, n) at rest, `rest` (3, n) turned with the frame, `way` (3, n) unit,
            `seen` (3, n) the same as the frame sees it.
    """
    both = rest + way
    both /= np.maximum(1.0 + dot(rest, way), 1e-6)
    out = turn - both[:, None] * (axis + seen)
    out += (2.0 * way)[:, None] * axis
    return out
