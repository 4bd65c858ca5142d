"""Alike things lie side by side, and whatever is drawn lies where the drawing looks for it."""

from __future__ import annotations

import numpy as np

from vr_app.app.bench.render_scenes import prism
from vr_app.render.arrangement import Look, arranged, as_they_are
from vr_app.render.draw_list import drawing
from vr_app.scene.draw_plan import INSTANCE_ROW, DrawPlan, plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.node import build_nodes

COUNT = 30
LOOK = Look(np.zeros(3), 0.01, 0.01)


def plan() -> DrawPlan:
    nodes = build_nodes([""] * COUNT, [-1] * COUNT, mesh=np.arange(COUNT) % 2)
    return plan_drawing(nodes, (prism(2, 0), prism(3, 0)), [Material("m")], (), np.arange(COUNT, dtype=np.int32))


def test_things_of_a_shape_are_one_command() -> None:
    tables = plan()
    first = tables.shapes.first[tables.item_primitive]
    shapes = np.where(np.arange(COUNT) % 3 == 0, first + tables.shapes.specks.there[tables.item_primitive], first)
    every = np.ones(COUNT, np.bool_)
    found = arranged(tables, LOOK, shapes, every, every, np.ones((COUNT, 3, 3), np.float32))
    before = drawing(tables, np.arange(COUNT), np.arange(COUNT), 1, shapes)
    after = drawing(tables, found.order, found.shown[found.order], 1, shapes[found.order])
    assert len(after.commands) == 4 < len(before.commands), "two meshes, each whole or as a speck"
    assert after.commands["instances"].sum() == COUNT


def test_each_thing_lies_where_it_is_looked_for() -> None:
    tables, random = plan(), np.random.default_rng(3)
    first = tables.shapes.first[tables.item_primitive]
    specks = random.random(COUNT) < 0.5
    drawn, seen = random.random(COUNT) < 0.7, random.random(COUNT) < 0.5
    turned = random.normal(size=(COUNT, 3, 3)).astype(np.float32)
    found = arranged(tables, LOOK, first + specks, drawn, seen, turned)
    records = tables.instances.copy()
    records["rows"] = random.normal(size=(COUNT, 3, 4))
    records["ids"][:, 1] = np.arange(COUNT)
    centre = random.normal(size=(COUNT, 3)).astype(np.float32)
    target = np.zeros(COUNT + len(found.specks), INSTANCE_ROW)
    found.write(records, centre, target)
    assert np.array_equal(target[found.place], records), "each with its own matrix, for its shadow"
    assert set(found.specks.tolist()) == set(np.flatnonzero(specks & drawn).tolist())
    for item in np.flatnonzero(drawn).tolist():
        row = target[found.shown[item]]
        assert row["ids"][1] == item
        wanted = np.column_stack([turned[item], centre[item]]) if specks[item] else records["rows"][item]
        assert np.array_equal(row["rows"], wanted)
    order = found.order
    assert drawn[order][: int(drawn.sum())].all(), "what is not drawn comes last"


def test_a_choice_serves_looks_like_its_own() -> None:
    assert LOOK.serves(Look(np.array([0.5, 0, 0]), 0.011, 0.009), 1.0, 1.2)
    assert not LOOK.serves(Look(np.array([1.5, 0, 0]), 0.01, 0.01), 1.0, 1.2)
    assert not LOOK.serves(Look(np.zeros(3), 0.01, 0.005), 1.0, 1.2)
    assert as_they_are(plan()).look is None
