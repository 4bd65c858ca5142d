"""Which rows are drawn and in which order."""

from __future__ import annotations

import time

import numpy as np

from vr_app.render.draw_list import draw_list, runs
from vr_app.scene.draw_plan import DrawPlan, plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)


def plan(node_count: int = 6) -> DrawPlan:
    """Nodes take turns with a stone, a glass and a leaf mesh."""
    materials = [
        Material("stone"),
        Material("glass", alpha_mode="BLEND"),
        Material("leaf", alpha_mode="MASK", double_sided=True),
    ]
    meshes = [Mesh(m.name, (build_primitive(TRIANGLE, [0, 1, 2], material=i),)) for i, m in enumerate(materials)]
    nodes = build_nodes([""] * node_count, [-1] * node_count, mesh=[n % 3 for n in range(node_count)])
    return plan_drawing(nodes, meshes, materials, ())


def test_solid_near_first_and_blended_far_first() -> None:
    tables = plan()
    distance = np.array([5, 1, 2, 9, 4, 8], np.float32)
    by_node = distance[tables.items["node"]]
    indirect, stretches = draw_list(tables, np.arange(6), by_node)
    drawn = tables.items["node"][indirect["base_instance"]].tolist()
    assert drawn == [0, 3, 2, 5, 4, 1]
    assert [(run.first, run.count) for run in stretches] == [(0, 2), (2, 2), (4, 2)]


def test_only_what_is_visible_is_drawn() -> None:
    tables = plan()
    visible = np.flatnonzero(tables.items["node"] == 3)
    indirect, stretches = draw_list(tables, visible, np.zeros(1, np.float32))
    assert len(indirect) == 1 and stretches[0].count == 1
    assert indirect["first_index"][0] == 0 and indirect["count"][0] == 3
    nothing, no_runs = draw_list(tables, np.arange(0), np.zeros(0, np.float32))
    assert len(nothing) == 0 and no_runs == []


def test_each_command_points_at_its_own_vertices() -> None:
    tables = plan()
    indirect, _ = draw_list(tables, np.arange(6), np.zeros(6, np.float32))
    primitive = tables.item_primitive[indirect["base_instance"]]
    assert indirect["base_vertex"].tolist() == (primitive * 3).tolist()


def test_runs_are_stretches_of_equal_numbers() -> None:
    found = runs(np.array([4, 4, 1, 4], np.int32))
    assert [(run.batch, run.first, run.count) for run in found] == [(4, 0, 2), (1, 2, 1), (4, 3, 1)]


def test_ten_thousand_items_need_no_loop() -> None:
    tables = plan(10_000)
    distance = np.random.default_rng(0).random(10_000).astype(np.float32)
    started_s = time.thread_time()
    for _ in range(10):
        draw_list(tables, np.arange(10_000), distance)
    assert time.thread_time() - started_s < 0.5
