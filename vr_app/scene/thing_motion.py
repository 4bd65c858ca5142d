"""What things do by themselves: they spin, bob, follow the visitor, swing open. Evaluated at a display time."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from vr_app.scene.pose import LocalPose
from vr_app.scene.scene import Scene
from vr_app.scene.stage_life import Behaviour
from vr_app.scene.transform import quaternion_multiply, yaw_quaternion

Opened = Mapping[str, tuple[bool, float]]
"""Things that were clicked: whether they are to be open now, and since when (monotonic seconds)."""
_LONGEST_STEP_S = 0.1


class ThingMotion:
    """For one scene; on the frame thread."""

    def __init__(self, scene: Scene) -> None:
        self._nodes = scene.nodes
        self._moving: list[tuple[Behaviour, str, int]] = []
        for behaviour in scene.behaviours:
            for id_, placement in scene.placements.items():
                if id_ == behaviour.thing or (id_.rpartition("-")[0] == behaviour.thing and id_ not in _ids(scene)):
                    self._moving.append((behaviour, id_, placement.root))
        self._followers: dict[int, npt.NDArray[np.float64]] = {}
        self._time_s: float | None = None

    def apply(self, time_s: float, head: npt.NDArray[np.float32], opened: Opened, local: LocalPose) -> None:
        """Moves things in a pose that is at rest.

        Args:
            head: where the visitor's head is, (3).
            opened: what has been clicked.
        """
        step_s = 0.0 if self._time_s is None else min(max(time_s - self._time_s, 0.0), _LONGEST_STEP_S)
        self._time_s = time_s
        for behaviour, id_, node in self._moving:
            rest, turn = self._nodes.translation[node], self._nodes.rotation[node]
            if behaviour.kind == "spin":
                angle = math.radians(behaviour.speed_deg_s) * time_s % (2 * math.pi)
                local.rotation[node] = quaternion_multiply(turn, yaw_quaternion(angle))
            elif behaviour.kind == "bob":
                phase = 2 * math.pi * time_s / behaviour.period_s
                local.translation[node] = rest + np.array([0, behaviour.height_m * math.sin(phase), 0], np.float32)
            elif behaviour.kind == "follow":
                local.translation[node] = self._follow(behaviour, node, head, step_s)
            elif behaviour.kind == "open" and id_ in opened:
                self._open(behaviour, node, opened[id_], time_s, local)

    def _follow(
        self, behaviour: Behaviour, node: int, head: npt.NDArray[np.float32], step_s: float
    ) -> npt.NDArray[np.float64]:
        at = self._followers.setdefault(node, self._nodes.translation[node].astype(np.float64))
        way = np.array([head[0] - at[0], 0.0, head[2] - at[2]])
        away_m = float(np.linalg.norm(way))
        go_m = min(max(away_m - behaviour.distance_m, 0.0), behaviour.speed_m_s * step_s)
        if go_m > 0:
            self._followers[node] = at = at + way / away_m * go_m
        return at

    def _open(
        self, behaviour: Behaviour, node: int, state: tuple[bool, float], time_s: float, local: LocalPose
    ) -> None:
        share = min(max((time_s - state[1]) / behaviour.period_s, 0.0), 1.0)
        share = share * share * (3 - 2 * share)
        angle = math.radians(behaviour.angle_deg) * (share if state[0] else 1 - share)
        hinge, swing = np.array(behaviour.hinge), yaw_quaternion(angle)
        cos, sin = math.cos(angle), math.sin(angle)
        moved = hinge - np.array([hinge[0] * cos + hinge[2] * sin, hinge[1], -hinge[0] * sin + hinge[2] * cos])
        turn = self._nodes.rotation[node]
        yaw = 2 * math.atan2(float(turn[1]), float(turn[3]))
        flat = np.array(
            [
                moved[0] * math.cos(yaw) + moved[2] * math.sin(yaw),
                0.0,
                moved[2] * math.cos(yaw) - moved[0] * math.sin(yaw),
            ]
        )
        local.translation[node] = self._nodes.translation[node] + flat * self._nodes.scale[node][0]
        local.rotation[node] = quaternion_multiply(turn, swing)


def _ids(scene: Scene) -> set[str]:
    return {behaviour.thing for behaviour in scene.behaviours}
