"""Whether a thing stands as a relation says: one measure for the solver, the checks and the bench. 0 means: it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.bodies import Body, front, rectangles_of
from vr_app.scene.layout.candidates import LONGER
from vr_app.scene.layout.plan import edge_distance, gaps, inside_polygon, turned
from vr_app.scene.layout.shape import Shape
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]

REST_M = 0.03
"""More air than this under something, and it floats."""
FACING_DEG = 20.0
NEAR_M = 3.0
AGAINST_M = 0.25
ALONG_M = 1.0


def violation(key: str, thing: Thing, shape: Shape, poses: Floats, targets: Sequence[Body]) -> Floats:
    """How far poses (C, 4) are from a relation, in metres or the like, (C).

    Args:
        targets: what the relation names; two for `between`.
    """
    rect = rectangles_of(shape, poses)
    first = targets[0]
    if key == "facing":
        return np.maximum(_facing_deg(rect.middle, poses[:, 3], first) - FACING_DEG, 0.0) / 90.0
    if key == "between":
        return _between(rect.middle, first, targets[-1])
    if key == "on":
        return resting_gap(shape, poses, first)
    if key == "in":
        return _inside(rect.corners(), shape, poses, first)
    if first.polygon is not None and key in ("against", "along"):
        return _at_edge(key, shape, poses, rect.middle, first)
    gap = gaps(rect, first.rectangle)[:, 0]
    if key == "beside":
        wanted = thing.gap_m if thing.gap_m >= 0 else 0.0
        off = np.maximum(np.maximum(gap - max(wanted + 0.3, 0.7), -gap - 0.05), 0.0)
        return off + _wrong_side(rect.middle, first, thing.side)
    if key == "near":
        return np.maximum(gap - NEAR_M, 0.0)
    if key == "around":
        reach = max(thing.gap_m, 0.0) + 2.0 + float(shape.half.max())
        return np.maximum(np.maximum(gap - reach, -gap - 0.05), 0.0)
    if key == "against":
        if first.shape.is_place and _within(first, rect.middle).all():
            return np.maximum(_wall_distance(shape, poses, first) - AGAINST_M - 0.15, 0.0)
        return np.maximum(gap - AGAINST_M, 0.0) + np.maximum(-gap - 0.1, 0.0)
    if key == "along":
        return np.maximum(gap - ALONG_M, 0.0) + _past_long_side(rect.middle, first)
    return np.zeros(len(poses))


def resting_gap(shape: Shape, poses: Floats, below: Body) -> Floats:
    """Air between a thing and the one it stands on; 1 where less than a half of its feet do."""
    feet = poses[:, None, [0, 2]] + turned(shape.feet[None], poses[:, 3, None])
    tops = below.shape.tops_at(below.local(feet)) + below.pose[1]
    levels = below.shape.floors_at(below.local(feet))[0] + below.pose[1]
    bottom = (poses[:, 1] + float(shape.low[1]))[:, None]
    under = np.where(np.isfinite(levels) & (levels <= bottom[..., None] + REST_M), levels, -np.inf).max(axis=-1)
    air = np.abs(bottom - np.where(np.isfinite(tops) & (tops <= bottom + REST_M), np.maximum(tops, under), under))
    holds = np.mean(air <= REST_M, axis=1)
    nearest = np.where(np.isfinite(air), air, 9.0).min(axis=1)
    return np.maximum(nearest - REST_M, 0.0) + np.where(holds < 0.4, 1.0 - holds, 0.0)


def _within(target: Body, points: Floats) -> npt.NDArray[np.bool_]:
    local = target.local(points) - target.shape.middle
    return np.asarray((np.abs(local) <= target.shape.half + 1e-3).all(axis=-1))


def _facing_deg(middle: Floats, yaw: Floats, target: Body) -> Floats:
    """Angle between a front and the way to the target."""
    way = target.rectangle.middle - middle
    length = np.maximum(np.linalg.norm(way, axis=-1), 1e-9)
    cosine = np.sum(front(yaw) * way, axis=-1) / length
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def _between(middle: Floats, a: Body, b: Body) -> Floats:
    start, end = a.rectangle.middle[0], b.rectangle.middle[0]
    along = end - start
    length = max(float(np.linalg.norm(along)), 1e-6)
    offset = middle - start
    share = offset @ along / length**2
    aside = np.abs(offset[:, 0] * along[1] - offset[:, 1] * along[0]) / length
    off = np.maximum(np.maximum(0.15 - share, share - 0.85), 0.0) * length
    return off + np.maximum(aside - (0.3 * length + 0.2), 0.0)


def _inside(corners: Floats, shape: Shape, poses: Floats, target: Body) -> Floats:
    if target.polygon is not None:
        return (~inside_polygon(target.polygon, corners)).mean(axis=1)
    middle = corners.mean(axis=1)
    bottom = poses[:, 1] + float(shape.low[1])
    low, high = target.low_m - 0.02, target.high_m
    off = np.maximum(np.maximum(low - bottom, bottom - high), 0.0)
    return off + np.where(_within(target, middle), 0.0, 1.0)


def _at_edge(key: str, shape: Shape, poses: Floats, middle: Floats, zone: Body) -> Floats:
    assert zone.polygon is not None
    if key == "against":
        back = middle - front(poses[:, 3]) * float(shape.half[1])
        return np.maximum(edge_distance(zone.polygon, back) - AGAINST_M, 0.0)
    return np.maximum(edge_distance(zone.polygon, middle) - float(shape.half.max()) - ALONG_M, 0.0)


def _wrong_side(middle: Floats, target: Body, side: str) -> Floats:
    """0 where it is on that side of the target (or any will do), 1 where it is not."""
    if side == "any":
        return np.zeros(len(middle))
    local = (target.local(middle) - target.shape.middle) / np.maximum(target.shape.half, 0.05)
    # Looking at its front (+Z) one stands before it: its +X is on the right.
    x, z = local[:, 0], local[:, 1]
    wanted = {"right": x, "left": -x, "front": z, "behind": -z}[side]
    other = np.abs(z) if side in ("left", "right") else np.abs(x)
    return np.where(wanted >= other * 0.7, 0.0, 1.0)


def _past_long_side(middle: Floats, target: Body) -> Floats:
    """How far, in metres, something would have to move to stand by a long side instead of a short one."""
    half = target.shape.half
    long_axis = int(half[1] > half[0])
    if half[long_axis] < LONGER * half[1 - long_axis]:
        return np.zeros(len(middle))
    local = np.abs(target.local(middle) - target.shape.middle)
    return np.maximum(half[1 - long_axis] - local[:, 1 - long_axis], 0.0)


def _wall_distance(shape: Shape, poses: Floats, place: Body) -> Floats:
    """From the middle of a thing's back to the nearest surface of the place it is in."""
    centre = rectangles_of(shape, poses).middle
    back = centre - front(poses[:, 3]) * float(shape.half[1])
    height = poses[:, 1] + float(shape.low[1]) + min(shape.height_m * 0.5, 1.0)
    points = np.stack([back[:, 0], height, back[:, 1]], axis=1)
    walls = _wall_points(place)
    return np.array(
        [float(np.sqrt(((walls - point) ** 2).sum(axis=1).min())) if len(walls) else 9.0 for point in points]
    )


