"""Which commands draw which rows, and how many are drawn at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vr_app.render.draw_list import Drawing, KeptDrawing, Merging, drawing, one_after_the_other, runs
from vr_app.scene.batches import BLENDED
from vr_app.scene.draw_plan import DrawPlan, plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.mesh import Coarser, Mesh, build_primitive
from vr_app.scene.node import build_nodes

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)


def plan(node_count: int = 6, moving: tuple[int, ...] = ()) -> DrawPlan:
    """Nodes take turns with a stone, a glass and a leaf mesh."""
    materials = [
        Material("stone"),
        Material("glass", alpha_mode="BLEND"),
        Material("leaf", alpha_mode="MASK", double_sided=True),
    ]
    meshes = [Mesh(m.name, (build_primitive(TRIANGLE, [0, 1, 2], material=i),)) for i, m in enumerate(materials)]
    nodes = build_nodes([""] * node_count, [-1] * node_count, mesh=[n % 3 for n in range(node_count)])
    return plan_drawing(nodes, meshes, materials, (), np.array(moving, np.int32))


def test_things_alike_become_instances_of_one_command() -> None:
    tables = plan(9)
    rows = np.arange(9)
    shapes = drawing(tables, rows, rows + 100, views=2)
    assert shapes.commands["instances"].tolist() == [6, 6, 6]
    assert shapes.commands["base_instance"].tolist() == [100, 103, 106]
    assert [(run.first, run.count) for run in shapes.runs()] == [(0, 1), (1, 1), (2, 1)]


def test_a_gap_between_the_places_of_instances_begins_a_new_command() -> None:
    tables = plan(9)
    shapes = drawing(tables, np.array([0, 2]), np.array([0, 2]))
    assert shapes.commands["instances"].tolist() == [1, 1]
    assert shapes.commands["base_instance"].tolist() == [0, 2]
    assert len(shapes.runs()) == 1


def test_nothing_needs_no_command() -> None:
    assert len(drawing(plan(), np.arange(0), np.arange(0)).commands) == 0


def test_each_command_points_at_its_own_vertices_and_indices() -> None:
    tables = plan()
    rows = np.arange(6)
    shapes = drawing(tables, rows, rows)
    primitive = tables.item_primitive[rows[::2]]
    assert shapes.commands["base_vertex"].tolist() == (primitive * 3).tolist()
    assert shapes.commands["first_index"].tolist() == (primitive * 3).tolist()


def test_a_coarser_shape_has_its_own_indices_and_the_same_vertices() -> None:
    fine = build_primitive(np.repeat(TRIANGLE, 2, axis=0), [0, 2, 4, 1, 3, 5])
    meshes = [Mesh("m", (replace(fine, coarser=(Coarser(np.array([0, 2, 4], np.uint32), 0.1),)),))] * 2
    nodes = build_nodes([""] * 4, [-1] * 4, mesh=[0, 0, 1, 1])
    tables = plan_drawing(nodes, meshes, [Material("m")], ())
    rows = np.arange(4)
    chosen = tables.shapes.fit(tables.item_primitive, np.array([0.2, 0.05, 0.2, 0.2], np.float32))
    shapes = drawing(tables, rows, rows, shapes=chosen)
    assert shapes.commands["count"].tolist() == [3, 6, 3]
    assert shapes.commands["instances"].tolist() == [1, 1, 2]
    assert shapes.commands["first_index"].tolist() == [6, 0, 15], "behind the own indices of each"
    assert shapes.commands["base_vertex"].tolist() == [0, 0, 6]


def test_a_kept_drawing_is_the_one_made_anew() -> None:
    tables, kept = plan(9), KeptDrawing()
    made = []

    def make() -> Drawing:
        made.append(chosen)
        return drawing(tables, chosen, chosen, views)

    for rows, shift, views in (
        ([0, 1, 3, 4], 10, 1),
        ([0, 1, 3, 4], 52, 1),
        ([0, 1, 4], -0, 1),
        ([0, 1, 4], 7, 2),
        ([], 0, 2),
    ):
        chosen = np.array(rows, np.int64)
        out = kept.of((tuple(rows), views), shift, make)
        wanted = drawing(tables, chosen, chosen + shift, views)
        assert out.commands.tolist() == wanted.commands.tolist() and out.batch.tolist() == wanted.batch.tolist()
        out.commands["count"] = 0  # what is given out is the caller's
    assert len(made) == 4, "the second was kept"


def test_blended_batches_come_last_and_items_that_move_after_those_that_stand() -> None:
    tables = plan(9, moving=(0, 4))
    assert tables.static_count == 7
    assert sorted(tables.item_node[7:].tolist()) == [0, 4]
    assert tables.batches[-1].render_pass == BLENDED
    assert (np.diff(tables.item_batch[:7]) >= 0).all() and (np.diff(tables.item_batch[7:]) >= 0).all()
    assert tables.item_casts.tolist() == [tables.batches[b].render_pass != BLENDED for b in tables.item_batch]


def test_two_lists_are_merged_batch_by_batch() -> None:
    tables = plan(9, moving=(0, 4))
    still, moving = np.arange(7), np.arange(7, 9)
    first, second = drawing(tables, still, still), drawing(tables, moving, moving)
    merging = Merging()
    both = merging.of(first, second)
    assert (np.diff(both.batch) >= 0).all()
    assert both.commands["instances"].sum() == 9
    again = merging.of(Drawing(first.table[::-1].copy(), first.batch), second)
    assert sorted(again.commands.tolist()) == sorted(both.commands.tolist()), "of the commands it is given"
    assert list(again.runs()) == runs(again.batch)


def test_one_list_follows_another_with_its_calls() -> None:
    tables = plan(9)
    rows = np.arange(9)
    solid, rest = drawing(tables, rows[:6], rows[:6]), drawing(tables, rows[6:], rows[6:])
    both = one_after_the_other(solid, rest)
    assert both.commands.tolist() == [*solid.commands.tolist(), *rest.commands.tolist()]
    called = [number for run in both.runs() for number in range(run.first, run.first + run.count)]
    assert called == list(range(len(both.commands)))
    assert all((both.batch[run.first : run.first + run.count] == run.batch).all() for run in both.runs())


def test_runs_are_stretches_of_equal_numbers() -> None:
    found = runs(np.array([4, 4, 1, 4], np.int32))
    assert [(run.batch, run.first, run.count) for run in found] == [(4, 0, 2), (1, 2, 1), (4, 3, 1)]


def test_forty_materials_of_one_kind_are_one_batch() -> None:
    materials = [Material(f"m{n}", base_colour=(n / 40, 0, 0, 1)) for n in range(40)]
    meshes = [Mesh(m.name, (build_primitive(TRIANGLE, [0, 1, 2], material=n),)) for n, m in enumerate(materials)]
    nodes = build_nodes([""] * 40, [-1] * 40, mesh=range(40))
    tables = plan_drawing(nodes, meshes, materials, ())
    assert len(tables.batches) == 1
    assert sorted(tables.instances["ids"][:, 0].tolist()) == list(range(40))
