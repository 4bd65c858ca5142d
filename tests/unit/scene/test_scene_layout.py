"""The solver: relations hold, nothing overlaps or floats, ways stay free, what cannot be is said with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from vr_app.scene.layout.bodies import BoxCollider
from vr_app.scene.layout.placement import Placed, Unmet
from vr_app.scene.layout.plan import Rectangles, gaps, inside_polygon
from vr_app.scene.layout.reach import flood
from vr_app.scene.layout.settle import needs_solver, problem_of, settled
from vr_app.scene.layout.shape import Shape, box_triangles, scaled, shape_of_triangles
from vr_app.scene.layout.solver import Solver
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import read_document
from vr_app.scene.stage_things import Thing

HEAD = 'format = 2\ntitle = "Yard"\ndescription = "A yard."\n[ground]\n[host]\nat = [0.0, 0.0, -2.5]\n'
YARD = '[[zone]]\nid = "yard"\npolygon = [[-8.0, -9.0], [8.0, -9.0], [8.0, 5.0], [-8.0, 5.0]]\n'


def stage_of(text: str) -> Stage:
    source = HEAD + text
    stage, problems = read_document(tomllib.loads(source), source, Path("yard"))
    assert stage is not None, problems
    return stage


def shape_of(thing: Thing) -> Shape:
    return shape_of_triangles(f"{thing.size}", box_triangles(thing.size))


def thing(name: str, size: str, more: str) -> str:
    return f'[[thing]]\nid = "{name}"\nsize = {size}\n{more}\n'


def solve(text: str) -> tuple[Stage, list[Placed], list[Unmet], Solver]:
    stage = stage_of(text)
    solver = Solver(stage, shape_of, BoxCollider())
    found = list(solver.run())
    placed = [entry for entry in found if isinstance(entry, Placed)]
    return stage, placed, [entry for entry in found if isinstance(entry, Unmet)], solver


ROOM = (
    YARD
    + thing("table", "[1.2, 0.75, 0.8]", 'in = "yard"')
    + thing("chair", "[0.45, 0.9, 0.45]", 'count = 4\naround = "table"')
    + thing("cup", "[0.08, 0.1, 0.08]", 'on = "table"')
    + thing("jug", "[0.12, 0.25, 0.12]", 'beside = "cup"\non = "table"')
    + thing("shelf", "[1.0, 1.9, 0.4]", 'against = "yard"')
    + thing("crate", "[0.5, 0.5, 0.5]", 'beside = "shelf"\nside = "left"')
    + thing("post", "[0.2, 2.0, 0.2]", 'between = ["table", "shelf"]')
    + thing("bench", "[1.4, 0.45, 0.4]", 'near = "host"\nfacing = "host"')
    + thing("box", "[0.3, 0.3, 0.3]", 'count = 5\nlayout = "row"\nin = "yard"')
)


def test_relations_hold_and_nothing_overlaps_or_floats() -> None:
    _, placed, unmet, solver = solve(ROOM)
    assert unmet == []
    assert len(placed) == 16
    by_id = {place.id: place for place in placed}
    assert by_id["cup"].stands_on == "table" and by_id["cup"].at[1] == pytest.approx(0.75, abs=0.01)
    assert by_id["jug"].stands_on == "table"
    bodies = [body for body in solver.arrangement.solids if not body.stands_on]
    assert all(abs(body.low_m) < 0.01 for body in bodies)
    for number, body in enumerate(bodies):
        for other in bodies[number + 1 :]:
            assert float(gaps(body.rectangle, other.rectangle)[0, 0]) > -1e-6, (body.id, other.id)
    shelf = next(body for body in bodies if body.id == "shelf")
    crate = shelf.local(np.array([by_id["crate"].at[0], by_id["crate"].at[2]]))
    assert crate[0] < -0.5, "left, as one sees it looking at the shelf's front"


def test_the_same_seed_gives_the_same_places_and_another_gives_others() -> None:
    first, again = solve(ROOM)[1], solve(ROOM)[1]
    assert first == again
    source = ("seed = 3\n" + HEAD + ROOM).replace("seed = 3\nformat = 2\n", "format = 2\nseed = 3\n")
    stage, _ = read_document(tomllib.loads(source), source, Path("yard"))
    assert stage is not None
    assert [entry for entry in Solver(stage, shape_of).run() if isinstance(entry, Placed)] != first


def test_an_edit_elsewhere_moves_nothing_else() -> None:
    before = {place.id: place for place in solve(ROOM)[1]}
    more = ROOM + thing("stone", "[0.2, 0.2, 0.2]", 'near = "table"')
    after = {place.id: place for place in solve(more)[1]}
    assert [name for name in before if before[name] != after[name]] == []


def test_a_circle_is_told_with_its_line_and_the_rest_stands() -> None:
    text = thing("a", "[0.5, 0.5, 0.5]", 'on = "b"') + thing("b", "[0.5, 0.5, 0.5]", 'on = "a"')
    stage, placed, unmet, _ = solve(text)
    assert {place.id for place in placed} == {"a", "b"}
    (complaint,) = unmet
    problem = problem_of(stage, complaint)
    assert problem.code == "relation.circle" and not problem.fatal
    assert problem.line == (HEAD + text).splitlines().index('on = "a"') + 1


def test_two_that_look_at_each_other_are_no_circle() -> None:
    text = thing("a", "[0.5, 0.5, 0.5]", 'facing = "b"') + thing("b", "[0.5, 0.5, 0.5]", 'facing = "a"')
    assert solve(text)[2] == []


def test_what_cannot_be_is_told_and_stands_elsewhere() -> None:
    text = thing("cup", "[0.1, 0.1, 0.1]", "at = [3.0, 0.0, 0.0]") + thing("piano", "[1.5, 1.2, 0.7]", 'on = "cup"')
    _, placed, unmet, _ = solve(text)
    assert [(entry.id, entry.key, entry.placed) for entry in unmet] == [("piano", "on", True)]
    assert next(place for place in placed if place.id == "piano").at[1] == pytest.approx(0.002)


def test_a_thing_without_any_floor_is_left_out_and_told() -> None:
    source = HEAD.replace("[ground]", '[ground]\nkind = "none"') + thing("piano", "[1.5, 1.2, 0.7]", 'near = "host"')
    stage, _ = read_document(tomllib.loads(source), source, Path("yard"))
    assert stage is not None
    (complaint,) = list(Solver(stage, shape_of).run())
    assert isinstance(complaint, Unmet) and (complaint.code, complaint.placed) == ("room.none", False)


def test_ways_doors_and_the_visitors_stand_stay_free() -> None:
    way = '[[zone]]\nid = "way"\nkeep_free = true\npolygon = [[-1.0, -9.0], [1.0, -9.0], [1.0, 5.0], [-1.0, 5.0]]\n'
    door = thing("door", "[1.0, 2.0, 0.1]", "at = [5.0, 0.0, 0.0]\ndoor = true")
    stones = thing("stone", "[0.6, 0.6, 0.6]", 'count = 60\nin = "yard"')
    _, _, _, solver = solve(YARD + way + door + stones)
    door_way = Rectangles(np.array([[5.0, 0.0]]), np.array([[0.5, 0.9]]), np.zeros(1))
    polygon = np.array([[-1.0, -9.0], [1.0, -9.0], [1.0, 5.0], [-1.0, 5.0]])
    for body in solver.arrangement.solids:
        if body.id.startswith("stone"):
            assert not inside_polygon(polygon, body.rectangle.corners()[0]).any()
            assert float(gaps(body.rectangle, door_way)[0, 0]) >= 0.0


def test_scattered_things_keep_their_spacing() -> None:
    _, placed, _, _ = solve(YARD + thing("tree", "[0.4, 3.0, 0.4]", 'count = 12\nin = "yard"\nspacing_m = 2.0'))
    points = np.array([[place.at[0], place.at[2]] for place in placed])
    away = np.linalg.norm(points[:, None] - points, axis=-1) + np.eye(len(points)) * 9
    assert len(points) == 12 and away.min() >= 2.0


def test_things_fill_a_bowl_and_a_shelf_from_within() -> None:
    shelf = np.concatenate(
        [box_triangles((1.0, 0.04, 0.4)) + np.array([0, height, 0], np.float32) for height in (0.0, 0.5, 1.0, 1.5)]
    )
    stage = stage_of(
        thing("shelf", "[1.0, 1.6, 0.4]", "at = [3.0, 0.0, 0.0]") + thing("book", "[0.2, 0.25, 0.15]", 'in = "shelf"')
    )
    shapes = {
        "shelf": shape_of_triangles("shelf", shelf),
        "book": shape_of_triangles("book", box_triangles((0.2, 0.25, 0.15))),
    }
    found = list(Solver(stage, lambda thing: shapes[thing.id], _Exact()).run())
    book = next(entry for entry in found if isinstance(entry, Placed) and entry.id == "book")
    assert book.stands_on == "shelf" and book.at[1] == pytest.approx(0.04, abs=0.03)


class _Exact:
    """Nothing is ever in the way: what stands where is looked at, not what touches."""

    def touches(self, *_: object) -> bool:
        return False


def test_a_settled_stage_has_coordinates_for_everything() -> None:
    stage, placed, unmet, _ = solve(ROOM)
    assert needs_solver(stage)
    done = settled(stage, [*placed, *unmet])
    assert not needs_solver(done)
    assert {"chair-1", "chair-4", "box-5"} <= {thing.id for thing in done.things}


def test_a_body_knows_its_tops_floors_and_feet() -> None:
    table = np.concatenate(
        [
            box_triangles((1.0, 0.05, 1.0)) + np.array([0, 0.7, 0], np.float32),
            *(
                box_triangles((0.05, 0.7, 0.05)) + np.array([x, 0, z], np.float32)
                for x in (-0.45, 0.45)
                for z in (-0.45, 0.45)
            ),
        ]
    )
    shape = shape_of_triangles("table", table)
    assert float(shape.tops_at(np.array([0.0, 0.0]))) == pytest.approx(0.75, abs=1e-3)
    assert np.isnan(shape.tops_at(np.array([2.0, 0.0])))
    assert (np.abs(shape.feet) > 0.4).all(), "it touches the floor with its legs only"
    twice = scaled(shape, 2.0)
    assert float(twice.tops_at(np.array([0.5, 0.5]))) == pytest.approx(1.5, abs=1e-3)


def test_walking_spreads_through_gaps_but_not_through_walls() -> None:
    free = np.ones((7, 9), bool)
    free[:, 4] = False
    assert flood(free, (0, 0))[:, :4].all() and not flood(free, (0, 0))[:, 5:].any()
    free[3, 4] = True
    assert flood(free, (0, 0)).sum() == free.sum()
