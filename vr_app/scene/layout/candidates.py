"""Where a thing might stand by its first relation: places (x, z, yaw), the likeliest first. NaN yaw means: any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.bodies import Body, front
from vr_app.scene.layout.plan import inside_polygon, turned
from vr_app.scene.stage_things import Thing

Floats = npt.NDArray[np.floating]
TOUCH_M = 0.03
"""Air left between things that stand against or beside each other."""
LONGER = 1.25
"""A side that is so many times the other is the long one."""


def candidates(
    key: str,
    thing: Thing,
    half: Floats,
    targets: Sequence[Body],
    count: int,
    rng: np.random.Generator,
    *,
    within: Body | None = None,
    spread_m: float = 6.0,
) -> Floats:
    """Places for a plan of half-sides `half`, float (C, 3).

    Args:
        key: the relation; "" for none.
        targets: what it names.
        within: a zone to keep to where there is no relation.
        spread_m: how far round the target to look where nothing says so.
    """
    first = targets[0] if targets else None
    if key == "between" and len(targets) == 2:
        return _between(targets[0], targets[1], count, rng)
    if first is None:
        return _in_zone(within, count, rng) if within is not None else _round(np.zeros(2), 0.5, spread_m, count, rng)
    if key in ("on", "in"):
        return _in_zone(first, count, rng) if first.polygon is not None else _over(first, half, count, rng)
    if key in ("against", "along") and first.polygon is not None:
        return _at_edge(key, first.polygon, half, thing, count, rng)
    if key == "against":
        outward = not _contains(first, half)
        return _at_sides(first, half, thing, count, rng, against=True, outward=outward)
    if key in ("beside", "along"):
        return _at_sides(first, half, thing, count, rng, against=False, outward=True)
    if key == "around":
        reach = float(np.hypot(*first.shape.half)) if first.polygon is None else 1.0
        radius = reach * 0.85 + float(half.max()) + (thing.gap_m if thing.gap_m >= 0 else 0.25)
        found = _round(first.rectangle.middle[0], radius, radius * 1.25 + 0.3, count, rng)
        return _looking_at(found, first.rectangle.middle[0])
    inner = float(first.shape.half.max()) + float(half.max())
    reach_m = inner + (2.4 if key == "near" else spread_m)
    return _round(first.rectangle.middle[0], inner * 0.8, reach_m, count, rng)


def _round(middle: Floats, inner_m: float, outer_m: float, count: int, rng: np.random.Generator) -> Floats:
    angle = rng.uniform(0, 2 * np.pi, count)
    radius = np.sqrt(rng.uniform(inner_m**2, max(outer_m, inner_m + 0.1) ** 2, count))
    radius.sort()
    return np.stack([middle[0] + radius * np.sin(angle), middle[1] + radius * np.cos(angle), np.full(count, np.nan)], 1)


def _looking_at(found: Floats, point: Floats) -> Floats:
    way = point - found[:, :2]
    found[:, 2] = np.arctan2(way[:, 0], way[:, 1])
    return found


def _in_zone(zone: Body, count: int, rng: np.random.Generator) -> Floats:
    assert zone.polygon is not None
    low, high = zone.polygon.min(axis=0), zone.polygon.max(axis=0)
    points = rng.uniform(low, high, (count * 4, 2))
    points = points[inside_polygon(zone.polygon, points)][:count]
    if not len(points):
        points = zone.polygon.mean(axis=0)[None]
    return np.concatenate([points, np.full((len(points), 1), np.nan)], axis=1)


def _over(target: Body, half: Floats, count: int, rng: np.random.Generator) -> Floats:
    """All over the plan of a thing: its middle first, its rim last."""
    room = np.maximum(target.shape.half - half, 0.0)
    local = rng.uniform(-1, 1, (count, 2))
    local[0] = 0.0
    # The last third may hang over a little: a cup near the rim still stands on its feet.
    reach = np.where(np.arange(count)[:, None] < count * 2 // 3, room, np.maximum(target.shape.half * 0.9, room))
    points = turned(local * reach + target.shape.middle, np.full(count, target.pose[3]))
    points += np.array([target.pose[0], target.pose[2]])
    order = np.argsort(np.abs(local).max(axis=1), kind="stable") if count < 8 else np.arange(count)
    yaws = target.pose[3] + rng.choice([0.0, 0.5, 1.0, 1.5], count) * np.pi
    return np.concatenate([points, yaws[:, None]], axis=1)[order]


def _between(a: Body, b: Body, count: int, rng: np.random.Generator) -> Floats:
    start, end = a.rectangle.middle[0], b.rectangle.middle[0]
    along = end - start
    length = max(float(np.linalg.norm(along)), 1e-6)
    share = 0.5 + rng.uniform(-0.3, 0.3, count) * np.linspace(0, 1, count)
    aside = rng.uniform(-1, 1, count) * (0.25 * length + 0.15) * np.linspace(0, 1, count)
    across = np.array([along[1], -along[0]]) / length
    points = start + share[:, None] * along + aside[:, None] * across
    yaw = np.arctan2(across[0], across[1]) + rng.choice([0.0, 1.0], count) * np.pi
    return np.concatenate([points, yaw[:, None]], axis=1)


def _contains(target: Body, half: Floats) -> bool:
    """Whether a thing against it stands inside: it is a place of its own, and much larger."""
    return target.shape.is_place and float(target.shape.half.min()) > 2.5 * float(half.max())


def _at_sides(
    target: Body, half: Floats, thing: Thing, count: int, rng: np.random.Generator, *, against: bool, outward: bool
) -> Floats:
    """Along the four sides of a thing's plan; `against` turns the back to it."""
    names = {"right": 0, "left": 1, "front": 2, "behind": 3}
    if thing.side != "any":
        sides = np.full(count, names[thing.side])
    elif thing.along and not against and float(target.shape.half.max()) > LONGER * float(target.shape.half.min()):
        sides = rng.choice((2, 3) if target.shape.half[0] > target.shape.half[1] else (0, 1), count)
    elif (
        target.thing is not None
        and not against
        and float(target.shape.half.max()) > 2.5 * float(target.shape.half.min())
    ):
        long_sides = (2, 3) if target.shape.half[0] > target.shape.half[1] else (0, 1)
        sides = rng.choice([*long_sides, *long_sides, 0, 1, 2, 3], count)
    else:
        sides = rng.integers(0, 4, count)
    normal = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]], np.float64)[sides]
    tangent = normal[:, ::-1]
    span = np.where(normal[:, 0] != 0, target.shape.half[1], target.shape.half[0])
    gap = thing.gap_m if thing.gap_m >= 0 else (TOUCH_M if against else 0.06)
    grow = np.linspace(0.0, 1.0, count) ** 2
    if outward:
        depth = float(half[1]) if against else np.where(normal[:, 0] != 0, half[0], half[1])
        reach = np.where(normal[:, 0] != 0, target.shape.half[0], target.shape.half[1])
        off = reach + depth + gap + grow * (0.1 if against else 0.45)
    else:
        depth = float(half[1])
        reach = np.where(normal[:, 0] != 0, target.shape.half[0], target.shape.half[1])
        off = reach - depth - gap - rng.uniform(0, 1, count) * np.minimum(reach * 0.5, 2.5)
    slide = rng.uniform(-1, 1, count) * span * np.where(grow < 0.1, 0.35, 0.9)
    local = normal * off[:, None] + tangent * slide[:, None] + target.shape.middle
    points = turned(local, np.full(count, target.pose[3])) + np.array([target.pose[0], target.pose[2]])
    facing = np.arctan2(normal[:, 0], normal[:, 1]) + target.pose[3]
    yaw = (facing if outward else facing + np.pi) if against else np.full(count, target.pose[3])
    return np.concatenate([points, yaw[:, None]], axis=1)


