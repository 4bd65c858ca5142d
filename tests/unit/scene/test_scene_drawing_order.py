"""The order of blended materials that VRM's toon shading asks for."""

from __future__ import annotations

from vr_app.scene.draw_plan import drawing_order, plan_drawing
from vr_app.scene.material import Material, MToon
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes


def toon(offset: int, *, writes: bool = False) -> Material:
    return Material(
        shading="toon",
        alpha_mode="BLEND",
        mtoon=MToon(transparent_with_z_write=writes, render_queue_offset=offset),
    )


def test_depth_writers_come_first_then_the_queue_decides() -> None:
    listed = [toon(0), toon(-3), toon(9, writes=True), toon(0, writes=True), Material(alpha_mode="BLEND"), Material()]
    orders = [drawing_order(material) for material in listed]
    assert orders[3] < orders[2] < orders[1] < orders[0] == orders[4] == orders[5] == 0
    assert drawing_order(toon(5)) == 0  # only those that write depth may come later than the rest of their kind


def test_the_plan_has_an_order_for_every_item() -> None:
    square = build_primitive([(0, 0, 0), (1, 0, 0), (1, 1, 0)], [0, 1, 2], material=0)
    nodes = build_nodes(["a", "b"], [-1, -1], mesh=[0, 0])
    plan = plan_drawing(nodes, [Mesh("m", (square,))], [toon(-3)], (), None)
    assert plan.item_order.tolist() == [-3, -3]
