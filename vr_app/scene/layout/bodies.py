"""What stands where while a place is furnished: bodies, and what relations may name beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.plan import Rectangles, gaps, turned
from vr_app.scene.layout.shape import Shape, box_triangles, shape_of_triangles
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]
Pose = tuple[float, float, float, float]
"""x, y, z of the origin in metres, yaw in radians."""

PERSON = shape_of_triangles("person", box_triangles((0.5, 1.75, 0.5)))
"""What stands for a visitor, a host, or a spot."""


@dataclass(frozen=True)
class Body:
    """Something that has its place.

    Attributes:
        id: of the thing (with a number where there are several), zone, hotspot or mark.
        thing: the thing it is of; None for a person or a spot.
        stands_on: id of the body it stands on or in, "" for the floor.
        polygon: corners of a zone, (P, 2); None for all others.
        solid: False for what takes no room: spots, zones, carpets' air.
    """

    id: str
    shape: Shape
    pose: Pose
    thing: Thing | None = None
    stands_on: str = ""
    polygon: Floats | None = None
    solid: bool = True

    @cached_property
    def rectangle(self) -> Rectangles:
        """Its plan."""
        return rectangles_of(self.shape, np.array([self.pose]))

    @property
    def low_m(self) -> float:
        return self.pose[1] + float(self.shape.low[1])

    @property
    def high_m(self) -> float:
        return self.pose[1] + float(self.shape.high[1])

    @property
    def is_floor(self) -> bool:
        """Whether one stands on it rather than beside it: places, and what is as thin as a carpet."""
        return self.thing is not None and (self.shape.is_place or self.shape.height_m <= 0.06)

    def local(self, points: Floats) -> Floats:
        """Points of the plan (..., 2) in its own space."""
        x, _, z, yaw = self.pose
        return turned(points - np.array([x, z]), np.asarray(-yaw))


class Collider(Protocol):
    """Says whether two bodies interpenetrate, by their real shapes."""

    def touches(self, a: Shape, a_pose: Pose, b: Shape, b_pose: Pose) -> bool: ...


class BoxCollider:
    """By turned boxes: where no library for meshes is at hand. Says yes too often, never too seldom."""

    def touches(self, a: Shape, a_pose: Pose, b: Shape, b_pose: Pose) -> bool:
        if a_pose[1] + a.low[1] >= b_pose[1] + b.high[1] or b_pose[1] + b.low[1] >= a_pose[1] + a.high[1]:
            return False
        return float(gaps(rectangles_of(a, np.array([a_pose])), rectangles_of(b, np.array([b_pose])))[0, 0]) < 0.0


def rectangles_of(shape: Shape, poses: Floats) -> Rectangles:
    """Plans of one shape at poses (C, 4)."""
    middle = poses[:, [0, 2]] + turned(shape.middle[None], poses[:, 3])
    return Rectangles(middle, np.broadcast_to(shape.half, middle.shape), poses[:, 3])


def rectangles_together(bodies: Sequence[Body]) -> Rectangles:
    """Plans of many bodies."""
    parts = [body.rectangle for body in bodies]
    if not parts:
        return Rectangles(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
    return Rectangles(
        np.concatenate([part.middle for part in parts]),
        np.concatenate([part.half for part in parts]),
        np.concatenate([part.yaw for part in parts]),
    )


def front(yaw: Floats) -> Floats:
    """Unit vectors (..., 2) of where a front looks."""
    return np.stack([np.sin(yaw), np.cos(yaw)], axis=-1)