def _at_edge(key: str, polygon: Floats, half: Floats, thing: Thing, count: int, rng: np.random.Generator) -> Floats:
    """Along the edge of a zone, on its inside; `against` turns the back to the edge."""
    start, along = polygon, np.roll(polygon, -1, axis=0) - polygon
    length = np.linalg.norm(along, axis=1)
    share = (np.arange(count) + rng.uniform(0, 1)) / count if key == "along" else rng.uniform(0, 1, count)
    at = share % 1.0 * length.sum()
    ends = np.cumsum(length)
    edge = np.minimum(np.searchsorted(ends, at), len(length) - 1)
    unit = along[edge] / np.maximum(length[edge], 1e-9)[:, None]
    on_edge = start[edge] + unit * (at - (ends - length)[edge])[:, None]
    inward = np.stack([unit[:, 1], -unit[:, 0]], axis=1)
    probe = inside_polygon(polygon, on_edge + inward * 1e-3)
    inward = np.where(probe[:, None], inward, -inward)
    gap = thing.gap_m if thing.gap_m >= 0 else (TOUCH_M if key == "against" else 0.15)
    points = on_edge + inward * (float(half[1]) + gap)
    yaw = np.arctan2(inward[:, 0], inward[:, 1])
    return np.concatenate([points, yaw[:, None]], axis=1)


def slots(thing: Thing, count: int, size: Floats, anchor: Floats) -> Floats:
    """Places of several that stand in order round one anchor (x, z, yaw): rows run to its right, float (N, 3)."""
    step = np.maximum(np.full(2, thing.spacing_m), 0.0)
    step = np.where(step > 0, step, 2 * size + 0.12)
    if thing.layout == "ring":
        radius = max(step[0] * count / (2 * np.pi), float(size.max()) * 1.2)
        angle = anchor[2] + 2 * np.pi * np.arange(count) / count
        points = anchor[:2] + radius * front(angle)
        return np.concatenate([points, (angle + np.pi)[:, None]], axis=1)
    columns = count if thing.layout == "row" else int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    across = (np.arange(count) % columns - (columns - 1) / 2) * step[0]
    deep = (np.arange(count) // columns - (rows - 1) / 2) * step[1]
    points = anchor[:2] + turned(np.stack([across, deep], axis=1), np.full(count, anchor[2]))
    return np.concatenate([points, np.full((count, 1), anchor[2])], axis=1)


def slots_extent(thing: Thing, count: int, size: Floats) -> Floats:
    """Half-sides of the plan that all of them take together."""
    step = np.where(thing.spacing_m > 0, np.full(2, thing.spacing_m), 2 * size + 0.12)
    if thing.layout == "ring":
        return np.full(2, max(step[0] * count / (2 * np.pi), float(size.max()) * 1.2)) + size
    columns = count if thing.layout == "row" else int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    return np.array([(columns - 1) / 2 * step[0], (rows - 1) / 2 * step[1]]) + size
