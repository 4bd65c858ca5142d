"""Solid cells, rays against them, and what is meant by pointing."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.pointing import DWELL_S, NAME_AFTER_S, REMEMBERED_S, Pointing, Target, met_by, targets_of
from vr_app.scene.solids import SolidGrid, Surfaces, cell_size, solid_grid
from vr_app.scene.stage import Hotspot, Stage
from vr_app.scene.stage_things import Thing

LOW, HIGH = np.array([-5.0, 0.0, -10.0]), np.array([5.0, 4.0, 5.0])
VASE, MOON = Target("vase", "vase", (0.0, 1.0, -3.0), 0.0, 1.4), Target("moon", "Moon", (0.0, 2.0, -60.0), 3.0, 5.0)
EYE = np.array([0.0, 1.6, 0.0])


def block(x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], owner: int) -> tuple[np.ndarray, int]:
    axes = [np.arange(low, high + 0.01, 0.05) for low, high in (x, y, z)]
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 3).astype(np.float32), owner


def grid(*blocks: tuple[np.ndarray, int]) -> SolidGrid:
    points = np.concatenate([points for points, _ in blocks])
    owner = np.concatenate([np.full(len(points), number, np.int16) for points, number in blocks])
    surfaces = Surfaces(points, np.ones(len(points), np.float32), owner, ("", "vase", "wall"))
    return solid_grid(surfaces, LOW, HIGH, 0.12)


ROOM = grid(
    block((-0.2, 0.2), (0.6, 1.4), (-3.2, -2.8), 1),
    block((-3.0, -1.0), (0.0, 4.0), (-6.0, -5.8), 2),
    block((1.0, 3.0), (0.0, 2.5), (-1.0, -0.9), 0),
)


def toward(x: float, y: float, z: float) -> np.ndarray:
    way = np.array([x, y, z]) - EYE
    return way / np.linalg.norm(way)


def meant(x: float, y: float, z: float, **how: object) -> str:
    return met_by(EYE, toward(x, y, z), (VASE, MOON), ROOM, **how)[0]  # type: ignore[arg-type]


def test_a_ray_ends_where_something_solid_begins() -> None:
    hit = ROOM.hit(EYE, toward(0.0, 1.0, -3.0))
    assert hit is not None and hit[1] == "vase" and hit[0] == pytest.approx(2.8, abs=0.2)
    assert ROOM.hit(EYE, (0, 1, 0)) is None
    nobodys = ROOM.hit(EYE, toward(2.0, 1.0, -1.0))
    assert nobodys is not None and nobodys[1] == ""


def test_a_thing_is_met_by_its_surface_and_nearly() -> None:
    assert meant(0.0, 1.0, -3.0) == "vase"
    assert meant(0.28, 1.0, -3.0) == "vase", "a hand is not that steady"
    assert meant(0.8, 1.0, -3.0) == ""


def test_a_wall_without_a_target_is_not_meant_and_hides_what_is_behind() -> None:
    assert meant(-2.0, 1.5, -5.9) == ""
    behind = Target("behind", "shelf", (4.0, 1.5, -2.0), 0.5, 2.0)
    assert met_by(EYE, toward(4.0, 1.5, -2.0), (behind,), ROOM)[0] == ""
    assert met_by(EYE, toward(4.0, 1.5, -2.0), (behind,), None)[0] == "behind"


def test_a_far_spot_is_met_within_its_size_and_let_go_a_little_later() -> None:
    assert meant(0.0, 2.0, -60.0) == "moon" and meant(0.0, 4.5, -60.0) == "moon"
    assert meant(0.0, 5.7, -60.0) == "" and meant(0.0, 5.7, -60.0, lit="moon") == "moon"


def test_a_spot_wins_over_the_thing_it_is_on() -> None:
    crack = Target("crack", "crack", (0.0, 1.2, -2.8), 0.1, 1.2)
    assert met_by(EYE, toward(0.0, 1.2, -2.8), (VASE, crack), ROOM)[0] == "crack"
    assert met_by(EYE, toward(0.0, 0.7, -2.8), (VASE, crack), ROOM)[0] == "vase"


def test_what_is_all_round_is_not_meant() -> None:
    assert meant(0.0, 1.0, -3.0, around=frozenset({"vase"})) == ""


def test_a_thing_says_its_name_after_a_moment() -> None:
    pointing = Pointing()
    assert not pointing.step(1.0, "vase", 2.0, by_look=False).named
    assert pointing.step(1.01 + NAME_AFTER_S, "vase", 2.0, by_look=False).named
    assert not pointing.step(2.0, "moon", 50.0, by_look=False).named


def test_a_look_counts_only_after_it_has_rested() -> None:
    pointing = Pointing()
    assert pointing.step(1.0, "vase", 2.0, by_look=True).dwell == 0.0 and pointing.meant(1.0) == ""
    half = pointing.step(1.0 + DWELL_S / 2, "vase", 2.0, by_look=True)
    assert half.dwell == pytest.approx(0.5) and pointing.meant(1.6) == ""
    pointing.step(1.0 + DWELL_S, "vase", 2.0, by_look=True)
    assert pointing.now.named and pointing.meant(2.2) == "vase"


def test_that_is_remembered_for_a_while() -> None:
    pointing = Pointing()
    pointing.step(1.0, "vase", 2.0, by_look=False)
    pointing.step(1.1, "", 0.0, by_look=False)
    assert pointing.meant(1.0 + REMEMBERED_S) == "vase" and pointing.meant(1.1 + REMEMBERED_S) == ""
    pointing.step(2.0, "moon", 2.0, by_look=False)
    assert pointing.meant(2.0) == "moon"
    pointing.forget()
    assert pointing.meant(2.0) == ""


def test_targets_are_the_named_things_and_the_spots() -> None:
    things = (Thing(id="vase", asset="a.glb", name="vase"), Thing(id="floor", asset="b.glb"))
    spots = (Hotspot(id="view", name="view", description="", at=(1.0, 2.0, 3.0), radius_m=4.0),)
    stage = Stage(format=1, title="Room", description="", things=things, hotspots=spots)
    boxes = {"vase": (np.array([0, 0, 0]), np.array([2, 4, 2])), "floor": (LOW, HIGH)}
    vase, view = targets_of(stage, boxes)  # type: ignore[arg-type]
    assert (vase.id, vase.at, vase.top_m, vase.radius_m) == ("vase", (1, 2, 1), 4, 0)
    assert (view.id, view.radius_m) == ("view", 4.0)


def test_cells_grow_with_the_scene() -> None:
    assert cell_size(LOW, HIGH) == 0.12
    assert cell_size((0, 0, 0), (500, 20, 500)) == 0.6
