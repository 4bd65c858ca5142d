"""Each relation and layout, looked at from outside with plain geometry: what stands there stands as the words say."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from vr_app.scene.layout.placement import Placed, Unmet
from vr_app.scene.layout.shape import Shape, box_triangles, shape_of_triangles
from vr_app.scene.layout.solver import Solver
from vr_app.scene.stage_reader import read_document
from vr_app.scene.stage_things import Thing

HEAD = 'format = 2\ntitle = "Yard"\ndescription = "A yard."\n'
REST = (
    '[ground]\n[host]\nat = [0.0, 0.0, -2.5]\n[[zone]]\nid = "yard"\npolygon = [[-8, -12], [8, -12], [8, 6], [-8, 6]]\n'
)
TABLE = '[[thing]]\nid = "table"\nsize = [2.4, 0.8, 1.0]\nat = [3.5, 0.0, -5.0]\nyaw_deg = 30.0\n'
WELL = '[[thing]]\nid = "well"\nsize = [1.2, 1.0, 1.2]\nat = [-5.0, 0.0, -9.0]\n'
SEEDS = range(5)
Point = tuple[float, float]


def shape_of(thing: Thing) -> Shape:
    return shape_of_triangles(f"{thing.size}", box_triangles(thing.size))


def places(seed: int, text: str) -> dict[str, Placed]:
    """Where everything stands; nothing may be left unmet."""
    source = f"{HEAD}seed = {seed}\n{REST}{text}"
    stage, problems = read_document(tomllib.loads(source), source, Path("yard"))
    assert stage is not None, problems
    found = list(Solver(stage, shape_of).run())
    assert [entry for entry in found if isinstance(entry, Unmet)] == []
    return {entry.id: entry for entry in found if isinstance(entry, Placed)}


def one(size: str, relation: str) -> str:
    return f'[[thing]]\nid = "it"\nsize = {size}\n{relation}\n'


def plan(place: Placed) -> Point:
    return place.at[0], place.at[2]


def seen_from(place: Placed, point: Point) -> Point:
    """A point in a thing's own axes: its right and its front."""
    dx, dz, yaw = point[0] - place.at[0], point[1] - place.at[2], math.radians(place.yaw_deg)
    return dx * math.cos(yaw) - dz * math.sin(yaw), dx * math.sin(yaw) + dz * math.cos(yaw)


def corners(place: Placed, width: float, depth: float) -> list[Point]:
    yaw = math.radians(place.yaw_deg)
    found = []
    for x, z in ((-1, -1), (-1, 1), (1, 1), (1, -1)):
        a, b = x * width / 2, z * depth / 2
        found.append(
            (place.at[0] + a * math.cos(yaw) + b * math.sin(yaw), place.at[2] - a * math.sin(yaw) + b * math.cos(yaw))
        )
    return found


def off_deg(place: Placed, point: Point) -> float:
    """How far a thing's front (+Z) looks past a point."""
    right, front = seen_from(place, point)
    return abs(math.degrees(math.atan2(right, front)))


@pytest.mark.parametrize("seed", SEEDS)
def test_on_and_in(seed: int) -> None:
    found = places(seed, TABLE + one("[0.2, 0.3, 0.2]", 'on = "table"'))
    right, front = seen_from(found["table"], plan(found["it"]))
    assert abs(right) <= 1.2 and abs(front) <= 0.5 and found["it"].at[1] == pytest.approx(0.8, abs=0.03)
    found = places(seed, one("[3.0, 1.0, 2.0]", 'in = "yard"'))
    assert all(-8 <= x <= 8 and -12 <= z <= 6 for x, z in corners(found["it"], 3.0, 2.0)), "its whole foot is inside"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("side", ["left", "right", "front", "behind"])
def test_beside_and_its_sides(seed: int, side: str) -> None:
    found = places(seed, TABLE + one("[0.4, 0.5, 0.4]", f'beside = "table"\nside = "{side}"'))
    right, front = seen_from(found["table"], plan(found["it"]))
    # One stands before its front: what is at its own right hand is at one's own right, too, as it is written.
    off = {"left": -right - 1.2, "right": right - 1.2, "front": front - 0.5, "behind": -front - 0.5}[side]
    assert 0.1 < off < 1.0


