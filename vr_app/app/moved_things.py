"""What a story moves: things glide to marks of the stage and back, the host walks the way. On the frame thread."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping

import numpy as np
import numpy.typing as npt

from vr_app.scene.grabbing import between
from vr_app.scene.pose import LocalPose
from vr_app.scene.scene import Scene
from vr_app.scene.stage_life import Mark
from vr_app.scene.transform import decompose, local_matrices, yaw_quaternion

SPEED_M_S = 1.1
LEAST_S, MOST_S = 0.6, 4.0
_Pose = npt.NDArray[np.float32]


class _Way:
    """From one pose to another, smoothly, at walking speed."""

    def __init__(self, begin: _Pose, end: _Pose, begun_s: float) -> None:
        distance_m = float(np.linalg.norm(end[:3, 3] - begin[:3, 3]))
        self._begin, self.end, self._begun_s = begin, end, begun_s
        self._duration_s = min(max(distance_m / SPEED_M_S, LEAST_S), MOST_S)

    def at(self, time_s: float) -> _Pose:
        return between(self._begin, self.end, (time_s - self._begun_s) / self._duration_s)


class MovedThings:
    """For one scene. What was moved before the scene came is there at once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        dynamic = None if scene.plan is None else scene.plan.dynamic_nodes
        self._dynamic = np.ones(len(scene.nodes), np.bool_) if dynamic is None else dynamic
        self._known: Mapping[str, Mark] | None = None
        self._ways: dict[str, _Way] = {}
        self._kept: dict[str, _Pose] = {}

    def pose(self, local: LocalPose, moves: Mapping[str, Mark], time_s: float) -> None:
        """Puts what may move by itself where it is by now; to be called before `shift`, with the same moves."""
        if moves is not self._known:
            self._set_out(moves, time_s)
        for id_, way in self._ways.items():
            root = self._scene.placements[id_].root
            if self._dynamic[root]:
                shift = way.at(time_s) @ np.linalg.inv(self._home(id_))
                _set(local, root, (shift @ _matrix(local, root)).astype(np.float32))

    def shift(self, world_from_node: npt.NDArray[np.float32], time_s: float, hidden: Collection[str] = ()) -> bool:
        """Moves what stands still in a frame's matrices, in place.

        Args:
            world_from_node: float32 (N, 4, 4), just worked out; rows of what stands still are as they were left.
            hidden: what is not seen waits with its move.

        Returns: whether something moved that is known to stand still.
        """
        changed = False
        for id_, way in self._ways.items():
            if self._dynamic[self._scene.placements[id_].root] or id_ in hidden:
                continue
            rows = self._rows(id_)
            kept = self._kept.setdefault(id_, world_from_node[rows].copy())
            wanted = (way.at(time_s) @ np.linalg.inv(self._home(id_)) @ kept).astype(np.float32)
            if not np.array_equal(world_from_node[rows], wanted):
                world_from_node[rows] = wanted
                changed = True
        return changed

    def _set_out(self, moves: Mapping[str, Mark], time_s: float) -> None:
        at_once, self._known = self._known is None, moves
        for id_ in {*moves, *self._ways} & self._scene.placements.keys():
            home = self._home(id_)
            end = home if id_ not in moves else posed(moves[id_], home)
            way = self._ways.get(id_)
            if way is None or not np.array_equal(way.end, end):
                begin = end if at_once else home if way is None else way.at(time_s)
                self._ways[id_] = _Way(begin, end, time_s)

    def _home(self, id_: str) -> _Pose:
        """Where the scene has it."""
        nodes, root = self._scene.nodes, self._scene.placements[id_].root
        return local_matrices(*(part[root][None] for part in (nodes.translation, nodes.rotation, nodes.scale)))[0]

    def _rows(self, id_: str) -> npt.NDArray[np.intp]:
        placement = self._scene.placements[id_]
        nodes = np.arange(placement.node_offset, placement.node_offset + placement.node_count)
        return np.union1d(nodes, [placement.root])


class HostWalk:
    """The host's way between marks; for one scene."""

    def __init__(self) -> None:
        self._way: _Way | None = None
        self._to: Mark | None = None

    def apply(
        self,
        scene: Scene,
        mark: Mark | None,
        local: LocalPose,
        time_s: float,
        stand_at: Callable[[Scene, Mark, LocalPose], None],
    ) -> None:
        """Puts the host where it is by now, in a pose that is at rest.

        Args:
            mark: where it is to stand; None for its own place.
            stand_at: puts it on a mark.
        """
        placement = scene.placements.get("host")
        if placement is None or (mark is None and self._way is None):
            return
        root = placement.root
        begin = _matrix(local, root)
        if mark is not None:
            stand_at(scene, mark, local)
        end = _matrix(local, root)
        if self._way is None or mark != self._to:
            self._way = _Way(begin if self._way is None else self._way.at(time_s), end, time_s)
            self._to = mark
        _set(local, root, self._way.at(time_s))


def _matrix(local: LocalPose, node: int) -> _Pose:
    return local_matrices(*(part[node][None] for part in (local.translation, local.rotation, local.scale)))[0]


def _set(local: LocalPose, node: int, pose: _Pose) -> None:
    local.translation[node], local.rotation[node], local.scale[node] = decompose(pose)


def posed(mark: Mark, home: _Pose) -> _Pose:
    """A thing on a mark, in its own size."""
    size = np.linalg.norm(home[:3, :3], axis=0)
    turn = yaw_quaternion(math.radians(mark.yaw_deg))
    parts = (np.asarray(mark.at, np.float32), turn, size)
    return local_matrices(*(np.asarray(part, np.float32)[None] for part in parts))[0]