_WALLS: dict[tuple[str, tuple[float, float, float, float]], Floats] = {}


def _wall_points(place: Body) -> Floats:
    """Points all over the steep surfaces of a place, in the scene."""
    key = (place.shape.key, place.pose)
    if key not in _WALLS:
        corners = place.shape.triangles.astype(np.float64)
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        size = np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
        steep = corners[np.abs(normal[:, 1]) < 0.4 * size]
        points = []
        for count in (1, 2, 4, 8, 16, 32):
            sides = np.linalg.norm(steep - np.roll(steep, 1, axis=1), axis=2).max(axis=1)
            chosen = steep[(np.ceil(sides / 0.4) <= count) & (np.ceil(sides / 0.4) > count / 2)]
            if count == 32:
                chosen = steep[np.ceil(sides / 0.4) > 16]
            u, v = (axis.ravel() / count for axis in np.mgrid[0 : count + 1, 0 : count + 1])
            keep = u + v <= 1 + 1e-6
            shares = np.stack([1 - u - v, u, v], axis=1)[keep]
            points.append(np.einsum("ps,tsx->tpx", shares, chosen).reshape(-1, 3))
        cloud = np.unique(np.round(np.concatenate(points) / 0.15), axis=0) * 0.15
        x, y, z, yaw = place.pose
        flat = turned(cloud[:, [0, 2]], np.asarray(yaw))
        _WALLS.clear()
        _WALLS[key] = np.stack([flat[:, 0] + x, cloud[:, 1] + y, flat[:, 1] + z], axis=1)
    return _WALLS[key]