@pytest.mark.parametrize("seed", SEEDS)
def test_facing_near_and_seen_from(seed: int) -> None:
    found = places(seed, WELL + one("[0.6, 0.9, 0.5]", 'near = "well"\nfacing = "well"'))
    assert off_deg(found["it"], plan(found["well"])) < 21 and math.dist(plan(found["it"]), plan(found["well"])) < 5.0
    wall = '[[thing]]\nid = "wall"\nsize = [9.0, 3.0, 0.3]\nat = [2.0, 0.0, -4.5]\n'
    found = places(seed, wall + one("[0.5, 1.0, 0.5]", 'in = "yard"\nseen_from = "spawn"'))
    x, z = plan(found["it"])
    behind = z < -4.5 and -2.5 < x * -4.5 / z < 6.5
    assert not behind, "the way of the eye is not through the wall"


@pytest.mark.parametrize("seed", SEEDS)
def test_against_and_along(seed: int) -> None:
    found = places(seed, one("[1.2, 1.8, 0.4]", 'against = "yard"'))
    x, z = plan(found["it"])
    edge = min((x + 8, (-1, 0)), (8 - x, (1, 0)), (z + 12, (0, -1)), (6 - z, (0, 1)))
    assert edge[0] < 0.2 + 0.3
    assert off_deg(found["it"], (x - edge[1][0], z - edge[1][1])) < 1.0, "its back is to the edge"
    found = places(seed, TABLE + one("[0.4, 0.5, 0.4]", 'along = "table"'))
    right, front = seen_from(found["table"], plan(found["it"]))
    assert abs(right) < 1.5 and 0.5 < abs(front) < 2.0, "by the long side"
    found = places(seed, one("[0.4, 2.0, 0.4]", 'along = "yard"\ncount = 6'))
    assert len(found) == 6
    for place in found.values():
        x, z = plan(place)
        assert min(x + 8, 8 - x, z + 12, 6 - z) < 1.4


@pytest.mark.parametrize("seed", SEEDS)
def test_around_and_between(seed: int) -> None:
    found = places(seed, WELL + one("[0.5, 0.9, 0.5]", 'around = "well"\ncount = 5'))
    ways = []
    for number in range(1, 6):
        right, front = seen_from(found["well"], plan(found[f"it-{number}"]))
        assert 0.8 < math.hypot(right, front) < 3.0 and off_deg(found[f"it-{number}"], plan(found["well"])) < 21
        ways.append(math.degrees(math.atan2(right, front)) % 360)
    steps = np.diff(sorted(ways), append=min(ways) + 360)
    assert steps.max() < 140, "all round, not on one side"
    found = places(seed, TABLE + WELL + one("[0.4, 1.0, 0.4]", 'between = ["table", "well"]'))
    a, b, p = (np.array(plan(found[name])) for name in ("table", "well", "it"))
    share = float((p - a) @ (b - a) / ((b - a) @ (b - a)))
    aside = float(np.linalg.norm(p - a - share * (b - a)))
    assert 0.15 <= share <= 0.85 and aside < 0.35 * float(np.linalg.norm(b - a))


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_grids_rings_and_scatters(seed: int) -> None:
    def points(layout: str, count: int) -> np.ndarray:
        text = one("[0.4, 0.4, 0.4]", f'in = "yard"\ncount = {count}\nlayout = "{layout}"\nspacing_m = 1.2')
        found = places(seed, text)
        return np.array([plan(found[f"it-{number}"]) for number in range(1, count + 1)])

    row = points("row", 5)
    assert np.allclose(np.diff(row, axis=0), row[1] - row[0], atol=0.01)
    assert np.linalg.norm(row[1] - row[0]) == pytest.approx(1.2, abs=0.01)
    grid = points("grid", 9).reshape(3, 3, 2)
    across, deep = grid[:, 1:] - grid[:, :-1], grid[1:] - grid[:-1]
    assert np.allclose(np.linalg.norm(across, axis=-1), 1.2, atol=0.01)
    assert np.allclose(np.linalg.norm(deep, axis=-1), 1.2, atol=0.01)
    assert abs(float(across[0, 0] @ deep[0, 0])) < 0.01, "at right angles"
    ring = points("ring", 6)
    radii = np.linalg.norm(ring - ring.mean(axis=0), axis=1)
    assert np.allclose(radii, radii[0], atol=0.02)
    scatter = points("scatter", 8)
    away = np.linalg.norm(scatter[:, None] - scatter, axis=-1) + 9 * np.eye(8)
    assert away.min() >= 1.2 and np.ptp(scatter, axis=0).min() > 1.2
