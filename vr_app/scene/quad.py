"""Panels in space, flat or bent: where a ray meets one, how deep a fingertip is in it, how it faces somebody."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Mat4 = npt.NDArray[np.float32]
Vec3 = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Quad:
    """A rectangle that is seen from its +Z side.

    Attributes:
        world_from_quad: its middle, x to the right and y up as seen by who reads it.
        width_m: along x.
        height_m: along y.
        radius_m: of the upright cylinder that it is bent round, its axis on the +Z side; 0 where it is flat.
    """

    world_from_quad: Mat4
    width_m: float
    height_m: float
    radius_m: float = 0.0

    def along(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A direction along the quad's own axes."""
        # Plain numbers: numpy takes ten times as long for vectors of three.
        (ax, bx, cx, _), (ay, by, cy, _), (az, bz, cz, _), _ = self._rows
        return ax * x + ay * y + az * z, bx * x + by * y + bz * z, cx * x + cy * y + cz * z

    def offset(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A point along them, seen from the quad's middle."""
        here = self._rows
        return self.along(x - here[0][3], y - here[1][3], z - here[2][3])

    @cached_property
    def _rows(self) -> list[list[float]]:
        return self.world_from_quad.tolist()


@dataclass(frozen=True)
class QuadHit:
    """A place on a quad.

    Attributes:
        x: 0 at the left edge to 1 at the right one.
        y: 0 at the upper edge to 1 at the lower one.
        distance_m: along the ray; for a fingertip, its height over the quad (negative once it went through).
    """

    x: float
    y: float
    distance_m: float

    @property
    def inside(self) -> bool:
        return 0.0 <= self.x <= 1.0 and 0.0 <= self.y <= 1.0


def ray_hit(quad: Quad, world_from_aim: Mat4) -> QuadHit | None:
    """Where the ray along -Z of a pose meets the quad's plane from its front; None where it never does.

    The place may lie beyond the edges (see `QuadHit.inside`): a drag goes on there.
    """
    if quad.radius_m > 0.0:
        return _ray_on_curve(quad, world_from_aim)
    aim = world_from_aim.tolist()
    right, up, towards = (-part for part in quad.along(aim[0][2], aim[1][2], aim[2][2]))
    x, y, height = quad.offset(aim[0][3], aim[1][3], aim[2][3])
    if towards > -1e-4 or height <= 0.0:
        return None
    distance_m = height / -towards
    return _place(quad, x + right * distance_m, y + up * distance_m, distance_m)


def fingertip(quad: Quad, tip: Vec3) -> QuadHit:
    """The place under a point, with its height over the quad as `distance_m`."""
    x, y, z = quad.offset(*tip.tolist())
    if quad.radius_m > 0.0:
        z -= quad.radius_m
        return _place_on_curve(quad, x, y, z, quad.radius_m - math.hypot(x, z))
    return _place(quad, x, y, z)


def _ray_on_curve(quad: Quad, world_from_aim: Mat4) -> QuadHit | None:
    """Where a ray from within the cylinder meets it."""
    aim = world_from_aim.tolist()
    x, y, z = quad.offset(aim[0][3], aim[1][3], aim[2][3])
    z -= quad.radius_m
    right, up, towards = (-part for part in quad.along(aim[0][2], aim[1][2], aim[2][2]))
    inside = quad.radius_m**2 - x * x - z * z
    flat = right * right + towards * towards
    if inside <= 0.0 or flat < 1e-8:
        return None
    along = x * right + z * towards
    distance_m = (-along + math.sqrt(along * along + flat * inside)) / flat
    x, y, z = x + distance_m * right, y + distance_m * up, z + distance_m * towards
    return None if z >= 0.0 else _place_on_curve(quad, x, y, z, distance_m)


def _place_on_curve(quad: Quad, x: float, y: float, z: float, distance_m: float) -> QuadHit:
    along_m = math.atan2(x, -z) * quad.radius_m
    return QuadHit(along_m / quad.width_m + 0.5, 0.5 - y / quad.height_m, distance_m)


def _place(quad: Quad, x: float, y: float, distance_m: float) -> QuadHit:
    return QuadHit(x / quad.width_m + 0.5, 0.5 - y / quad.height_m, distance_m)


def point_at(quad: Quad, x: float, y: float, lifted_m: float = 0.0) -> Vec3:
    """The point of a place on a quad, `lifted_m` towards who reads it."""
    pose = quad.world_from_quad
    up = (0.5 - y) * quad.height_m * pose[:3, 1]
    if quad.radius_m > 0.0:
        angle = (x - 0.5) * quad.width_m / quad.radius_m
        reach = quad.radius_m - lifted_m
        axis = pose[:3, 3] + quad.radius_m * pose[:3, 2]
        return axis + up + reach * (math.sin(angle) * pose[:3, 0] - math.cos(angle) * pose[:3, 2])
    across = (x - 0.5) * quad.width_m * pose[:3, 0]
    return pose[:3, 3] + across + up + lifted_m * pose[:3, 2]


def facing(at: Vec3, eye: Vec3) -> Mat4:
    """`world_from_quad` of a panel at a point, upright from left to right, turned and tilted towards an eye."""
    # Plain numbers: once for each sign in each frame, and vectors of three cost numpy fifty times as much.
    px, py, pz = (float(part) for part in at)
    x, y, z = (float(part) - here for part, here in zip(eye, (px, py, pz), strict=True))
    length = math.sqrt(x * x + y * y + z * z)
    x, y, z = (x / length, y / length, z / length) if length > 1e-6 else (0.0, 0.0, 1.0)
    width = math.hypot(x, z)
    right_x, right_z = (z / width, -x / width) if width > 1e-6 else (1.0, 0.0)
    up = (y * right_z, z * right_x - x * right_z, -y * right_x)
    return np.array(
        [
            [right_x, up[0], x, px],
            [0.0, up[1], y, py],
            [right_z, up[2], z, pz],
            [0.0, 0.0, 0.0, 1.0],
        ],
        np.float32,
    )


def heading_rad(world_from_head: Mat4) -> float:
    """Which way a head faces on the floor plan, 0 along -Z, growing to the left; steady when it looks up or down."""
    ahead = -world_from_head[:3, 2]
    if abs(float(ahead[1])) > 0.9:
        ahead = world_from_head[:3, 1] * (-1.0 if ahead[1] > 0 else 1.0)
    return math.atan2(-float(ahead[0]), -float(ahead[2]))
